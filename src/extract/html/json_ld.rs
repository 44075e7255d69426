//! What a page says about its article in JSON-LD (schema.org).
//!
//! Real scripts are often slightly broken: raw line breaks in strings, commas before a bracket, HTML comments
//! around the whole. What is cheap to mend is mended.

use serde_json::{Map, Value};

use super::plain_text;

/// Types of articles that end in no `Article`.
const ARTICLES: &[&str] =
    &["BlogPosting", "LiveBlogPosting", "Report", "Review", "SocialMediaPosting", "DiscussionForumPosting", "Recipe"];

/// Properties whose objects are about something else than the page's own article.
const ELSEWHERE: &[&str] = &[
    "itemListElement",
    "isPartOf",
    "hasPart",
    "comment",
    "comments",
    "citation",
    "mentions",
    "about",
    "liveBlogUpdate",
    "relatedLink",
    "isBasedOn",
    "associatedMedia",
    "breadcrumb",
    "publisher",
    "author",
    "image",
    "video",
    "offers",
];

/// More names or keywords than these are no list that a person made.
const MOST_NAMES: usize = 40;
const MOST_TEXTS: usize = 300;

/// What JSON-LD says about the article; texts are cleaned.
#[derive(Debug, Default)]
pub(super) struct Structured {
    pub(super) headline: Option<String>,
    pub(super) description: Option<String>,
    /// The raw article text, line breaks kept.
    pub(super) body: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) keywords: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// Whether an object of an article type was there, and not just one for the page.
    pub(super) is_article: bool,
}

/// Reads the scripts of a page.
pub(super) fn read(scripts: &[&str]) -> Structured {
    let roots: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for root in &roots {
        collect(root, &mut objects);
    }
    let rank = |object: &Map<String, Value>| match kind_of(object) {
        Some(Kind::Article) => 2 + usize::from(object.contains_key("headline") || object.contains_key("datePublished")),
        Some(Kind::Page) => 1,
        None => 0,
    };
    // The outermost of the best: `max_by_key` takes the last of equals.
    let Some(best) = objects.iter().rev().copied().max_by_key(|object| rank(object)) else {
        return Structured::default();
    };
    if rank(best) == 0 {
        return Structured::default();
    }
    describe(best, &objects)
}

fn describe(object: &Map<String, Value>, objects: &[&Map<String, Value>]) -> Structured {
    let text = |key: &str| object.get(key).and_then(first_text);
    let is_article = matches!(kind_of(object), Some(Kind::Article));
    let mut authors = Vec::new();
    for key in ["author", "creator"] {
        if let Some(value) = object.get(key).filter(|_| authors.is_empty()) {
            names(value, objects, &mut authors);
        }
    }
    let mut publisher = Vec::new();
    if let Some(value) = object.get("publisher").or_else(|| object.get("sourceOrganization")) {
        names(value, objects, &mut publisher);
    }
    let mut keywords = Vec::new();
    if let Some(value) = object.get("keywords") {
        texts(value, &mut keywords);
    }
    Structured {
        headline: text("headline").or_else(|| text("name").filter(|_| is_article)),
        description: text("description"),
        body: object.get("articleBody").or_else(|| object.get("text")).and_then(Value::as_str).map(str::to_owned),
        published: text("datePublished").or_else(|| text("dateCreated").filter(|_| is_article)),
        modified: text("dateModified"),
        authors,
        publisher: publisher.into_iter().next(),
        section: text("articleSection"),
        keywords,
        url: text("url").or_else(|| match object.get("mainEntityOfPage") {
            Some(Value::Object(page)) => page.get("@id").or_else(|| page.get("url")).and_then(first_text),
            Some(other) => first_text(other),
            None => None,
        }),
        language: text("inLanguage"),
        is_article,
    }
}

enum Kind {
    Article,
    Page,
}

fn kind_of(object: &Map<String, Value>) -> Option<Kind> {
    let names: Vec<&str> = match object.get("@type")? {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let names = names.iter().map(|name| name.rsplit(['/', ':']).next().unwrap_or_default());
    let mut page = None;
    for name in names {
        if name.ends_with("Article") || ARTICLES.contains(&name) {
            return Some(Kind::Article);
        }
        if matches!(name, "WebPage" | "ItemPage" | "AboutPage") {
            page = Some(Kind::Page);
        }
    }
    page
}

/// Lists the objects that may be the article, outer ones first. The parser has limited the depth.
fn collect<'a>(root: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    let mut row = std::collections::VecDeque::from([root]);
    while let Some(value) = row.pop_front() {
        match value {
            Value::Array(values) => row.extend(values),
            Value::Object(object) => {
                objects.push(object);
                row.extend(object.iter().filter(|(key, _)| !ELSEWHERE.contains(&key.as_str())).map(|(_, value)| value));
            }
            _ => {}
        }
    }
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(plain_text(text)).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(|value| match value {
            Value::Array(_) => None,
            other => first_text(other),
        }),
        Value::Object(object) => {
            ["@value", "name", "@id"].iter().find_map(|key| object.get(*key)?.as_str()).map(plain_text)
        }
        _ => None,
    }
}

fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(values) => {
            for value in values.iter().take(MOST_TEXTS) {
                texts(value, out);
            }
        }
        other => out.extend(first_text(other)),
    }
}

/// Lists the names of persons or organisations; an `@id` alone is looked up among the page's other objects.
fn names(value: &Value, objects: &[&Map<String, Value>], out: &mut Vec<String>) {
    match value {
        Value::Array(values) => {
            for value in values.iter().take(MOST_NAMES) {
                names(value, objects, out);
            }
        }
        Value::Object(object) => {
            let id = object.get("@id").and_then(Value::as_str);
            let named = object.get("name").or_else(|| {
                let same = |other: &&&Map<String, Value>| {
                    other.get("@id").and_then(Value::as_str) == id && other.contains_key("name")
                };
                id.and_then(|_| objects.iter().find(same)).and_then(|other| other.get("name"))
            });
            if let Some(name) = named {
                texts(name, out);
            }
        }
        other => out.extend(first_text(other)),
    }
}

fn parse(script: &str) -> Option<Value> {
    let text = script.trim();
    let text = text.strip_prefix("<!--").unwrap_or(text).trim_start();
    let text = text.strip_prefix("//").map_or(text, str::trim_start);
    let text = text.strip_prefix("<![CDATA[").unwrap_or(text).trim();
    let text = text.strip_suffix("-->").unwrap_or(text).trim_end();
    let text = text.strip_suffix("]]>").unwrap_or(text).trim_end();
    let text = text.strip_suffix("//").unwrap_or(text).trim_end_matches([';', ' ', '\n']);
    first_value(text).or_else(|| first_value(&mended(text)))
}

/// Reads the first value and leaves whatever follows: two objects in one script occur.
fn first_value(text: &str) -> Option<Value> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let first = values.next()?.ok()?;
    // A second value after the first makes an array of both.
    match values.next() {
        Some(Ok(second)) => Some(Value::Array(vec![first, second])),
        _ => Some(first),
    }
}

/// Escapes raw control characters in strings and drops commas before a closing bracket.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            match c {
                '\n' | '\r' | '\t' => out.push_str(if escaped { " " } else { "\\n" }),
                c if c.is_control() => {}
                c if escaped && !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                    // `\'` and the like are no escapes in JSON.
                    out.pop();
                    out.push(c);
                }
                c => out.push(c),
            }
            in_string = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
        } else {
            if matches!(c, ']' | '}') {
                let end = out.trim_end().len();
                if out.get(..end).is_some_and(|kept| kept.ends_with(',')) {
                    out.truncate(end - 1);
                }
            }
            in_string = c == '"';
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph() {
        let script = r##"{"@graph": [{"@type": "WebPage", "name": "Seite"},
            {"@type": ["NewsArticle"], "headline": "Hafen w&auml;chst", "author": [{"@id": "#anna"}, {"name": "dpa"}],
             "mainEntityOfPage": {"@id": "https://hafenkurier.example/a"}},
            {"@type": "Person", "@id": "#anna", "name": "Anna Seeger"}]}"##;
        let found = read(&[script]);
        assert_eq!(found.headline.as_deref(), Some("Hafen wächst"));
        assert_eq!(found.authors, ["Anna Seeger", "dpa"]);
        assert_eq!(found.url.as_deref(), Some("https://hafenkurier.example/a"));
        assert!(found.is_article);
    }

    #[test]
    fn broken_scripts_are_mended() {
        let script = "<!-- {\"@type\": \"Article\", \"headline\": \"Er\nster\", \"keywords\": [\"a\", \"b\",],} -->";
        let found = read(&[script]);
        assert_eq!((found.headline.as_deref(), found.keywords.len()), (Some("Er ster"), 2));
        assert_eq!(read(&["{\"@type\": \"Article\", \"headline\": "]).headline, None);
    }

    #[test]
    fn articles_of_a_list_are_not_the_page() {
        let script = r#"{"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement":
            [{"@type": "NewsArticle", "headline": "Anderswo"}]}}"#;
        assert_eq!(read(&[script]).headline, None);
    }
}
