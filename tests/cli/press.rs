//! A small press review to ask questions of: seven pages in German and English.

use super::archive::Archive;
use super::clip::{Clip, clip};

/// Returns an archive of the pages below, ingested.
pub(crate) fn press() -> Archive {
    let archive = Archive::empty();
    for (name, clip) in pages() {
        archive.write(format!("clips/{name}"), clip.html());
    }
    archive.ingest().counts([7, 0, 0, 0, 0, 0]);
    archive
}

fn pages() -> [(&'static str, Clip); 7] {
    let german = |title: &str, text: &str, date, source, author| Clip { date, source, author, ..clip(title, text) };
    let english = |title: &str, text: &str, date| Clip {
        date,
        source: "Harbour Post",
        author: "Ellen Marsh",
        language: "en",
        ..clip(title, text)
    };
    [
        (
            "erden.html",
            german(
                "Tokio sichert sich seltene Erden",
                "Japan will die Lieferung seltener Erden ausbauen und Häuser für Fachleute errichten. Die Förderung \
                 beginnt im Frühling in einem Bergwerk vor der Küste, sagte der Minister in Tokio.",
                Some("2025-10-28"),
                "Hafenkurier",
                "Maike Petersen",
            ),
        ),
        (
            "zoll.html",
            german(
                "Zölle auf Maschinen steigen",
                "Der Zoll auf Maschinen steigt auf dreißig Prozent. China kündigte eine Antwort an, und in der Straße \
                 der Händler wächst die Sorge um die Aufträge der Werke.",
                Some("2025-10-31"),
                "Rheinblick",
                "Jonas Brandt",
            ),
        ),
        (
            "gipfel.html",
            german(
                "Gipfel am Meer: Japan und China reden",
                "Am Rande des Treffens sprachen Japan und China über Zölle, über Fischerei und über einen Vertrag, \
                 der erst im nächsten Sommer unterschrieben werden soll.",
                Some("2025-11-01"),
                "Hafenkurier",
                "Jonas Brandt",
            ),
        ),
        (
            "undatiert.html",
            german(
                "Japan baut einen neuen Hafen",
                "Der Hafen entsteht auf einer künstlichen Insel. Japan rechnet mit zehn Jahren Bauzeit und mit vielen \
                 Lastwagen, sagte ein Ingenieur bei der Besichtigung.",
                None,
                "Rheinblick",
                "",
            ),
        ),
        (
            "chor.html",
            german(
                "Der Chor der Lotsen singt wieder",
                "Nach langer Pause singen die Lotsen wieder im alten Speicher. Der Eintritt ist frei, und am Ende \
                 tritt ein Seehund auf, wie der Vorsitzende verriet.",
                Some("2024-12-24T18:00:00+01:00"),
                "Hafenkurier",
                "Maike Petersen",
            ),
        ),
        (
            "mine.html",
            english(
                "Old mine reopens to dig for rare earths",
                "The miners were digging for copper and for rare earths again after forty years. Companies from Japan \
                 are building houses for the workers near the old shaft.",
                Some("2025-09-30"),
            ),
        ),
        (
            "ferry.html",
            english(
                "Ferry runs late because of a seal",
                "The ferry was waiting for two hours because a seal was sleeping on the ramp. Passengers took \
                 pictures and nobody complained about the delay.",
                Some("2025-10-01"),
            ),
        ),
    ]
}
