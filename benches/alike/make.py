#!/usr/bin/env python3
"""Makes a test set for the grouping of articles that are the same text.

    make.py [--bases N] [--seed S] [--half A|B] [--same PAIRS.tsv] [--add MORE.jsonl] EXTRACTED.jsonl OUT

EXTRACTED.jsonl is what `morgue extract DIR` prints: a JSON object with url, title, body ... a line. OUT becomes a folder with

    list.jsonl   a list that `morgue ingest` reads: the originals, and edits of some of them as other papers print them
    truth.tsv    address, address of the original, kind of edit (`original` for the originals)

All originals are in the list, so that every pair of them is a trap: the news of the same day on the same subject, and pages
of one paper that share its standing lines. Originals that are the same text are one (exactly the same body, or named in
PAIRS.tsv, two addresses a line, after reading them). `--half` takes only one half of the originals, chosen by their addresses,
to tune on one and confirm on the other. `--add` puts more articles into the list that are only traps.
"""

import argparse
import hashlib
import json
import os
import random
import re
import sys
import zlib

LEAST_WORDS = 60
SENTENCE = re.compile(r"(?<=[.!?…“\"»])\s+(?=[A-ZÄÖÜ„\"»«“0-9])")
AGENCIES = [
    ("{place} (dpa) - ", "© dpa-infocom, dpa:{number}/{digit}"),
    ("{place} (dpa/lno) - ", "Copyright 2025, dpa ({url}). Alle Rechte vorbehalten"),
    ("{place}. ", "(APA, {digit}.{digit}.2025)"),
    ("{upper} (Reuters) - ", "(Reporting by Newsroom; Editing by the Desk) Our Standards: The Thomson Reuters Trust Principles."),
    ("{upper} (AP) — ", "Copyright 2025 The Associated Press. All rights reserved. This material may not be published, broadcast, "
     "rewritten or redistributed without permission."),
]
PLACES = ["Berlin", "Hamburg", "München", "Wien", "London", "Brussels", "Washington"]


def paragraphs(body):
    return [[s for s in SENTENCE.split(line.strip()) if s] for line in body.split("\n") if line.strip()]


def join(paras):
    return "\n".join(" ".join(para) for para in paras if para)


def cut(paras, start, end):
    """Keeps the sentences from `start` to `end`, counted through all paragraphs."""
    out, at = [], 0
    for para in paras:
        out.append([s for i, s in enumerate(para, at) if start <= i < end])
        at += len(para)
    return out


def half(body, chance):
    """The first sentences that make up half of the words; in a text of one sentence, half of its words."""
    paras = paragraphs(body)
    sentences = [s for para in paras for s in para]
    if len(sentences) < 2:
        words = body.split()
        return " ".join(words[: len(words) // 2])
    lengths = [len(s.split()) for s in sentences]
    total, sofar, count = sum(lengths), 0, 0
    for count, length in enumerate(lengths):
        if sofar + length / 2 >= total / 2:
            break
        sofar += length
    return join(cut(paras, 0, max(count, 1)))


def middle(body, chance):
    """A run of sentences anywhere that makes up about half of the words."""
    paras = paragraphs(body)
    lengths = [len(s.split()) for para in paras for s in para]
    total = sum(lengths)
    starts = [i for i in range(len(lengths)) if sum(lengths[i:]) >= total / 2]
    start = chance.choice(starts)
    end, sofar = start, 0
    while end < len(lengths) and sofar + lengths[end] / 2 < total / 2:
        sofar += lengths[end]
        end += 1
    return join(cut(paras, start, max(end, start + 1)))


def replaced(body, chance, vocabulary):
    """Replaces 5 % of the words by words of other articles."""
    return each_word(body, chance, lambda word: [chance.choice(vocabulary)])


def inserted(body, chance, vocabulary):
    """Deletes about 2.5 % of the words and puts foreign words behind as many others."""
    return each_word(body, chance, lambda word: chance.choice([[], [word, chance.choice(vocabulary)]]))


def each_word(body, chance, change):
    lines = [line.split() for line in body.split("\n")]
    places = [(p, w) for p, line in enumerate(lines) for w in range(len(line))]
    chosen = set(chance.sample(places, max(1, round(len(places) * 0.05))))
    out = []
    for p, line in enumerate(lines):
        out.append(" ".join(x for w, word in enumerate(line) for x in (change(word) if (p, w) in chosen else [word])))
    return "\n".join(out)


def reordered(body, chance):
    """Puts the sentences in another order and into other paragraphs."""
    sentences = [s for para in paragraphs(body) for s in para]
    chance.shuffle(sentences)
    size = max(1, round(len(sentences) / max(1, len(paragraphs(body)))))
    return join([sentences[i : i + size] for i in range(0, len(sentences), size)])


def credited(body, chance, language):
    """Adds an agency's place line before and its credit after the text."""
    before, after = chance.choice(AGENCIES[:3] if language.startswith("de") else AGENCIES[3:])
    place = chance.choice(PLACES)
    fill = {"place": place, "upper": place.upper(), "number": f"25{chance.randrange(10**4):04}-99-{chance.randrange(10**6):06}",
            "digit": chance.randrange(1, 10), "url": "www.dpa.com"}
    return before.format(**fill) + body + "\n" + after.format(**fill)


def edits(article, chance, vocabulary):
    """Yields the name of each edit with the edited body."""
    body, language = article["body"], article.get("language") or "de"
    steps = {
        "half": lambda text: half(text, chance),
        "middle": lambda text: middle(text, chance),
        "replaced": lambda text: replaced(text, chance, vocabulary),
        "inserted": lambda text: inserted(text, chance, vocabulary),
        "reordered": lambda text: reordered(text, chance),
        "agency": lambda text: credited(text, chance, language),
    }
    yield "title", body
    for name, step in steps.items():
        yield name, step(body)
    for names in (
        ("replaced", "agency"),
        ("reordered", "replaced"),
        ("half", "replaced"),
        ("half", "agency"),
        ("half", "replaced", "agency"),
        ("middle", "inserted", "agency"),
        ("reordered", "inserted", "agency"),
    ):
        text = body
        for name in names:
            text = steps[name](text)
        yield "+".join(names), text


def traps(articles, bases, chance):
    """Yields articles that are no other's text: a kind, a body, and the address of the text it is, if it is one.

    A digest prints three short articles whole, none of which makes up more than two fifths of it: more would be half of
    it. A standing line is a paragraph of a paper below its short articles, as long as a third of them: each is still the
    same as its original, and none the same as another.
    """
    short = [u for u in bases if len(articles[u]["body"].split()) <= 400]
    chance.shuffle(short)
    ordered = sorted(short, key=lambda u: len(articles[u]["body"]))
    for at in range(0, len(ordered) - 2, 3):
        bodies = [articles[u]["body"] for u in ordered[at : at + 3]]
        if max(map(len, bodies)) <= 0.4 * sum(map(len, bodies)):
            yield "digest", "\n".join(bodies), None
    standing = next((line for u in bases for line in articles[u]["body"].split("\n") if 40 <= len(line.split()) <= 50), "")
    for url in short:
        words = articles[url]["body"].split()
        if standing and standing not in articles[url]["body"] and len(words) <= 160:
            yield "standing", articles[url]["body"] + "\n" + standing, url


def is_in_half(url, wanted):
    return wanted is None or "AB"[hashlib.sha256(url.encode()).digest()[0] % 2] == wanted


def originals(path):
    """Reads the articles with an address and a body; a page saved twice is taken once."""
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            # Where the page prints the dek the body begins with it; it does not count for the grouping.
            body = (article.get("body") or "").strip().removeprefix(article.get("dek") or "").strip()
            if not body:
                continue
            # Pages without an address get one that will not be taken for that of another.
            name = article.get("path") or article.get("id") or str(len(found))
            url = article.get("url") or f"https://original.example/{zlib.crc32(name.encode()):08x}"
            if url not in found or len(found[url]["body"]) < len(body):
                found[url] = {
                    "url": url,
                    "title": article.get("title") or "Ohne Titel",
                    "body": body,
                    "published": article.get("published"),
                    "source": article.get("source"),
                    "language": article.get("language") or article.get("lang"),
                }
    return found


def root(parents, name):
    while parents.get(name, name) != name:
        name = parents[name]
    return name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extracted")
    parser.add_argument("out")
    parser.add_argument("--bases", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=["A", "B"])
    parser.add_argument("--same")
    parser.add_argument("--add", action="append", default=[])
    options = parser.parse_args()

    chance = random.Random(options.seed)
    articles = {url: a for url, a in originals(options.extracted).items() if is_in_half(url, options.half)}
    parents, bodies = {}, {}
    for url, article in sorted(articles.items()):
        parents[url] = bodies.setdefault(" ".join(article["body"].split()), url)
    if options.same:
        with open(options.same, encoding="utf-8") as lines:
            for line in lines:
                a, b = line.rstrip("\n").split("\t")[:2]
                if a in articles and b in articles:
                    a, b = sorted((root(parents, a), root(parents, b)))
                    parents[b] = a

    ordered = sorted(articles)
    long_enough = [u for u in ordered if root(parents, u) == u and len(articles[u]["body"].split()) >= LEAST_WORDS]
    bases = chance.sample(long_enough, min(options.bases, len(long_enough)))
    vocabulary = [w for u in ordered for w in re.findall(r"\w+", articles[u]["body"])]

    os.makedirs(options.out, exist_ok=True)
    with (
        open(os.path.join(options.out, "list.jsonl"), "w", encoding="utf-8") as out,
        open(os.path.join(options.out, "truth.tsv"), "w", encoding="utf-8") as truth,
    ):
        def put(article, base, kind):
            kept = {key: value for key, value in article.items() if value}
            out.write(json.dumps(kept, ensure_ascii=False) + "\n")
            truth.write(f"{article['url']}\t{base}\t{kind}\n")

        for url in ordered:
            put(articles[url], root(parents, url), "original")
        for path in options.add:
            for url, article in originals(path).items():
                if url not in articles:
                    put(article, url, "original")
        for number, url in enumerate(bases):
            for kind, body in edits(articles[url], chance, vocabulary):
                paper = kind.replace("+", "-")
                title = articles[chance.choice(ordered)]["title"]
                edited = {**articles[url], "url": f"https://{paper}.example/{number}", "title": title, "body": body,
                          "source": f"Blatt {paper}"}
                put(edited, url, kind)
        for number, (kind, body, base) in enumerate(traps(articles, bases, chance)):
            url = f"https://{kind}.example/{number}"
            put({**articles[base or bases[0]], "url": url, "title": kind, "body": body, "source": kind}, base or url, kind)
    print(f"{len(ordered)} originals, {len(bases)} of them edited", file=sys.stderr)


if __name__ == "__main__":
    main()
