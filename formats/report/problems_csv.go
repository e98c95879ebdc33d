package report

import (
	"bufio"
	"io"

	"rollcall/reconcile"
)

// remarkCSV copies a CSV byte by byte and puts the reason into each record from the headings on.
func remarkCSV(w io.Writer, original io.Reader, f *reconcile.File, r *remarks) error {
	text, mark, err := newRaw(original, f)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	out.Write(mark)
	c := &csvRemarks{raw: text, remarks: r, out: out}
	for {
		rec, err := text.next()
		if err == io.EOF {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		if err := c.copy(rec, f.Heading); err != nil {
			return err
		}
	}
}

// csvRemarks copies records with their reasons.
type csvRemarks struct {
	*raw
	*remarks
	out     *bufio.Writer
	heading *rawRecord // nil until it was reached
	column  columnOfReasons
}

// columnOfReasons is where the reasons stand.
type columnOfReasons struct {
	at    int  // physical column, from 0: just right of the last heading
	there bool // the file has the column already
}

// find looks for the column in a heading row.
func (r *raw) find(heading *rawRecord) columnOfReasons {
	width := 0
	for i := range heading.ends {
		switch text := reconcile.Canonical(r.text(heading.cell(i))); {
		case isReason(text):
			return columnOfReasons{i, true}
		case text != "":
			width = i + 1
		}
	}
	return columnOfReasons{width, false}
}

// copy writes one record. What stands above the headings, and a short record that nothing is said of, is left as it
// is. A short record that is wrong gets the reason at its end, so that it is still too short when it is read again.
func (c *csvRemarks) copy(rec *rawRecord, headingLine int) error {
	problems := c.take(rec.last)
	reason := c.reason(problems)
	if c.heading == nil && rec.last >= headingLine {
		c.heading = rec.clone()
		c.column = c.find(rec)
	}
	if c.heading == nil || rec.blank() || len(rec.ends) < c.column.at && reason == "" {
		_, err := c.out.Write(rec.bytes)
		return err
	}
	if rec.same(c.heading, c.column.at) {
		reason = c.remarks.heading()
	}
	cell, err := c.encode(reason)
	if err != nil {
		return err
	}
	return c.insert(rec, cell)
}

// insert writes a record with the reason in its column.
func (c *csvRemarks) insert(rec *rawRecord, cell []byte) error {
	at := min(c.column.at, len(rec.ends))
	if c.column.there && at < len(rec.ends) {
		return c.write(rec.bytes[:rec.starts[at]], cell, rec.bytes[rec.ends[at]:])
	}
	end := 0
	if at > 0 {
		end = rec.ends[at-1]
	}
	comma, err := c.coding.NewEncoder().Bytes([]byte(string(c.delimiter)))
	if err != nil {
		return err
	}
	return c.write(rec.bytes[:end], comma, cell, rec.bytes[end:])
}

func (c *csvRemarks) write(parts ...[]byte) error {
	for _, p := range parts {
		if _, err := c.out.Write(p); err != nil {
			return err
		}
	}
	return nil
}
