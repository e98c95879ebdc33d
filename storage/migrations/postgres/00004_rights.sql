-- +goose Up

-- Who may do what. A name stays an operator's for ever; nobody is deleted. An organisation with a row here is closed to
-- everybody else.
CREATE TABLE operators (
	org_id     bigint NOT NULL REFERENCES organisations (org_id),
	number     bigint NOT NULL,
	name       text NOT NULL,
	name_key   text COLLATE "C" NOT NULL, -- folded
	role       text NOT NULL,
	os_user    text COLLATE "C" NOT NULL, -- blank: none
	token_hash text COLLATE "C" NOT NULL, -- SHA-256, hexadecimal; blank: none
	account    text NOT NULL, -- a key of the operator's own account; blank: not known
	added      text NOT NULL,
	revoked    text NOT NULL, -- blank: in force
	PRIMARY KEY (org_id, number)
);
CREATE UNIQUE INDEX operators_name ON operators (org_id, name_key);
CREATE UNIQUE INDEX operators_os_user ON operators (org_id, os_user) WHERE os_user <> '' AND revoked = '';
CREATE UNIQUE INDEX operators_token ON operators (org_id, token_hash) WHERE token_hash <> '';

CREATE TABLE approvals (
	org_id   bigint NOT NULL,
	number   bigint NOT NULL,
	plan_id  text COLLATE "C" NOT NULL,
	digest   text COLLATE "C" NOT NULL, -- of the plan's whole header, SHA-256, hexadecimal
	operator bigint NOT NULL,
	decision text NOT NULL,
	reason   text NOT NULL,
	accepted text NOT NULL, -- JSON
	decided  text NOT NULL,
	expires  text NOT NULL,
	PRIMARY KEY (org_id, number),
	FOREIGN KEY (org_id, operator) REFERENCES operators (org_id, number)
);
CREATE INDEX approvals_plan ON approvals (org_id, plan_id);

-- The policy that an organisation is bound to: the last version.
CREATE TABLE policies (
	org_id    bigint NOT NULL REFERENCES organisations (org_id),
	version   bigint NOT NULL,
	digest    text COLLATE "C" NOT NULL,
	policy    text NOT NULL, -- canonical JSON
	source    text NOT NULL, -- the file as it was written
	pinned_by text NOT NULL,
	pinned_at text NOT NULL,
	PRIMARY KEY (org_id, version)
);

-- Who made a plan first, where the organisation has operators.
CREATE TABLE preparers (
	org_id   bigint NOT NULL,
	plan_id  text COLLATE "C" NOT NULL,
	operator bigint NOT NULL,
	prepared text NOT NULL,
	PRIMARY KEY (org_id, plan_id),
	FOREIGN KEY (org_id, operator) REFERENCES operators (org_id, number)
);

-- Decisions and pinned policies are only ever added to, and an operator stays in the list.
CREATE TRIGGER approvals_no_update BEFORE UPDATE OR DELETE ON approvals
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('what was decided can not be changed');
CREATE TRIGGER approvals_no_truncate BEFORE TRUNCATE ON approvals
	EXECUTE FUNCTION rollcall_refuse('what was decided can not be changed');
CREATE TRIGGER policies_no_update BEFORE UPDATE OR DELETE ON policies
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('a pinned policy is followed by another, never changed');
CREATE TRIGGER policies_no_truncate BEFORE TRUNCATE ON policies
	EXECUTE FUNCTION rollcall_refuse('a pinned policy is followed by another, never changed');
CREATE TRIGGER preparers_no_update BEFORE UPDATE OR DELETE ON preparers
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('who made a plan can not be changed');
CREATE TRIGGER preparers_no_truncate BEFORE TRUNCATE ON preparers
	EXECUTE FUNCTION rollcall_refuse('who made a plan can not be changed');
CREATE TRIGGER operators_no_delete BEFORE DELETE ON operators
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('an operator is revoked, never deleted');
CREATE TRIGGER operators_no_truncate BEFORE TRUNCATE ON operators
	EXECUTE FUNCTION rollcall_refuse('an operator is revoked, never deleted');
CREATE TRIGGER operators_no_update BEFORE UPDATE ON operators FOR EACH ROW
	WHEN (OLD.revoked <> '' OR NEW.org_id <> OLD.org_id OR NEW.number <> OLD.number OR NEW.name_key <> OLD.name_key
		OR NEW.name <> OLD.name OR NEW.os_user <> OLD.os_user OR NEW.added <> OLD.added)
	EXECUTE FUNCTION rollcall_refuse('an operator that was revoked stays so, and a name stays its operator''s');
