package report

import (
	"errors"
	"io"
	"slices"

	tables "rollcall/formats/table"
	"rollcall/formats/workbook"
	"rollcall/reconcile"

	"github.com/xuri/excelize/v2"
)

// remarkSecretWorkbook gives back the sheet of a workbook that has passwords in it, as text in a new workbook. Marked in
// place it would keep them: in its table of strings, in the caches of its pivot tables, in its other sheets.
func remarkSecretWorkbook(w io.Writer, original io.ReaderAt, size int64, plan *reconcile.Plan, r *remarks) error {
	c := &secretCopy{remarks: r, file: &plan.File, limits: plan.Policy.Limits, slips: slips(&plan.File, r)}
	if err := c.each(original, size, c.survey); err != nil {
		return err
	}
	b, err := newBook(w, r.lang)
	if err != nil {
		return err
	}
	if c.sheet, err = b.sheet(c.file.Sheet, c.columns(), c.file.Heading, ""); err != nil {
		return err
	}
	if err := c.each(original, size, c.write); err != nil {
		return err
	}
	if err := c.sheet.closeList(c.file.Heading); err != nil {
		return err
	}
	return b.close()
}

// errSheet says that a plan is not of this workbook.
var errSheet = errors.New("the plan names a sheet that the workbook does not have")

// secretCopy is a sheet on its way into a new workbook, less its passwords.
type secretCopy struct {
	*remarks
	file   *reconcile.File
	limits reconcile.Limits
	slips  map[int][]string
	sheet  *sheet
	width  int // of the longest row
	at     int // the column of the reasons, from 0
	there  bool
	names  []string // the headings, up to the last
}

// each goes through the rows of the sheet that was read.
func (c *secretCopy) each(original io.ReaderAt, size int64, do func(*tables.Record) error) error {
	book, err := workbook.Open(original, size, c.limits)
	if err != nil {
		return err
	}
	defer book.Close()
	i := slices.IndexFunc(book.Sheets(), func(s workbook.Sheet) bool { return s.Name == c.file.Sheet })
	if i < 0 {
		return errSheet
	}
	rows, err := book.Read(i)
	if err != nil {
		return err
	}
	for {
		rec, err := rows.Next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = do(rec)
		}
		if err != nil {
			return err
		}
	}
}

// survey finds how wide the sheet is and where the reasons go.
func (c *secretCopy) survey(rec *tables.Record) error {
	c.width = max(c.width, len(rec.Cells))
	if rec.Line != c.file.Heading {
		return nil
	}
	for i, cell := range rec.Cells {
		if isReason(string(cell)) && !c.there {
			c.at, c.there = i, true
		}
		c.names = append(c.names, string(cell))
	}
	for len(c.names) > 0 && reconcile.Canonical(c.names[len(c.names)-1]) == "" {
		c.names = c.names[:len(c.names)-1]
	}
	if !c.there {
		c.at = len(c.names)
	}
	return nil
}

// isHeading tells whether a row is the headings, for the first time or once more.
func (c *secretCopy) isHeading(rec *tables.Record) bool {
	return rec.Line == c.file.Heading || len(rec.Cells) >= len(c.names) &&
		slices.EqualFunc(rec.Cells[:len(c.names)], c.names, func(b []byte, s string) bool { return string(b) == s })
}

func (c *secretCopy) columns() []column {
	out := make([]column, max(c.width, c.at)+1)
	for i := range out {
		out[i] = column{width: 20, style: plain}
	}
	out[c.at] = column{width: 60, style: wrapped}
	return out
}

// write writes one row beneath the row numbers it has, blank rows before it included.
func (c *secretCopy) write(rec *tables.Record) error {
	for c.sheet.rows < rec.Line-1 {
		if err := c.sheet.write(nil); err != nil {
			return err
		}
	}
	problems := c.take(rec.Line)
	reason := cell{c.reason(problems), gravity(problems...)}
	look := none
	switch {
	case rec.Line < c.file.Heading:
		reason = cell{}
	case c.isHeading(rec):
		reason, look = cell{c.remarks.heading(), heading}, heading
	default:
		c.hide(rec)
	}
	cells := make([]cell, 0, len(rec.Cells)+1)
	for i, text := range rec.Cells {
		cells = append(cells, cell{string(text), c.look(look, i, problems)})
	}
	for len(cells) <= c.at {
		cells = append(cells, cell{})
	}
	if c.there {
		cells[c.at] = reason
	} else if rec.Line >= c.file.Heading {
		cells = slices.Insert(cells, c.at, reason)
	}
	c.shorten(cells, c.at)
	return c.sheet.write(cells)
}

// look is the style of a cell: that of its row, or that of what is wrong with it.
func (c *secretCopy) look(row style, column int, problems []reconcile.Problem) style {
	own := slices.DeleteFunc(slices.Clone(problems), func(p reconcile.Problem) bool {
		at, _, err := excelize.CellNameToCoordinates(p.Cell)
		return err != nil || at != column+1
	})
	if len(own) == 0 {
		return row
	}
	return gravity(own...)
}

// hide puts masked in the place of what may be a password: the cells of its columns and what stands right of the
// headings, and slips; where it stands next to them, which the reader takes for a row that was shifted, all of the row.
func (c *secretCopy) hide(rec *tables.Record) {
	n := len(c.names)
	shifted := n < len(rec.Cells) && reconcile.Canonical(string(rec.Cells[n])) != ""
	for i, text := range rec.Cells {
		slipped := i < n && slices.Contains(c.slips[rec.Line], reconcile.Canonical(c.names[i]))
		if len(text) > 0 && (shifted || i >= n || c.secret(i) || slipped) {
			rec.Cells[i] = []byte(masked)
		}
	}
}

func (c *secretCopy) secret(column int) bool {
	return slices.ContainsFunc(c.file.Columns, func(f reconcile.Column) bool {
		at, err := excelize.ColumnNameToNumber(f.Letter)
		return f.HoldsPasswords() && err == nil && at == column+1
	})
}
