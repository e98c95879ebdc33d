-- +goose Up

-- The outlines of an organisation's accounts, which reconcile.Outliner made, by thousands: a plan that finds no index reads
-- them in place of the accounts.
CREATE TABLE outlines (
	org_id bigint NOT NULL,
	block  bigint NOT NULL, -- the accounts' IDs, divided by 4096
	part   bigint NOT NULL, -- 0, and 1: what runs made of those accounts since, which holds
	data   bytea NOT NULL,
	PRIMARY KEY (org_id, block, part)
);

-- Hashes don't get smaller.
ALTER TABLE outlines ALTER COLUMN data SET STORAGE EXTERNAL;

-- Accounts whose outlines are not there, or are not to be believed: they were edited by hand, or are from before.
CREATE TABLE outline_gaps (
	org_id bigint NOT NULL,
	id     bigint NOT NULL, -- of the account
	closed bigint NOT NULL, -- 1: a run has made the outline since
	PRIMARY KEY (org_id, id)
);
CREATE INDEX outline_gaps_open ON outline_gaps (org_id, id) WHERE closed = 0;
ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY;
INSERT INTO outline_gaps (org_id, id, closed) SELECT org_id, id, 0 FROM accounts;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;

DROP TRIGGER accounts_outlined ON accounts;
DROP FUNCTION rollcall_blank_outline();
DROP TRIGGER accounts_edited ON accounts;
ALTER TABLE accounts DROP COLUMN outline;

-- An edit leaves another number than any before it, also than those of a copy of the store that went its own way.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION rollcall_edited() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	org bigint := coalesce(OLD.org_id, NEW.org_id);
	this text := pg_current_xact_id()::text || ' ' || org;
BEGIN
	IF coalesce(current_setting('rollcall.edited', true), '') <> this THEN
		UPDATE rosters SET edits = hashtextextended(gen_random_uuid()::text, 0) WHERE org_id IN (OLD.org_id, NEW.org_id);
		PERFORM set_config('rollcall.edited', this, true);
	END IF;
	INSERT INTO outline_gaps AS g (org_id, id, closed)
		SELECT DISTINCT a.org_id, a.id, 0 FROM (VALUES (OLD.org_id, OLD.id), (NEW.org_id, NEW.id)) AS a (org_id, id) WHERE a.id IS NOT NULL
		ON CONFLICT (org_id, id) DO UPDATE SET closed = 0 WHERE g.closed <> 0;
	RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER accounts_edited AFTER UPDATE OF org_id, id, employee_number, login, first_name, last_name, email, phone, role, user_group, company, establishments,
	default_establishment, language, status, deactivated, password, must_change, pending_email, attrs, former_logins ON accounts
	FOR EACH ROW WHEN (NEW.version = OLD.version OR coalesce(current_setting('rollcall.run', true), '') = '')
	EXECUTE FUNCTION rollcall_edited();
CREATE TRIGGER accounts_inserted AFTER INSERT ON accounts
	FOR EACH ROW WHEN (coalesce(current_setting('rollcall.run', true), '') = '') EXECUTE FUNCTION rollcall_edited();

-- +goose StatementBegin
CREATE FUNCTION rollcall_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE rosters SET edits = hashtextextended(gen_random_uuid()::text, 0);
	TRUNCATE outlines, outline_gaps;
	RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER accounts_emptied AFTER TRUNCATE ON accounts EXECUTE FUNCTION rollcall_emptied();

SELECT rollcall_walls();
