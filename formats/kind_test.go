package formats

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"rollcall/reconcile"
	"rollcall/words"
)

// zipped makes a ZIP archive of empty members.
func zipped(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range names {
		if _, err := w.Create(n); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// compound makes the beginning of a compound file with one stream of that name.
func compound(name string) string {
	b := make([]byte, 2048)
	copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for i, u := range utf16.Encode([]rune(name)) {
		binary.LittleEndian.PutUint16(b[1152+2*i:], u)
	}
	binary.LittleEndian.PutUint16(b[1152+64:], uint16(2*len(name)+2))
	return string(b)
}

func wide(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

func TestOtherKindsAreNamed(t *testing.T) {
	for _, c := range []struct{ code, data string }{
		{"file-empty", ""},
		{"file-xls", compound("Workbook")}, {"file-xls", compound("Book")},
		{"file-xls", "\x09\x08\x10\x00\x00\x06\x05\x00"},
		{"file-encrypted", compound("EncryptedPackage")}, {"file-document", compound("WordDocument")},
		{"file-ods", zipped(t, "mimetype", "content.xml", "META-INF/manifest.xml")},
		{"file-ods", `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">`},
		{"file-xlsb", zipped(t, "xl/theme/theme1.xml", "xl/workbook.bin")},
		{"file-numbers", zipped(t, "Index/Document.iwa")}, {"file-document", zipped(t, "word/document.xml")},
		{"file-zip", zipped(t, "list.csv")}, {"file-zip", zipped(t)},
		{"file-html", "<html><table>"}, {"file-html", "\xef\xbb\xbf\r\n <TABLE>"}, {"file-html", wide("<html>")},
		{"file-html", "<?xml version='1.0'?><!DOCTYPE html>"}, {"file-html", "MIME-Version: 1.0\r\n"},
		{"file-xml-spreadsheet", `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>`},
		{"file-xml-spreadsheet", `<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`},
		{"file-xml", "<?xml version='1.0'?><people/>"},
		{"file-json", `[{"nom": "x"}]`}, {"file-json", "\xef\xbb\xbf{\n  \"a\": 1}"}, {"file-json", "[]"},
		{"file-pdf", "%PDF-1.7\n"}, {"file-image", "\x89PNG\r\n\x1a\n"}, {"file-image", "\xff\xd8\xff\xe0"},
		{"file-image", "RIFF\x00\x00\x00\x00WEBPVP8 "},
		{"file-archive", "\x1f\x8b\x08\x00"}, {"file-archive", "7z\xbc\xaf\x27\x1c"}, {"file-archive", "Rar!\x1a\x07\x00"},
		{"file-archive", "BZh91AY&SY"}, {"file-archive", strings.Repeat("\x00", 257) + "ustar\x00"},
		{"file-document", "{\\rtf1"}, {"file-sylk", "ID;PWXL;N;E\n"}, {"file-database", "SQLite format 3\x00"},
	} {
		got, _ := readAll(t, c.data, Options{})
		if got.Refused != c.code {
			t.Errorf("%.20q: %q, want %q", c.data, got.Refused, c.code)
		}
		for _, l := range []words.Lang{words.English, words.French} {
			if text := words.Problem(l, reconcile.Problem{Code: c.code}); !strings.Contains(text, ":") && !strings.Contains(text, " : ") {
				t.Errorf("%s: %s does not say what to do: %q", l, c.code, text)
			}
		}
	}
}

// What begins like another kind but is a member file.
func TestTextThatIsTaken(t *testing.T) {
	for _, data := range []string{
		"ID;Prénom;Nom\n1;Ana;Petit\n", "[ID];Nom;Prénom\n1;Petit;Ana\n", "\tNom\tPrénom\n\tPetit\tAna\n",
		"PK;Nom;Prénom\n1;Petit;Ana\n", "Nom;Prénom\n<html>;Ana\n", wide("Nom;Prénom\r\nPetit;Ana\r\n"),
	} {
		if got, _ := readAll(t, data, Options{}); got.Refused != "" || len(got.Rows) != 1 {
			t.Errorf("%q: %+v", data, got)
		}
	}
}

// A text with arguments is the same number of words wherever it is said; none may show a verb that found no value.
func TestTextsTakeTheirArguments(t *testing.T) {
	for code, args := range map[string][]string{
		"heading-none": {"1", "3"}, "heading-few": {"2", "3", "Nom"}, "heading-twice": {"Nom", "Name"},
		"row-ragged": {"2", "3"}, "footer-count-differs": {"12", "2"}, "preamble-skipped": {"2", "1", "3"},
		"rows-above-headings": {"4"}, "file-too-large": {"12", "4"}, "too-many-rows": {"7", "8"}, "heading-repeated": {"1"},
		"heading-row-missing": {"9"}, "heading-row-unknown": {"2"}, "column-missing": {"Nom"},
		"mapped-heading-missing": {"Nom"}, "mapping-invalid": {"x"},
		"mapping-value": {"x"}, "mapping-target": nil, "mapping-field-unknown": {"x", "y"}, "mapping-heading-empty": {"x"},
		"mapping-heading-twice": {"x", "y"}, "mapping-heading-row": nil, "mapping-pair": {"x"}, "page-footers-skipped": {"3"}, "sheets-several": {"a, b"},
		"sheet-missing": {"a", "b, c"}, "sheet-hidden": {"a"},
	} {
		for _, l := range []words.Lang{words.English, words.French} {
			text := words.Problem(l, reconcile.Problem{Code: code, Args: args})
			if !words.Known(code) || strings.ContainsAny(text, "%{}|") {
				t.Errorf("%s %s: %q", l, code, text)
			}
			for _, a := range args {
				if l == words.English && !strings.Contains(text, a) {
					t.Errorf("%s leaves out the argument %q: %q", code, a, text)
				}
			}
		}
	}
}
