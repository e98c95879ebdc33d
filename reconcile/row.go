package reconcile

import (
	"iter"
	"slices"
)

// Column is one column of a member file that has a heading.
type Column struct {
	Heading string // as written in the file
	Field   Field  // what it says of a person; NoField when it is not recognised
	Attr    string // the attribute's name where Field is Attribute
	Letter  string `json:",omitempty"` // in a workbook, the column as it names it ("C"); "" in a CSV
	Secret  bool   `json:",omitempty"` // its heading speaks of passwords, though Field does not
}

// HoldsPasswords tells whether the column's cells may be passwords.
func (c *Column) HoldsPasswords() bool { return c.Field == Password || c.Secret }

// HoldsPasswords tells whether a column of the file may hold passwords.
func (f *File) HoldsPasswords() bool {
	return slices.ContainsFunc(f.Columns, func(c Column) bool { return c.HoldsPasswords() })
}

// Row is one row of a member file below the headings. Row and cells are valid until the next row is asked for.
type Row struct {
	// Line is the physical line on which the row starts (CSV) or the sheet's row number (XLSX), from 1.
	Line int
	// At is the byte of the file on which the row starts; negative where that is not known.
	At int64
	// Cells holds one value for each column of File.Columns: UTF-8, as decoded, neither trimmed nor folded.
	// In a Misplaced row it holds whatever cells there are.
	Cells [][]byte
	// Text is the one line of text that the row is, where its cells are all that it says and nothing beside it matters: in
	// another file with the same headings (see formats) the same text is the same row. Else it is nil.
	Text []byte
	// Problems found while reading; Cells of a cell problem are empty. A problem that Rejects rejects the row.
	Problems []Problem
	// Misplaced says that the values can't be trusted to stand under their headings (a ragged or shifted row).
	// The row is rejected, and counts as presence for whoever any of its cells names.
	Misplaced bool
}

// File says which member file was read, how, and what was found above and beside its rows.
type File struct {
	Name      string    `json:"name"`                // base name, for people
	Path      string    `json:"path,omitempty"`      // where it was read from, absolute; "" for standard input
	SHA256    string    `json:"sha256"`              // of the bytes as they came, hexadecimal
	Size      int64     `json:"size"`                // bytes
	Kind      string    `json:"kind"`                // "csv" or "xlsx"
	Encoding  string    `json:"encoding"`            // "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1252", "iso-8859-15", "macintosh", "cp850"
	Delimiter string    `json:"delimiter,omitempty"` // CSV: ";", ",", "\t" or "|"
	Sheet     string    `json:"sheet,omitempty"`     // XLSX: the sheet's name
	Heading   int       `json:"heading_row"`         // the line or sheet row of the headings
	Rows      int       `json:"rows"`                // rows below the headings that were read as people, rejected ones included
	Columns   []Column  `json:"columns"`
	Open      bool      `json:"open,omitempty"`     // CSV: the last line has no line end
	Manifest  string    `json:"manifest,omitempty"` // SHA-256 of the manifest that came with the file, hexadecimal
	Partial   bool      `json:"partial,omitempty"`  // the manifest says that the file has only some of the people
	Asked     *Asked    `json:"asked,omitempty"`    // how it was to be read; nil: as found
	Notes     []Problem `json:"notes,omitempty"`    // what a reader should know: hidden rows, skipped preamble, unknown columns
}

// Asked is what flags and mapping said of how a file is to be read.
type Asked struct {
	Encoding  string   `json:"encoding,omitempty"`
	Delimiter string   `json:"delimiter,omitempty"`
	Sheet     string   `json:"sheet,omitempty"`
	Heading   int      `json:"heading_row,omitempty"`
	Columns   []Column `json:"columns,omitempty"` // headings and what they say
	Blank     []string `json:"blank,omitempty"`   // cells that mean "no value"
}

// Upload is a member file being read. Rows may be ranged over once. File is complete (SHA256, Rows, Notes) after
// that; Columns, Kind, Encoding and the like are known before. An error in Rows is final: the file is refused.
type Upload struct {
	File *File
	Rows iter.Seq2[*Row, error]
	// Form names how lines of text become rows: in two files of one form and the same columns the same Text is the same
	// row. "" where no row has a Text.
	Form string
	// Pass has known asked of the lines with which rows begin, in their order, before they are read: one that is known is
	// passed over, counted and not given. Only lines that were the Text of a row in a file of that form may be. nil where
	// lines can't be passed over.
	Pass func(known Texts)
	// Take has lines asked of those lines which clearly are rows, in their order, before they are read: one that is taken is
	// counted and not given. nil where lines can't be taken.
	Take func(lines Lines)
	// Sifted says that most rows which say what their accounts hold are not among these: looking for such is of no use.
	Sifted bool
}

// Texts knows lines of text by their prints.
type Texts interface {
	// Expect sets the prints of some lines, which Known is likely to be asked for soon.
	Expect(lines [][]byte, prints []uint64)
	// Known tells how many lines, of some that follow one another, are known: no more than stand before one that is not.
	Known(prints []uint64, at []Place) int
}

// Lines takes rows by their lines of text, before these are cells.
type Lines interface {
	// Take takes the row that a line is where it is clear what it says; else the row is read as all are. Of a line that is
	// not all printable ASCII it has to see for itself that its bytes are text.
	Take(line *Line, at Place) bool
}

// Line is a line of text without quotes. It is valid until the next one is asked for.
type Line struct {
	Text []byte
	Ends []int  // of its cells: where the delimiters stand, and where the text ends
	Odd  []byte // the part of Text outside which all is printable ASCII, delimiters aside
	Tidy bool   // no cell begins or ends with a blank or begins with #
}

// cell gives what stands in a cell, counted from 0.
func (l *Line) cell(i int) []byte { return l.cells(i, i) }

// cells gives what stands in cells that follow one another, and the delimiters between them.
func (l *Line) cells(first, last int) []byte {
	if first == 0 {
		return l.Text[:l.Ends[last]]
	}
	return l.Text[l.Ends[first-1]+1 : l.Ends[last]]
}

// appendCells appends all cells, which share memory with the line.
func (l *Line) appendCells(cells [][]byte) [][]byte {
	from := 0
	for _, end := range l.Ends {
		cells = append(cells, l.Text[from:end:end])
		from = end + 1
	}
	return cells
}

// Place is where a row stands in its file: the byte on which it starts, as Row.At says it, and its line.
type Place struct {
	At   int64
	Line int
}
