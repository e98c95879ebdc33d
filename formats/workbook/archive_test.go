package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

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
		{"bytes after the end", append(bytes.Clone(whole), "junk"...), "zip-bytes-after-end"},
		{"an archive after the end", append(bytes.Clone(whole), whole[:30]...), "zip-bytes-after-end"},
		{"a comment longer than there is", patchEnd(whole, 20, 9), "zip-directory-damaged"},
		{"100,000 members", manyMembers(100_000), "zip-too-many-members"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, tt.data, reconcile.Limits{})
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
	want := read(t, whole, reconcile.Limits{})
	if want.Err != nil {
		t.Fatal(want.Err)
	}
	_, h := centralOf(t, whole, sheetPart)
	start := int(binary.LittleEndian.Uint32(h[42:])) + localHeader + len(sheetPart)
	for i := start; i < start+int(binary.LittleEndian.Uint32(h[20:])); i++ {
		data := bytes.Clone(whole)
		data[i] ^= 0x10
		got := read(t, data, reconcile.Limits{}) // the last bits are padding
		if diff := cmp.Diff(want, got); got.Err == nil && diff != "" {
			t.Errorf("byte %d: %s", i, diff)
		}
	}
	for n := range whole {
		if got := read(t, whole[:n], reconcile.Limits{}); got.Err == nil {
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
		reconcile.Limits
		code string
	}{
		{"columns", rows, reconcile.Limits{Columns: 2}, "too-many-columns"},
		{"columns enough", rows, reconcile.Limits{Columns: 3}, ""},
		{"members", rows, reconcile.Limits{Parts: 6}, "zip-too-many-members"},
		{"members enough", rows, reconcile.Limits{Parts: 7}, ""},
		{"inflated", rows, reconcile.Limits{Inflated: 100}, "part-too-large"},
		{"strings", strings3, reconcile.Limits{Strings: 2}, "shared-strings-too-many"},
		{"strings enough", strings3, reconcile.Limits{Strings: 3}, ""},
		{"text", strings3, reconcile.Limits{StringBytes: 1}, "shared-strings-too-many"},
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
	le.PutUint64(wide[4:], end64Record-12)
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
	if diff := cmp.Diff(read(t, whole, reconcile.Limits{}), read(t, data, reconcile.Limits{})); diff != "" {
		t.Error(diff)
	}
}

// Compressed data that end before the member does hide something.
func TestLeftOver(t *testing.T) {
	p := sound(oneRow)
	for _, extra := range []string{"", "x"} {
		var buf, packed bytes.Buffer
		w := zip.NewWriter(&buf)
		for i := 0; i < len(p); i += 2 {
			packed.Reset()
			d, _ := flate.NewWriter(&packed, flate.BestSpeed)
			d.Write([]byte(p[i+1]))
			d.Close()
			packed.WriteString(extra)
			f, err := w.CreateRaw(&zip.FileHeader{
				Name: p[i], Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(p[i+1])),
				CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(p[i+1])),
			})
			if err != nil {
				t.Fatal(err)
			}
			f.Write(packed.Bytes())
		}
		w.Close()
		got := read(t, buf.Bytes(), reconcile.Limits{})
		if refused := got.Err != nil && got.Err.Problem.Code == "part-checksum"; refused != (extra != "") {
			t.Errorf("with %q after the data: %v", extra, got.Err)
		}
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
	if diff := cmp.Diff(read(t, p.zip(), reconcile.Limits{}), read(t, buf.Bytes(), reconcile.Limits{})); diff != "" {
		t.Error(diff)
	}
	altered := bytes.Replace(buf.Bytes(), []byte("Anna"), []byte("Anne"), 1)
	if got := read(t, altered, reconcile.Limits{}); got.Err == nil || got.Err.Problem.Code != "part-checksum" {
		t.Errorf("altered: %v", got.Err)
	}
}
