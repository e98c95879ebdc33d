// Package table is what the readers of files have in common: records with positions, before anything is known of their
// columns.
package table

import "rollcall/reconcile"

// Record is one row of a table as it stands in the file, headings included, before anything is known of its columns.
// It is valid until the next one is asked for.
type Record struct {
	Line     int                 // physical line on which it starts, or the sheet's row number; from 1
	At       int64               // the byte of the file on which it starts; negative where that is not known
	Cells    [][]byte            // UTF-8; cell i stands in physical column i (0 is column A); blank cells are empty
	Text     []byte              // the one line of text that it is, as UTF-8, without its end; nil for any other record
	Problems []reconcile.Problem // found in its cells; Cell or Args name the place, Heading is not known yet
	Columns  []int               // for each of Problems, the physical column it stands in, -1 for the whole record
}

// Reader reads records one after the other. Two things stand behind it: delimited text and a worksheet.
type Reader interface {
	// Next gives the next record, io.EOF after the last, or a *reconcile.Refusal; an error is final.
	Next() (*Record, error)
}
