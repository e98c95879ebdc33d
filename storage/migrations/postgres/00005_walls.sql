-- +goose Up

-- Whoever gives an organisation its number takes it from here, without a look at the others. One row.
CREATE TABLE organisation_numbers (
	next bigint NOT NULL
);
INSERT INTO organisation_numbers (next) SELECT coalesce(max(org_id), 0) + 1 FROM organisations;

-- SHA-256 of all that stands in the row; blank in rows from before.
ALTER TABLE plans ADD COLUMN seal bytea NOT NULL DEFAULT '';
ALTER TABLE plan_blocks ADD COLUMN seal bytea NOT NULL DEFAULT '';

-- A plan is applied once.
CREATE UNIQUE INDEX runs_plan ON runs (org_id, plan_no);

-- Puts every table that has an org_id behind row-level security, for its owner too: a transaction sees and writes the
-- rows of the organisation that it named in rollcall.org, and finds an organisation only by the folded name in
-- rollcall.organisation. A migration that makes tables ends with SELECT rollcall_walls(); one that changes rows of
-- every organisation has to take the walls of that table down (NO FORCE ROW LEVEL SECURITY) and put them up again.
-- +goose StatementBegin
CREATE FUNCTION rollcall_walls() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	wall regclass;
	mine text;
BEGIN
	FOR wall IN
		SELECT c.oid FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
		WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
			AND a.attname = 'org_id' AND NOT a.attisdropped AND NOT c.relforcerowsecurity
		ORDER BY c.oid
	LOOP
		mine := 'org_id = (SELECT nullif(current_setting(''rollcall.org'', true), '''')::bigint)';
		IF wall = 'organisations'::regclass THEN
			mine := 'name_key = (SELECT current_setting(''rollcall.organisation'', true) COLLATE "C")';
		END IF;
		EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', wall);
		EXECUTE format('CREATE POLICY own_organisation ON %s USING (%s)', wall, mine);
	END LOOP;
END $$;
-- +goose StatementEnd

SELECT rollcall_walls();
