-- Erasures. Of the erased only salted digests stay. Times are microseconds since 1970, UTC; ids are lower-case text.

CREATE TABLE erasure_ask (
    record   TEXT    NOT NULL PRIMARY KEY,
    asked_at INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,
    attempts INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE erasure_salt (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    salt TEXT    NOT NULL
);

CREATE TABLE erasure (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT    NOT NULL UNIQUE,
    at            INTEGER NOT NULL,
    wanted_by     TEXT    NOT NULL,
    pairs         INTEGER NOT NULL,
    journal_lines INTEGER NOT NULL,
    digests       TEXT    NOT NULL
);

CREATE TABLE erased (
    digest        TEXT NOT NULL PRIMARY KEY,
    erasure_id    TEXT NOT NULL REFERENCES erasure (id),
    readmitted_at INTEGER,
    readmitted_by TEXT
) WITHOUT ROWID;

-- What was proven stays proven.
CREATE TRIGGER erasure_kept BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'what was recorded stays: a change of erasure is refused'); END;
CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'what was recorded stays: a change of erasure is refused'); END;
