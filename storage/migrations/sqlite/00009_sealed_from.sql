-- +goose Up

-- From which plan on every row must have its seal: plans kept before there were seals have none.
ALTER TABLE rosters ADD COLUMN sealed_from INTEGER NOT NULL DEFAULT 1;
UPDATE rosters SET sealed_from = (SELECT coalesce(max(plan_no), 0) + 1 FROM plans WHERE plans.org_id = rosters.org_id AND length(seal) = 0);
