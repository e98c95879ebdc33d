package formats

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"rollcall/reconcile"
)

// isBlank tells whether a cell holds nothing that can be seen.
func isBlank(cell []byte) bool {
	for i, b := range cell {
		switch {
		case b == ' ' || b == '\t' || b == '\r' || b == '\n':
		case b < utf8.RuneSelf:
			return false
		default:
			r, _ := utf8.DecodeRune(cell[i:])
			return !unicode.IsLetter(r) && reconcile.Canonical(string(cell)) == ""
		}
	}
	return true
}

// blank tells whether no cell holds anything.
func blank(cells [][]byte) bool {
	for _, c := range cells {
		if !isBlank(c) {
			return false
		}
	}
	return true
}

// filled counts the cells that hold something.
func filled(cells [][]byte) int {
	n := 0
	for _, c := range cells {
		if !isBlank(c) {
			n++
		}
	}
	return n
}

// width gives the number of cells up to the last that holds something.
func width(cells [][]byte) int {
	n := len(cells)
	for n > 0 && isBlank(cells[n-1]) {
		n--
	}
	return n
}

// unquoted undoes what an export did to a value that a spreadsheet would run as a formula: one apostrophe in front.
func unquoted(cell []byte) []byte {
	if len(cell) < 2 || cell[0] != '\'' {
		return cell
	}
	if rest := bytes.TrimLeft(cell, "'"); len(rest) > 0 && bytes.IndexByte([]byte("=+-@\t\r"), rest[0]) >= 0 {
		return cell[1:]
	}
	return cell
}

// literal gives the text of a cell that is a formula of one text, ="00123", as exporters write a value that a
// spreadsheet is to leave as it stands; ok is false for any other cell.
func literal(cell []byte) (text []byte, ok bool) {
	if len(cell) < 3 || cell[0] != '=' || cell[1] != '"' || cell[len(cell)-1] != '"' {
		return nil, false
	}
	text = cell[2 : len(cell)-1]
	quotes := bytes.Count(text, []byte(`"`))
	if quotes == 0 {
		return text, true
	}
	if 2*bytes.Count(text, []byte(`""`)) != quotes {
		return nil, false // a formula of more than one text: ="a"&"b"
	}
	return bytes.ReplaceAll(text, []byte(`""`), []byte(`"`)), true
}

// says tells whether the cell is one of the literals that mean "no value", without regard to case and blanks.
func says(literals [][]byte, cell []byte) bool {
	for _, l := range literals {
		if bytes.EqualFold(l, bytes.TrimSpace(cell)) {
			return true
		}
	}
	return false
}

// verbatim tells quickly whether each of the cells says what it holds; see value.
func (r *rows) verbatim(cells [][]byte) bool {
	if r.literals != nil {
		return false
	}
	for _, c := range cells {
		if len(c) > 0 && (c[0] == '\'' || c[0] == '=') {
			return false
		}
	}
	return true
}

// value gives what a cell says: without the apostrophe of an export or the wrapping of a text formula, nothing where
// the cell says "no value".
func (r *rows) value(cell []byte) []byte {
	if len(cell) == 0 {
		return nil
	}
	if r.file.Kind == kindCSV {
		if text, ok := literal(cell); ok {
			cell = text
		} else {
			cell = unquoted(cell)
		}
	}
	if r.literals != nil && says(r.literals, cell) {
		return nil
	}
	return cell
}
