-- Runs: what was written under one set of mappings. Lines from before belong to none and cannot be taken back as a run.

CREATE TABLE run (
    seq        INTEGER NOT NULL PRIMARY KEY,
    started_at INTEGER NOT NULL,
    what       TEXT    NOT NULL
);

ALTER TABLE journal ADD COLUMN run TEXT;
CREATE INDEX journal_run ON journal (run, pair_id) WHERE run IS NOT NULL;
