-- +goose Up

-- Who may do what. A name stays an operator's for ever; nobody is deleted. An organisation with a row here is closed to
-- everybody else.
CREATE TABLE operators (
	org_id     INTEGER NOT NULL REFERENCES organisations (org_id),
	number     INTEGER NOT NULL,
	name       TEXT NOT NULL,
	name_key   TEXT NOT NULL, -- folded
	role       TEXT NOT NULL,
	os_user    TEXT NOT NULL, -- blank: none
	token_hash TEXT NOT NULL, -- SHA-256, hexadecimal; blank: none
	account    TEXT NOT NULL, -- a key of the operator's own account; blank: not known
	added      TEXT NOT NULL,
	revoked    TEXT NOT NULL, -- blank: in force
	PRIMARY KEY (org_id, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX operators_name ON operators (org_id, name_key);
CREATE UNIQUE INDEX operators_os_user ON operators (org_id, os_user) WHERE os_user <> '' AND revoked = '';
CREATE UNIQUE INDEX operators_token ON operators (org_id, token_hash) WHERE token_hash <> '';

CREATE TABLE approvals (
	org_id   INTEGER NOT NULL,
	number   INTEGER NOT NULL,
	plan_id  TEXT NOT NULL,
	digest   TEXT NOT NULL, -- of the plan's whole header, SHA-256, hexadecimal
	operator INTEGER NOT NULL,
	decision TEXT NOT NULL,
	reason   TEXT NOT NULL,
	accepted TEXT NOT NULL, -- JSON
	decided  TEXT NOT NULL,
	expires  TEXT NOT NULL,
	PRIMARY KEY (org_id, number),
	FOREIGN KEY (org_id, operator) REFERENCES operators (org_id, number)
) WITHOUT ROWID;
CREATE INDEX approvals_plan ON approvals (org_id, plan_id);

-- The policy that an organisation is bound to: the last version.
CREATE TABLE policies (
	org_id    INTEGER NOT NULL REFERENCES organisations (org_id),
	version   INTEGER NOT NULL,
	digest    TEXT NOT NULL,
	policy    TEXT NOT NULL, -- canonical JSON
	source    TEXT NOT NULL, -- the file as it was written
	pinned_by TEXT NOT NULL,
	pinned_at TEXT NOT NULL,
	PRIMARY KEY (org_id, version)
) WITHOUT ROWID;

-- Who made a plan first, where the organisation has operators.
CREATE TABLE preparers (
	org_id   INTEGER NOT NULL,
	plan_id  TEXT NOT NULL,
	operator INTEGER NOT NULL,
	prepared TEXT NOT NULL,
	PRIMARY KEY (org_id, plan_id),
	FOREIGN KEY (org_id, operator) REFERENCES operators (org_id, number)
) WITHOUT ROWID;

-- Decisions and pinned policies are only ever added to, and an operator stays in the list.
-- +goose StatementBegin
CREATE TRIGGER approvals_no_update BEFORE UPDATE ON approvals
BEGIN SELECT raise(ABORT, 'rollcall: what was decided can not be changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals
BEGIN SELECT raise(ABORT, 'rollcall: what was decided can not be changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approvals_in_order BEFORE INSERT ON approvals
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM approvals WHERE org_id = NEW.org_id)
BEGIN SELECT raise(ABORT, 'rollcall: what was decided can not be changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER policies_no_update BEFORE UPDATE ON policies
BEGIN SELECT raise(ABORT, 'rollcall: a pinned policy is followed by another, never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER policies_no_delete BEFORE DELETE ON policies
BEGIN SELECT raise(ABORT, 'rollcall: a pinned policy is followed by another, never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER policies_in_order BEFORE INSERT ON policies
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM policies WHERE org_id = NEW.org_id)
BEGIN SELECT raise(ABORT, 'rollcall: a pinned policy is followed by another, never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER preparers_no_update BEFORE UPDATE ON preparers
BEGIN SELECT raise(ABORT, 'rollcall: who made a plan can not be changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER preparers_no_delete BEFORE DELETE ON preparers
BEGIN SELECT raise(ABORT, 'rollcall: who made a plan can not be changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER preparers_once BEFORE INSERT ON preparers
WHEN EXISTS (SELECT 1 FROM preparers WHERE org_id = NEW.org_id AND plan_id = NEW.plan_id)
BEGIN SELECT raise(ABORT, 'rollcall: who made a plan can not be changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER operators_no_delete BEFORE DELETE ON operators
BEGIN SELECT raise(ABORT, 'rollcall: an operator is revoked, never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER operators_no_update BEFORE UPDATE ON operators
WHEN OLD.revoked <> '' OR NEW.org_id <> OLD.org_id OR NEW.number <> OLD.number OR NEW.name_key <> OLD.name_key
	OR NEW.name <> OLD.name OR NEW.os_user <> OLD.os_user OR NEW.added <> OLD.added
BEGIN SELECT raise(ABORT, 'rollcall: an operator that was revoked stays so, and a name stays its operator''s'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER operators_in_order BEFORE INSERT ON operators
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM operators WHERE org_id = NEW.org_id)
BEGIN SELECT raise(ABORT, 'rollcall: an operator is revoked, never replaced'); END;
-- +goose StatementEnd
