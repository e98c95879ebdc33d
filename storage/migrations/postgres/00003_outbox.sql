-- +goose Up

-- What is to be told to other systems, written by the transaction that made it true. A run has one row: what it means
-- to each person is worked out from the run's plan when the row is delivered.
CREATE TABLE outbox (
	org_id    bigint NOT NULL,
	number    bigint NOT NULL,
	run       bigint NOT NULL,
	kind      text NOT NULL, -- "run"
	created   text NOT NULL,
	delivered text NOT NULL, -- blank: not yet
	PRIMARY KEY (org_id, number),
	FOREIGN KEY (org_id, run) REFERENCES runs (org_id, number)
);
INSERT INTO outbox (org_id, number, run, kind, created, delivered)
	SELECT org_id, number, number, 'run', applied_at, '' FROM runs;

-- Which call of apply made the run: it answers whether a COMMIT whose answer was lost was carried out.
ALTER TABLE runs ADD COLUMN attempt text NOT NULL DEFAULT '';

-- Which process of which machine holds the lease, so that nobody waits for one that is gone; blank where that can't
-- be told.
ALTER TABLE leases ADD COLUMN process text NOT NULL DEFAULT '';
