-- Times are microseconds since 1970, UTC. Ids are lower-case text, so that their order is the order of their bytes.

CREATE TABLE pair (
    id              TEXT    NOT NULL PRIMARY KEY,
    mapping         TEXT    NOT NULL,
    status          TEXT    NOT NULL CHECK (status IN ('Active', 'Held', 'Superseded', 'Tombstone')),
    dirty_gen       INTEGER NOT NULL,
    clean_gen       INTEGER NOT NULL CHECK (clean_gen <= dirty_gen),
    lane            INTEGER NOT NULL CHECK (lane IN (0, 1, 2)),
    due_at          INTEGER,
    lease_owner     TEXT,
    lease_until     INTEGER,
    epoch           INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    into_hubspot    TEXT,
    into_salesforce TEXT,
    linked          INTEGER NOT NULL,
    holds           INTEGER NOT NULL,
    CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
) WITHOUT ROWID;

-- The claim walks one lane in the order of due times; pairs that wait for nothing are not in it.
CREATE INDEX pair_due ON pair (lane, due_at) WHERE due_at IS NOT NULL;
-- An intent is open once, whatever a confused caller stores.
CREATE UNIQUE INDEX pair_into_hubspot ON pair (into_hubspot) WHERE into_hubspot IS NOT NULL;
CREATE UNIQUE INDEX pair_into_salesforce ON pair (into_salesforce) WHERE into_salesforce IS NOT NULL;

-- Apart from the row above, because a state is some kilobytes and counting or claiming must not read them.
CREATE TABLE pair_state (
    pair_id TEXT NOT NULL PRIMARY KEY REFERENCES pair (id),
    state   TEXT NOT NULL
);

-- Refs and aliases in one table: its key is the promise that a record has one pair.
CREATE TABLE ref (
    record  TEXT    NOT NULL PRIMARY KEY,
    pair_id TEXT    NOT NULL REFERENCES pair (id),
    alias   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ref_pair ON ref (pair_id);

CREATE TABLE claim (
    claim_key TEXT NOT NULL PRIMARY KEY,
    pair_id   TEXT NOT NULL REFERENCES pair (id)
) WITHOUT ROWID;
CREATE INDEX claim_pair ON claim (pair_id);

-- field is '' for the hold of the whole pair.
CREATE TABLE hold (
    pair_id  TEXT NOT NULL REFERENCES pair (id),
    field    TEXT NOT NULL,
    code     TEXT NOT NULL,
    waits_on TEXT,
    PRIMARY KEY (pair_id, field)
) WITHOUT ROWID;
CREATE INDEX hold_waits ON hold (waits_on) WHERE waits_on IS NOT NULL;

CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    pair_id TEXT    NOT NULL,
    entry   TEXT    NOT NULL
);
CREATE INDEX journal_pair ON journal (pair_id, seq);

CREATE TABLE cursor (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE counter (
    name  TEXT    NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE gauge (
    name TEXT    NOT NULL PRIMARY KEY,
    json TEXT    NOT NULL,
    at   INTEGER NOT NULL
) WITHOUT ROWID;
