package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// small are limits under which a fuzzer's finds end soon.
var small = reconcile.Limits{Inflated: 1 << 20, Parts: 50, Rows: 1000, Strings: 1000, StringBytes: 4 << 20}

// FuzzBook reads any bytes as a file: it must end, in rows or a refusal.
func FuzzBook(f *testing.F) {
	whole := sound(oneRow).zip()
	f.Add(whole)
	f.Add(whole[:len(whole)-30])
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) { read(t, data, small) })
}

// FuzzSheet reads any sheet, strings and styles: cells read in one step and tag by tag must give the same, and rows
// must ascend.
func FuzzSheet(f *testing.F) {
	p := sound(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>7</v></c></row><row r="3"><c r="C3" t="inlineStr"><is><t>é_x0041_</t></is></c></row>`)
	sheet, texts, styles := p[len(p)-1], p[len(p)-3], p[len(p)-5]
	f.Add(sheet, texts, styles)
	f.Add(`<worksheet `+mainNS+`><sheetData><row><c/><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row></sheetData><mergeCells/></worksheet>`, texts, styles)
	f.Add(`<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData/></x:worksheet>`, texts, styleSheet(`[<=5]00" "0;"M"0`))
	f.Fuzz(func(t *testing.T, sheet, texts, styles string) {
		// Room after the sheet lets its last cells be read in one step too.
		sheet += string(bytes.Repeat([]byte(" "), headRoom))
		data := p.with(sheetPart, sheet).with(stringsPart, texts).with(stylesPart, styles).stored()
		quick, slow := readAs(t, data, small, false), readAs(t, data, small, true)
		if diff := cmp.Diff(slow, quick); diff != "" {
			t.Fatal(diff)
		}
		for i := 1; i < len(quick.Rows); i++ {
			if quick.Rows[i].Line <= quick.Rows[i-1].Line {
				t.Fatal("rows do not ascend")
			}
		}
	})
}

// stored makes the ZIP without compressing.
func (p parts) stored() []byte {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(p); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: p[i], Method: zip.Store})
		if err != nil {
			panic(err)
		}
		io.WriteString(f, p[i+1])
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}
