package report

import (
	"errors"
	"io"
	"iter"

	"rollcall/reconcile"
	"rollcall/words"
)

// table takes rows of text: delimited text or a sheet.
type table interface {
	row(cells []string) error
}

// Export writes accounts to a file. Imported again, whatever its kind, layout and language, it changes nothing.
type Export struct {
	Kind   Kind
	Layout Layout
	Lang   words.Lang
	// Columns follow the layout's: Group, Language, Establishments, DefaultEstablishment, Deactivated, MustChange,
	// PendingEmail or an Attribute, whose heading is Column.Heading or else "attr.NAME".
	Columns []reconcile.Column
	// About says what a workbook's second sheet states. It is called once, after the last row; nil leaves the sheet out.
	About func() About
	// Seal is called once, when all but the checkpoint is known, and gives the checkpoint that the second sheet ends
	// with. nil leaves it out.
	Seal func(Digests) (checkpoint string, err error)
}

// Digests are what an export is known by: SHA-256, hexadecimal, of its rows and of what it says of itself.
type Digests struct {
	Rows  string
	About string // "" in delimited text, which has no second sheet
	Count int    // of rows
}

// Write writes the accounts in the order given and returns the digest of the rows (see digest: SHA-256 over the
// canonical cells, the same in both kinds) and how many there are. Memory doesn't grow with them. After an error,
// which is an *Unwritable where the accounts are the reason, what was written to w is of no use.
func (e *Export) Write(w io.Writer, accounts iter.Seq2[*reconcile.Account, error]) (string, int, error) {
	from, err := sources(e.Layout, e.Lang, e.Columns)
	if err != nil {
		return "", 0, err
	}
	if e.Kind == CSV {
		return e.csv(w, from, accounts)
	}
	return e.workbook(w, from, accounts)
}

func (e *Export) csv(w io.Writer, from []source, accounts iter.Seq2[*reconcile.Account, error]) (string, int, error) {
	t := newCSV(w, layoutDelimiter(e.Layout, e.Lang))
	l := &listing{table: t, digest: newDigest(), listed: map[string]int{}}
	if err := t.row(headings(columns(from))); err != nil {
		return "", 0, err
	}
	if err := l.write(from, accounts); err != nil {
		return "", l.n, err
	}
	if _, err := e.seal(Digests{Rows: l.digest.String(), Count: l.n}); err != nil {
		return "", l.n, err
	}
	return l.digest.String(), l.n, t.close()
}

func (e *Export) seal(d Digests) (string, error) {
	if e.Seal == nil {
		return "", nil
	}
	return e.Seal(d)
}

// layoutDelimiter gives the delimiter of a layout's CSV; the bulk file is a French one whatever the language.
func layoutDelimiter(layout Layout, lang words.Lang) byte {
	if layout == Tempeos {
		lang = words.French
	}
	return delimiter(lang)
}

func (e *Export) workbook(w io.Writer, from []source, accounts iter.Seq2[*reconcile.Account, error]) (string, int, error) {
	b, err := newBook(w, e.Lang)
	if err != nil {
		return "", 0, err
	}
	s, err := b.list(words.Say(e.Lang, "report.sheet.accounts"), columns(from), "")
	if err != nil {
		return "", 0, err
	}
	l := &listing{table: s, digest: newDigest(), listed: map[string]int{}}
	if err := l.write(from, accounts); err != nil {
		return "", l.n, err
	}
	if err := s.closeList(1); err != nil {
		return "", l.n, err
	}
	if e.About != nil {
		if err := e.about(b, l); err != nil {
			return "", l.n, err
		}
	}
	return l.digest.String(), l.n, b.close()
}

// listing is the rows of an export as they are written, and what is counted of them.
type listing struct {
	table  table
	digest *digest
	n      int
	listed map[string]int // by status
}

// write writes the rows below the headings and takes headings and rows into the digest.
func (l *listing) write(from []source, accounts iter.Seq2[*reconcile.Account, error]) error {
	l.digest.row(headings(columns(from)))
	cells := make([]string, len(from))
	for a, err := range accounts {
		if err != nil {
			return err
		}
		for i, s := range from {
			cells[i] = s.value(a)
		}
		l.digest.row(cells)
		if err := l.table.row(cells); err != nil {
			return ofAccount(err, a)
		}
		l.n++
		l.listed[a.Values[reconcile.Status]]++
	}
	return nil
}

// ofAccount names the account whose cell can't be written by its ID.
func ofAccount(err error, a *reconcile.Account) error {
	var c *cellError
	if errors.As(err, &c) {
		return c.of("report-account", decimal(a.ID))
	}
	return err
}
