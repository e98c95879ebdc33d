-- +goose Up

-- What an index of the roster needs of an account, made from it by one function (reconcile.Outliner); blank where an index
-- has to be made from the account itself: it was changed since, or is from before.
ALTER TABLE accounts ADD COLUMN outline bytea NOT NULL DEFAULT '';

-- An edit by hand blanks it.
-- +goose StatementBegin
CREATE FUNCTION rollcall_blank_outline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.outline := '';
	RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER accounts_outlined BEFORE UPDATE OF org_id, id, employee_number, login, first_name, last_name, email, phone, role, user_group, company, establishments,
	default_establishment, language, status, deactivated, password, must_change, pending_email, attrs, former_logins ON accounts
	FOR EACH ROW WHEN (NEW.version = OLD.version OR coalesce(current_setting('rollcall.run', true), '') = '')
	EXECUTE FUNCTION rollcall_blank_outline();
