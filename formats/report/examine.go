package report

import (
	"errors"
	"io"
	"strings"

	"rollcall/formats/delimited"
	records "rollcall/formats/table"
	"rollcall/formats/workbook"
	"rollcall/reconcile"
)

// Examined is an export read again.
type Examined struct {
	Kind       Kind
	Digests             // worked out from what stands in the file
	Checkpoint string   // as it stands in the file, "" where there is none
	Odd        []string // codes of what no export has and a spreadsheet would show: hidden rows, merged cells, formulas
}

// ErrNoExport says that a file is not laid out as an export.
var ErrNoExport = errors.New("this is no export of rollcall's")

// Examine reads an export again and works out its digests. A file that can't be read gives a *reconcile.Refusal
// whose File is left to the caller, a workbook with other sheets than an export's ErrNoExport.
func Examine(r io.ReaderAt, size int64) (*Examined, error) {
	start := make([]byte, 2)
	if _, err := r.ReadAt(start, 0); err == nil && string(start) == "PK" {
		return examineWorkbook(r, size)
	}
	rows, err := delimited.Open(r, size, delimited.Options{})
	if err != nil {
		return nil, err
	}
	x := &Examined{Kind: CSV}
	x.Rows, x.Count, err = digestRows(rows, unneutral)
	return x, err
}

func examineWorkbook(r io.ReaderAt, size int64) (*Examined, error) {
	book, err := workbook.Open(r, size, reconcile.DefaultLimits())
	if err != nil {
		return nil, err
	}
	defer book.Close()
	if len(book.Sheets()) != 2 {
		return nil, ErrNoExport
	}
	list, err := book.Read(0)
	if err != nil {
		return nil, err
	}
	x := &Examined{Kind: XLSX}
	if x.Rows, x.Count, err = digestRows(list, func(s string) string { return s }); err != nil {
		return nil, err
	}
	about, err := book.Read(1)
	if err != nil {
		return nil, err
	}
	if err := x.readAbout(about); err != nil {
		return nil, err
	}
	for _, s := range book.Sheets() {
		if s.Hidden {
			x.Odd = append(x.Odd, "sheet-hidden")
		}
	}
	for _, p := range append(list.Notes(), about.Notes()...) {
		x.Odd = append(x.Odd, p.Code)
	}
	return x, nil
}

// digestRows gives the digest of headings and rows, and how many rows there are. Every row is as wide as the headings,
// or wider where it has more values.
func digestRows(r records.Reader, plain func(string) string) (digest string, rows int, err error) {
	d, wide := newDigest(), 0
	for ; ; rows++ {
		rec, err := r.Next()
		switch {
		case err == io.EOF && rows == 0:
			return "", 0, ErrNoExport
		case err == io.EOF:
			return d.String(), rows - 1, nil
		case err != nil:
			return "", 0, err
		}
		cells := texts(rec.Cells, wide, plain)
		if rows == 0 {
			wide = len(cells)
		}
		d.row(cells)
	}
}

// texts gives cells as texts without the blank ones at the end, at least so many.
func texts(cells [][]byte, wide int, plain func(string) string) []string {
	n := len(cells)
	for n > wide && len(cells[n-1]) == 0 {
		n--
	}
	out := make([]string, max(n, wide))
	for i, c := range cells[:n] {
		out[i] = plain(string(c))
	}
	return out
}

// readAbout takes the second sheet into the digest, all but the checkpoint.
func (x *Examined) readAbout(r records.Reader) error {
	d := newDigest()
	for {
		rec, err := r.Next()
		if err == io.EOF {
			x.About = d.String()
			return nil
		}
		if err != nil {
			return err
		}
		cells := texts(rec.Cells, 2, func(s string) string { return s })
		if len(cells) == 2 && isCheckpoint(cells[1]) {
			x.Checkpoint = cells[1]
			continue
		}
		d.row(cells)
	}
}

// isCheckpoint tells a checkpoint from the other values of a second sheet.
func isCheckpoint(s string) bool {
	return strings.HasPrefix(s, "rollcall ") && strings.Contains(s, "\nledger ")
}
