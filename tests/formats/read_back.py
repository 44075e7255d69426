#!/usr/bin/env python3
"""Reads every export of `morgue query` back with the programs that people read them with.

Whatever the format, there are the same articles in the same order as in `--format jsonl --all`, with the same titles,
authors and dates. The first run installs the readers of `requirements.txt` into `target/read-back`.
"""

import calendar
import csv
import datetime
import hashlib
import html
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
MORGUE = TARGET / "debug" / "morgue"
READERS = TARGET / "read-back"


def stop(message):
    sys.exit(f"read back: {message}")


def prepare():
    """Runs this file again with the readers at hand, which are installed if they are not there yet."""
    python = READERS / "bin" / "python3"
    wanted = HERE / "requirements.txt"
    stamp = READERS / "installed"
    mark = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != mark:
        if subprocess.run([sys.executable, "-m", "venv", "--clear", READERS]).returncode:
            stop("Python cannot make a virtual environment: `apt install python3-venv`, or install Python whole")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", wanted]
        if subprocess.run(pip).returncode:
            stop(f"the readers of {wanted.relative_to(ROOT)} cannot be installed; the network is needed once")
        stamp.write_text(mark)
    os.execv(python, [python, __file__, "read"])


# Pages that tempt every format: formulas, separators, quotation marks, commands of TeX, tags of RIS, markup, marks that
# turn the direction of writing, dates that are not whole, none at all, authors that are no persons.
PAGES = {
    "formel; \"a\" = ü.html": {
        "title": "=cmd|' /C calc'!A0; \"Zölle\", 50 % & 3_000 $ #1 {a ~ ^ \\b",
        "dek": "+1;2,3\t4 \\textbf{fett} %Rest @alle",
        "authors": ["Ursula von der Leyen", "dpa"],
        "date": "2025-10-28T14:05:00+01:00",
        "keywords": "Zölle, R&D, C#",
    },
    "ris.html": {
        "title": "ER  - TY  - NEWS </script><script>alert(1)</script> **stark** [x](javascript:1)",
        "dek": "ER  - \nTI  - Falsch 🚢 “so” ‹und› 'so'",
        "authors": ["Seeger, Anna", "Martin King Jr."],
        "date": "2025-10-27",
    },
    "rtl.html": {
        "title": "שלום \u202eרחבה\u202c مرحبا 😀 – Ende",
        "dek": "@SUM(A1) und -1",
        "authors": ["Redaktion"],
        "date": None,
    },
    "{klammer.html": {
        "title": "-1 Grad: Öl & Gas } überall } teurer",
        "dek": "Klammern auf und zu: } { und \\{.",
        "authors": ["José Ortega y Gasset", "Ellen Marsh"],
        "date": "2025-01-02",
    },
}


def page(what):
    """Returns a page as papers publish them."""
    text = "Der Rat stimmt in der kommenden Woche darüber ab, und die Bürgermeisterin versprach, allen zuzuhören. " * 4
    meta = "".join(f'<meta name="author" content="{html.escape(name)}">' for name in what["authors"])
    if what["date"]:
        meta += f'<meta property="article:published_time" content="{what["date"]}">'
    story = {"@type": "NewsArticle", "headline": what["title"], "description": what["dek"],
             "author": [{"@type": "Person", "name": name} for name in what["authors"]],
             "keywords": what.get("keywords", "")}
    if what["date"]:
        story["datePublished"] = what["date"]
    story = json.dumps(story).replace("<", "\\u003c")
    title, dek = html.escape(what["title"]), html.escape(what["dek"])
    return (f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>{meta}'
            f'<meta property="og:type" content="article"><meta property="og:site_name" content="Blatt &amp; Söhne">'
            f'<meta name="description" content="{dek}"><script type="application/ld+json">{story}</script></head>'
            f"<body><article><h1>{title}</h1><p>{dek}</p><p>{text}</p></article></body></html>")


# Rows of a list, which say of their dates no more than is known.
ROWS = [
    {"title": "Der Monat steht fest & nicht der Tag", "date": "2025-10", "authors": ["Jan van 't Hoff"],
     "kicker": "@Kurz & {gut}", "dek": "ER  - 50 % \\textbf{fett}; $x_1$ ~ #1 \"so\" </p><b>", "section": "R&D",
     "url": "https://blatt.example/{a}?b=1&c=%20_d#e"},
    {"title": "Nur das Jahr; sonst {nichts}", "date": "2025", "source": "Blatt | Ufer", "tags": ["Öl, Gas", "öl, gas", "R&D"]},
]


class Archive:
    """An archive of the sample pages and the pages above."""

    def __init__(self, folder):
        self.folder = Path(folder)
        shutil.copytree(ROOT / "data" / "articles", self.folder / "clips")
        for name, what in PAGES.items():
            (self.folder / "clips" / name).write_text(page(what), encoding="utf-8")
        rows = [json.dumps({**row, "text": f"{row['title']}. " * 30}) for row in ROWS]
        (self.folder / "clips" / "rows.ndjson").write_text("\n".join(rows) + "\n", encoding="utf-8")
        self.run("init")
        self.run("ingest", "clips", codes=(0, 3))
        self.hits = [json.loads(line) for line in self.export("jsonl", "--all").decode().splitlines()]
        wanted = {f"clips/{name}" for name in [*PAGES, "rows.ndjson#1", "rows.ndjson#2"]}
        same("nasty pages that are missing", wanted - {hit["path"] for hit in self.hits}, set())
        same("kinds of dates", {len(day(hit)) for hit in self.hits}, {0, 1, 2, 3})

    def run(self, *args, codes=(0,)):
        home = {"HOME": str(self.folder), "PATH": os.environ["PATH"]}
        done = subprocess.run([MORGUE, *args], cwd=self.folder, env=home, capture_output=True)
        if done.returncode not in codes:
            stop(f"`morgue {' '.join(args)}` ended with {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def export(self, form, *flags):
        return self.run("query", "--format", form, *flags)


def same(what, found, expected):
    if found != expected:
        stop(f"{what}:\n  found    {found!r}\n  expected {expected!r}")


def check_values(what, values):
    """Asks that what is unknown is left out and not called by a name that programs give to it."""
    for value in values:
        if str(value).strip().lower() in ("none", "null", "undefined", "nan", "", "[]"):
            stop(f"{what}: there is a value {value!r}")


def words(text):
    return re.findall(r"\w+", text)


def parts(name):
    """Returns the parts of a name in any order, without titles."""
    return sorted(set(words(name)) - {"Dr", "Prof"})


def check_names(what, found, hit):
    """Asks that the authors are the same persons, however their names are turned round."""
    same(f"{what}: authors of {hit['id']}", [parts(name) for name in found], [parts(name) for name in hit.get("authors", [])])


def day(hit):
    """Returns year, month and day, as far as they are known."""
    published = hit.get("published", "").split("T")[0]
    return [int(part) for part in published.split("-")] if published else []


def unguarded(cell):
    """Returns a cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if re.match(r"'\s*[=+\-@＝＋－＠]", cell) else cell


def check_table(what, rows, hits):
    same(f"{what}: rows", len(rows), len(hits))
    for row, hit in zip(rows, hits):
        for key in ("id", "title", "source", "published", "url", "language"):
            same(f"{what}: {key}", unguarded(row[key]), hit.get(key, ""))
        same(f"{what}: authors", unguarded(row["authors"]), "|".join(hit.get("authors", [])))
        same(f"{what}: rank", int(row["rank"]), hit["rank"])
        for cell in row.values():
            if cell and cell[0] in "=+-@\t\r＝＋－＠":
                stop(f"{what}: `{cell}` is a formula")
            if cell in ("None", "null", "undefined"):
                stop(f"{what}: there is a cell `{cell}`")


def check_csv(archive):
    plain = archive.export("csv").decode()
    check_table("csv", list(csv.DictReader(io.StringIO(plain, newline=""), strict=True)), archive.hits)
    excel = archive.export("csv", "--excel")
    same("csv for Excel: mark of the encoding", excel[:3], b"\xef\xbb\xbf")
    text = excel.decode("utf-8-sig")
    check_table("csv for Excel", list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True)), archive.hits)
    body = archive.export("csv", "--columns", "id,body").decode()
    bodies = [row["body"] for row in csv.DictReader(io.StringIO(body, newline=""), strict=True)]
    if not any("\n" in body for body in bodies):
        stop("csv: the lines of the text are lost")


def check_tsv(archive):
    lines = archive.export("tsv").decode().split("\n")
    same("tsv: end of the last line", lines.pop(), "")
    head = lines[0].split("\t")
    rows = [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]
    check_table("tsv", rows, archive.hits)


def check_xlsx(archive):
    import openpyxl

    columns = ["rank", "score", "id", "title", "authors", "published", "words", "alike"]
    book = archive.export("xlsx", "--columns", ",".join(columns))
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    rows = list(sheet.iter_rows())
    same("xlsx: head", [cell.value for cell in rows[0]], columns)
    same("xlsx: bold head", {cell.font.bold for cell in rows[0]}, {True})
    same("xlsx: frozen head", sheet.freeze_panes, "A2")
    same("xlsx: filter", sheet.auto_filter.ref, f"A1:H{len(archive.hits) + 1}")
    same("xlsx: rows", len(rows) - 1, len(archive.hits))
    for row, hit in zip(rows[1:], archive.hits):
        rank, score, ident, title, authors, published, count, alike = (cell.value for cell in row)
        same("xlsx: text", (ident, title, authors), (hit["id"], hit["title"], "|".join(hit.get("authors", [])) or None))
        same("xlsx: numbers", (rank, score, count), (hit["rank"], hit["score"], hit["words"]))
        same("xlsx: alike", alike, hit.get("group", {"size": 1})["size"] - 1)
        same("xlsx: formulas", [cell.coordinate for cell in row if cell.data_type == "f"], [])
        known = hit.get("published")
        if len(day(hit)) == 3:
            expected = datetime.datetime.fromisoformat(known.replace("Z", "+00:00")).replace(tzinfo=None)
            # A sheet counts seconds as parts of a day.
            if abs(published - expected) > datetime.timedelta(seconds=1):
                stop(f"xlsx: date {published} of {known}")
        else:
            same("xlsx: date that is not whole", published, known)


def check_ris(archive):
    import rispy

    text = archive.export("ris").decode()
    for line in text.split("\r\n"):
        if line and not re.match(r"[A-Z][A-Z0-9]  - ", line):
            stop(f"ris: the line `{line}`")
    found = rispy.loads(text)
    same("ris: references", [one["id"] for one in found], [hit["id"] for hit in archive.hits])
    for one, hit in zip(found, archive.hits):
        check_values("ris", one.values())
        same("ris: type", one["type_of_reference"], "NEWS")
        same("ris: title", words(one["title"]), words(hit["title"]))
        same("ris: source", one.get("secondary_title"), hit.get("source"))
        check_names("ris", one.get("authors", []), hit)
        date = [int(part) for part in one.get("date", "").split("/") if part]
        same("ris: date", (date, one.get("year")), (day(hit), str(day(hit)[0]) if day(hit) else None))


def plain(value):
    """Returns the text that TeX would print."""
    commands = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^"}
    value = re.sub(r"(?<!\\)[{}]|\\([a-z]+)\{\}", lambda found: f"\0{found[1]}\0" if found[1] else "", value)
    value = re.sub(r"\\([&%$#_])", r"\1", value)
    return re.sub("\0([a-z]+)\0", lambda found: commands[found[1]], value)


def check_bib(archive, form):
    import bibtexparser
    from bibtexparser.bparser import BibTexParser
    from pybtex.database import parse_string

    text = archive.export(form).decode()
    # Macros of months stand for themselves here, and are none in BibLaTeX.
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, interpolate_strings=False)
    found = bibtexparser.loads(text, parser).entries
    same(f"{form}: entries", len(found), len(archive.hits))
    same(f"{form}: keys", len({one["ID"] for one in found}), len(found))
    for one, hit in zip(found, archive.hits):
        check_values(form, one.values())
        if not re.fullmatch(r"[a-z0-9]+", one["ID"]):
            stop(f"{form}: key {one['ID']}")
        same(f"{form}: title", plain(one["title"]), hit["title"])
        source = one.get("journaltitle" if form == "biblatex" else "journal")
        same(f"{form}: source", plain(source or ""), hit.get("source", ""))
        same(f"{form}: url", one.get("url"), hit.get("url"))
        if form == "biblatex":
            same("biblatex: date", one.get("date"), hit.get("published", "").split("T")[0] or None)
    strict = parse_string(text, "bibtex")
    same(f"{form}: keys for pybtex", list(strict.entries), [one["ID"] for one in found])
    for entry, hit in zip(strict.entries.values(), archive.hits):
        names = [plain(str(person)) for person in entry.persons.get("author", [])]
        check_names(form, names, hit)
        if form == "bibtex":
            # pybtex spells the macros out.
            months = list(calendar.month_name)
            fields = entry.fields
            date = [int(fields["year"])] if "year" in fields else []
            date += [months.index(fields["month"])] if "month" in fields else []
            date += [int(fields["day"])] if "day" in fields else []
            same("bibtex: date", date, day(hit))


def check_csl(archive):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    found = json.loads(archive.export("csl"))
    same("csl: references", [one["id"] for one in found], [hit["id"] for hit in archive.hits])
    for one, hit in zip(found, archive.hits):
        check_values("csl", one.values())
        same("csl: fields", (one["type"], one["title"], one.get("URL"), one.get("container-title")),
             ("article-newspaper", hit["title"], hit.get("url"), hit.get("source")))
        same("csl: date", one.get("issued", {"date-parts": [[]]})["date-parts"][0], day(hit))
        order = ("given", "non-dropping-particle", "family", "suffix", "literal")
        check_names("csl", [" ".join(name[key] for key in order if key in name) for name in one.get("author", [])], hit)
    same("csl: none", json.loads(archive.run("query", "Gibtesnicht", "--format", "csl", codes=(1,))), [])
    with warnings.catch_warnings():
        # The library knows fewer keys than the schema has.
        warnings.simplefilter("ignore")
        source = CiteProcJSON(found)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for one in found:
            bibliography.register(Citation([CitationItem(one["id"])]))
        rendered = [str(line) for line in bibliography.bibliography()]
    same("csl: rendered", len(rendered), len(found))
    for line in rendered:
        if "None" in line:
            stop(f"csl: a style prints `{line}`")
    printed = ["".join(words(line)).lower() for line in rendered]
    for one in found:
        title = "".join(words(one["title"])).lower()
        if not any(title in line for line in printed):
            stop(f"csl: no reference has the title `{one['title']}`")


class Tags(html.parser.HTMLParser):
    """Collects the tags, links and headings of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.titles, self.inside = set(), [], [], False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for key, value in attrs if key in ("href", "src")]
        if any(key.startswith("on") for key, _ in attrs):
            stop(f"html: `{tag}` has a handler")
        if tag == "h2":
            self.inside = True
            self.titles.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "h2"

    def handle_data(self, data):
        if self.inside:
            self.titles[-1] += data


def check_documents(archive):
    tags = Tags(archive.export("html").decode())
    same("html: titles", tags.titles, [f"{hit['rank']}. {hit['title']}" for hit in archive.hits])
    unknown = tags.tags - set("html head meta title style body section h1 h2 p article span bdi blockquote mark a br".split())
    same("html: tags that are not ours", unknown, set())
    same("html: links", [link for link in tags.links if not link.startswith(("https://", "http://"))], [])
    markdown = archive.export("md").decode()
    heads = re.findall(r"^## (\d+)\\\. ", markdown, re.M)
    same("md: headings", heads, [str(hit["rank"]) for hit in archive.hits])
    if re.search(r"<(?!https?://)", markdown):
        stop("md: there is markup of HTML")


def check_paths(archive):
    paths = archive.export("paths", "--null").decode().split("\0")
    same("paths: end of the last", paths.pop(), "")
    named = [re.sub(r"(\.ndjson)#\d+$", r"\1", hit["path"]) for hit in archive.hits]
    same("paths", paths, list(dict.fromkeys(named)))
    for path in paths:
        same(f"paths: `{path}` is a file", (archive.folder / path).is_file(), True)


def check_pandoc(archive):
    if not shutil.which("pandoc"):
        print("   no pandoc here: references are not read back with it")
        return
    for form, reader in (("biblatex", "biblatex"), ("bibtex", "bibtex"), ("csl", "csljson"), ("ris", "ris")):
        known = subprocess.run(["pandoc", "--list-input-formats"], capture_output=True, text=True)
        if known.returncode:
            stop(f"pandoc does not run: {known.stderr}")
        if reader not in known.stdout.split():
            print(f"   this pandoc reads no {reader}")
            continue
        done = subprocess.run(["pandoc", "-f", reader, "-t", "csljson"], input=archive.export(form), capture_output=True)
        if done.returncode or done.stderr:
            stop(f"pandoc: {form}: {done.stderr.decode()}")
        found = json.loads(done.stdout)
        same(f"pandoc: {form}", len(found), len(archive.hits))
        for one, hit in zip(found, archive.hits):
            # pandoc marks titles whose capitals stay, and prints a kicker (`titleaddon`) behind the title.
            title = words(html.unescape(re.sub(r"</?span[^>]*>", "", one["title"])))
            same(f"pandoc: title of {form}", title[: len(words(hit["title"]))], words(hit["title"]))
            same(f"pandoc: date of {form}", one.get("issued", {}).get("date-parts", [[]])[0], day(hit))


def check_markdown(archive):
    """Asks that nothing of a page has become markup where a reader of Markdown makes HTML of it."""
    if not shutil.which("pandoc"):
        return
    for dialect in ("gfm", "commonmark", "markdown"):
        done = subprocess.run(["pandoc", "-f", dialect, "-t", "html"], input=archive.export("md"), capture_output=True)
        if done.returncode:
            stop(f"pandoc: {dialect}: {done.stderr.decode()}")
        tags = Tags(done.stdout.decode())
        titles = [words(f"{hit['rank']}. {hit['title']}") for hit in archive.hits]
        same(f"{dialect}: titles", [words(title) for title in tags.titles], titles)
        same(f"{dialect}: tags", tags.tags - {"h1", "h2", "p", "blockquote", "strong", "a", "br"}, set())
        urls = {hit.get("url") for hit in archive.hits}
        same(f"{dialect}: links", [link for link in tags.links if html.unescape(link) not in urls], [])


def main():
    if not MORGUE.is_file():
        stop("the program is not built: `cargo build`")
    if sys.argv[1:] != ["read"]:
        prepare()
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(folder)
        check_csv(archive)
        check_tsv(archive)
        check_xlsx(archive)
        check_ris(archive)
        check_bib(archive, "biblatex")
        check_bib(archive, "bibtex")
        check_csl(archive)
        check_documents(archive)
        check_paths(archive)
        check_pandoc(archive)
        check_markdown(archive)
        print(f"   {len(archive.hits)} articles read back from every format")


if __name__ == "__main__":
    main()
