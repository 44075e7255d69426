//! Pages to articles, by size.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use morgue::{extract, page};

use super::text;

/// Written for this project: WordPress-like, with a ticker, a consent box, teasers and comments around the article.
pub(crate) const SAMPLE: &str = include_str!("../../data/articles/2025-09/rheinblick-hochwasser-welmtal.html");

fn read(bencher: Bencher<'_, '_>, page: &str) {
    let names = extract::PublicationNames::built_in();
    bencher
        .counter(BytesCount::of_str(page))
        .counter(ItemsCount::new(1_usize))
        .bench(|| extract::extract(&page::read(page.as_bytes()).unwrap(), names).unwrap());
}

/// A sample page, padded as real ones are. An item is a page.
#[divan::bench(args = [10, 100, 300, 1000])]
fn html_of_kilobytes(bencher: Bencher<'_, '_>, kilobytes: usize) {
    read(bencher, &text::padded(SAMPLE, kilobytes * 1000));
}

#[divan::bench]
fn text_dump(bencher: Bencher<'_, '_>) {
    read(bencher, &text::dump(1));
}
