// Package reconcile decides: it takes a roster, a member file and a policy, and works out what the file would
// change. It reads no clock, no environment and no map order, so the same three give the same plan and the same
// plan id. It opens no file and no database; formats reads the file, storage keeps the roster and the plan.
//
// The path through the package is short:
//
//	Upload (rows) ──► Diff ──► Draft (changes, totals) ──► Judge ──► findings ──► Plan (identity)
//
// Diff streams the rows past a compact index of the roster and gives one Change a person. Judge looks at the totals
// only. A Plan is the header of what a reviewer sees; its changes are kept in blocks whose hashes make its identity.
package reconcile
