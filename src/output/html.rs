//! A dossier as one page of HTML that needs nothing else: it loads nothing, runs nothing, and prints well.
//!
//! What comes from a page is escaped; the policy in the head forbids scripts and pictures all the same. Only addresses
//! of the web are links.

use std::io::{self, Write};

use super::dossier::{counted, facts, link, marked, passages};
use super::form::{Form, Listing};
use super::markup::escaped;
use crate::search::Hit;

const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1c1b19; --dim: #66625c; --paper: #fdfcfa; --line: #dcd8d0; --mark: #ffe68a; --link: #1b4f8f }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e3dd; --dim: #a09b92; --paper: #191817; --line: #3a3733; --mark: #6d5600; --link: #8fb8ec } }
body { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; color: var(--ink); background: var(--paper); font: 1rem/1.5 Georgia, serif; overflow-wrap: anywhere }
h1 { margin: 1.5rem 0 0; font-size: 1.5rem; line-height: 1.25 }
h2 { margin: 0; font-size: 1.15rem; line-height: 1.3 }
h2 .rank { color: var(--dim); font-weight: normal }
p { margin: .3rem 0 }
article { margin-top: 1.2rem; padding-top: 1rem; border-top: 1px solid var(--line); break-inside: avoid }
.kicker, .facts, .count, .file { color: var(--dim); font: .85rem/1.5 system-ui, sans-serif }
blockquote { margin: .6rem 0; padding-inline-start: .8rem; border-inline-start: 3px solid var(--line) }
mark { padding: 0 .1em; color: inherit; background: var(--mark) }
a { color: var(--link) }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt } mark { font-weight: bold; background: none } }
";

/// A page.
#[derive(Default)]
pub(super) struct Page {
    begun: bool,
}

impl Page {
    fn open(&mut self, title: &str, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
            escaped(title)
        )
    }
}

impl Form for Page {
    fn begin(&mut self, listing: &Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
        let query = match listing.response.understood.as_str() {
            "" => "everything",
            query => query,
        };
        self.open(listing.name.map_or(query, |_| "morgue"), out)?;
        let name = listing.name.map(|name| format!("{}: ", escaped(name))).unwrap_or_default();
        let (query, count) = (escaped(query), escaped(&counted(listing)));
        writeln!(out, "<section>\n<h1 dir=\"auto\">{name}{query}</h1>\n<p class=\"count\">{count}</p>")
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let article = &hit.article;
        let is_tag = |tag: &&str| tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let language =
            article.language.as_deref().filter(is_tag).map(|tag| format!(" lang=\"{tag}\"")).unwrap_or_default();
        let with_marks = |text: &str, field: &str| marked(text, hit.marks_in(field), ("<mark>", "</mark>"), escaped);
        writeln!(out, "<article id=\"{}\">", hit.id)?;
        if let Some(kicker) = &article.kicker {
            writeln!(out, "<p class=\"kicker\"{language} dir=\"auto\">{}</p>", with_marks(kicker, "kicker"))?;
        }
        let title = with_marks(&article.title, "title");
        writeln!(
            out,
            "<h2 dir=\"auto\"><span class=\"rank\">{}.</span> <span{language}>{title}</span></h2>",
            hit.rank
        )?;
        let facts: Vec<String> = facts(hit).iter().map(|fact| format!("<bdi>{}</bdi>", escaped(fact))).collect();
        if !facts.is_empty() {
            writeln!(out, "<p class=\"facts\">{}</p>", facts.join(" · "))?;
        }
        if let Some(dek) = &article.dek {
            writeln!(out, "<p{language} dir=\"auto\">{}</p>", with_marks(dek, "dek"))?;
        }
        for snippet in passages(hit) {
            let passage = marked(&snippet.text, &snippet.marks, ("<mark>", "</mark>"), escaped);
            writeln!(out, "<blockquote{language} dir=\"auto\">{passage}</blockquote>")?;
        }
        write!(out, "<p class=\"file\">")?;
        if let Some(url) = link(hit).map(escaped) {
            write!(out, "<a href=\"{url}\" rel=\"noopener noreferrer\">{url}</a><br>")?;
        }
        writeln!(out, "{} · <bdi>{}</bdi></p>\n</article>", hit.id, escaped(&hit.path))
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "</section>")
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.open("morgue", out)?;
        writeln!(out, "</body>\n</html>")
    }
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "a list of one mark is meant")]
mod tests {
    use super::super::form::tests::{cited, hit, written};
    use super::*;
    use crate::search::Snippet;

    #[test]
    fn a_page_is_whole_and_holds_nothing_of_the_pages_but_text() {
        let mut evil = hit("</script><script>alert('x')</script>");
        evil.article.url = Some("javascript:alert(1)".into());
        evil.article.language = Some("de\" onload=\"x".into());
        evil.path = "\"><img src=x>.html".into();
        evil.snippets = vec![Snippet { field: "body", text: "<b> \"Erden\"".into(), marks: vec![5..10] }];
        let out = written(&mut Page::default(), &[Some("q<"), Some("r")], &[evil, cited()]);
        for tag in ["<script", "<img", "<b>", "href=\"javascript", " onload=\""] {
            assert!(!out.contains(tag), "{tag}: {out}");
        }
        assert!(out.contains("&lt;b&gt; &quot;<mark>Erden</mark>&quot;"), "{out}");
        assert!(
            out.contains("<a href=\"https://hafenkurier.example/a?b=1&amp;c=2\" rel=\"noopener noreferrer\">"),
            "{out}"
        );
        for (tag, count) in [("<!doctype", 1), ("</html>", 1), ("<section>", 2), ("</section>", 2), ("<article ", 4)] {
            assert_eq!(out.matches(tag).count(), count, "{tag}");
        }
    }

    #[test]
    fn a_page_without_lists_is_whole() {
        let out = written(&mut Page::default(), &[], &[]);
        assert!(out.starts_with("<!doctype html>") && out.ends_with("</body>\n</html>\n"));
    }
}
