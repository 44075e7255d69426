-- The catalog of a morgue archive, version 3 (see `PRAGMA user_version`).

-- One article, as extracted. Lists are JSON arrays; unknown values are NULL.
CREATE TABLE articles (
  id         TEXT PRIMARY KEY,     -- from the canonical address, else from title and text
  seq        INTEGER NOT NULL,     -- number of the last change; the index names the number it holds
  path       TEXT NOT NULL,        -- the file it was read from, relative to the archive's folder where it lies below it
  title      TEXT NOT NULL,
  kicker     TEXT,
  dek        TEXT,
  body       TEXT NOT NULL,        -- one paragraph a line
  blocks     TEXT NOT NULL,        -- one letter a line of the body: p paragraph, h sub-head, i list item, q quotation, d dek
  authors    TEXT NOT NULL,
  agency     TEXT NOT NULL,
  credit     TEXT,
  source     TEXT,
  section    TEXT,
  url        TEXT,
  language   TEXT,                 -- BCP 47
  published  TEXT,                 -- ISO 8601, as precise as known
  modified   TEXT,
  captured   TEXT,
  tags       TEXT NOT NULL,        -- the publisher's keywords, as printed
  topics     TEXT NOT NULL,        -- topics of the vocabulary with their evidence
  evidence   TEXT NOT NULL,        -- field name to the place it was read from
  truncated  TEXT,                 -- why this is only a part of the article; since version 2
  hash       TEXT NOT NULL DEFAULT '',   -- of what the article says, topics aside; this and the rest since version 3
  added      INTEGER NOT NULL DEFAULT 0, -- number of the change that brought it in
  alike      TEXT                  -- the group of articles with the same text: the smallest id in it; NULL for a text of its own
) STRICT;
CREATE UNIQUE INDEX articles_by_seq ON articles (seq);
CREATE INDEX articles_by_path ON articles (path);
CREATE INDEX articles_by_date ON articles (published);

-- Articles that were removed, so that the index can forget them too.
CREATE TABLE removed (
  id   TEXT PRIMARY KEY,
  seq  INTEGER NOT NULL
) STRICT;
CREATE INDEX removed_by_seq ON removed (seq);

-- Every file ever met and every row of a list (`list.ndjson#17`), and what became of it.
CREATE TABLE sources (
  path      TEXT PRIMARY KEY,
  size      INTEGER NOT NULL,
  modified  INTEGER NOT NULL,      -- nanoseconds since 1970
  hash      TEXT,                  -- SHA-256 of the bytes, unpacked; of a list it stands for the columns that were named
  reader    INTEGER NOT NULL,      -- version of the extraction that read it
  fate      TEXT NOT NULL,         -- indexed, duplicate, skipped, failed
  reason    TEXT,
  article   TEXT                   -- the id of the article found in it
) STRICT;
CREATE INDEX sources_by_article ON sources (article);

-- Facts about the archive itself.
CREATE TABLE archive (
  key    TEXT PRIMARY KEY,
  value  TEXT NOT NULL
) STRICT;

-- What follows is there since version 3.

CREATE INDEX articles_by_group ON articles (alike, id) WHERE alike IS NOT NULL;

-- A few hashes of each text, by which those alike are found.
CREATE TABLE sketches (
  hash     INTEGER NOT NULL,
  article  INTEGER NOT NULL,       -- the number of the id
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

-- Other texts saved from the address of an article, which has the newest.
CREATE TABLE versions (
  article  TEXT NOT NULL,
  hash     TEXT NOT NULL,          -- of what this version says
  path     TEXT NOT NULL,          -- the file it was read from
  saved    INTEGER NOT NULL,       -- when that file was last written: nanoseconds since 1970
  stored   TEXT NOT NULL,          -- the article as JSON
  PRIMARY KEY (article, hash)
) STRICT, WITHOUT ROWID;

-- What was changed by hand, in order. Pages read again do not change it; what is undone stays here, marked.
CREATE TABLE journal (
  number   INTEGER PRIMARY KEY,
  article  TEXT NOT NULL,
  made     TEXT NOT NULL,          -- the day
  field    TEXT NOT NULL,
  change   TEXT NOT NULL,          -- set, add, remove
  value    TEXT NOT NULL,          -- a JSON array
  note     TEXT,
  undone   TEXT                    -- the day it was undone
) STRICT;
CREATE INDEX journal_by_article ON journal (article);

-- What the page says where something else was put by hand.
CREATE TABLE extracted (
  article   TEXT NOT NULL,
  field     TEXT NOT NULL,
  value     TEXT NOT NULL,         -- a JSON array
  evidence  TEXT,
  PRIMARY KEY (article, field)
) STRICT, WITHOUT ROWID;

-- Saved searches, and what each has shown.
CREATE TABLE searches (
  name   TEXT PRIMARY KEY,
  query  TEXT NOT NULL,            -- what was typed, with its options, as JSON
  saved  TEXT NOT NULL,            -- the day
  run    TEXT                      -- the day of the last run
) STRICT;
CREATE TABLE seen (
  search   TEXT NOT NULL,
  article  INTEGER NOT NULL,       -- the number of the id
  PRIMARY KEY (search, article)
) STRICT, WITHOUT ROWID;
