-- +goose Up

-- Says whose file this is: "roll".
PRAGMA application_id = 1919904876;

CREATE TABLE organisations (
	org_id   INTEGER NOT NULL,
	name     TEXT NOT NULL,
	name_key TEXT NOT NULL,
	secret   BLOB NOT NULL,
	created  TEXT NOT NULL,
	PRIMARY KEY (org_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX organisations_name ON organisations (name_key);

-- The counters of an organisation. Whoever writes to the organisation locks its row first.
CREATE TABLE rosters (
	org_id       INTEGER NOT NULL REFERENCES organisations (org_id),
	revision     INTEGER NOT NULL DEFAULT 0,
	next_account INTEGER NOT NULL DEFAULT 1,
	next_plan    INTEGER NOT NULL DEFAULT 1,
	PRIMARY KEY (org_id)
) WITHOUT ROWID;

CREATE TABLE leases (
	org_id  INTEGER NOT NULL REFERENCES organisations (org_id),
	token   TEXT NOT NULL,
	who     TEXT NOT NULL,
	host    TEXT NOT NULL,
	pid     INTEGER NOT NULL,
	doing   TEXT NOT NULL,
	since   TEXT NOT NULL,
	expires INTEGER NOT NULL, -- milliseconds since 1970
	PRIMARY KEY (org_id)
) WITHOUT ROWID;

CREATE TABLE accounts (
	org_id                INTEGER NOT NULL,
	id                    INTEGER NOT NULL,
	version               INTEGER NOT NULL,
	employee_number       TEXT NOT NULL,
	login                 TEXT NOT NULL,
	first_name            TEXT NOT NULL,
	last_name             TEXT NOT NULL,
	email                 TEXT NOT NULL,
	phone                 TEXT NOT NULL,
	role                  TEXT NOT NULL,
	user_group            TEXT NOT NULL,
	company               TEXT NOT NULL,
	establishments        TEXT NOT NULL,
	default_establishment TEXT NOT NULL,
	language              TEXT NOT NULL,
	status                TEXT NOT NULL,
	deactivated           TEXT NOT NULL,
	password              TEXT NOT NULL,
	must_change           TEXT NOT NULL,
	pending_email         TEXT NOT NULL,
	attrs                 TEXT NOT NULL, -- a JSON object, names sorted
	former_logins         TEXT NOT NULL, -- a JSON array, folded; blank for none
	last_sign_in          TEXT NOT NULL,
	created               TEXT NOT NULL,
	updated               TEXT NOT NULL,
	employee_number_key   TEXT NOT NULL, -- folded
	login_key             TEXT NOT NULL, -- folded
	PRIMARY KEY (org_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_login ON accounts (org_id, login_key) WHERE login_key <> '';
CREATE UNIQUE INDEX accounts_employee_number ON accounts (org_id, employee_number_key) WHERE employee_number_key <> '';
CREATE INDEX accounts_former_logins ON accounts (org_id, id) WHERE former_logins <> '';

CREATE TABLE plans (
	org_id  INTEGER NOT NULL REFERENCES organisations (org_id),
	plan_no INTEGER NOT NULL,
	id      TEXT NOT NULL,
	header  TEXT NOT NULL, -- JSON
	made_by TEXT NOT NULL,
	made_at TEXT NOT NULL,
	run     INTEGER NOT NULL, -- 0: not applied
	PRIMARY KEY (org_id, plan_no)
) WITHOUT ROWID;
CREATE UNIQUE INDEX plans_id ON plans (org_id, id);

CREATE TABLE plan_blocks (
	org_id    INTEGER NOT NULL,
	plan_no   INTEGER NOT NULL,
	seq       INTEGER NOT NULL,
	action    INTEGER NOT NULL,
	changes   INTEGER NOT NULL,
	first_key TEXT NOT NULL,
	last_key  TEXT NOT NULL,
	hash      BLOB NOT NULL, -- SHA-256 of the changes, unpacked
	data      BLOB NOT NULL, -- zstd
	PRIMARY KEY (org_id, plan_no, seq),
	FOREIGN KEY (org_id, plan_no) REFERENCES plans (org_id, plan_no)
);

CREATE TABLE runs (
	org_id        INTEGER NOT NULL,
	number        INTEGER NOT NULL,
	plan_no       INTEGER NOT NULL,
	plan_id       TEXT NOT NULL,
	applied_by    TEXT NOT NULL,
	applied_at    TEXT NOT NULL,
	kind          TEXT NOT NULL,
	undo_of       INTEGER NOT NULL, -- 0: none
	undone_by     INTEGER NOT NULL, -- 0: none
	file_name     TEXT NOT NULL,
	file_sha256   TEXT NOT NULL,
	policy_digest TEXT NOT NULL,
	summary       TEXT NOT NULL, -- JSON
	predicted     INTEGER NOT NULL,
	written       INTEGER NOT NULL,
	accepted      TEXT NOT NULL, -- JSON
	first_account INTEGER NOT NULL, -- the ID of the first account added
	PRIMARY KEY (org_id, number),
	FOREIGN KEY (org_id, plan_no) REFERENCES plans (org_id, plan_no)
) WITHOUT ROWID;
