-- +goose Up

-- The chain of an organisation's trail; package ledger says what is in it. Entries are only ever added.
CREATE TABLE ledger (
	org_id    INTEGER NOT NULL REFERENCES organisations (org_id),
	number    INTEGER NOT NULL,
	kind      TEXT NOT NULL,
	at        TEXT NOT NULL,
	facts     TEXT NOT NULL, -- a JSON object; no personal values
	note_hash BLOB NOT NULL,
	previous  BLOB NOT NULL,
	hash      BLOB NOT NULL,
	PRIMARY KEY (org_id, number)
) WITHOUT ROWID;

-- What names people or was typed by them. A note may be deleted: the chain stays whole.
CREATE TABLE ledger_notes (
	org_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	salt   BLOB NOT NULL,
	note   TEXT NOT NULL, -- a JSON object
	PRIMARY KEY (org_id, number),
	FOREIGN KEY (org_id, number) REFERENCES ledger (org_id, number)
) WITHOUT ROWID;

ALTER TABLE rosters ADD COLUMN next_entry INTEGER NOT NULL DEFAULT 1;

-- The database itself refuses to have the trail edited. A plan's header and changes can be blanked, which erases the
-- personal values in them and leaves their digests.
-- +goose StatementBegin
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT raise(ABORT, 'rollcall: the ledger is only ever added to'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT raise(ABORT, 'rollcall: the ledger is only ever added to'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_notes_no_update BEFORE UPDATE ON ledger_notes
BEGIN SELECT raise(ABORT, 'rollcall: a note of the ledger can be erased, not changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER runs_no_update BEFORE UPDATE OF org_id, number, plan_no, plan_id, applied_by, applied_at, kind, undo_of,
	file_name, file_sha256, policy_digest, summary, predicted, written, accepted, first_account ON runs
BEGIN SELECT raise(ABORT, 'rollcall: runs are only ever added to'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
BEGIN SELECT raise(ABORT, 'rollcall: runs are only ever added to'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plans_no_update BEFORE UPDATE ON plans
WHEN OLD.id <> '' AND (NEW.org_id <> OLD.org_id OR NEW.plan_no <> OLD.plan_no OR NEW.id <> OLD.id
	OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at OR NEW.header NOT IN (OLD.header, '')
	OR NEW.run <> OLD.run AND OLD.run <> 0)
BEGIN SELECT raise(ABORT, 'rollcall: a plan that is kept can not be changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plans_no_delete BEFORE DELETE ON plans
BEGIN SELECT raise(ABORT, 'rollcall: a plan that is kept can not be deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plan_blocks_no_update BEFORE UPDATE ON plan_blocks
WHEN NEW.org_id <> OLD.org_id OR NEW.plan_no <> OLD.plan_no OR NEW.seq <> OLD.seq OR NEW.action <> OLD.action
	OR NEW.changes <> OLD.changes OR NEW.hash <> OLD.hash OR NEW.first_key NOT IN (OLD.first_key, '')
	OR NEW.last_key NOT IN (OLD.last_key, '') OR NEW.data NOT IN (OLD.data, x'')
BEGIN SELECT raise(ABORT, 'rollcall: the changes of a plan can be erased, not changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plan_blocks_no_delete BEFORE DELETE ON plan_blocks
BEGIN SELECT raise(ABORT, 'rollcall: the changes of a plan can be erased, not deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plan_blocks_no_insert BEFORE INSERT ON plan_blocks
WHEN (SELECT id FROM plans WHERE org_id = NEW.org_id AND plan_no = NEW.plan_no) <> ''
BEGIN SELECT raise(ABORT, 'rollcall: a plan that is kept can not be changed'); END;
-- +goose StatementEnd
-- What is there can't be replaced either ("INSERT OR REPLACE" asks no trigger on deletes), and numbers have no gaps.
-- +goose StatementBegin
CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM ledger WHERE org_id = NEW.org_id)
BEGIN SELECT raise(ABORT, 'rollcall: an entry of the ledger follows the last one'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_notes_with_entry BEFORE INSERT ON ledger_notes
WHEN NEW.number <> (SELECT max(number) FROM ledger WHERE org_id = NEW.org_id)
BEGIN SELECT raise(ABORT, 'rollcall: a note of the ledger is written with its entry'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER runs_in_order BEFORE INSERT ON runs
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM runs WHERE org_id = NEW.org_id)
BEGIN SELECT raise(ABORT, 'rollcall: a run follows the last one'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER plans_once BEFORE INSERT ON plans
WHEN EXISTS (SELECT 1 FROM plans WHERE org_id = NEW.org_id AND (plan_no = NEW.plan_no OR id = NEW.id))
BEGIN SELECT raise(ABORT, 'rollcall: a plan that is kept can not be changed'); END;
-- +goose StatementEnd
