-- +goose Up

-- The chain of an organisation's trail; package ledger says what is in it. Entries are only ever added.
CREATE TABLE ledger (
	org_id    bigint NOT NULL REFERENCES organisations (org_id),
	number    bigint NOT NULL,
	kind      text NOT NULL,
	at        text NOT NULL,
	facts     text NOT NULL, -- a JSON object; no personal values
	note_hash bytea NOT NULL,
	previous  bytea NOT NULL,
	hash      bytea NOT NULL,
	PRIMARY KEY (org_id, number)
);

-- What names people or was typed by them. A note may be deleted: the chain stays whole.
CREATE TABLE ledger_notes (
	org_id bigint NOT NULL,
	number bigint NOT NULL,
	salt   bytea NOT NULL,
	note   text NOT NULL, -- a JSON object
	PRIMARY KEY (org_id, number),
	FOREIGN KEY (org_id, number) REFERENCES ledger (org_id, number)
);

ALTER TABLE rosters ADD COLUMN next_entry bigint NOT NULL DEFAULT 1;

-- The database itself refuses to have the trail edited. A plan's header and changes can be blanked, which erases the
-- personal values in them and leaves their digests.
-- +goose StatementBegin
CREATE FUNCTION rollcall_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rollcall: %', TG_ARGV[0]; END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION rollcall_ledger_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM ledger WHERE org_id = NEW.org_id) THEN
		RAISE EXCEPTION 'rollcall: an entry of the ledger follows the last one';
	END IF;
	RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION rollcall_note_with_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.number <> (SELECT max(number) FROM ledger WHERE org_id = NEW.org_id) THEN
		RAISE EXCEPTION 'rollcall: a note of the ledger is written with its entry';
	END IF;
	RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION rollcall_runs_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM runs WHERE org_id = NEW.org_id) THEN
		RAISE EXCEPTION 'rollcall: a run follows the last one';
	END IF;
	RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION rollcall_plan_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM plans WHERE org_id = NEW.org_id AND plan_no = NEW.plan_no AND id <> '') THEN
		RAISE EXCEPTION 'rollcall: a plan that is kept can not be changed';
	END IF;
	RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER ledger_no_update BEFORE UPDATE OR DELETE ON ledger
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('the ledger is only ever added to');
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger
	EXECUTE FUNCTION rollcall_refuse('the ledger is only ever added to');
CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger
	FOR EACH ROW EXECUTE FUNCTION rollcall_ledger_in_order();
CREATE TRIGGER ledger_notes_no_update BEFORE UPDATE ON ledger_notes
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('a note of the ledger can be erased, not changed');
CREATE TRIGGER ledger_notes_with_entry BEFORE INSERT ON ledger_notes
	FOR EACH ROW EXECUTE FUNCTION rollcall_note_with_entry();
CREATE TRIGGER runs_no_update BEFORE UPDATE OF org_id, number, plan_no, plan_id, applied_by, applied_at, kind, undo_of,
	file_name, file_sha256, policy_digest, summary, predicted, written, accepted, first_account ON runs
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('runs are only ever added to');
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('runs are only ever added to');
CREATE TRIGGER runs_no_truncate BEFORE TRUNCATE ON runs
	EXECUTE FUNCTION rollcall_refuse('runs are only ever added to');
CREATE TRIGGER runs_in_order BEFORE INSERT ON runs
	FOR EACH ROW EXECUTE FUNCTION rollcall_runs_in_order();
CREATE TRIGGER plans_no_update BEFORE UPDATE ON plans FOR EACH ROW
	WHEN (OLD.id <> '' AND (NEW.org_id <> OLD.org_id OR NEW.plan_no <> OLD.plan_no OR NEW.id <> OLD.id
		OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at OR NEW.header NOT IN (OLD.header, '')
		OR NEW.run <> OLD.run AND OLD.run <> 0))
	EXECUTE FUNCTION rollcall_refuse('a plan that is kept can not be changed');
CREATE TRIGGER plans_no_delete BEFORE DELETE ON plans
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('a plan that is kept can not be deleted');
CREATE TRIGGER plans_no_truncate BEFORE TRUNCATE ON plans
	EXECUTE FUNCTION rollcall_refuse('a plan that is kept can not be deleted');
CREATE TRIGGER plan_blocks_no_update BEFORE UPDATE ON plan_blocks FOR EACH ROW
	WHEN (NEW.org_id <> OLD.org_id OR NEW.plan_no <> OLD.plan_no OR NEW.seq <> OLD.seq OR NEW.action <> OLD.action
		OR NEW.changes <> OLD.changes OR NEW.hash <> OLD.hash OR NEW.first_key NOT IN (OLD.first_key, '')
		OR NEW.last_key NOT IN (OLD.last_key, '') OR NEW.data NOT IN (OLD.data, ''::bytea))
	EXECUTE FUNCTION rollcall_refuse('the changes of a plan can be erased, not changed');
CREATE TRIGGER plan_blocks_no_delete BEFORE DELETE ON plan_blocks
	FOR EACH ROW EXECUTE FUNCTION rollcall_refuse('the changes of a plan can be erased, not deleted');
CREATE TRIGGER plan_blocks_no_truncate BEFORE TRUNCATE ON plan_blocks
	EXECUTE FUNCTION rollcall_refuse('the changes of a plan can be erased, not deleted');
CREATE TRIGGER plan_blocks_no_insert BEFORE INSERT ON plan_blocks
	FOR EACH ROW EXECUTE FUNCTION rollcall_plan_open();
