//! Pages to articles, by size.

use divan::Bencher;
use divan::counter::BytesCount;
use morgue::{extract, page};

use super::text;

fn read(bencher: Bencher<'_, '_>, page: &str) {
    bencher.counter(BytesCount::of_str(page)).bench(|| {
        extract::extract(&page::read(page.as_bytes()).unwrap(), extract::PublicationNames::built_in()).unwrap()
    });
}

#[divan::bench(args = [9, 50, 320])]
fn html_of_kilobytes(bencher: Bencher<'_, '_>, kilobytes: usize) {
    read(bencher, &text::html(1, kilobytes * 1000));
}

#[divan::bench]
fn text_dump(bencher: Bencher<'_, '_>) {
    read(bencher, &text::dump(1));
}
