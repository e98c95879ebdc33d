-- +goose Up

-- From which plan on every row must have its seal: plans kept before there were seals have none.
ALTER TABLE rosters ADD COLUMN sealed_from bigint NOT NULL DEFAULT 1;
ALTER TABLE rosters NO FORCE ROW LEVEL SECURITY;
ALTER TABLE plans NO FORCE ROW LEVEL SECURITY;
UPDATE rosters SET sealed_from = (SELECT coalesce(max(plan_no), 0) + 1 FROM plans WHERE plans.org_id = rosters.org_id AND length(seal) = 0);
ALTER TABLE rosters FORCE ROW LEVEL SECURITY;
ALTER TABLE plans FORCE ROW LEVEL SECURITY;
