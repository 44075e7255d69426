-- The catalog of a morgue archive, version 2 (see `PRAGMA user_version`).

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
  truncated  TEXT                  -- why this is only a part of the article; since version 2
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
