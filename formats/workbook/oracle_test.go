package workbook

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// entry is a value written by excelize and the text that must be read for it, "" for what excelize's own reading says.
type entry struct {
	value any
	style string // number format
	want  string
}

func entries() *rapid.Generator[entry] {
	text := rapid.StringOf(rapid.RuneFrom([]rune(" \t\n&<>'\"_x0041aéßЖ日😀]")))
	return rapid.OneOf(
		rapid.Map(text, func(s string) entry { return entry{value: s} }),
		rapid.Map(rapid.Int64Range(-999999999999999, 999999999999999), func(n int64) entry { return entry{value: n, want: strconv.FormatInt(n, 10)} }),
		rapid.Map(rapid.Int64Range(0, 9999999), func(n int64) entry { return entry{value: n, style: "00000", want: fmt.Sprintf("%05d", n)} }),
		rapid.Map(rapid.Bool(), func(b bool) entry { return entry{value: b, want: strconv.FormatBool(b)} }),
		rapid.Map(rapid.Int64Range(0, 3_000_000_000), func(s int64) entry {
			when := time.Unix(s, 0).UTC()
			return entry{value: when, style: "yyyy-mm-dd hh:mm:ss", want: when.Format(time.DateTime)}
		}),
		rapid.Just(entry{value: nil}),
	)
}

// Random sheets that excelize writes are read as excelize reads them.
func TestAgainstExcelize(t *testing.T) { rapid.Check(t, sheetAgainstExcelize) }

// FuzzSheetAgainstExcelize is the same, for as long as one likes.
func FuzzSheetAgainstExcelize(f *testing.F) {
	f.Add(bytes.Repeat([]byte{7, 0, 31, 2, 255, 16, 1}, 600)) // enough to draw a sheet from
	f.Fuzz(rapid.MakeFuzz(sheetAgainstExcelize))
}

func sheetAgainstExcelize(rt *rapid.T) {
	f := excelize.NewFile()
	defer f.Close()
	cells := rapid.MapOfN(rapid.IntRange(0, 400), entries(), 0, 30).Draw(rt, "cells")
	for at, e := range cells {
		name := CellName(at%20, at/20+1)
		check(rt, f.SetCellValue("Sheet1", name, e.value))
		if e.style != "" {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &e.style})
			check(rt, err)
			check(rt, f.SetCellStyle("Sheet1", name, name, style))
		}
	}
	var buf bytes.Buffer
	check(rt, f.Write(&buf))
	want := map[string]string{}
	for at, e := range cells {
		name := CellName(at%20, at/20+1)
		if want[name] = e.want; e.want == "" {
			got, err := f.GetCellValue("Sheet1", name, excelize.Options{RawCellValue: true})
			check(rt, err)
			want[name] = got
		}
		if want[name] == "" {
			delete(want, name)
		}
	}
	if diff := cmp.Diff(want, byCell(rt, buf.Bytes())); diff != "" {
		rt.Fatal(diff)
	}
}

func check(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// byCell gives every value that is not blank by its cell's name.
func byCell(t rapid.TB, data []byte) map[string]string {
	out := read(t, data, reconcile.Limits{})
	if out.Err != nil {
		t.Fatal(out.Err)
	}
	got := map[string]string{}
	for _, r := range out.Rows {
		if len(r.Problems) > 0 {
			t.Fatal(r.Problems)
		}
		for c, v := range r.Cells {
			if v != "" {
				got[CellName(c, r.Line)] = v
			}
		}
	}
	return got
}

// What the StreamWriter writes (text in the cells) is read back, formulas and all.
func TestStreamWriter(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	var want []row
	for i := 1; i <= 500; i++ {
		text := strings.Repeat("é_x0041_&", i%7+1)
		if err := w.SetRow(CellName(0, i), []any{i, text, nil, i%2 == 0}); err != nil {
			t.Fatal(err)
		}
		want = append(want, row{Line: i, Cells: []string{strconv.Itoa(i), text, "", strconv.FormatBool(i%2 == 0)}})
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(outcome{Rows: want}, read(t, buf.Bytes(), reconcile.Limits{})); diff != "" {
		t.Error(diff)
	}
}

// FuzzAgainstExcelize compares one text and one number as excelize writes and reads them.
func FuzzAgainstExcelize(f *testing.F) {
	f.Add("Zoé & co", 12.5)
	f.Add("_x0041__x005F_", 33000000000.0)
	f.Add(" a\r\nb ", 1e-7)
	f.Fuzz(func(t *testing.T, text string, n float64) {
		if !utf8.ValidString(text) || len(text) > 1000 || math.IsNaN(n) || math.Abs(n) >= preciseInteger/2 {
			return
		}
		book := excelize.NewFile()
		defer book.Close()
		if book.SetCellStr("Sheet1", "A1", text) != nil || book.SetCellFloat("Sheet1", "B1", n, -1, 64) != nil {
			return
		}
		var buf bytes.Buffer
		if err := book.Write(&buf); err != nil {
			t.Fatal(err)
		}
		again, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		want, err := again.GetCellValue("Sheet1", "A1", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if textProblem([]byte(want), 32767) != "" {
			return
		}
		got := byCell(t, buf.Bytes())
		if got["A1"] != want {
			t.Errorf("text %q: got %q, excelize reads %q", text, got["A1"], want)
		}
		number, err := strconv.ParseFloat(got["B1"], 64)
		if err != nil || math.Abs(number-n) > math.Abs(n)*1e-14 {
			t.Errorf("number %v: got %q", n, got["B1"])
		}
	})
}
