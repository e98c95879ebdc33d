-- +goose Up

-- How the last file of each scope ended. The next file of it is compared with this.
CREATE TABLE file_tails (
	org_id   INTEGER NOT NULL REFERENCES organisations (org_id),
	scope    TEXT NOT NULL,    -- SHA-256 of the policy's scope; blank: the whole organisation
	accounts TEXT NOT NULL,    -- a JSON array: IDs on the last rows, in the file's order
	ended    INTEGER NOT NULL, -- 1: a text whose last line had a line end
	PRIMARY KEY (org_id, scope)
) WITHOUT ROWID;
