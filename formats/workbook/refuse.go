package workbook

import (
	"strconv"

	"rollcall/reconcile"
)

// refuse makes the error of a workbook that can't be taken. Args never hold a cell's value.
func refuse(code string, args ...string) *reconcile.Refusal {
	return &reconcile.Refusal{Problem: reconcile.Problem{Code: code, Args: args, Rejects: true}}
}

// damaged says that a part does not hold what the standard says it must; what names the place as XPath would.
func damaged(part, what string) *reconcile.Refusal {
	return refuse("workbook-damaged", part, what)
}

// wrongRow refuses the workbook for the number of the row after the last one read, and names that one.
func (r *Reader) wrongRow() error {
	e := refuse("sheet-row-number", r.scan.part, strconv.Itoa(r.row), strconv.Itoa(maxRow))
	e.Problem.Line = r.row
	return e
}

// tooMuch refuses the book for a row that has more than it may.
func (r *Reader) tooMuch(code string, limit, found int) error {
	e := refuse(code, strconv.Itoa(limit), strconv.Itoa(found))
	e.Problem.Line = r.row
	return e
}

// damagedCell refuses the workbook for a cell that can't be read.
func (r *Reader) damagedCell(column int, what string) error {
	e := damaged(r.scan.part, what)
	e.Problem.Line, e.Problem.Cell = r.row, CellName(column, r.row)
	return e
}
