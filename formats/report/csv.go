package report

import (
	"bufio"
	"io"
	"strings"

	"rollcall/words"
)

// bom begins every CSV we write, without which Excel takes UTF-8 for the system's own encoding.
const bom = "\uFEFF"

// delimiter gives the character that a spreadsheet in this language expects between the cells of a CSV.
func delimiter(lang words.Lang) byte {
	if lang == words.French {
		return ';'
	}
	return ','
}

// csvTable writes rows as delimited text. encoding/csv is not used because with CRLF it drops a lone CR from a cell.
type csvTable struct {
	w     *bufio.Writer
	comma byte
	buf   []byte
}

func newCSV(w io.Writer, comma byte) *csvTable {
	t := &csvTable{w: bufio.NewWriterSize(w, 1<<16), comma: comma}
	t.w.WriteString(bom)
	return t
}

func (t *csvTable) row(cells []string) error {
	b := t.buf[:0]
	for i, c := range cells {
		if i > 0 {
			b = append(b, t.comma)
		}
		b = appendCell(b, neutral(c), t.comma)
	}
	t.buf = append(b, '\r', '\n')
	_, err := t.w.Write(t.buf)
	return err
}

func (t *csvTable) close() error { return t.w.Flush() }

// appendCell writes one cell, in quotation marks where it needs them (RFC 4180, section 2).
func appendCell(b []byte, cell string, comma byte) []byte {
	if !needsQuotes(cell, comma) {
		return append(b, cell...)
	}
	b = append(b, '"')
	for {
		before, after, found := strings.Cut(cell, `"`)
		b = append(b, before...)
		if !found {
			return append(b, '"')
		}
		b, cell = append(b, `""`...), after
	}
}

func needsQuotes(cell string, comma byte) bool {
	for i := range len(cell) {
		switch cell[i] {
		case comma, '"', '\r', '\n', '\t':
			return true
		}
	}
	return cell != "" && (cell[0] == ' ' || cell[len(cell)-1] == ' ')
}

// neutral puts one apostrophe before a value that a spreadsheet would run as a formula, and before a value that
// begins with apostrophes and then the like, so that taking one apostrophe away again always gives the value back.
func neutral(cell string) string {
	rest := strings.TrimLeft(cell, "'")
	if rest != "" && strings.IndexByte("=+-@\t\r", rest[0]) >= 0 {
		return "'" + cell
	}
	return cell
}

// unneutral takes the apostrophe of neutral away again.
func unneutral(cell string) string {
	if strings.HasPrefix(cell, "'") && neutral(cell) != cell {
		return cell[1:]
	}
	return cell
}
