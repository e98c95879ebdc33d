-- +goose Up

-- How the last file of each scope ended. The next file of it is compared with this.
CREATE TABLE file_tails (
	org_id   bigint NOT NULL REFERENCES organisations (org_id),
	scope    text COLLATE "C" NOT NULL, -- SHA-256 of the policy's scope; blank: the whole organisation
	accounts text NOT NULL,             -- a JSON array: IDs on the last rows, in the file's order
	ended    bigint NOT NULL,           -- 1: a text whose last line had a line end
	PRIMARY KEY (org_id, scope)
);

SELECT rollcall_walls();
