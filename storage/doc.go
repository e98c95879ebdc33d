// Package storage keeps organisations' rosters, plans and runs in SQLite or PostgreSQL. One Store serves both and
// one suite tests it on both; what really differs stands behind dialect.
//
// A plan's changes are kept as reconcile.Blocks, compressed, and written once, when the plan is made. Applying a
// plan is one transaction that reads those blocks, writes accounts and adds one run: the audit record of a run is
// the plan that was reviewed. Nothing of a plan is worked out again.
//
// Every table's key starts with the organisation, IDs come from a counter row of the organisation that every writer
// locks first, and times are written by Go, so the same statements serve a PostgreSQL that is spread over machines.
package storage
