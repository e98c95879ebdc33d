-- +goose Up

CREATE TABLE organisations (
	org_id   bigint NOT NULL,
	name     text NOT NULL,
	name_key text COLLATE "C" NOT NULL,
	secret   bytea NOT NULL,
	created  text NOT NULL,
	PRIMARY KEY (org_id)
);
CREATE UNIQUE INDEX organisations_name ON organisations (name_key);

-- The counters of an organisation. Whoever writes to the organisation locks its row first.
CREATE TABLE rosters (
	org_id       bigint NOT NULL REFERENCES organisations (org_id),
	revision     bigint NOT NULL DEFAULT 0,
	next_account bigint NOT NULL DEFAULT 1,
	next_plan    bigint NOT NULL DEFAULT 1,
	PRIMARY KEY (org_id)
);

CREATE TABLE leases (
	org_id  bigint NOT NULL REFERENCES organisations (org_id),
	token   text COLLATE "C" NOT NULL,
	who     text NOT NULL,
	host    text NOT NULL,
	pid     bigint NOT NULL,
	doing   text NOT NULL,
	since   text NOT NULL,
	expires bigint NOT NULL, -- milliseconds since 1970
	PRIMARY KEY (org_id)
);

CREATE TABLE accounts (
	org_id                bigint NOT NULL,
	id                    bigint NOT NULL,
	version               bigint NOT NULL,
	employee_number       text NOT NULL,
	login                 text NOT NULL,
	first_name            text NOT NULL,
	last_name             text NOT NULL,
	email                 text NOT NULL,
	phone                 text NOT NULL,
	role                  text NOT NULL,
	user_group            text NOT NULL,
	company               text NOT NULL,
	establishments        text NOT NULL,
	default_establishment text NOT NULL,
	language              text NOT NULL,
	status                text NOT NULL,
	deactivated           text NOT NULL,
	password              text NOT NULL,
	must_change           text NOT NULL,
	pending_email         text NOT NULL,
	attrs                 text NOT NULL, -- a JSON object, names sorted
	former_logins         text NOT NULL, -- a JSON array, folded; blank for none
	last_sign_in          text NOT NULL,
	created               text NOT NULL,
	updated               text NOT NULL,
	employee_number_key   text COLLATE "C" NOT NULL, -- folded
	login_key             text COLLATE "C" NOT NULL, -- folded
	PRIMARY KEY (org_id, id)
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX accounts_login ON accounts (org_id, login_key) WHERE login_key <> '';
CREATE UNIQUE INDEX accounts_employee_number ON accounts (org_id, employee_number_key) WHERE employee_number_key <> '';
CREATE INDEX accounts_former_logins ON accounts (org_id, id) WHERE former_logins <> '';

CREATE TABLE plans (
	org_id  bigint NOT NULL REFERENCES organisations (org_id),
	plan_no bigint NOT NULL,
	id      text COLLATE "C" NOT NULL,
	header  text NOT NULL, -- JSON
	made_by text NOT NULL,
	made_at text NOT NULL,
	run     bigint NOT NULL, -- 0: not applied
	PRIMARY KEY (org_id, plan_no)
);
CREATE UNIQUE INDEX plans_id ON plans (org_id, id);

CREATE TABLE plan_blocks (
	org_id    bigint NOT NULL,
	plan_no   bigint NOT NULL,
	seq       bigint NOT NULL,
	action    bigint NOT NULL,
	changes   bigint NOT NULL,
	first_key text COLLATE "C" NOT NULL,
	last_key  text COLLATE "C" NOT NULL,
	hash      bytea NOT NULL, -- SHA-256 of the changes, unpacked
	data      bytea NOT NULL, -- zstd
	PRIMARY KEY (org_id, plan_no, seq),
	FOREIGN KEY (org_id, plan_no) REFERENCES plans (org_id, plan_no)
);

-- The changes are compressed already.
ALTER TABLE plan_blocks ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE runs (
	org_id        bigint NOT NULL,
	number        bigint NOT NULL,
	plan_no       bigint NOT NULL,
	plan_id       text COLLATE "C" NOT NULL,
	applied_by    text NOT NULL,
	applied_at    text NOT NULL,
	kind          text NOT NULL,
	undo_of       bigint NOT NULL, -- 0: none
	undone_by     bigint NOT NULL, -- 0: none
	file_name     text NOT NULL,
	file_sha256   text NOT NULL,
	policy_digest text NOT NULL,
	summary       text NOT NULL, -- JSON
	predicted     bigint NOT NULL,
	written       bigint NOT NULL,
	accepted      text NOT NULL, -- JSON
	first_account bigint NOT NULL, -- the ID of the first account added
	PRIMARY KEY (org_id, number),
	FOREIGN KEY (org_id, plan_no) REFERENCES plans (org_id, plan_no)
);
