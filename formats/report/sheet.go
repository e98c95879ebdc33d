package report

import (
	"io"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// maxRows is how many rows a sheet has, the headings included.
const maxRows = 1 << 20

// column is one column of a sheet: its heading, its width in characters and the style of its cells.
type column struct {
	heading string
	width   int
	style   style
}

// cell is one cell of a sheet; style none takes the column's. A blank cell with style none is not written.
type cell struct {
	text  string
	style style
}

// sheet writes one worksheet, row by row, straight into its part of the ZIP.
type sheet struct {
	book    *book
	w       io.Writer
	name    string
	columns []column
	opens   []string // for each column, what a cell begins with, up to the row's number
	cells   []cell   // reused by row
	buf     []byte
	rows    int
	size    uint64
}

// row writes one row of text in the columns' styles.
func (s *sheet) row(texts []string) error {
	s.cells = s.cells[:0]
	for _, t := range texts {
		s.cells = append(s.cells, cell{text: t})
	}
	return s.write(s.cells)
}

// write writes one row. After an error the sheet is of no use; a *cellError says which cell can't be written.
func (s *sheet) write(cells []cell) error {
	if s.rows++; s.rows > maxRows {
		return unwritable(s.book.lang, "report-too-many-rows", maxRows-1)
	}
	s.buf = append(s.buf, `<row r="`...)
	s.buf = strconv.AppendInt(s.buf, int64(s.rows), 10)
	s.buf = append(s.buf, `">`...)
	for i, c := range cells {
		if code := unfit(c.text); code != "" {
			return &cellError{lang: s.book.lang, code: code, sheet: s.name, row: s.rows, column: s.columns[i].heading}
		}
		s.cell(i, c)
	}
	s.buf = append(s.buf, `</row>`...)
	return s.flush(1 << 15)
}

// cell writes a number where the style says so, else an inline string, which needs no table of strings to be kept while the rows go by.
func (s *sheet) cell(i int, c cell) {
	if c.text == "" && c.style == none {
		return
	}
	if c.style == none {
		c.style = s.columns[i].style
	}
	b := append(s.buf, s.opens[i]...)
	b = strconv.AppendInt(b, int64(s.rows), 10)
	b = append(b, s.book.styles[c.style]...)
	if c.text != "" && (c.text[0] <= ' ' || c.text[len(c.text)-1] <= ' ') {
		b = append(b, ` xml:space="preserve"`...)
	}
	b = append(b, '>')
	b = appendText(b, c.text)
	if c.style.numeric() {
		s.buf = append(b, `</v></c>`...)
		return
	}
	s.buf = append(b, `</t></is></c>`...)
}

// flush hands on what was written when it is more than limit bytes. A part past 4 GiB would need a ZIP64 header that
// spreadsheets read differently, so it is refused.
func (s *sheet) flush(limit int) error {
	if len(s.buf) <= limit {
		return nil
	}
	if s.size += uint64(len(s.buf)); s.size > math.MaxUint32 {
		return unwritable(s.book.lang, "report-too-large")
	}
	_, err := s.w.Write(s.buf)
	s.buf = s.buf[:0]
	return err
}

// start writes all that stands before the rows. frozen is how many rows stay in sight when the others are scrolled.
func (s *sheet) start(first bool, frozen int, tab string) error {
	s.raw(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	s.raw(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
	if tab != "" {
		s.raw(`<sheetPr><tabColor rgb="FF` + tab + `"/></sheetPr>`)
	}
	s.raw(`<sheetViews><sheetView`)
	if first {
		s.raw(` tabSelected="1"`)
	}
	s.raw(` workbookViewId="0">`)
	if frozen > 0 {
		n := strconv.Itoa(frozen)
		s.raw(`<pane ySplit="` + n + `" topLeftCell="A` + strconv.Itoa(frozen+1) + `" activePane="bottomLeft" state="frozen"/>`)
	}
	s.raw(`</sheetView></sheetViews><cols>`)
	for i, c := range s.columns {
		n := strconv.Itoa(i + 1)
		s.raw(`<col min="` + n + `" max="` + n + `" width="` + strconv.Itoa(c.width) + `" style="` +
			strconv.Itoa(s.book.ids[c.style]) + `" customWidth="1"/>`)
	}
	s.raw(`</cols><sheetData>`)
	return s.flush(0)
}

func (s *sheet) raw(xml string) { s.buf = append(s.buf, xml...) }

// headings writes the heading row.
func (s *sheet) headings() error {
	cells := make([]cell, len(s.columns))
	for i, c := range s.columns {
		cells[i] = cell{c.heading, heading}
	}
	return s.write(cells)
}

// closeList ends a sheet that is a list, with a filter on its headings, which stand in row top.
func (s *sheet) closeList(top int) error {
	first := "A" + strconv.Itoa(top) + ":"
	last, err := excelize.CoordinatesToCellName(len(s.columns), max(s.rows, top))
	if err != nil {
		return err
	}
	if err := s.book.file.AutoFilter(s.name, first+last, nil); err != nil {
		return err
	}
	return s.end(`<autoFilter ref="` + first + last + `"/>`)
}

// end writes all that stands after the rows, beginning with what the sheet has of its own.
func (s *sheet) end(own string) error {
	s.raw(`</sheetData>` + own + `</worksheet>`)
	return s.flush(0)
}
