-- +goose Up

-- The outlines of an organisation's accounts, which reconcile.Outliner made, by thousands: a plan that finds no index reads
-- them in place of the accounts.
CREATE TABLE outlines (
	org_id INTEGER NOT NULL,
	block  INTEGER NOT NULL, -- the accounts' IDs, divided by 4096
	part   INTEGER NOT NULL, -- 0, and 1: what runs made of those accounts since, which holds
	data   BLOB NOT NULL,
	PRIMARY KEY (org_id, block, part)
);

-- Accounts whose outlines are not there, or are not to be believed: they were edited by hand, or are from before.
CREATE TABLE outline_gaps (
	org_id INTEGER NOT NULL,
	id     INTEGER NOT NULL, -- of the account
	closed INTEGER NOT NULL, -- 1: a run has made the outline since
	PRIMARY KEY (org_id, id)
) WITHOUT ROWID;
CREATE INDEX outline_gaps_open ON outline_gaps (org_id, id) WHERE closed = 0;
INSERT INTO outline_gaps (org_id, id, closed) SELECT org_id, id, 0 FROM accounts;

DROP TRIGGER accounts_edited;
DROP TRIGGER accounts_deleted;
ALTER TABLE accounts DROP COLUMN outline;

-- What is a run's is said where accounts_edited was made first. An edit leaves another number than any before it, also than
-- those of a copy of the store that went its own way.
-- +goose StatementBegin
CREATE TRIGGER accounts_edited AFTER UPDATE OF org_id, id, employee_number, login, first_name, last_name, email, phone, role, user_group, company, establishments,
	default_establishment, language, status, deactivated, password, must_change, pending_email, attrs, former_logins ON accounts
WHEN NEW.version = OLD.version OR (SELECT revision FROM rosters WHERE org_id = NEW.org_id)
	= (SELECT coalesce(max(number), 0) FROM runs WHERE org_id = NEW.org_id)
BEGIN
	UPDATE rosters SET edits = random() WHERE org_id IN (OLD.org_id, NEW.org_id);
	UPDATE outline_gaps SET closed = 0 WHERE org_id = OLD.org_id AND id = OLD.id OR org_id = NEW.org_id AND id = NEW.id;
	INSERT INTO outline_gaps (org_id, id, closed) SELECT org_id, id, 0
		FROM (SELECT OLD.org_id AS org_id, OLD.id AS id UNION SELECT NEW.org_id, NEW.id) AS a
		WHERE NOT EXISTS (SELECT 1 FROM outline_gaps AS g WHERE g.org_id = a.org_id AND g.id = a.id);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER accounts_deleted AFTER DELETE ON accounts
BEGIN
	UPDATE rosters SET edits = random() WHERE org_id = OLD.org_id;
	UPDATE outline_gaps SET closed = 0 WHERE org_id = OLD.org_id AND id = OLD.id;
	INSERT INTO outline_gaps (org_id, id, closed) SELECT OLD.org_id, OLD.id, 0
		WHERE NOT EXISTS (SELECT 1 FROM outline_gaps WHERE org_id = OLD.org_id AND id = OLD.id);
END;
-- +goose StatementEnd
-- A function here would have SQLite journal every statement of a first load; so where only rows were inserted since a backup,
-- the number follows from their IDs.
-- +goose StatementBegin
CREATE TRIGGER accounts_inserted AFTER INSERT ON accounts
WHEN (SELECT revision FROM rosters WHERE org_id = NEW.org_id)
	= (SELECT coalesce(max(number), 0) FROM runs WHERE org_id = NEW.org_id)
BEGIN
	UPDATE rosters SET edits = (edits & 1099511627775) * 1021 + NEW.id + 1 WHERE org_id = NEW.org_id;
	UPDATE outline_gaps SET closed = 0 WHERE org_id = NEW.org_id AND id = NEW.id;
	INSERT INTO outline_gaps (org_id, id, closed) SELECT NEW.org_id, NEW.id, 0
		WHERE NOT EXISTS (SELECT 1 FROM outline_gaps WHERE org_id = NEW.org_id AND id = NEW.id);
END;
-- +goose StatementEnd
