package workbook

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rollcall/reconcile"
)

const (
	benchRows    = 50_000
	benchColumns = 12
)

// benchFiles are workbooks of people by how their cells are written: text in the cells, as excelize's StreamWriter
// does it; shared strings, as spreadsheets do; numbers and times with formats beside the text. Each is made once a process.
var benchFiles = []struct {
	name string
	data func() []byte
}{
	{"inline", sync.OnceValue(func() []byte { return streamed(textRow) })},
	{"shared", sync.OnceValue(shared)},
	{"typed", sync.OnceValue(func() []byte { return streamed(typedRow) })},
}

// eachFile runs a benchmark over each of the files.
func eachFile(b *testing.B, run func(b *testing.B, data []byte)) {
	for _, f := range benchFiles {
		b.Run(f.name, func(b *testing.B) {
			data := f.data()
			b.SetBytes(sheetOf(b, data).size)
			b.ReportAllocs()
			b.ResetTimer()
			run(b, data)
		})
	}
}

func textRow(i int) []any {
	row := make([]any, benchColumns)
	for c := range row {
		row[c] = fmt.Sprintf("value %d of column %d", i*7919%benchRows, c)
	}
	row[0], row[1], row[2] = 100000+i, fmt.Sprintf("login.%d", i), fmt.Sprintf("person%d@example.org", i)
	return row
}

func typedRow(i int) []any {
	row := textRow(i)
	at := time.Date(2026, 3, 1, 8, 12, 53, 0, time.UTC)
	row[6], row[9], row[10], row[11] = at.Add(time.Duration(i)*613*time.Second), at, at, 12.5
	return row
}

func streamed(row func(int) []any) []byte {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		panic(err)
	}
	for i := range benchRows {
		if err := w.SetRow(fmt.Sprint("A", i+1), row(i)); err != nil {
			panic(err)
		}
	}
	if err := w.Flush(); err != nil {
		panic(err)
	}
	return written(f)
}

func shared() []byte {
	f := excelize.NewFile()
	defer f.Close()
	for i := range benchRows {
		row := textRow(i)
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			panic(err)
		}
	}
	return written(f)
}

func written(f *excelize.File) []byte {
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

// sheetOf opens the first sheet's part for reading by itself.
func sheetOf(t testing.TB, data []byte) *part {
	b := mustOpen(t, data)
	p, err := openPart(b.src, b.members[strings.ToLower(b.sheets[0].part)])
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func BenchmarkInflate(b *testing.B) {
	eachFile(b, func(b *testing.B, data []byte) {
		for b.Loop() {
			if _, err := io.Copy(io.Discard, sheetOf(b, data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	eachFile(b, func(b *testing.B, data []byte) {
		for b.Loop() {
			if n := countCells(b, data); n != benchRows*benchColumns {
				b.Fatal(n)
			}
		}
	})
}

func countCells(t testing.TB, data []byte) (n int) {
	r, err := mustOpen(t, data).Read(0)
	if err != nil {
		t.Fatal(err)
	}
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		n += len(rec.Cells)
	}
}

func BenchmarkExcelizeRaw(b *testing.B) {
	eachFile(b, func(b *testing.B, data []byte) {
		for b.Loop() {
			readExcelize(b, data, excelize.Options{RawCellValue: true})
		}
	})
}

func BenchmarkExcelizeFormatted(b *testing.B) {
	eachFile(b, func(b *testing.B, data []byte) {
		for b.Loop() {
			readExcelize(b, data, excelize.Options{})
		}
	})
}

func readExcelize(t testing.TB, data []byte, o excelize.Options) {
	f, err := excelize.OpenReader(bytes.NewReader(data), o)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			t.Fatal(err)
		}
	}
}

func mustOpen(t testing.TB, data []byte) *Book {
	b, err := Open(bytes.NewReader(data), int64(len(data)), reconcile.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
