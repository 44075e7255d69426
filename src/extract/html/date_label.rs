//! What the words beside a shown date say of it: that it is of publication, of a change, or of something else.

use std::sync::LazyLock;

use regex::Regex;

/// What the page says of a date that it shows, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    /// `Veröffentlicht am`, `Posted on`, `Datum:`
    Published,
    /// Nothing.
    Plain,
    /// `Aktualisiert am`, `Last modified`
    Changed,
}

/// What words beside a date say of it.
pub(super) fn label_in(text: &str) -> Option<Label> {
    if !text.chars().any(char::is_alphabetic) {
        None
    } else if CHANGED.is_match(text) {
        Some(Label::Changed)
    } else if PUBLISHED.is_match(text) {
        Some(Label::Published)
    } else {
        None
    }
}

static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)aktualisiert|geändert|bearbeitet|änderung|updat(?:ed|e\b)|modified|revised|edited|changed|mis(?:e)? à jour|modifié|actualizad|atualizad|modificad|aggiornat|modificat|bijgewerkt|gewijzigd|uppdatera|oppdatert|opdateret|aktualizov|zaktualizowan|güncelle|обновлен|изменен|оновлен|수정|更新|frissít",
    )
});

static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)veröffentlich|erschienen|publiziert|\berstellt|\bgepostet|geschrieben am|eingestellt|freigegeben|erscheinungsdatum|\bpublish|\bposted|\bcreated|\bpublié|\bpublicad|\bpubblicat|gepubliceerd|geplaatst|publicerad|publisert|udgivet|julkaistu|opublikowan|publikován|zveřejněn|yayın|опубликован|опубліковано|입력|등록|公開日|公開[:：]|投稿|掲載|^\W*(?:datum|date|data|fecha|dato)\b",
    )
});

/// Dates of something else: when an event begins, when a picture was taken.
pub(super) static FOREIGN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\btermin\b|veranstaltung|\bbeginnt?\b|anmeldeschluss|\bdeadline\b|gültig|\bgeb(?:oren|\.)|\bborn\b|\bfoto\b|\bbild\b|\bphoto\b|gestorben|\bbis\b|\buntil\b|copyright|©|\bseit\b|\bsince\b|registriert|registered|mitglied|\bjoined\b|\babgerufen|retrieved|accessed",
    )
});

/// The words of a label before a relative date.
pub(super) static LABEL_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:(?:zuletzt\s+)?aktualisiert|(?:last\s+)?updated|veröffentlicht|published|posted|stand|publié|publicado|actualizado|pubblicato|aggiornato)\s*:?\s+(?:am\s+)?",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is part of the program and tested")
}
