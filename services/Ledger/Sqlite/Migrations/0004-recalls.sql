-- What pairs are recalled and braked by: the mapping they were decided under, and since when a record of theirs is deleted.

ALTER TABLE pair ADD COLUMN mapping_version TEXT NOT NULL DEFAULT '';
ALTER TABLE pair ADD COLUMN deleted_at INTEGER;
ALTER TABLE pair ADD COLUMN deleted_in TEXT;

-- Without it every pair would count as outdated, and be read again from both systems.
UPDATE pair SET mapping_version = coalesce((SELECT json_extract(state, '$.mappingVersion') FROM pair_state WHERE pair_id = pair.id), '');

-- The brake counts one hour of deletions among years of them.
CREATE INDEX pair_deleted ON pair (deleted_at) WHERE deleted_at IS NOT NULL;
