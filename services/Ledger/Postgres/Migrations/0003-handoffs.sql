-- Handoffs. JSON texts are JSON and not JSONB: a receipt's hash is over its bytes, and JSONB keeps the meaning only.

-- Beside the generations, so that "a cycle finished since it was judged" is a partial index and not a scan of all pairs.
ALTER TABLE pair ADD COLUMN judged_gen BIGINT NOT NULL DEFAULT 0;
CREATE INDEX pair_unjudged ON pair (mapping, lane, id) WHERE clean_gen > judged_gen;

CREATE TABLE judging (
    pair_id     UUID   NOT NULL PRIMARY KEY REFERENCES pair (id),
    epoch       BIGINT NOT NULL,
    wake        BIGINT NOT NULL,
    lease_owner TEXT,
    lease_until TIMESTAMPTZ,
    review_at   TIMESTAMPTZ,
    code        TEXT,
    verdict     JSON
) WITH (fillfactor = 70);
CREATE INDEX judging_review ON judging (review_at) WHERE review_at IS NOT NULL;

CREATE TABLE handoff (
    id         UUID    NOT NULL PRIMARY KEY,
    pair_id    UUID    NOT NULL REFERENCES pair (id),
    product    TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    is_open    BOOLEAN NOT NULL,
    version    BIGINT  NOT NULL,
    agreement  TEXT    NOT NULL,
    owner      TEXT,
    opened_at  TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    state      JSON    NOT NULL
) WITH (fillfactor = 70);
-- The promise that a lead is handed over once at a time.
CREATE UNIQUE INDEX handoff_open ON handoff (pair_id, product) WHERE is_open;
CREATE INDEX handoff_pair ON handoff (pair_id);
CREATE INDEX handoff_stage ON handoff (stage, id);

CREATE TABLE handoff_event (
    seq         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handoff_id  UUID NOT NULL REFERENCES handoff (id),
    pair_id     UUID NOT NULL,
    product     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    agreement   TEXT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    body        JSON NOT NULL
);
CREATE INDEX handoff_event_handoff ON handoff_event (handoff_id, seq);
CREATE INDEX handoff_event_at ON handoff_event (at, seq);

-- The chain's end is kept apart: cutting off the newest receipts would leave a chain that looks whole.
CREATE TABLE receipt_head (
    one  SMALLINT NOT NULL PRIMARY KEY CHECK (one = 1),
    seq  BIGINT   NOT NULL,
    hash TEXT     NOT NULL
);

CREATE TABLE receipt (
    seq        BIGINT NOT NULL PRIMARY KEY,
    handoff_id UUID   NOT NULL REFERENCES handoff (id),
    hash       TEXT   NOT NULL UNIQUE,
    previous   TEXT   NOT NULL UNIQUE,
    json       JSON   NOT NULL,
    evidence   JSON,
    sealed_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX receipt_handoff ON receipt (handoff_id, seq);

CREATE TABLE timer (
    id          TEXT   NOT NULL PRIMARY KEY,
    handoff_id  UUID   NOT NULL REFERENCES handoff (id),
    kind        TEXT   NOT NULL,
    due_at      TIMESTAMPTZ,
    fired_at    TIMESTAMPTZ,
    lease_owner TEXT,
    lease_until TIMESTAMPTZ,
    epoch       BIGINT NOT NULL,
    body        JSON   NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX timer_due ON timer (due_at) WHERE fired_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX timer_handoff ON timer (handoff_id);

CREATE TABLE handoff_request (
    id          UUID   NOT NULL PRIMARY KEY,
    caller      TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    record      TEXT   NOT NULL,
    product     TEXT,
    body        JSON   NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    due_at      TIMESTAMPTZ,
    lease_owner TEXT,
    lease_until TIMESTAMPTZ,
    epoch       BIGINT NOT NULL,
    answer      JSON,
    handoff_id  UUID,
    answered_at TIMESTAMPTZ,
    UNIQUE (caller, key)
);
CREATE INDEX handoff_request_due ON handoff_request (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE agreement (
    hash      TEXT   NOT NULL PRIMARY KEY,
    name      TEXT   NOT NULL,
    version   BIGINT NOT NULL,
    text      TEXT   NOT NULL,
    stored_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE signature (
    seq       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agreement TEXT NOT NULL REFERENCES agreement (hash),
    side      TEXT NOT NULL,
    signatory TEXT NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    UNIQUE (agreement, side, signatory, at)
);

-- By record and not by pair: a merge or conversion moves the record, and its events are the new pair's by that alone.
CREATE TABLE person_event (
    record TEXT NOT NULL,
    key    TEXT NOT NULL,
    kind   TEXT NOT NULL,
    at     TIMESTAMPTZ NOT NULL,
    body   JSON NOT NULL,
    PRIMARY KEY (record, key)
);

CREATE TABLE roster (
    name    TEXT   NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    state   JSON   NOT NULL
);

CREATE TABLE absence (
    id       UUID NOT NULL PRIMARY KEY,
    member   TEXT NOT NULL,
    from_at  TIMESTAMPTZ NOT NULL,
    until_at TIMESTAMPTZ NOT NULL CHECK (until_at > from_at),
    reason   TEXT NOT NULL
);

-- What was recorded stays as it was, also against a hand at the database's shell. Evidence may be wiped: an erasure must leave the chain whole.
CREATE FUNCTION recorded_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was recorded stays: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER receipt_stays BEFORE DELETE OR UPDATE OF seq, handoff_id, hash, previous, json, sealed_at ON receipt FOR EACH ROW EXECUTE FUNCTION recorded_stays();
CREATE TRIGGER handoff_event_stays BEFORE DELETE OR UPDATE OF seq, handoff_id, pair_id, product, kind, at, agreement, recorded_at ON handoff_event FOR EACH ROW EXECUTE FUNCTION recorded_stays();
CREATE TRIGGER signature_stays BEFORE DELETE OR UPDATE ON signature FOR EACH ROW EXECUTE FUNCTION recorded_stays();
