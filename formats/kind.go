package formats

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"rollcall/reconcile"
)

// The kinds of file that are read.
const (
	kindCSV  = "csv"
	kindXLSX = "xlsx"
)

// sniffed is how many bytes at the beginning of a file tell its kind.
const sniffed = 4096

// kindOf finds out from its bytes what a file is: kindXLSX, or kindCSV for text that is nothing else. Every other
// kind is a problem whose code names it.
func kindOf(r io.ReaderAt, size int64) (string, *reconcile.Problem, error) {
	if size == 0 {
		return "", &reconcile.Problem{Code: "file-empty"}, nil
	}
	head := make([]byte, min(size, sniffed))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return "", nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipKind(r, size)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		code, err := oleKind(r, size)
		return "", &reconcile.Problem{Code: code}, err
	}
	if code := signature(head); code != "" {
		return "", &reconcile.Problem{Code: code}, nil
	}
	if code := markup(plainText(head)); code != "" {
		return "", &reconcile.Problem{Code: code}, nil
	}
	return kindCSV, nil, nil
}

// signatures are the first bytes of kinds that are refused.
var signatures = []struct{ prefix, code string }{
	{"%PDF-", "file-pdf"},
	{"\x89PNG\r\n\x1a\n", "file-image"}, {"\xff\xd8\xff", "file-image"}, {"GIF87a", "file-image"},
	{"GIF89a", "file-image"}, {"II*\x00", "file-image"}, {"MM\x00*", "file-image"},
	{"\x1f\x8b", "file-archive"}, {"7z\xbc\xaf\x27\x1c", "file-archive"}, {"Rar!\x1a\x07", "file-archive"},
	{"\xfd7zXZ\x00", "file-archive"}, {"\x28\xb5\x2f\xfd", "file-archive"}, {"PK\x07\x08", "file-archive"},
	{"{\\rtf", "file-document"}, {"ID;PWXL", "file-sylk"}, {"ID;PCALC", "file-sylk"}, {"ID;PSCALC", "file-sylk"},
	{"SQLite format 3\x00", "file-database"}, {"PAR1", "file-database"},
}

// signature gives the code of a kind that its first bytes tell, "" for none.
func signature(head []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.prefix)) {
			return s.code
		}
	}
	switch {
	case len(head) > 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return "file-image"
	case len(head) >= 10 && string(head[:3]) == "BZh" && string(head[4:10]) == "1AY&SY":
		return "file-archive"
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return "file-archive"
	case len(head) > 4 && head[0] == 9 && head[1]&^0x0e == 0 && bytes.IndexByte([]byte{4, 6, 8, 16}, head[2]) >= 0 && head[3] == 0:
		return "file-xls" // a BIFF stream without a container, as Excel 2 to 4 wrote it
	}
	return ""
}

// plainText gives the beginning of a text as bytes that can be looked through: without its mark, UTF-16 as ASCII.
func plainText(head []byte) string {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if wide := bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")); wide {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	return strings.TrimSpace(string(head))
}

// markup gives the code of a text that is a page, a document or data of another kind, "" for none.
func markup(text string) string {
	lower := strings.ToLower(text)
	switch {
	case strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["):
		next := strings.TrimSpace(text[1:])
		if next == "" || strings.ContainsRune(`"{[]}`, rune(next[0])) {
			return "file-json"
		}
		return ""
	case strings.HasPrefix(lower, "mime-version:"):
		return "file-html"
	case !strings.HasPrefix(text, "<"):
		return ""
	case strings.Contains(lower, "urn:schemas-microsoft-com:office:spreadsheet"), strings.Contains(lower, "excel.sheet"):
		return "file-xml-spreadsheet"
	case strings.Contains(lower, "opendocument"):
		return "file-ods"
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<style", "<table", "<div"} {
		if strings.Contains(lower, tag) {
			return "file-html"
		}
	}
	if strings.HasPrefix(lower, "<?xml") || strings.HasPrefix(lower, "<!") {
		return "file-xml"
	}
	return ""
}

// maxDirectory is how large the directory of a ZIP may be for its names to be looked at here; a larger one is left to
// package workbook, which has its limits.
const maxDirectory = 4 << 20

// zipKind tells the kinds of ZIP apart by the names in it.
func zipKind(r io.ReaderAt, size int64) (string, *reconcile.Problem, error) {
	if directorySize(r, size) > maxDirectory {
		return kindXLSX, nil, nil
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return kindXLSX, nil, nil // a damaged ZIP: package workbook says how
	}
	code := "file-zip"
	for _, f := range archive.File {
		name := strings.ToLower(f.Name)
		switch {
		case name == "xl/workbook.bin":
			return "", &reconcile.Problem{Code: "file-xlsb"}, nil
		case path.Ext(name) == ".xml" && (strings.HasPrefix(name, "xl/workbook") || strings.HasPrefix(name, "xl/worksheets/")):
			return kindXLSX, nil, nil
		case name == "content.xml":
			code = "file-ods"
		case strings.HasSuffix(name, ".iwa"), name == "index.zip":
			code = "file-numbers"
		case strings.HasPrefix(name, "word/"), strings.HasPrefix(name, "ppt/"):
			code = "file-document"
		}
	}
	return "", &reconcile.Problem{Code: code}, nil
}

// directorySize gives the size that the end of a ZIP states for its directory (APPNOTE.TXT, section 4.3.16), 0 when
// the end isn't found.
func directorySize(r io.ReaderAt, size int64) int64 {
	tail := make([]byte, min(size, 66<<10))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return 0
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || i+16 > len(tail) {
		return 0
	}
	return int64(binary.LittleEndian.Uint32(tail[i+12:]))
}

// oleKind tells the compound files apart (MS-CFB, section 2.6: directory entries of 128 bytes, aligned) by the names
// of the streams in them.
func oleKind(r io.ReaderAt, size int64) (string, error) {
	names := []struct{ stream, code string }{
		{"EncryptedPackage", "file-encrypted"}, {"Workbook", "file-xls"}, {"Book", "file-xls"},
	}
	found := map[string]bool{}
	in := io.NewSectionReader(r, 0, min(size, 1<<30))
	chunk := make([]byte, 1<<20)
	for {
		n, err := io.ReadFull(in, chunk)
		for _, s := range names {
			found[s.stream] = found[s.stream] || hasEntry(chunk[:n], s.stream)
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			break
		}
		if err != nil {
			return "", err
		}
	}
	for _, s := range names {
		if found[s.stream] {
			return s.code, nil
		}
	}
	return "file-document", nil
}

// hasEntry looks for a directory entry of that name among the 128-byte slots of b.
func hasEntry(b []byte, name string) bool {
	var want []byte
	for _, u := range utf16.Encode([]rune(name + "\x00")) {
		want = binary.LittleEndian.AppendUint16(want, u)
	}
	for ; len(b) >= 128; b = b[128:] {
		if bytes.HasPrefix(b, want) && int(binary.LittleEndian.Uint16(b[64:])) == len(want) {
			return true
		}
	}
	return false
}
