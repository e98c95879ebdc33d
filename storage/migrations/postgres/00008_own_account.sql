-- +goose Up

-- The operator's own account, which stays theirs when its keys change. Whoever applies a plan looks the key up where
-- this is 0: nobody has had it yet, or the row is from before.
ALTER TABLE operators ADD COLUMN account_id bigint NOT NULL DEFAULT 0;
