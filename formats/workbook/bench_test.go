package workbook

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rollcall/reconcile"
)

const (
	benchRows    = 200_000
	benchColumns = 12
)

// benchFile writes people by excelize's StreamWriter, text cells inline. It is made once a process.
var benchFile = func() func(testing.TB) []byte {
	var data []byte
	return func(t testing.TB) []byte {
		if data == nil {
			data = writeBench(t)
		}
		return data
	}
}()

func writeBench(t testing.TB) []byte {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	row := make([]any, benchColumns)
	for i := range benchRows {
		for c := range row {
			row[c] = fmt.Sprintf("value %d of column %d", i*7919%benchRows, c)
		}
		row[0], row[1], row[2] = 100000+i, fmt.Sprintf("login.%d", i), fmt.Sprintf("person%d@example.org", i)
		if err := w.SetRow(fmt.Sprint("A", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
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
	data := benchFile(b)
	b.SetBytes(sheetOf(b, data).size)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := io.Copy(io.Discard, sheetOf(b, data)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	data := benchFile(b)
	b.SetBytes(sheetOf(b, data).size)
	b.ReportAllocs()
	for b.Loop() {
		if n := countCells(b, data); n != benchRows*benchColumns {
			b.Fatal(n)
		}
	}
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
	data := benchFile(b)
	b.SetBytes(sheetOf(b, data).size)
	b.ReportAllocs()
	for b.Loop() {
		readExcelize(b, data, excelize.Options{RawCellValue: true})
	}
}

func BenchmarkExcelizeFormatted(b *testing.B) {
	data := benchFile(b)
	b.SetBytes(sheetOf(b, data).size)
	b.ReportAllocs()
	for b.Loop() {
		readExcelize(b, data, excelize.Options{})
	}
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
