package workbook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func TestCells(t *testing.T) {
	tests := []struct{ name, cell, want, problem string }{
		{"shared string", `<c r="A1" t="s"><v>0</v></c>`, "Anna", ""},
		{"rich text without its reading", `<c r="A1" t="s"><v>1</v></c>`, "Zoé", ""},
		{"inline", `<c r="A1" t="inlineStr"><is><t>O&apos;Neil &#233;&#xE9;</t></is></c>`, "O'Neil éé", ""},
		{"inline runs", `<c r="A1" t="inlineStr"><is><r><t xml:space="preserve">Jean </t></r><r><rPr><b/></rPr><t>Paul</t></r></is></c>`, "Jean Paul", ""},
		{"blanks kept", `<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>`, " a ", ""},
		{"CDATA", `<c r="A1" t="inlineStr"><is><t>a<![CDATA[<&>]]>b</t></is></c>`, "a<&>b", ""},
		{"comment inside", `<c r="A1"><v>12<!-- x -->3</v></c>`, "123", ""},
		{"escapes", `<c r="A1" t="inlineStr"><is><t>_x0041__x005F_x0041__xD83D__xDE00__xD83D_</t></is></c>`, "A_x0041_😀_xD83D_", ""},
		{"line ends", "<c r=\"A1\" t=\"inlineStr\"><is><t>a\r\nb\rc&#13;d</t></is></c>", "a\nb\nc\rd", ""},
		{"formula text", `<c r="A1" t="str"><f>"x"</f><v>x_x0041_</v></c>`, "xA", ""},
		{"formula number", `<c r="A1"><f>1+1</f><v>2</v></c>`, "2", ""},
		{"formula empty text", `<c r="A1" t="str"><f>""</f><v></v></c>`, "", ""},
		{"formula without value", `<c r="A1"><f>1+1</f></c>`, "", "formula-without-value A1"},
		{"formula with empty value", `<c r="A1"><f>1+1</f><v/></c>`, "", "formula-without-value A1"},
		{"error", `<c r="A1" t="e"><v>#N/A</v></c>`, "", "cell-error A1"},
		{"true", `<c r="A1" t="b"><v>1</v></c>`, "true", ""},
		{"false", `<c r="A1" t="b"><v>0</v></c>`, "false", ""},
		{"login", `<c r="A1"><v>249043822</v></c>`, "249043822", ""},
		{"large", `<c r="A1"><v>33000000000</v></c>`, "33000000000", ""},
		{"large with exponent", `<c r="A1"><v>3.3E+10</v></c>`, "33000000000", ""},
		{"blanks around", `<c r="A1"><v> 7 </v></c>`, "7", ""},
		{"imprecise", `<c r="A1"><v>1.2345678901234568E+17</v></c>`, "", "number-imprecise A1"},
		{"zeros", `<c r="A1" s="1"><v>123</v></c>`, "00123", ""},
		{"phone", `<c r="A1" s="2"><v>612345678</v></c>`, "06 12 34 56 78", ""},
		{"date", `<c r="A1" s="3"><v>45292</v></c>`, "2024-01-01", ""},
		{"date and time", `<c r="A1" s="4"><v>45292.5</v></c>`, "2024-01-01 12:00:00", ""},
		{"elapsed", `<c r="A1" s="5"><v>1.5</v></c>`, "36:00:00", ""},
		{"no date", `<c r="A1" s="3"><v>-1</v></c>`, "", "date-out-of-range A1"},
		{"ISO date", `<c r="A1" t="d"><v>2024-05-01T00:00:00</v></c>`, "2024-05-01", ""},
		{"NUL", `<c r="A1" t="inlineStr"><is><t>a_x0000_</t></is></c>`, "", "nul-byte A1"},
		{"lost letter", `<c r="A1" t="inlineStr"><is><t>a` + "\uFFFD" + `</t></is></c>`, "", "replacement-character A1"},
		{"too long", `<c r="A1" t="inlineStr"><is><t>` + strings.Repeat("a", 32768) + `</t></is></c>`, "", "cell-too-long A1"},
		{"longest", `<c r="A1" t="inlineStr"><is><t>` + strings.Repeat("é", 32767) + `</t></is></c>`, strings.Repeat("é", 32767), ""},
		{"extension", `<c r="A1"><v>1</v><extLst><ext uri="x"><v>2</v></ext></extLst></c>`, "1", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// The second cell makes the row one that is given.
			data := sound(`<row r="1">` + tt.cell + `<c r="B1" t="s"><v>0</v></c></row>` + strings.Repeat(" ", headRoom)).zip()
			want := row{Line: 1, Cells: []string{tt.want, "Anna"}}
			if tt.problem != "" {
				want.Problems = []string{tt.problem}
			}
			for _, slow := range []bool{false, true} {
				got := readAs(t, data, reconcile.Limits{}, slow)
				if diff := cmp.Diff(outcome{Rows: []row{want}}, got); diff != "" {
					t.Errorf("slow %v: %s", slow, diff)
				}
			}
		})
	}
}

func TestSheetForms(t *testing.T) {
	anna := []row{{Line: 7, Cells: []string{"", "Anna", "", "5"}}}
	cells := `<c r="B7" t="s"><v>0</v></c><c r="D7"><v>5</v></c>`
	plain := sound(`<row r="7">` + cells + `</row>`)
	prefixed := `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>` +
		`<x:row r="7"><x:c r="B7" t="s"><x:v>0</x:v></x:c><x:c r="D7"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`
	strict := make(parts, len(plain))
	for i, s := range plain {
		s = strings.ReplaceAll(s, "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
		strict[i] = strings.ReplaceAll(s, docRel, "http://purl.oclc.org/ooxml/officeDocument/relationships")
	}
	tests := []struct {
		name string
		parts
		notes []string
	}{
		{"not at A1", plain, nil},
		{"phantom rows and cells", sound(`<row r="1" s="1"/><row r="2"><c r="A2" s="1"/></row><row r="7">` + cells + `<c r="XFD7" s="1"/></row><row r="1048576"/>`), nil},
		{"no names", sound(`<row/><row/><row/><row/><row/><row/><row><c/><c t="s"><v>0</v></c><c/><c><v>5</v></c></row>`), nil},
		{"prefix", plain.with(sheetPart, prefixed), nil},
		{"strict", strict, nil},
		{"pretty", sound("\n <row r=\"7\" >\n  <c r=\"B7\" t='s'>\n<v >0</v >\n</c>\n <c r=\"D7\"><v>5</v></c></row >\n"), nil},
		{"byte order mark", plain.with(sheetPart, "\ufeff"+worksheet(`<row r="7">`+cells+`</row>`)), nil},
		{"upper-case part name", plain.with(sheetPart, "").with("XL/Worksheets/Sheet1.XML", worksheet(`<row r="7">`+cells+`</row>`)), nil},
		{"hidden row", sound(`<row r="3" hidden="1"/><row r="7" hidden="1">` + cells + `</row>`), []string{"7 hidden-rows 1"}},
		{"filter", plain.edit(sheetPart, `</sheetData>`, `</sheetData><autoFilter ref="A1:D9"><filterColumn colId="0"/></autoFilter>`), []string{"filter-set 1"}},
		{"filter without a condition", plain.edit(sheetPart, `</sheetData>`, `</sheetData><autoFilter ref="A1:D9"/>`), nil},
		{"merged", plain.edit(sheetPart, `</sheetData>`, `</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>`), []string{"merged-cells 1"}},
		{"hidden column", plain.edit(sheetPart, `<sheetData>`, `<cols><col min="1" max="2" hidden="1"/></cols><sheetData>`), []string{"hidden-columns 1"}},
		{"macros", plain.edit(relsPart, `</Relationships>`, `<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>`), []string{"macros-ignored 1"}},
		{"external link", plain.edit(relsPart, `</Relationships>`, `<Relationship Id="m" Type="`+docRel+`/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>`), []string{"external-links 1"}},
		{"hidden sheet", plain.edit(bookPart, `</sheets>`, `<sheet name="Old" sheetId="2" state="veryHidden" r:id="o"/></sheets>`).edit(relsPart, `</Relationships>`, `<Relationship Id="o" Type="`+docRel+`/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`), []string{"hidden-sheets 1"}},
		{"formulas not calculated", plain.edit(bookPart, `</workbook>`, `<calcPr fullCalcOnLoad="1"/></workbook>`).edit(sheetPart, `<v>5`, `<f>2+3</f><v>5`), []string{"formulas-may-be-old"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(outcome{Rows: anna, Notes: tt.notes}, read(t, tt.zip(), reconcile.Limits{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDate1904(t *testing.T) {
	p := sound(`<row r="1"><c r="A1" s="3"><v>0</v></c><c r="B1" s="4"><v>43830.25</v></c></row>`).edit(bookPart, `<workbookPr/>`, `<workbookPr date1904="1"/>`)
	want := outcome{Rows: []row{{Line: 1, Cells: []string{"1904-01-01", "2024-01-01 06:00:00"}}}}
	if diff := cmp.Diff(want, read(t, p.zip(), reconcile.Limits{})); diff != "" {
		t.Error(diff)
	}
}

func TestSheets(t *testing.T) {
	p := sound("").edit(bookPart, `</sheets>`, `<sheet name="Graph" sheetId="2" r:id="c"/><sheet name="Été &amp; co" sheetId="3" state="hidden" r:id="o"/></sheets>`).
		edit(relsPart, `</Relationships>`, `<Relationship Id="o" Type="`+docRel+`/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`).
		edit(relsPart, `</Relationships>`, `<Relationship Id="c" Type="`+docRel+`/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`)
	var got []Sheet
	for _, s := range mustOpen(t, p.zip()).Sheets() {
		got = append(got, Sheet{Name: s.Name, Hidden: s.Hidden})
	}
	want := []Sheet{{Name: "People"}, {Name: "Été & co", Hidden: true}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Sheet{})); diff != "" {
		t.Error(diff)
	}
}

// A sheet can be read again after it was begun and left.
func TestReadAgain(t *testing.T) {
	b := mustOpen(t, sound(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`).zip())
	for range 3 {
		r, err := b.Read(0)
		if err != nil {
			t.Fatal(err)
		}
		if rec, err := r.Next(); err != nil || string(rec.Cells[0]) != "Anna" {
			t.Fatal(rec, err)
		}
	}
}

func TestCellName(t *testing.T) {
	for want, column := range map[string]int{"A1": 0, "Z1": 25, "AA1": 26, "AZ1": 51, "ZZ1": 701, "AAA1": 702, "XFD1": 16383} {
		if got := CellName(column, 1); got != want {
			t.Errorf("column %d: %s, want %s", column, got, want)
		}
	}
}
