package report

import (
	"archive/zip"
	"io"
	"math"
	"slices"

	"rollcall/reconcile"
	"rollcall/words"

	"github.com/xuri/excelize/v2"
)

// remarkWorkbook writes a workbook again with the reasons in the sheet that was read. It is held in memory; no
// temporary file is made of it.
func remarkWorkbook(w io.Writer, original *io.SectionReader, f *reconcile.File, r *remarks) error {
	if err := fits(original, r.lang); err != nil {
		return err
	}
	book, err := excelize.OpenReader(original, excelize.Options{UnzipSizeLimit: math.MaxInt64, UnzipXMLSizeLimit: math.MaxInt64})
	if err != nil {
		return err
	}
	defer book.Close()
	m := &marking{remarks: r, book: book, sheet: f.Sheet, file: f, looks: map[look]int{}}
	if err := m.find(); err != nil {
		return err
	}
	if err := m.mark(); err != nil {
		return err
	}
	book.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		z := zip.NewWriter(w)
		z.RegisterCompressor(zip.Deflate, deflate)
		return z
	})
	_, err = book.WriteToBuffer()
	return err
}

// maxInflated is how many bytes all parts of a workbook may inflate to, pictures and all, for it to be given back.
const maxInflated = 512 << 20

// fits sees to it that a workbook can be held in memory. Reading members takes its list alone.
func fits(original *io.SectionReader, lang words.Lang) error {
	archive, err := zip.NewReader(original, original.Size())
	if err != nil {
		return err
	}
	size := uint64(0)
	for _, f := range archive.File {
		if size += min(f.UncompressedSize64, maxInflated+1); size > maxInflated {
			return unwritable(lang, "report-workbook-too-large", maxInflated>>20)
		}
	}
	return nil
}

// marking is a workbook that reasons are put into.
type marking struct {
	*remarks
	book   *excelize.File
	sheet  string
	file   *reconcile.File
	column int          // of the reasons, from 1
	again  []int        // rows in which the headings stand, the first included
	looks  map[look]int // styles made, by what they were made of
}

// look is a style that is coloured over.
type look struct {
	style int
	over  style
}

// find finds the column of the reasons. Where something stands right of the headings already, a column is inserted,
// so that it stays where it means nothing.
func (m *marking) find() error {
	rows, err := m.book.Rows(m.sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	var headings []string
	var there, taken bool
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		if n == m.file.Heading {
			headings, there = reasonAmong(cells)
		}
		width := len(headings)
		switch {
		case n < m.file.Heading:
		case len(cells) >= width && slices.Equal(cells[:width], headings):
			m.again = append(m.again, n)
		default:
			taken = taken || len(cells) > width && cells[width] != ""
		}
	}
	m.column = len(headings) + 1
	if err := rows.Error(); err != nil || there || !taken {
		return err
	}
	name, err := excelize.ColumnNumberToName(m.column)
	if err != nil {
		return err
	}
	return m.book.InsertCols(m.sheet, name, 1)
}

// reasonAmong gives the headings before the column of the reasons, or all of them up to the last that isn't blank.
func reasonAmong(cells []string) (headings []string, there bool) {
	width := 0
	for i, c := range cells {
		switch {
		case isReason(c):
			return slices.Clone(cells[:i]), true
		case reconcile.Canonical(c) != "":
			width = i + 1
		}
	}
	return slices.Clone(cells[:width]), false
}

// mark clears the reasons of an earlier time and writes those of now.
func (m *marking) mark() error {
	if err := m.clear(); err != nil {
		return err
	}
	for _, row := range m.again {
		if err := m.write(row, m.heading(), none); err != nil {
			return err
		}
	}
	name, err := excelize.ColumnNumberToName(m.column)
	if err != nil {
		return err
	}
	if err := m.book.SetColWidth(m.sheet, name, name, 60); err != nil {
		return err
	}
	for len(m.list) > m.next {
		row := m.list[m.next].Line
		if err := m.markRow(row, m.take(row)); err != nil {
			return err
		}
	}
	return nil
}

// clear empties the column below the headings.
func (m *marking) clear() error {
	rows, err := m.book.Rows(m.sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	var old []int
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		if n >= m.file.Heading && len(cells) >= m.column && cells[m.column-1] != "" {
			old = append(old, n)
		}
	}
	for _, row := range old {
		if err := m.write(row, "", none); err != nil {
			return err
		}
	}
	return rows.Error()
}

func (m *marking) markRow(row int, problems []reconcile.Problem) error {
	if err := m.write(row, m.reason(problems), gravity(problems...)); err != nil {
		return err
	}
	for _, p := range problems {
		if p.Cell == "" {
			continue
		}
		if err := m.paint(p.Cell, gravity(p)); err != nil {
			return err
		}
	}
	return nil
}

// write puts a text into the reasons' cell of a row. Its style is that of the cell to its left, coloured over.
func (m *marking) write(row int, text string, over style) error {
	if code := unfit(text); code != "" {
		return &cellError{lang: m.lang, code: code, sheet: m.sheet, row: row, column: m.heading()}
	}
	at, err := excelize.CoordinatesToCellName(m.column, row)
	if err != nil {
		return err
	}
	if err := m.book.SetCellStr(m.sheet, at, text); err != nil || m.column == 1 {
		return err
	}
	left, err := excelize.CoordinatesToCellName(m.column-1, row)
	if err != nil {
		return err
	}
	id, err := m.book.GetCellStyle(m.sheet, left)
	if err != nil {
		return err
	}
	return m.colour(at, id, over)
}

// paint colours a cell over; its number format, font and borders stay.
func (m *marking) paint(cell string, over style) error {
	id, err := m.book.GetCellStyle(m.sheet, cell)
	if err != nil {
		return err
	}
	return m.colour(cell, id, over)
}

func (m *marking) colour(cell string, id int, over style) error {
	made, ok := m.looks[look{id, over}]
	if !ok {
		s, err := m.book.GetStyle(id)
		if err != nil {
			return err
		}
		if over != none {
			s.Fill = looks[over].Fill
		}
		if made, err = m.book.NewStyle(s); err != nil {
			return err
		}
		m.looks[look{id, over}] = made
	}
	return m.book.SetCellStyle(m.sheet, cell, cell, made)
}
