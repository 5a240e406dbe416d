-- The states are JSON and not JSONB: a value may hold a NUL, which JSONB refuses and JSON keeps escaped.

-- fillfactor: every hint and claim rewrites a row; room on its page keeps the table from growing.
CREATE TABLE pair (
    id              UUID    NOT NULL PRIMARY KEY,
    mapping         TEXT    NOT NULL,
    status          TEXT    NOT NULL CHECK (status IN ('Active', 'Held', 'Superseded', 'Tombstone')),
    dirty_gen       BIGINT NOT NULL,
    clean_gen       BIGINT NOT NULL CHECK (clean_gen <= dirty_gen),
    lane            SMALLINT NOT NULL CHECK (lane IN (0, 1, 2)),
    due_at          TIMESTAMPTZ,
    lease_owner     TEXT,
    lease_until     TIMESTAMPTZ,
    epoch           BIGINT NOT NULL,
    attempts        INTEGER NOT NULL,
    into_hubspot    UUID,
    into_salesforce UUID,
    linked          BOOLEAN NOT NULL,
    holds           INTEGER NOT NULL,
    CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
) WITH (fillfactor = 70);

-- The claim walks one lane in the order of due times; pairs that wait for nothing are not in it.
CREATE INDEX pair_due ON pair (lane, due_at) WHERE due_at IS NOT NULL;
-- An intent is open once, whatever a confused caller stores.
CREATE UNIQUE INDEX pair_into_hubspot ON pair (into_hubspot) WHERE into_hubspot IS NOT NULL;
CREATE UNIQUE INDEX pair_into_salesforce ON pair (into_salesforce) WHERE into_salesforce IS NOT NULL;

-- Apart from the row above, because a state is some kilobytes and counting or claiming must not read them.
CREATE TABLE pair_state (
    pair_id UUID NOT NULL PRIMARY KEY REFERENCES pair (id),
    state   JSON NOT NULL
);

-- Refs and aliases in one table: its key is the promise that a record has one pair.
CREATE TABLE ref (
    record  TEXT    NOT NULL PRIMARY KEY,
    pair_id UUID    NOT NULL REFERENCES pair (id),
    alias   BOOLEAN NOT NULL
);
CREATE INDEX ref_pair ON ref (pair_id);

CREATE TABLE claim (
    claim_key TEXT NOT NULL PRIMARY KEY,
    pair_id   UUID NOT NULL REFERENCES pair (id)
);
CREATE INDEX claim_pair ON claim (pair_id);

-- field is '' for the hold of the whole pair.
CREATE TABLE hold (
    pair_id  UUID NOT NULL REFERENCES pair (id),
    field    TEXT NOT NULL,
    code     TEXT NOT NULL,
    waits_on TEXT,
    PRIMARY KEY (pair_id, field)
);
CREATE INDEX hold_waits ON hold (waits_on) WHERE waits_on IS NOT NULL;

CREATE TABLE journal (
    seq     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pair_id UUID    NOT NULL,
    entry   JSON    NOT NULL
);
CREATE INDEX journal_pair ON journal (pair_id, seq);

CREATE TABLE cursor (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE counter (
    name  TEXT    NOT NULL PRIMARY KEY,
    count BIGINT NOT NULL
);

CREATE TABLE gauge (
    name TEXT    NOT NULL PRIMARY KEY,
    json TEXT    NOT NULL,
    at   TIMESTAMPTZ NOT NULL
);
