package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"pgregory.net/rapid"

	"rollcall/reconcile"
	"rollcall/words"
)

const (
	mainNS = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relNS  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	docRel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`

	sheetPart   = "xl/worksheets/sheet1.xml"
	stringsPart = "xl/sharedStrings.xml"
	stylesPart  = "xl/styles.xml"
	bookPart    = "xl/workbook.xml"
	relsPart    = "xl/_rels/workbook.xml.rels"
)

// parts are a workbook's parts in order: name, content, name, content…
type parts []string

// sound gives the parts of a workbook with one sheet.
func sound(rows string) parts {
	return parts{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels", `<Relationships ` + relNS + `><Relationship Id="rId1" Type="` + docRel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		bookPart, `<workbook ` + mainNS + ` xmlns:r="` + docRel + `"><workbookPr/><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		relsPart, `<Relationships ` + relNS + `>` +
			`<Relationship Id="rId1" Type="` + docRel + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + docRel + `/styles" Target="/xl/styles.xml"/>` +
			`<Relationship Id="rId3" Type="` + docRel + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		stylesPart, styleSheet("00000", "0#\" \"##\" \"##\" \"##\" \"##", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "[h]:mm"),
		stringsPart, `<sst ` + mainNS + ` count="2" uniqueCount="2"><si><t>Anna</t></si><si><r><t>Zo</t></r><r><t>é</t></r><rPh sb="0" eb="1"><t>X</t></rPh></si></sst>`,
		sheetPart, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n" + worksheet(rows),
	}
}

func worksheet(rows string) string {
	return `<worksheet ` + mainNS + `><dimension ref="A1:XFD1048576"/><sheetData>` + rows + `</sheetData></worksheet>`
}

// styleSheet gives cell formats 1, 2, 3… with these codes.
func styleSheet(codes ...string) string {
	var fmts, xfs strings.Builder
	for i, c := range codes {
		fmt.Fprintf(&fmts, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, strings.ReplaceAll(c, `"`, "&quot;"))
		fmt.Fprintf(&xfs, `<xf numFmtId="%d"/>`, 164+i)
	}
	return `<styleSheet ` + mainNS + `><numFmts>` + fmts.String() + `</numFmts><cellXfs><xf numFmtId="0"/>` + xfs.String() + `</cellXfs></styleSheet>`
}

// with gives the parts with one replaced, added, or removed where content is empty.
func (p parts) with(name, content string) parts {
	out, found := parts{}, false
	for i := 0; i < len(p); i += 2 {
		if p[i] != name {
			out = append(out, p[i], p[i+1])
			continue
		}
		found = true
		if content != "" {
			out = append(out, name, content)
		}
	}
	if !found && content != "" {
		out = append(out, name, content)
	}
	return out
}

// edit replaces old, which must be there, in a part.
func (p parts) edit(name, old, now string) parts {
	for i := 0; i < len(p); i += 2 {
		if p[i] == name && strings.Contains(p[i+1], old) {
			return p.with(name, strings.Replace(p[i+1], old, now, 1))
		}
	}
	panic(name + " has no " + old)
}

func (p parts) zip() []byte {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(p); i += 2 {
		method := zip.Deflate
		if len(p[i+1]) < 16 {
			method = zip.Store
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: p[i], Method: method})
		if err != nil {
			panic(err)
		}
		if _, err := io.WriteString(f, p[i+1]); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

// row is a record kept.
type row struct {
	Line     int
	Cells    []string
	Problems []string // code and cell
}

// outcome is all that reading the first sheet gave.
type outcome struct {
	Rows  []row
	Notes []string
	Err   *reconcile.Refusal
}

func read(t rapid.TB, data []byte, l reconcile.Limits) outcome { return readAs(t, data, l, false) }

func readAs(t rapid.TB, data []byte, l reconcile.Limits, slow bool) (out outcome) {
	t.Helper()
	b, err := Open(bytes.NewReader(data), int64(len(data)), l)
	if err != nil {
		return outcome{Err: refusal(t, err)}
	}
	if len(b.Sheets()) == 0 {
		return outcome{}
	}
	r, err := b.Read(0)
	if err != nil {
		return outcome{Err: refusal(t, err)}
	}
	r.slow = slow
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			out.Err = refusal(t, err)
			return out
		}
		got := row{Line: rec.Line}
		for _, c := range rec.Cells {
			got.Cells = append(got.Cells, string(c))
		}
		for i, p := range rec.Problems {
			known(t, p.Code)
			got.Problems = append(got.Problems, p.Code+" "+p.Cell)
			if want := CellName(rec.Columns[i], rec.Line); p.Cell != want || !p.Rejects {
				t.Fatalf("problem %+v stands in %s", p, want)
			}
		}
		out.Rows = append(out.Rows, got)
	}
	for _, n := range r.Notes() {
		known(t, n.Code)
		note := strings.Join(append([]string{n.Code}, n.Args...), " ")
		if n.Line > 0 {
			note = fmt.Sprintf("%d %s", n.Line, note)
		}
		out.Notes = append(out.Notes, note)
	}
	return out
}

// refusal sees to it that an error is a refusal; reading from memory has no other.
func refusal(t rapid.TB, err error) *reconcile.Refusal {
	t.Helper()
	var r *reconcile.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("not a refusal: %v", err)
	}
	known(t, r.Problem.Code)
	return r
}

// known sees to it that every code that is given has a text.
func known(t rapid.TB, code string) {
	t.Helper()
	if !words.Known(code) {
		t.Fatalf("%q has no text", code)
	}
}
