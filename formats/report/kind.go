package report

import (
	"path/filepath"
	"strconv"
	"strings"

	"rollcall/words"
)

// Kind is a kind of file to write.
type Kind string

// The kinds.
const (
	XLSX Kind = "xlsx" // an Office Open XML workbook (ISO/IEC 29500)
	CSV  Kind = "csv"  // delimited text (RFC 4180): UTF-8 with BOM, CRLF, ";" in French and "," in English
)

// KindOf tells from a path's extension which kind of file is wanted; "-" is CSV. Any other extension is an error of
// type *Unwritable in English.
func KindOf(path string) (Kind, error) {
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case ext == ".xlsx":
		return XLSX, nil
	case ext == ".csv", path == "-":
		return CSV, nil
	default:
		return "", unwritable(words.English, "report-kind-unknown", ext)
	}
}

// Unwritable says why a file could not be written as asked, and what to do, in the language it was asked in. What was
// written before it is not a usable file.
type Unwritable struct {
	Code string // stable, kebab-case
	text string
}

// Error gives the text.
func (e *Unwritable) Error() string { return e.text }

// unwritable makes the error with this code. Arguments are strings so that an ID is not grouped as an amount is.
func unwritable(lang words.Lang, code string, args ...any) *Unwritable {
	return &Unwritable{Code: code, text: words.Say(lang, code, args...)}
}

// cellError says which cell of a sheet can't be written.
type cellError struct {
	lang   words.Lang
	code   string
	sheet  string
	row    int
	column string // its heading
}

// Error gives the text, with the row's number for the place.
func (e *cellError) Error() string { return e.of("report-row", strconv.Itoa(e.row), e.sheet).Error() }

// of gives the same error with another place: what the text called key says with args.
func (e *cellError) of(key string, args ...any) *Unwritable {
	return unwritable(e.lang, e.code, words.Say(e.lang, key, args...), e.column, maxCell)
}
