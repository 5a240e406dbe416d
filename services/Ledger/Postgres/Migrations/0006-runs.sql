-- Runs: what was written under one set of mappings. Lines from before belong to none and cannot be taken back as a run.

CREATE TABLE run (
    seq        BIGINT      NOT NULL PRIMARY KEY,
    started_at TIMESTAMPTZ NOT NULL,
    what       TEXT        NOT NULL
);

ALTER TABLE journal ADD COLUMN run TEXT;
CREATE INDEX journal_run ON journal (run, pair_id) WHERE run IS NOT NULL;
