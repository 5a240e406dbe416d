-- What pairs are recalled and braked by: the mapping they were decided under, and since when a record of theirs is deleted.

ALTER TABLE pair ADD COLUMN mapping_version TEXT NOT NULL DEFAULT '';
ALTER TABLE pair ADD COLUMN deleted_at TIMESTAMPTZ;
ALTER TABLE pair ADD COLUMN deleted_in TEXT;

-- Without it every pair would count as outdated, and be read again from both systems. By its text: JSON functions refuse a state that
-- holds a NUL anywhere. A quote within a value is escaped, so that only the key itself can match.
UPDATE pair SET mapping_version = coalesce((SELECT substring(state::text FROM '"mappingVersion":"([^"]*)"') FROM pair_state WHERE pair_id = pair.id), '');

-- The brake counts one hour of deletions among years of them.
CREATE INDEX pair_deleted ON pair (deleted_at) WHERE deleted_at IS NOT NULL;
