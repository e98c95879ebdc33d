-- +goose Up

-- What an index of the roster needs of an account, made from it by one function (reconcile.Outliner); blank where an index
-- has to be made from the account itself: it was changed since, or is from before.
ALTER TABLE accounts ADD COLUMN outline BLOB NOT NULL DEFAULT x'';

-- An edit by hand blanks it.
DROP TRIGGER accounts_edited;
-- +goose StatementBegin
CREATE TRIGGER accounts_edited AFTER UPDATE OF org_id, id, employee_number, login, first_name, last_name, email, phone, role, user_group, company, establishments,
	default_establishment, language, status, deactivated, password, must_change, pending_email, attrs, former_logins ON accounts
WHEN NEW.version = OLD.version OR (SELECT revision FROM rosters WHERE org_id = NEW.org_id)
	= (SELECT coalesce(max(number), 0) FROM runs WHERE org_id = NEW.org_id)
BEGIN
	UPDATE rosters SET edits = edits + 1 WHERE org_id = NEW.org_id;
	UPDATE accounts SET outline = x'' WHERE org_id = NEW.org_id AND id = NEW.id AND outline <> x'';
END;
-- +goose StatementEnd
