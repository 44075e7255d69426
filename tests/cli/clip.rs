//! Pages written for the tests. Everything in them is invented.

/// A clean page with an article.
#[derive(Clone)]
pub(crate) struct Clip {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) date: Option<&'static str>,
    pub(crate) source: &'static str,
    pub(crate) author: &'static str,
    pub(crate) language: &'static str,
    pub(crate) url: Option<&'static str>,
}

impl Clip {
    /// Returns the page as HTML.
    pub(crate) fn html(&self) -> String {
        let Self { title, text, source, author, language, .. } = self;
        let meta = |name: &str, value: Option<&str>| match value {
            Some(value) => format!("<meta property=\"{name}\" content=\"{value}\">\n"),
            None => String::new(),
        };
        let filler = match *language {
            "en" => {
                "The parish council will vote on the plan next week, and the mayor promised to listen to everybody who has something to say about it."
            }
            _ => {
                "Der Gemeinderat stimmt in der kommenden Woche darüber ab, und die Bürgermeisterin versprach, allen zuzuhören, die etwas dazu zu sagen haben."
            }
        };
        format!(
            "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
             <meta property=\"og:type\" content=\"article\">\n{}{}{}{}</head>\n\
             <body><article><h1>{title}</h1>\n<p>{text}</p>\n<p>{filler}</p></article></body></html>\n",
            meta("og:site_name", Some(source)),
            meta("article:published_time", self.date),
            meta("og:url", self.url),
            if author.is_empty() { String::new() } else { format!("<meta name=\"author\" content=\"{author}\">\n") },
        )
    }
}

/// Returns a German page with a title and a paragraph.
pub(crate) fn clip(title: &str, text: &str) -> Clip {
    Clip {
        title: title.to_owned(),
        text: text.to_owned(),
        date: Some("2025-10-20"),
        source: "Hafenkurier",
        author: "",
        language: "de",
        url: None,
    }
}

/// Returns one of any number of pages that differ from each other; all say `Leuchtturm`, each says `nummerN`.
pub(crate) fn numbered(number: usize) -> String {
    let text = format!(
        "Der Leuchtturm nummer{number} wird im Herbst gestrichen, sagte die Hafenmeisterin am Morgen. Die Farbe kostet \
         {} Euro und muss vor dem Winter trocknen, sonst beginnt die Arbeit im Frühjahr von vorn.",
        100 + number
    );
    let parts = ["Kai", "Mole", "Bake", "Tonne", "Schleuse", "Wehr", "Deich"];
    clip(&format!("Neue Farbe für {} {number}", parts[number % parts.len()]), &text.repeat(4)).html()
}
