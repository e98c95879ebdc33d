-- +goose Up

-- A transaction counts as one edit by hand, however many accounts it edits: counting each made an UPDATE of many accounts
-- take time that grew with their square, for each count looked past all those before it. The setting ends with the
-- transaction, and where a part of it is rolled back, as the count does.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION rollcall_edited() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	this text := pg_current_xact_id()::text || ' ' || OLD.org_id;
BEGIN
	IF coalesce(current_setting('rollcall.edited', true), '') <> this THEN
		UPDATE rosters SET edits = edits + 1 WHERE org_id = OLD.org_id;
		PERFORM set_config('rollcall.edited', this, true);
	END IF;
	RETURN NULL;
END $$;
-- +goose StatementEnd
