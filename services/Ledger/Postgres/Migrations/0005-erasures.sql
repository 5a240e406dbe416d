-- Erasures. Of the erased only salted digests stay.

CREATE TABLE erasure_ask (
    record   TEXT        NOT NULL PRIMARY KEY,
    asked_at TIMESTAMPTZ NOT NULL,
    due_at   TIMESTAMPTZ NOT NULL,
    attempts INTEGER     NOT NULL
);

CREATE TABLE erasure_salt (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    salt TEXT    NOT NULL
);

CREATE TABLE erasure (
    seq           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            UUID        NOT NULL UNIQUE,
    at            TIMESTAMPTZ NOT NULL,
    wanted_by     TEXT        NOT NULL,
    pairs         INTEGER     NOT NULL,
    journal_lines INTEGER     NOT NULL,
    digests       TEXT        NOT NULL
);

CREATE TABLE erased (
    digest        TEXT NOT NULL PRIMARY KEY,
    erasure_id    UUID NOT NULL REFERENCES erasure (id),
    readmitted_at TIMESTAMPTZ,
    readmitted_by TEXT
);

-- What was proven stays proven.
CREATE TRIGGER erasure_stays BEFORE DELETE OR UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION recorded_stays();
