// Package formats reads member files. It finds out what a file is from its bytes, which row holds the headings, what
// each column says of a person, and gives the rows beneath as a reconcile.Upload. What it can't read in full it
// refuses by name, with the remedy: a file half read would lock people out.
//
// The path through the package:
//
//	Open ──► kind (by content) ──► delimited or workbook: records ──► headings ──► columns ──► rows
//
// Each row keeps its place in the file. No value is moved, padded or guessed: a row that doesn't fit beneath the
// headings is given as it stands and marked as misplaced.
package formats
