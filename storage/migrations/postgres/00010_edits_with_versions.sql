-- +goose Up

-- Whoever edits an account by hand may give it its next version too. An edit is a run's only where its transaction says
-- so.
DROP TRIGGER accounts_edited ON accounts;
CREATE TRIGGER accounts_edited AFTER UPDATE OF id, employee_number, login, first_name, last_name, email, phone, role, user_group, company, establishments,
	default_establishment, language, status, deactivated, password, must_change, pending_email, attrs, former_logins ON accounts
	FOR EACH ROW WHEN (NEW.version = OLD.version OR coalesce(current_setting('rollcall.run', true), '') = '')
	EXECUTE FUNCTION rollcall_edited();
