package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"

	"rollcall/reconcile"
)

// repeated gives the sound workbook with a part that is head, then body n times, then tail, without building it in memory.
func repeated(t testing.TB, p parts, name, head, body, tail string, n int) []byte {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	p = p.with(name, "")
	for i := 0; i < len(p); i += 2 {
		f, err := w.Create(p[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, p[i+1])
	}
	f, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, head)
	block := strings.Repeat(body, 1000)
	for range n / 1000 {
		io.WriteString(f, block)
	}
	io.WriteString(f, tail)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// Bombs are refused, and cost little memory until then.
func TestBombs(t *testing.T) {
	book := sound(oneRow)
	tests := []struct {
		name string
		data []byte
		code string
	}{
		{"comments in the sheet", repeated(t, book, sheetPart, `<worksheet `+mainNS+`><sheetData>`, `<!--`+strings.Repeat(" ", 100)+`-->`, `</sheetData></worksheet>`, 700_000), "part-bomb"},
		{"blanks in the sheet", repeated(t, book, sheetPart, `<worksheet `+mainNS+`><sheetData>`, strings.Repeat(" ", 100), `</sheetData></worksheet>`, 20_000), "xml-token-too-long"},
		{"media never inflated", repeated(t, book, "xl/media/image1.png", "", strings.Repeat("\x00", 100), "", 700_000), ""},
		{"many strings in few bytes", repeated(t, book, stringsPart, `<sst `+mainNS+`>`, `<si/>`, `</sst>`, 2_000_000), ""},
		{"many strings", repeated(t, book, stringsPart, `<sst `+mainNS+`>`, `<si><t>a</t></si>`, `</sst>`, 1_000_000), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := allocated()
			code := ""
			if got := read(t, tt.data, reconcile.Limits{}); got.Err != nil {
				code = got.Err.Problem.Code
			}
			if code != tt.code {
				t.Errorf("got %q, want %q", code, tt.code)
			}
			if n := allocated() - before; n > 32<<20 {
				t.Errorf("%d MiB allocated", n>>20)
			}
		})
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// One long string that many cells name is kept once.
func TestLongStringNamedOften(t *testing.T) {
	p := sound("").with(stringsPart, `<sst `+mainNS+`><si><t>`+strings.Repeat("a", 32767)+`</t></si></sst>`)
	data := repeated(t, p, sheetPart, `<worksheet `+mainNS+`><sheetData>`, `<row><c t="s"><v>0</v></c></row>`, `</sheetData></worksheet>`, 100_000)
	before := allocated()
	if n := countCells(t, data); n != 100_000 {
		t.Fatal(n)
	}
	if n := allocated() - before; n > 8<<20 {
		t.Errorf("%d MiB allocated", n>>20)
	}
}

// Rows and cells that have only a style cost no record and no memory; neither do rows that have values, once read.
func TestNothingAllocatedByRow(t *testing.T) {
	few, many := 1_000, 50_000
	for name, body := range map[string]string{
		"styled rows":  `<row s="1" customFormat="1"/>`,
		"styled cells": `<row><c s="1"/><c s="2"/><c s="3"/></row>`,
		"values":       `<row><c s="1"><v>7</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>Zoé &amp; co</t></is></c><c s="3"><v>45292</v></c><c><v>1.5</v></c></row>`,
	} {
		t.Run(name, func(t *testing.T) {
			of := func(n int) float64 {
				data := repeated(t, sound(""), sheetPart, `<worksheet `+mainNS+`><sheetData>`, body, `</sheetData></worksheet>`, n)
				return testing.AllocsPerRun(3, func() { countCells(t, data) })
			}
			if a, b := of(few), of(many); b > a+100 {
				t.Errorf("%v allocations for %d rows, %v for %d", a, few, b, many)
			}
		})
	}
}
