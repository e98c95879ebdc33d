package report

import (
	"bufio"
	"bytes"
	"io"

	"rollcall/reconcile"
	"rollcall/words"
)

// remarkCSV copies a CSV byte by byte and puts the reason into each record from the headings on.
func remarkCSV(w io.Writer, original io.Reader, f *reconcile.File, r *remarks) error {
	text, mark, err := newRaw(original, f)
	if err != nil {
		return err
	}
	text.mask = newMask(f, r)
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
	at    int  // physical column, from 0: just right of the last heading where the file doesn't have it yet
	there bool // the file has the column already
	width int  // of the headings, this one included
}

// find looks for the column in a heading row.
func (r *raw) find(heading *rawRecord) columnOfReasons {
	c := columnOfReasons{}
	for i := range heading.ends {
		text := reconcile.Canonical(r.text(heading.cell(i)))
		if isReason(text) && !c.there {
			c.at, c.there = i, true
		}
		if text != "" {
			c.width = i + 1
		}
	}
	if !c.there {
		c.at = c.width
		c.width++
	}
	return c
}

// short tells whether a record ends before the last heading.
func (c columnOfReasons) short(rec *rawRecord) bool {
	if c.there {
		return len(rec.ends) < c.width
	}
	return len(rec.ends) < c.width-1
}

// copy writes one record. What stands above the headings, and a short record that nothing is said of, is left as it
// is.
func (c *csvRemarks) copy(rec *rawRecord, headingLine int) error {
	problems := c.take(rec.last)
	if c.heading == nil && rec.last >= headingLine {
		c.heading = rec.clone()
		c.column = c.find(rec)
	}
	switch {
	case c.heading == nil, rec.blank(), c.column.short(rec) && len(problems) == 0:
		return c.write(rec.bytes)
	case rec.same(c.heading, c.column.at):
		return c.insert(rec, c.remarks.heading())
	case c.column.short(rec):
		return c.append(rec, c.reason(problems)+" "+words.Say(c.lang, "report.empty-cell"))
	}
	return c.insert(rec, c.reason(problems))
}

// append writes a short record with the reason right of all headings. There it keeps the row from being read: in any
// other place it would make up for the cell that is missing.
func (c *csvRemarks) append(rec *rawRecord, reason string) error {
	cell, comma, err := c.encoded(reason)
	if err != nil {
		return err
	}
	end := rec.ends[len(rec.ends)-1]
	return c.write(rec.bytes[:end], bytes.Repeat(comma, c.column.width+1-len(rec.ends)), cell, rec.bytes[end:])
}

// insert writes a record with the reason in its column.
func (c *csvRemarks) insert(rec *rawRecord, reason string) error {
	cell, comma, err := c.encoded(reason)
	if err != nil {
		return err
	}
	at := c.column.at
	if c.column.there {
		return c.write(rec.bytes[:rec.starts[at]], cell, rec.bytes[rec.ends[at]:])
	}
	end := 0
	if at > 0 {
		end = rec.ends[at-1]
	}
	return c.write(rec.bytes[:end], comma, cell, rec.bytes[end:])
}

// encoded gives the reason's cell and the delimiter in the file's encoding.
func (c *csvRemarks) encoded(reason string) (cell, comma []byte, err error) {
	if cell, err = c.encode(reason); err != nil {
		return nil, nil, err
	}
	comma, err = c.coding.NewEncoder().Bytes([]byte(string(c.delimiter)))
	return cell, comma, err
}

func (c *csvRemarks) write(parts ...[]byte) error {
	for _, p := range parts {
		if _, err := c.out.Write(p); err != nil {
			return err
		}
	}
	return nil
}
