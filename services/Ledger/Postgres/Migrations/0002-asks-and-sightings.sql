-- What others than the sync want written. The ask itself never changes; the columns beside it do.
CREATE TABLE ask (
    id         UUID    NOT NULL PRIMARY KEY,
    pair_id    UUID    NOT NULL REFERENCES pair (id),
    ask        JSON    NOT NULL,
    attempts   INTEGER NOT NULL,
    not_before TIMESTAMPTZ,
    ended_at   TIMESTAMPTZ,
    outcome    JSON,
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
-- Every claim asks for the open ones of its pairs; the ended ones, nearly all, are not in the index.
CREATE INDEX ask_open ON ask (pair_id) WHERE ended_at IS NULL;

-- Records that are watched but not paired. Something is to be looked at while gen is above seen_gen.
CREATE TABLE sighting (
    record   TEXT    NOT NULL PRIMARY KEY,
    gen      BIGINT  NOT NULL,
    seen_gen BIGINT  NOT NULL CHECK (seen_gen <= gen),
    due_at   TIMESTAMPTZ,
    attempts INTEGER NOT NULL,
    version  BIGINT  NOT NULL,
    state    JSON
);
CREATE INDEX sighting_due ON sighting (due_at) WHERE due_at IS NOT NULL;
-- By the record of a person and not by pair: a relinked or absorbed pair has the old records as aliases, and so keeps its sightings.
CREATE TABLE sighting_person (
    person TEXT NOT NULL,
    record TEXT NOT NULL REFERENCES sighting (record),
    PRIMARY KEY (person, record)
);
CREATE INDEX sighting_person_record ON sighting_person (record);
