package report

import (
	"archive/zip"
	"io"
	"strconv"
	"time"

	"rollcall/words"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// book writes a workbook. Its sheets are written one after the other, in the order in which they are shown, each as
// its rows come; close lets excelize write everything around them.
type book struct {
	lang   words.Lang
	file   *excelize.File
	zip    *zip.Writer
	parts  map[string]bool // the sheets' parts, written by us
	ids    [styles]int     // of the styles in the workbook
	styles [styles]string  // for each style, what follows the row's number in a cell
}

// newBook begins a workbook.
func newBook(w io.Writer, lang words.Lang) (*book, error) {
	b := &book{lang: lang, file: excelize.NewFile(), zip: zip.NewWriter(w), parts: map[string]bool{}}
	b.zip.RegisterCompressor(zip.Deflate, deflate)
	for s, look := range looks {
		id, err := b.file.NewStyle(&look)
		if err != nil {
			return nil, err
		}
		b.ids[s] = id
		b.styles[s] = `" s="` + strconv.Itoa(id) + `" t="inlineStr"><is><t`
		if style(s).numeric() {
			b.styles[s] = `" s="` + strconv.Itoa(id) + `"><v`
		}
	}
	return b, b.made(time.Time{})
}

// made states in the workbook's properties when it was made, so that the same content gives the same bytes.
func (b *book) made(at time.Time) error {
	text := at.UTC().Format(time.RFC3339)
	return b.file.SetDocProps(&excelize.DocProperties{Creator: "rollcall", LastModifiedBy: "rollcall", Created: text, Modified: text})
}

// deflate compresses at the level at which sheets come out as small as with the standard library, in less time.
func deflate(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 5) }

// sheet begins the next sheet; the one before it must be closed. frozen rows stay in sight; tab is the colour of its
// tab, RRGGBB or blank.
func (b *book) sheet(name string, columns []column, frozen int, tab string) (*sheet, error) {
	number := len(b.parts) + 1
	if err := b.name(number, name); err != nil {
		return nil, err
	}
	part := "xl/worksheets/sheet" + strconv.Itoa(number) + ".xml"
	b.parts[part] = true
	w, err := b.zip.Create(part)
	if err != nil {
		return nil, err
	}
	s := &sheet{book: b, w: w, name: name, columns: columns, opens: make([]string, len(columns))}
	for i := range columns {
		letters, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return nil, unwritable(b.lang, "report-too-many-columns", excelize.MaxColumns)
		}
		s.opens[i] = `<c r="` + letters
	}
	return s, s.start(number == 1, frozen, tab)
}

// list begins a sheet that is a list: one row of headings, which stay in sight.
func (b *book) list(name string, columns []column, tab string) (*sheet, error) {
	s, err := b.sheet(name, columns, 1, tab)
	if err != nil {
		return nil, err
	}
	return s, s.headings()
}

func (b *book) name(number int, name string) error {
	if number == 1 {
		return b.file.SetSheetName(b.file.GetSheetName(0), name)
	}
	_, err := b.file.NewSheet(name)
	return err
}

// close writes the rest of the workbook. Sheets written by us are left as they are.
func (b *book) close() error {
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &remainder{b.zip, b.parts} })
	if _, err := b.file.WriteToBuffer(); err != nil {
		return err
	}
	return b.file.Close()
}

// remainder is the ZIP into which excelize writes, less the parts that are in it already.
type remainder struct {
	*zip.Writer
	written map[string]bool
}

// Create begins a part of the ZIP.
func (r *remainder) Create(name string) (io.Writer, error) {
	if r.written[name] {
		return io.Discard, nil
	}
	return r.Writer.Create(name)
}
