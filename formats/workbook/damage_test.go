package workbook

import (
	"strings"
	"testing"

	"rollcall/reconcile"
)

const oneRow = `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`

// Damage inside the parts, which the archive does not show.
func TestDamagedParts(t *testing.T) {
	book := sound(oneRow)
	rows := func(s string) parts { return sound(s + strings.Repeat(" ", headRoom)) } // room to read the cells in one step
	tests := []struct {
		name string
		parts
		code, cell string
	}{
		{"sheet cut", book.with(sheetPart, `<worksheet `+mainNS+`><sheetData>`+oneRow), "xml-cut", ""},
		{"sheet cut in a tag", book.with(sheetPart, `<worksheet `+mainNS+`><sheetData>`+oneRow+`<row r="2`), "xml-cut", ""},
		{"sheet cut after the data", book.with(sheetPart, `<worksheet `+mainNS+`><sheetData>`+oneRow+`</sheetData>`), "xml-cut", ""},
		{"sheet blank", book.with(sheetPart, " "), "xml-cut", ""},
		{"sheet without data", book.with(sheetPart, `<worksheet `+mainNS+`></worksheet>`), "workbook-damaged", ""},
		{"data twice", book.edit(sheetPart, `</sheetData>`, `</sheetData><sheetData/>`), "workbook-damaged", ""},
		{"something after the end", book.edit(sheetPart, `</worksheet>`, `</worksheet>x`), "xml-malformed", ""},
		{"two roots", book.edit(sheetPart, `</worksheet>`, `</worksheet><worksheet/>`), "xml-malformed", ""},
		{"another root", book.with(sheetPart, `<html><sheetData/></html>`), "workbook-damaged", ""},
		{"another namespace", book.edit(sheetPart, `spreadsheetml/2006`, `spreadsheetml/2099`), "workbook-damaged", ""},
		{"sheet missing", book.with(sheetPart, ""), "part-missing", ""},
		{"strings missing", book.with(stringsPart, ""), "part-missing", ""},
		{"styles missing", book.with(stylesPart, ""), "part-missing", ""},
		{"workbook part missing", book.with(bookPart, ""), "part-missing", ""},
		{"strings not related", book.edit(relsPart, `/sharedStrings"`, `/other"`), "workbook-damaged", "A1"},
		{"strings short", rows(`<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c></row>`), "workbook-damaged", "A2"},
		{"strings cut", book.with(stringsPart, `<sst `+mainNS+`><si><t>Anna</t></si>`), "xml-cut", ""},
		{"fewer strings than stated", book.edit(stringsPart, `uniqueCount="2"`, `uniqueCount="3"`), "workbook-damaged", ""},
		{"more strings than stated", book.edit(stringsPart, `uniqueCount="2"`, `uniqueCount="1"`), "workbook-damaged", ""},
		{"a count of strings that is none", book.edit(stringsPart, `uniqueCount="2"`, `uniqueCount="x"`), "workbook-damaged", ""},
		{"something among strings", book.edit(stringsPart, `<si>`, `<st/><si>`), "workbook-damaged", ""},
		{"negative string", rows(`<row r="1"><c r="A1" t="s"><v>-1</v></c></row>`), "workbook-damaged", "A1"},
		{"string without number", rows(`<row r="1"><c r="A1" t="s"><v>x</v></c></row>`), "workbook-damaged", "A1"},
		{"style out of range", rows(`<row r="1"><c r="A1" s="6"><v>1</v></c></row>`), "workbook-damaged", "A1"},
		{"style without number", rows(`<row r="1"><c r="A1" s="x"><v>1</v></c></row>`), "workbook-damaged", "A1"},
		{"unknown type", rows(`<row r="1"><c r="A1" t="q"><v>1</v></c></row>`), "workbook-damaged", "A1"},
		{"no number", rows(`<row r="1"><c r="A1"><v>abc</v></c></row>`), "workbook-damaged", "A1"},
		{"not a number", rows(`<row r="1"><c r="A1"><v>NaN</v></c></row>`), "workbook-damaged", "A1"},
		{"endless number", rows(`<row r="1"><c r="A1"><v>1E999</v></c></row>`), "workbook-damaged", "A1"},
		{"no boolean", rows(`<row r="1"><c r="A1" t="b"><v>2</v></c></row>`), "workbook-damaged", "A1"},
		{"no date", rows(`<row r="1"><c r="A1" t="d"><v>yesterday</v></c></row>`), "workbook-damaged", "A1"},
		{"cell twice", rows(`<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`), "workbook-damaged", "B1"},
		{"cells backwards", rows(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>`), "workbook-damaged", "C1"},
		{"cell of another row", rows(`<row r="1"><c r="A2"><v>1</v></c></row>`), "workbook-damaged", "A1"},
		{"cell name in small letters", rows(`<row r="1"><c r="a1"><v>1</v></c></row>`), "workbook-damaged", "A1"},
		{"cell name with a zero", rows(`<row r="1"><c r="A01"><v>1</v></c></row>`), "workbook-damaged", "A1"},
		{"cell name too far", rows(`<row r="1"><c r="XFE1"><v>1</v></c></row>`), "workbook-damaged", "A1"},
		{"cell name empty", rows(`<row r="1"><c r=""><v>1</v></c></row>`), "workbook-damaged", "A1"},
		{"two values", rows(`<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>`), "workbook-damaged", "A1"},
		{"unknown in a cell", rows(`<row r="1"><c r="A1"><w>1</w></c></row>`), "workbook-damaged", "A1"},
		{"tag in a value", rows(`<row r="1"><c r="A1"><v>1<b/></v></c></row>`), "workbook-damaged", "A1"},
		{"unknown in a row", rows(`<row r="1"><d r="A1"/></row>`), "workbook-damaged", ""},
		{"unknown among rows", rows(`<rows/>`), "workbook-damaged", ""},
		{"row of another namespace", rows(`<y:row r="1"/>`), "workbook-damaged", ""},
		{"row number huge", rows(`<row r="2147483647"/>`), "sheet-row-number", ""},
		{"row number past the last", rows(`<row r="1048577"/>`), "sheet-row-number", ""},
		{"row past the last by position", rows(`<row r="1048576"/><row/>`), "sheet-row-number", ""},
		{"row zero", rows(`<row r="0"/>`), "sheet-row-number", ""},
		{"row twice", rows(`<row r="5"/><row r="5"/>`), "sheet-row-number", ""},
		{"rows backwards", rows(`<row r="5"/><row r="4"/>`), "sheet-row-number", ""},
		{"tags crossed", rows(`<row r="1"><c r="A1"></row></c>`), "xml-malformed", ""},
		{"tag never closed by name", rows(`<row r="1"><c r="A1"></cc></row>`), "xml-malformed", ""},
		{"attribute twice", rows(`<row r="1" r="2"/>`), "xml-malformed", ""},
		{"attribute of a cell twice", rows(`<row r="1"><c r="A1" r="B1"><v>1</v></c></row>`), "xml-malformed", ""},
		{"attribute without quotes", rows(`<row r=1/>`), "xml-malformed", ""},
		{"attributes without blank", rows(`<row r="1"s="2"/>`), "xml-malformed", ""},
		{"less-than in an attribute", rows(`<row r="<"/>`), "xml-malformed", ""},
		{"bare ampersand", rows(`<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>`), "xml-malformed", ""},
		{"unknown entity", rows(`<row r="1"><c r="A1" t="str"><v>&eacute;</v></c></row>`), "xml-malformed", ""},
		{"reference to no character", rows(`<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>`), "xml-malformed", ""},
		{"control character", rows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\x01</v></c></row>"), "xml-malformed", ""},
		{"control character before room", rows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\x01</v></c></row>"), "xml-malformed", ""},
		{"invalid UTF-8", rows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\xe9</v></c></row>"), "xml-malformed", ""},
		{"DOCTYPE", book.with(sheetPart, `<!DOCTYPE worksheet [<!ENTITY a "b">]>`+worksheet(oneRow)), "xml-doctype", ""},
		{"DOCTYPE in the strings", book.with(stringsPart, `<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst `+mainNS+`/>`), "xml-doctype", ""},
		{"DOCTYPE in the relations", book.with("_rels/.rels", `<!DOCTYPE r><Relationships `+relNS+`/>`), "xml-doctype", ""},
		{"deep", rows(strings.Repeat("<row>", 1) + strings.Repeat("<extLst>", 100_000)), "xml-too-deep", ""},
		{"deep in the strings", book.with(stringsPart, `<sst `+mainNS+`><si>`+strings.Repeat("<r>", 100_000)), "xml-too-deep", ""},
		{"UTF-16", book.with(sheetPart, "\xff\xfe<\x00w\x00"), "xml-encoding", ""},
		{"another encoding", book.with(sheetPart, `<?xml version="1.0" encoding="ISO-8859-1"?>`+worksheet(oneRow)), "xml-encoding", ""},
		{"endless tag", rows(`<row a="` + noise(maxToken) + `"/>`), "xml-token-too-long", ""},
		{"endless text", rows(`<row r="1"><c r="A1" t="str"><v>` + noise(maxToken) + `</v></c></row>`), "xml-token-too-long", ""},
		{"no content types", book.with("[Content_Types].xml", ""), "workbook-not-xlsx", ""},
		{"binary workbook", book.edit("_rels/.rels", "workbook.xml", "workbook.bin"), "workbook-not-xlsx", ""},
		{"no workbook", book.edit("_rels/.rels", "/officeDocument\"", "/other\""), "workbook-not-xlsx", ""},
		{"sheet without relation", book.edit(bookPart, `r:id="rId1"`, `r:id="rId9"`), "workbook-damaged", ""},
		{"two sheets of one part", book.edit(bookPart, `</sheets>`, `<sheet name="Other" sheetId="2" r:id="rId1"/></sheets>`), "workbook-damaged", ""},
		{"two sheets of one name", book.edit(bookPart, `</sheets>`, `<sheet name="PEOPLE" sheetId="2" r:id="o"/></sheets>`).edit(relsPart, `</Relationships>`, `<Relationship Id="o" Type="`+docRel+`/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`), "workbook-damaged", ""},
		{"two lists of strings", book.edit(relsPart, `</Relationships>`, `<Relationship Id="s" Type="`+docRel+`/sharedStrings" Target="other.xml"/></Relationships>`), "workbook-damaged", ""},
		{"two workbooks", book.edit("_rels/.rels", `</Relationships>`, `<Relationship Id="s" Type="`+docRel+`/officeDocument" Target="other.xml"/></Relationships>`), "workbook-damaged", ""},
		{"endless target", book.edit(relsPart, `worksheets/sheet1.xml`, noise(maxText+1)), "workbook-damaged", ""},
		{"endless sheet name", book.edit(bookPart, `name="People"`, `name="`+noise(maxText+1)+`"`), "workbook-damaged", ""},
		{"endless number format", book.edit(stylesPart, `00000`, noise(maxCode+1)), "workbook-damaged", ""},
		{"more number formats than any", book.with(stylesPart, styleSheet(make([]string, maxCodes+1)...)), "workbook-damaged", ""},
		{"one string in every cell of a row", rows(`<row r="1">` + strings.Repeat(`<c t="inlineStr"><is><t>`+strings.Repeat("a", 30_000)+`</t></is></c>`, 140) + `</row>`), "row-too-long", ""},
		{"relation twice", book.edit(relsPart, `"rId2"`, `"rId1"`), "workbook-damaged", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, tt.zip(), reconcile.Limits{})
			if got.Err == nil {
				t.Fatalf("read without a refusal: %v", got.Rows)
			}
			if p := got.Err.Problem; p.Code != tt.code || p.Cell != tt.cell || !p.Rejects {
				t.Errorf("got %s %v at %q, want %s at %q", p.Code, p.Args, p.Cell, tt.code, tt.cell)
			}
		})
	}
}

// What is wrong with a row's number is said beside the row before it.
func TestWrongRowNumberNamesTheRow(t *testing.T) {
	got := read(t, sound(`<row r="1"/><row r="7"/><row r="2147483647"/>`).zip(), reconcile.Limits{})
	if got.Err == nil || got.Err.Problem.Line != 7 || strings.Join(got.Err.Problem.Args, " ") != sheetPart+" 7 1048576" {
		t.Errorf("got %+v", got.Err)
	}
}

// noise gives n letters that hardly compress.
func noise(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return string(b)
}
