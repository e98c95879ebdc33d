package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const oneRow = `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`

// Damage inside the parts, which the archive does not show.
func TestDamagedParts(t *testing.T) {
	book := sound(oneRow)
	rows := func(s string) parts { return sound(s) }
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
		{"row number huge", rows(`<row r="2147483647"/>`), "workbook-damaged", ""},
		{"row number past the last", rows(`<row r="1048577"/>`), "workbook-damaged", ""},
		{"row past the last by position", rows(`<row r="1048576"/><row/>`), "workbook-damaged", ""},
		{"row zero", rows(`<row r="0"/>`), "workbook-damaged", ""},
		{"row twice", rows(`<row r="5"/><row r="5"/>`), "workbook-damaged", ""},
		{"rows backwards", rows(`<row r="5"/><row r="4"/>`), "workbook-damaged", ""},
		{"tags crossed", rows(`<row r="1"><c r="A1"></row></c>`), "xml-malformed", ""},
		{"tag never closed by name", rows(`<row r="1"><c r="A1"></cc></row>`), "xml-malformed", ""},
		{"attribute twice", rows(`<row r="1" r="2"/>`), "xml-malformed", ""},
		{"attribute of a cell twice", rows(`<row r="1"><c r="A1" r="B1"><v>1</v></c></row>` + strings.Repeat(" ", headRoom)), "xml-malformed", ""},
		{"attribute without quotes", rows(`<row r=1/>`), "xml-malformed", ""},
		{"attributes without blank", rows(`<row r="1"s="2"/>`), "xml-malformed", ""},
		{"less-than in an attribute", rows(`<row r="<"/>`), "xml-malformed", ""},
		{"bare ampersand", rows(`<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>`), "xml-malformed", ""},
		{"unknown entity", rows(`<row r="1"><c r="A1" t="str"><v>&eacute;</v></c></row>`), "xml-malformed", ""},
		{"reference to no character", rows(`<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>`), "xml-malformed", ""},
		{"control character", rows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\x01</v></c></row>"), "xml-malformed", ""},
		{"control character before room", rows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\x01</v></c></row>" + strings.Repeat(" ", headRoom)), "xml-malformed", ""},
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
		{"relation twice", book.edit(relsPart, `"rId2"`, `"rId1"`), "workbook-damaged", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, tt.zip(), Limits{})
			if got.Err == nil {
				t.Fatalf("read without a refusal: %v", got.Rows)
			}
			if p := got.Err.Problem; p.Code != tt.code || p.Cell != tt.cell || !p.Rejects {
				t.Errorf("got %s %v at %q, want %s at %q", p.Code, p.Args, p.Cell, tt.code, tt.cell)
			}
		})
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

func TestDamagedArchive(t *testing.T) {
	book := sound(oneRow)
	whole := book.zip()
	tests := []struct {
		name string
		data []byte
		code string
	}{
		{"empty", nil, "zip-directory-damaged"},
		{"no archive", []byte("Matricule;Nom\n1;Anna\n"), "zip-directory-damaged"},
		{"cut", whole[:len(whole)/2], "zip-directory-damaged"},
		{"cut by a byte", whole[:len(whole)-1], "zip-directory-damaged"},
		{"front cut off", whole[40:], "zip-directory-damaged"},
		{"member twice", append(book[:len(book):len(book)], sheetPart, worksheet("")).zip(), "zip-member-twice"},
		{"member twice but for case", append(book[:len(book):len(book)], "xl/worksheets/SHEET1.xml", worksheet("")).zip(), "zip-member-twice"},
		{"climbing name", book.with("../evil.xml", "x").zip(), "zip-name-unsafe"},
		{"climbing name inside", book.with("xl/../../evil.xml", "x").zip(), "zip-name-unsafe"},
		{"absolute name", book.with("/etc/passwd", "x").zip(), "zip-name-unsafe"},
		{"name with backslashes", book.with(`xl\evil.xml`, "x").zip(), "zip-name-unsafe"},
		{"name with a drive", book.with("C:/evil.xml", "x").zip(), "zip-name-unsafe"},
		{"encrypted", patchCentral(t, whole, sheetPart, 8, 1), "zip-encrypted"},
		{"unknown method", patchLocal(t, patchCentral(t, whole, sheetPart, 10, 12), sheetPart, 8, 12), "zip-method-unknown"},
		{"local method differs", patchLocal(t, whole, sheetPart, 8, 12), "zip-header-differs"},
		{"local name differs", patchLocal(t, whole, sheetPart, localHeader, 'X'), "zip-header-differs"},
		{"checksum of the sheet", patchCentral(t, whole, sheetPart, 16, 0x77), "part-checksum"},
		{"checksum of the strings", patchCentral(t, whole, stringsPart, 16, 0x77), "part-checksum"},
		{"checksum of the styles", patchCentral(t, whole, stylesPart, 16, 0x77), "part-checksum"},
		{"checksum said to be nothing", patchCentral4(t, whole, sheetPart, 16, 0), "part-checksum"},
		{"size too small", patchCentral(t, whole, sheetPart, 24, 10), "part-checksum"},
		{"size too large", patchCentral(t, whole, sheetPart, 25, 0x70), "part-checksum"},
		{"huge size", patchCentral4(t, whole, sheetPart, 24, 0xF0000000), "part-too-large"},
		{"packed size too small", patchCentral(t, whole, sheetPart, 20, 5), "part-cut"},
		{"overlapping", patchCentral4(t, whole, sheetPart, 42, 0), "zip-members-overlap"},
		{"beyond the end", patchCentral4(t, whole, sheetPart, 42, 0xFFFFFF), "zip-members-overlap"},
		{"data altered", alter(t, whole, sheetPart), "part-cut"},
		{"count too small", patchEnd(whole, 10, byte(len(book)/2-1)), "zip-directory-damaged"},
		{"count too large", patchEnd(whole, 10, byte(len(book)/2+1)), "zip-directory-damaged"},
		{"100,000 members", manyMembers(100_000), "zip-too-many-members"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, tt.data, Limits{})
			if got.Err == nil || got.Err.Problem.Code != tt.code {
				t.Errorf("got %v, want %s", got.Err, tt.code)
			}
		})
	}
}

// centralOf finds a member's header in the directory of a copy of data.
func centralOf(t *testing.T, data []byte, name string) (copied, header []byte) {
	t.Helper()
	data = bytes.Clone(data)
	i := bytes.LastIndex(data, []byte(name))
	if i < centralHeader || string(data[i-centralHeader:i-centralHeader+4]) != "PK\x01\x02" {
		t.Fatal("no directory entry for", name)
	}
	return data, data[i-centralHeader:]
}

func patchCentral(t *testing.T, data []byte, name string, at int, b byte) []byte {
	data, h := centralOf(t, data, name)
	h[at] = b
	return data
}

func patchCentral4(t *testing.T, data []byte, name string, at int, v uint32) []byte {
	data, h := centralOf(t, data, name)
	binary.LittleEndian.PutUint32(h[at:], v)
	return data
}

func patchLocal(t *testing.T, data []byte, name string, at int, b byte) []byte {
	data, h := centralOf(t, data, name)
	data[int(binary.LittleEndian.Uint32(h[42:]))+at] = b
	return data
}

// alter makes the first block of a member's compressed data one of an unknown type.
func alter(t *testing.T, data []byte, name string) []byte {
	return patchLocal(t, data, name, localHeader+len(name), 0xFF)
}

func patchEnd(data []byte, at int, b byte) []byte {
	data = bytes.Clone(data)
	data[len(data)-endRecord+at] = b
	return data
}

func manyMembers(n int) []byte {
	p := sound(oneRow)
	for i := range n {
		p = append(p, fmt.Sprintf("xl/media/%d.png", i), "x")
	}
	return p.zip()
}

// A byte changed anywhere in the compressed sheet is refused, or changes nothing that is read.
func TestEveryByteCounts(t *testing.T) {
	whole := sound(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12345</v></c></row>`).zip()
	want := read(t, whole, Limits{})
	if want.Err != nil {
		t.Fatal(want.Err)
	}
	_, h := centralOf(t, whole, sheetPart)
	start := int(binary.LittleEndian.Uint32(h[42:])) + localHeader + len(sheetPart)
	for i := start; i < start+int(binary.LittleEndian.Uint32(h[20:])); i++ {
		data := bytes.Clone(whole)
		data[i] ^= 0x10
		got := read(t, data, Limits{}) // the last bits are padding
		if diff := cmp.Diff(want, got); got.Err == nil && diff != "" {
			t.Errorf("byte %d: %s", i, diff)
		}
	}
	for n := range whole {
		if got := read(t, whole[:n], Limits{}); got.Err == nil {
			t.Errorf("cut at %d: read", n)
		}
	}
}

func TestLimits(t *testing.T) {
	rows := sound(`<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3" t="inlineStr"><is><t>` + strings.Repeat("b", 100) + `</t></is></c></row>`)
	strings3 := sound("").with(stringsPart, `<sst `+mainNS+`><si/><si><t/></si><si><t>`+strings.Repeat("a", 50)+`</t></si></sst>`)
	tests := []struct {
		name string
		parts
		Limits
		code string
	}{
		{"rows", rows, Limits{Rows: 1}, "sheet-too-many-rows"},
		{"rows enough", rows, Limits{Rows: 2}, ""},
		{"columns", rows, Limits{Columns: 2}, "sheet-too-many-columns"},
		{"columns enough", rows, Limits{Columns: 3}, ""},
		{"members", rows, Limits{Members: 6}, "zip-too-many-members"},
		{"members enough", rows, Limits{Members: 7}, ""},
		{"inflated", rows, Limits{Inflated: 100}, "part-too-large"},
		{"strings", strings3, Limits{Strings: 2}, "shared-strings-too-many"},
		{"strings enough", strings3, Limits{Strings: 3}, ""},
		{"text", strings3, Limits{Text: 1}, "shared-strings-too-many"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code := ""
			if got := read(t, tt.zip(), tt.Limits); got.Err != nil {
				code = got.Err.Problem.Code
			}
			if code != tt.code {
				t.Errorf("got %q, want %q", code, tt.code)
			}
		})
	}
}

// A ZIP with 64-bit records reads the same.
func TestZip64(t *testing.T) {
	whole := sound(oneRow).zip()
	end := whole[len(whole)-endRecord:]
	le := binary.LittleEndian
	wide := append([]byte("PK\x06\x06"), make([]byte, end64Record-4)...)
	le.PutUint64(wide[24:], uint64(le.Uint16(end[10:])))
	le.PutUint64(wide[32:], uint64(le.Uint16(end[10:])))
	le.PutUint64(wide[40:], uint64(le.Uint32(end[12:])))
	le.PutUint64(wide[48:], uint64(le.Uint32(end[16:])))
	locator := append([]byte("PK\x06\x07"), make([]byte, end64Locator-4)...)
	le.PutUint64(locator[8:], uint64(len(whole)-endRecord))
	short := bytes.Clone(end)
	for i := 8; i < 20; i++ {
		short[i] = 0xFF
	}
	data := bytes.Join([][]byte{whole[:len(whole)-endRecord], wide, locator, short}, nil)
	if diff := cmp.Diff(read(t, whole, Limits{}), read(t, data, Limits{})); diff != "" {
		t.Error(diff)
	}
}

// A stored member is read like a compressed one, and checked like it.
func TestStored(t *testing.T) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	p := sound(oneRow)
	for i := 0; i < len(p); i += 2 {
		f, err := w.CreateRaw(&zip.FileHeader{
			Name: p[i], Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(p[i+1])),
			CompressedSize64: uint64(len(p[i+1])), UncompressedSize64: uint64(len(p[i+1])),
		})
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(p[i+1]))
	}
	w.Close()
	if diff := cmp.Diff(read(t, p.zip(), Limits{}), read(t, buf.Bytes(), Limits{})); diff != "" {
		t.Error(diff)
	}
	altered := bytes.Replace(buf.Bytes(), []byte("Anna"), []byte("Anne"), 1)
	if got := read(t, altered, Limits{}); got.Err == nil || got.Err.Problem.Code != "part-checksum" {
		t.Errorf("altered: %v", got.Err)
	}
}
