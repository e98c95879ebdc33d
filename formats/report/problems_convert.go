package report

import (
	"io"
	"slices"
	"strings"

	"rollcall/reconcile"
	"rollcall/words"
)

// convertCSV writes a CSV as a workbook: the same cells as text, in colour where something is wrong, and the reasons.
// A cell whose bytes are no text is left blank, and one longer than a spreadsheet holds is shortened; its reason says so.
func convertCSV(w io.Writer, original io.ReadSeeker, f *reconcile.File, r *remarks) error {
	c := &conversion{remarks: r, file: f}
	if err := c.survey(original); err != nil {
		return err
	}
	b, err := newBook(w, r.lang)
	if err != nil {
		return err
	}
	if c.sheet, err = b.sheet(words.Say(r.lang, "report.sheet.accounts"), c.columns(), c.above+1, ""); err != nil {
		return err
	}
	if err := c.each(original, c.write); err != nil {
		return err
	}
	if err := c.sheet.closeList(c.above + 1); err != nil {
		return err
	}
	return b.close()
}

// conversion is a CSV on its way into a sheet.
type conversion struct {
	*remarks
	file    *reconcile.File
	raw     *raw
	sheet   *sheet
	above   int // records above the headings
	heading *rawRecord
	column  columnOfReasons
	width   int      // cells of the longest row, reasons included
	names   []string // the headings' texts
	texts   []string // reused
	cells   []cell   // reused
}

// each goes through the records from the start, without the line that only names the delimiter.
func (c *conversion) each(original io.ReadSeeker, do func(*rawRecord) error) error {
	if _, err := original.Seek(0, io.SeekStart); err != nil {
		return err
	}
	var err error
	if c.raw, _, err = newRaw(original, c.file); err != nil {
		return err
	}
	c.raw.mask = newMask(c.file, c.remarks)
	for {
		rec, err := c.raw.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if rec.first == 1 && c.file.Heading > 1 && strings.HasPrefix(strings.ToLower(strings.Trim(c.raw.text(rec.bytes), `"`)), "sep=") {
			continue
		}
		if err := do(rec); err != nil {
			return err
		}
	}
}

// survey finds the headings and how many columns the sheet has.
func (c *conversion) survey(original io.ReadSeeker) error {
	err := c.each(original, func(rec *rawRecord) error {
		c.width = max(c.width, len(rec.ends)+1)
		switch {
		case c.heading != nil:
		case rec.last < c.file.Heading:
			c.above++
		default:
			c.heading, c.column = rec.clone(), c.raw.find(rec)
			for i := range rec.ends {
				c.names = append(c.names, c.raw.text(rec.cell(i)))
			}
		}
		if c.heading != nil && len(rec.ends) != c.column.at {
			c.width = max(c.width, c.column.width+len(rec.ends))
		}
		return nil
	})
	c.width = max(c.width, c.column.width, 1) // a file without a record has one column too
	return err
}

func (c *conversion) columns() []column {
	out := make([]column, c.width)
	for i := range out {
		out[i] = column{width: 20, style: plain}
	}
	out[c.column.at] = column{width: 60, style: wrapped}
	return out
}

// write writes one record as a row of the sheet.
func (c *conversion) write(rec *rawRecord) error {
	c.texts = c.texts[:0]
	for i := range rec.ends {
		c.texts = append(c.texts, unneutral(c.raw.text(rec.cell(i))))
	}
	problems := c.take(rec.last)
	c.cells = c.cells[:0]
	switch {
	case rec.last < c.file.Heading:
		c.add(c.texts, nil)
	case rec.same(c.heading, c.column.at):
		c.place(nil, cell{c.remarks.heading(), heading})
		for i := range c.cells {
			c.cells[i].style = heading
		}
	case ragged(problems) || c.column.short(rec) && len(problems) > 0:
		c.aside(problems)
	case c.column.short(rec):
		c.add(c.texts, nil)
	default:
		c.place(problems, cell{c.reason(problems), gravity(problems...)})
	}
	c.shorten(c.cells, c.column.at)
	return c.sheet.write(c.cells)
}

// place puts the cells beneath their headings and the reason in its column.
func (c *conversion) place(problems []reconcile.Problem, reason cell) {
	at := c.column.at
	c.add(c.texts[:min(at, len(c.texts))], problems)
	c.cells = append(c.cells, reason)
	if c.column.there {
		at++
	}
	if at < len(c.texts) {
		c.add(c.texts[at:], nil)
	}
}

// ragged tells whether a row's cells can't be trusted to stand beneath their headings.
func ragged(problems []reconcile.Problem) bool {
	return slices.ContainsFunc(problems, func(p reconcile.Problem) bool { return p.Code == "row-ragged" })
}

// aside puts the cells of a ragged record right of the reasons, the first that isn't blank next to them. Beneath the
// headings a sheet's reader would take them for what the headings say; there the row stays misplaced.
func (c *conversion) aside(problems []reconcile.Problem) {
	for range c.column.width {
		c.cells = append(c.cells, cell{})
	}
	c.cells[c.column.at] = cell{c.reason(problems) + " " + words.Say(c.lang, "report.aside"), wrong}
	first := max(0, slices.IndexFunc(c.texts, func(t string) bool { return reconcile.Canonical(t) != "" }))
	for _, t := range c.texts[first:] {
		c.cells = append(c.cells, cell{t, wrong})
	}
}

// add appends cells in the colours of their problems.
func (c *conversion) add(texts []string, problems []reconcile.Problem) {
	for _, t := range texts {
		look := none
		if i := len(c.cells); i < len(c.names) && len(problems) > 0 {
			look = gravity(slices.DeleteFunc(slices.Clone(problems), func(p reconcile.Problem) bool { return p.Heading != c.names[i] })...)
		}
		c.cells = append(c.cells, cell{t, look})
	}
}
