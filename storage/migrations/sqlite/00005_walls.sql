-- +goose Up

-- Whoever gives an organisation its number takes it from here, without a look at the others. One row.
CREATE TABLE organisation_numbers (
	next INTEGER NOT NULL
);
INSERT INTO organisation_numbers (next) SELECT coalesce(max(org_id), 0) + 1 FROM organisations;

-- SHA-256 of all that stands in the row; blank in rows from before.
ALTER TABLE plans ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
ALTER TABLE plan_blocks ADD COLUMN seal BLOB NOT NULL DEFAULT x'';

-- A plan is applied once.
CREATE UNIQUE INDEX runs_plan ON runs (org_id, plan_no);
