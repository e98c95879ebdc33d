-- +goose Up

-- Whoever edits an account by hand may give it its next version too. An edit is a run's only while the number of that run
-- is given out and the run itself is not written yet, which nobody outside its transaction sees.
DROP TRIGGER accounts_edited;
-- +goose StatementBegin
CREATE TRIGGER accounts_edited AFTER UPDATE OF id, employee_number, login, first_name, last_name, email, phone, role, user_group, company, establishments,
	default_establishment, language, status, deactivated, password, must_change, pending_email, attrs, former_logins ON accounts
WHEN NEW.version = OLD.version OR (SELECT revision FROM rosters WHERE org_id = NEW.org_id)
	= (SELECT coalesce(max(number), 0) FROM runs WHERE org_id = NEW.org_id)
BEGIN UPDATE rosters SET edits = edits + 1 WHERE org_id = NEW.org_id; END;
-- +goose StatementEnd
