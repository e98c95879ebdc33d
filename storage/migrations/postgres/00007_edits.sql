-- +goose Up

-- How often accounts were edited other than by a run, which always gives an account its next version. What is kept
-- of a roster outside the store, its index, is worth nothing after such an edit.
ALTER TABLE rosters ADD COLUMN edits bigint NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE FUNCTION rollcall_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE rosters SET edits = edits + 1 WHERE org_id = OLD.org_id;
	RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER accounts_edited AFTER UPDATE OF id, employee_number, login, first_name, last_name, email, phone, role, user_group, company, establishments,
	default_establishment, language, status, deactivated, password, must_change, pending_email, attrs, former_logins ON accounts
	FOR EACH ROW WHEN (NEW.version = OLD.version) EXECUTE FUNCTION rollcall_edited();
CREATE TRIGGER accounts_deleted AFTER DELETE ON accounts
	FOR EACH ROW EXECUTE FUNCTION rollcall_edited();
