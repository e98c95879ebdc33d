package formats

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"rollcall/fixtures/large/crowd"
)

const benchRows = 20_000

// benchRead reads a file of benchRows people into rows, from its bytes to the end.
func benchRead(b *testing.B, name string, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s, err := Read(name, bytes.NewReader(data), int64(len(data)), Options{})
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for _, err := range s.Rows {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != benchRows {
			b.Fatal(n)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRowsCSV(b *testing.B) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write(crowd.Headings) // into memory: only Error can say more
	for r := range (crowd.Crowd{People: benchRows, Seed: 1}).Base() {
		w.Write(r[:])
	}
	if w.Flush(); w.Error() != nil {
		b.Fatal(w.Error())
	}
	benchRead(b, "base.csv", out.Bytes())
}

func BenchmarkRowsXLSX(b *testing.B) {
	book := excelize.NewFile()
	defer book.Close()
	line := 0
	set := func(cells []string) {
		line++
		if err := book.SetSheetRow("Sheet1", fmt.Sprint("A", line), &cells); err != nil {
			b.Fatal(err)
		}
	}
	set(crowd.Headings)
	for r := range (crowd.Crowd{People: benchRows, Seed: 1}).Base() {
		set(r[:])
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		b.Fatal(err)
	}
	benchRead(b, "base.xlsx", out.Bytes())
}
