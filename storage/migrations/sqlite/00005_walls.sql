-- +goose Up

-- Whoever gives an organisation its number takes it from here, without a look at the others. One row.
CREATE TABLE organisation_numbers (
	next INTEGER NOT NULL
);
INSERT INTO organisation_numbers (next) SELECT coalesce(max(org_id), 0) + 1 FROM organisations;
