-- Handoffs. Times are microseconds since 1970, UTC; ids are lower-case text; JSON is text, byte for byte as it was sealed.

-- Beside the generations, so that "a cycle finished since it was judged" is a partial index and not a scan of all pairs.
ALTER TABLE pair ADD COLUMN judged_gen INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pair_unjudged ON pair (mapping, lane, id) WHERE clean_gen > judged_gen;

CREATE TABLE judging (
    pair_id     TEXT   NOT NULL PRIMARY KEY REFERENCES pair (id),
    epoch       INTEGER NOT NULL,
    wake        INTEGER NOT NULL,
    lease_owner TEXT,
    lease_until INTEGER,
    review_at   INTEGER,
    code        TEXT,
    verdict     TEXT
);
CREATE INDEX judging_review ON judging (review_at) WHERE review_at IS NOT NULL;

CREATE TABLE handoff (
    id         TEXT    NOT NULL PRIMARY KEY,
    pair_id    TEXT    NOT NULL REFERENCES pair (id),
    product    TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    is_open    INTEGER NOT NULL,
    version    INTEGER  NOT NULL,
    agreement  TEXT    NOT NULL,
    owner      TEXT,
    opened_at  INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    state      TEXT    NOT NULL
);
-- The promise that a lead is handed over once at a time.
CREATE UNIQUE INDEX handoff_open ON handoff (pair_id, product) WHERE is_open;
CREATE INDEX handoff_pair ON handoff (pair_id);
CREATE INDEX handoff_stage ON handoff (stage, id);

CREATE TABLE handoff_event (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    handoff_id  TEXT NOT NULL REFERENCES handoff (id),
    pair_id     TEXT NOT NULL,
    product     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    agreement   TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    body        TEXT NOT NULL
);
CREATE INDEX handoff_event_handoff ON handoff_event (handoff_id, seq);
CREATE INDEX handoff_event_at ON handoff_event (at, seq);

-- The chain's end is kept apart: cutting off the newest receipts would leave a chain that looks whole.
CREATE TABLE receipt_head (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    seq  INTEGER   NOT NULL,
    hash TEXT     NOT NULL
);

CREATE TABLE receipt (
    seq        INTEGER NOT NULL PRIMARY KEY,
    handoff_id TEXT   NOT NULL REFERENCES handoff (id),
    hash       TEXT   NOT NULL UNIQUE,
    previous   TEXT   NOT NULL UNIQUE,
    json       TEXT   NOT NULL,
    evidence   TEXT,
    sealed_at  INTEGER NOT NULL
);
CREATE INDEX receipt_handoff ON receipt (handoff_id, seq);

CREATE TABLE timer (
    id          TEXT   NOT NULL PRIMARY KEY,
    handoff_id  TEXT   NOT NULL REFERENCES handoff (id),
    kind        TEXT   NOT NULL,
    due_at      INTEGER,
    fired_at    INTEGER,
    lease_owner TEXT,
    lease_until INTEGER,
    epoch       INTEGER NOT NULL,
    body        TEXT   NOT NULL
);
CREATE INDEX timer_due ON timer (due_at) WHERE fired_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX timer_handoff ON timer (handoff_id);

CREATE TABLE handoff_request (
    id          TEXT   NOT NULL PRIMARY KEY,
    caller      TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    record      TEXT   NOT NULL,
    product     TEXT,
    body        TEXT   NOT NULL,
    received_at INTEGER NOT NULL,
    due_at      INTEGER,
    lease_owner TEXT,
    lease_until INTEGER,
    epoch       INTEGER NOT NULL,
    answer      TEXT,
    handoff_id  TEXT,
    answered_at INTEGER,
    UNIQUE (caller, key)
);
CREATE INDEX handoff_request_due ON handoff_request (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE agreement (
    hash      TEXT   NOT NULL PRIMARY KEY,
    name      TEXT   NOT NULL,
    version   INTEGER NOT NULL,
    text      TEXT   NOT NULL,
    stored_at INTEGER NOT NULL
);

CREATE TABLE signature (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    agreement TEXT NOT NULL REFERENCES agreement (hash),
    side      TEXT NOT NULL,
    signatory TEXT NOT NULL,
    at        INTEGER NOT NULL,
    UNIQUE (agreement, side, signatory, at)
);

-- By record and not by pair: a merge or conversion moves the record, and its events are the new pair's by that alone.
CREATE TABLE person_event (
    record TEXT NOT NULL,
    key    TEXT NOT NULL,
    kind   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (record, key)
);

CREATE TABLE roster (
    name    TEXT   NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state   TEXT   NOT NULL
);

CREATE TABLE absence (
    id       TEXT NOT NULL PRIMARY KEY,
    member   TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL CHECK (until_at > from_at),
    reason   TEXT NOT NULL
);

-- What was recorded stays as it was, also against a hand at the database's shell. Evidence may be wiped: an erasure must leave the chain whole.
CREATE TRIGGER receipt_kept BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'what was recorded stays: a change of receipt is refused'); END;
CREATE TRIGGER receipt_stays BEFORE UPDATE OF seq, handoff_id, hash, previous, json, sealed_at ON receipt BEGIN SELECT RAISE(ABORT, 'what was recorded stays: a change of receipt is refused'); END;
CREATE TRIGGER handoff_event_kept BEFORE DELETE ON handoff_event BEGIN SELECT RAISE(ABORT, 'what was recorded stays: a change of handoff_event is refused'); END;
CREATE TRIGGER handoff_event_stays BEFORE UPDATE OF seq, handoff_id, pair_id, product, kind, at, agreement, recorded_at ON handoff_event BEGIN SELECT RAISE(ABORT, 'what was recorded stays: a change of handoff_event is refused'); END;
CREATE TRIGGER signature_kept BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'what was recorded stays: a change of signature is refused'); END;
CREATE TRIGGER signature_stays BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, 'what was recorded stays: a change of signature is refused'); END;
