package report

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"rollcall/reconcile"
	"rollcall/words"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// given gives the file back with its problems.
func given(t *testing.T, kind Kind, original []byte, f reconcile.File, lang words.Lang, problems ...reconcile.Problem) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteProblems(&out, kind, bytes.NewReader(original), int64(len(original)), &reconcile.Plan{File: f}, problems, lang); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func invalid(line int, heading string) reconcile.Problem {
	return reconcile.Problem{Code: "x-invalid", Line: line, Heading: heading, Rejects: true}
}

// shown gives what the reason cell says of invalid in English.
func shown(heading string) string { return heading + ": x-invalid" }

var reasonHeading = words.Say(words.English, "report.reason")

func TestProblemsCSV(t *testing.T) {
	semicolon := reconcile.File{Kind: "csv", Encoding: "utf-8", Delimiter: ";", Heading: 1}
	at := func(heading int) reconcile.File { f := semicolon; f.Heading = heading; return f }
	for name, c := range map[string]struct {
		file     reconcile.File
		in, want string
		problems []reconcile.Problem
	}{
		"plain": {at(1), "A;B\r\n1;2\r\n3;4\r\n", "A;B;REASON\r\n1;2;\r\n3;4;B: x-invalid\r\n", []reconcile.Problem{invalid(3, "B")}},
		"no line end at the end, quotes, line breaks inside": {at(1), "A;B\n\"x;\n\"\"y\"\"\";2\n3;4",
			"A;B;REASON\n\"x;\n\"\"y\"\"\";2;A: x-invalid\n3;4;B: x-invalid", []reconcile.Problem{invalid(2, "A"), invalid(4, "B")}},
		"a problem inside a row of several lines": {at(1), "A;B\n\"x\ny\";2\n", "A;B;REASON\n\"x\ny\";2;B: x-invalid\n", []reconcile.Problem{invalid(3, "B")}},
		"CR alone":                                  {at(1), "A;B\r1;2\r3;4\r", "A;B;REASON\r1;2;\r3;4;B: x-invalid\r", []reconcile.Problem{invalid(3, "B")}},
		"byte order mark, preamble, blank lines":    {at(4), "\uFEFFsep=;\nStaff\n\nA;B\n\n1;2\n", "\uFEFFsep=;\nStaff\n\nA;B;REASON\n\n1;2;A: x-invalid\n", []reconcile.Problem{invalid(6, "A")}},
		"a quoted heading after the mark":           {at(1), "\uFEFF\"A;1\";B\n1;2\n", "\uFEFF\"A;1\";B;REASON\n1;2;\n", nil},
		"phantom columns stay right of the reasons": {at(1), "A;B;;\n1;2;;\n", "A;B;REASON;;\n1;2;B: x-invalid;;\n", []reconcile.Problem{invalid(2, "B")}},
		"a row too long stays too long":             {at(1), "A;B\n1;2;3\n", "A;B;REASON\n1;2;A: x-invalid;3\n", []reconcile.Problem{invalid(2, "A")}},
		"a row too short stays too short":           {at(1), "A;B;C\n1\n2\n", "A;B;C;REASON\n1;;;;A: x-invalid EMPTY\n2\n", []reconcile.Problem{invalid(2, "A")}},
		"the headings again":                        {at(1), "A;B\n1;2\nA;B\n3;4\n", "A;B;REASON\n1;2;\nA;B;REASON\n3;4;\n", nil},
		"a second time": {at(1), "A;REASON;C\n1;\"old; one\";2\n3;old;4\n5\n", "A;REASON;C\n1;;2\n3;C: x-invalid;4\n5;;;A: x-invalid EMPTY\n",
			[]reconcile.Problem{invalid(3, "C"), invalid(4, "A")}},
		"problems of the file have no row": {at(1), "A;B\n1;2\n", "A;B;REASON\n1;2;\n", []reconcile.Problem{{Code: "note"}}},
		"the same twice, and two":          {at(1), "A;B\n1;2\n", "A;B;REASON\n1;2;A: x-invalid B: x-invalid\n", []reconcile.Problem{invalid(2, "A"), invalid(2, "A"), invalid(2, "B")}},
	} {
		in, want := strings.ReplaceAll(c.in, "REASON", reasonHeading), strings.NewReplacer("REASON", reasonHeading, "EMPTY", words.Say(words.English, "report.empty-cell")).Replace(c.want)
		got := given(t, CSV, []byte(in), c.file, words.English, c.problems...)
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// encoded gives text in an encoding.
func encoded(t *testing.T, name, text string) []byte {
	t.Helper()
	switch name {
	case "utf-8":
		return []byte(text)
	case "utf-8-bom":
		return []byte("\uFEFF" + text)
	case "utf-16le", "utf-16be":
		var out []byte
		for _, u := range utf16.Encode([]rune("\uFEFF" + text)) {
			lo, hi := byte(u), byte(u>>8)
			if name == "utf-16be" {
				lo, hi = hi, lo
			}
			out = append(out, lo, hi)
		}
		return out
	}
	out, err := codings[name].(*charmap.Charmap).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestProblemsCSVKeepsTheEncoding(t *testing.T) {
	words := words.French
	for name := range codings {
		in := encoded(t, name, "Prénom;Adresse\r\nÉloïse;\"12; rue\nNeuve\"\r\n")
		want := encoded(t, name, "Prénom;Adresse;"+newRemarks(nil, words).heading()+"\r\nÉloïse;\"12; rue\nNeuve\";Prénom : x-invalid\r\n")
		f := reconcile.File{Kind: "csv", Encoding: name, Delimiter: ";", Heading: 1}
		got := given(t, CSV, in, f, words, invalid(2, "Prénom"))
		if !bytes.Equal(got, want) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, want)
		}
	}
}

func TestProblemsCSVWithCharactersTheEncodingLacks(t *testing.T) {
	f := reconcile.File{Kind: "csv", Encoding: "iso-8859-15", Delimiter: ";", Heading: 1}
	got := given(t, CSV, []byte("A;B\n1;2\n"), f, words.English, invalid(2, "l’été … 漢"))
	if want := "1;2;l'\xe9t\xe9 ... ?: x-invalid\n"; !strings.HasSuffix(string(got), want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProblemsCSVAsWorkbook(t *testing.T) {
	in := "sep=;\r\nStaff\r\nMatricule;Courriel;Nom\r\n00123;bad@;'=1\r\n'+33;ok@example.org;O\"\"x;extra\r\n00125\r\n"
	f := reconcile.File{Kind: "csv", Encoding: "utf-8", Delimiter: ";", Heading: 3}
	out := given(t, XLSX, []byte(in), f, words.English, invalid(4, "Courriel"), invalid(6, ""),
		reconcile.Problem{Code: "x-dubious", Line: 5, Heading: "Nom"})
	book := open(t, out)
	want := [][]string{{"Staff"}, {"Matricule", "Courriel", "Nom", reasonHeading}, {"00123", "bad@", "=1", shown("Courriel")},
		{"+33", "ok@example.org", `O""x`, "Nom: x-dubious", "extra"},
		{"", "", "", "x-invalid " + words.Say(words.English, "report.aside"), "00125"}}
	if diff := cmp.Diff(want, rows(t, book, "Accounts")); diff != "" {
		t.Error(diff)
	}
	for cell, want := range map[string]string{"A3": "", "B3": "F8CBAD", "D3": "F8CBAD", "C4": "FFE699", "D4": "FFE699", "A4": "", "E5": "F8CBAD"} {
		if got := colour(t, book, "Accounts", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
}

func TestProblemsCSVAsWorkbookHasNoReplacementCharacter(t *testing.T) {
	f := reconcile.File{Kind: "csv", Encoding: "utf-8", Delimiter: ";", Heading: 1}
	out := given(t, XLSX, []byte("A;B\nJos\xe9;2\n"), f, words.English, invalid(2, "A"))
	if diff := cmp.Diff([]string{"", "2", shown("A")}, rows(t, open(t, out), "Accounts")[1]); diff != "" {
		t.Error(diff)
	}
}

// personnel is a workbook as HR keeps it: two sheets, a preamble, formats, a formula, a hidden row, a comment.
func personnel(t *testing.T, aside bool) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	zeros := "00000"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &zeros, Font: &excelize.Font{Bold: true}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.NewSheet("Notes")
	for _, e := range []error{err, f.SetCellValue("Sheet1", "A1", "Personnel"), f.SetSheetRow("Sheet1", "A3", &[]any{"Matricule", "Courriel", "Nom"}),
		f.SetSheetRow("Sheet1", "A4", &[]any{123, "bad@", "_x0041_ <b>"}), f.SetSheetRow("Sheet1", "A5", &[]any{124, "ok@example.org", "Roy"}),
		f.SetCellStyle("Sheet1", "A4", "A5", style), f.SetCellFormula("Sheet1", "B6", "A4+A5"), f.SetRowVisible("Sheet1", 5, false),
		f.AddComment("Sheet1", excelize.Comment{Cell: "C5", Author: "Ana", Text: "à voir"}), f.SetCellValue("Notes", "A1", "kept")} {
		if e != nil {
			t.Fatal(e)
		}
	}
	if aside {
		if err := f.SetCellValue("Sheet1", "D5", "shifted"); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestProblemsWorkbookKeepsEverything(t *testing.T) {
	f := reconcile.File{Kind: "xlsx", Encoding: "utf-8", Sheet: "Sheet1", Heading: 3}
	problems := []reconcile.Problem{{Code: "x-invalid", Line: 4, Cell: "B4", Heading: "Courriel", Rejects: true}, {Code: "x-dubious", Cell: "A5", Heading: "Matricule"}}
	out := given(t, XLSX, personnel(t, false), f, words.English, problems...)
	book := open(t, out)
	want := [][]string{{"Personnel"}, nil, {"Matricule", "Courriel", "Nom", reasonHeading}, {"00123", "bad@", "A <b>", shown("Courriel")},
		{"00124", "ok@example.org", "Roy", "Matricule: x-dubious"}}
	want[3][2] = rows(t, open(t, personnel(t, false)), "Sheet1")[3][2]
	got := rows(t, book, "Sheet1")
	if diff := cmp.Diff(want, got[:5]); diff != "" {
		t.Error(diff)
	}
	if f, err := book.GetCellFormula("Sheet1", "B6"); err != nil || f != "A4+A5" {
		t.Errorf("formula %q, %v", f, err)
	}
	if visible, err := book.GetRowVisible("Sheet1", 5); err != nil || visible {
		t.Errorf("hidden row is visible: %v", err)
	}
	if c, err := book.GetComments("Sheet1"); err != nil || len(c) != 1 {
		t.Errorf("comments %v, %v", c, err)
	}
	if v, err := book.GetCellValue("Notes", "A1"); err != nil || v != "kept" {
		t.Errorf("other sheet: %q, %v", v, err)
	}
	for cell, want := range map[string]string{"B4": "F8CBAD", "D4": "F8CBAD", "A5": "FFE699", "A4": "", "C4": ""} {
		if got := colour(t, book, "Sheet1", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	again := open(t, given(t, XLSX, out, f, words.French, problems[0]))
	got = rows(t, again, "Sheet1")
	if got[2][3] != words.Say(words.French, "report.reason") || len(got[2]) != 4 || len(got[4]) != 3 {
		t.Errorf("the second time: %q", got)
	}
}

func TestProblemsWorkbookWithSomethingBesideTheTable(t *testing.T) {
	f := reconcile.File{Kind: "xlsx", Encoding: "utf-8", Sheet: "Sheet1", Heading: 3}
	got := rows(t, open(t, given(t, XLSX, personnel(t, true), f, words.English, invalid(5, ""))), "Sheet1")
	if diff := cmp.Diff([]string{"00124", "ok@example.org", "Roy", "x-invalid", "shifted"}, got[4]); diff != "" {
		t.Error(diff)
	}
}

func TestProblemsWorkbookAsCSVIsRefused(t *testing.T) {
	err := WriteProblems(io.Discard, CSV, bytes.NewReader(nil), 0, &reconcile.Plan{File: reconcile.File{Kind: "xlsx"}}, nil, words.French)
	wantCode(t, err, "report-workbook-as-csv", ".xlsx")
}

// FuzzProblemsCSV: whatever the bytes, all of them are in the file given back, in their order.
func FuzzProblemsCSV(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, in []byte, heading, line int, wide bool) {
		file := fuzzed(heading, wide)
		out := given(t, CSV, in, file, words.English, invalid(line, "A"))
		if !subsequence(in, out) && !bytes.Contains(in, encoded(t, file.Encoding, "rollcall")[len(encoded(t, file.Encoding, "")):]) {
			t.Errorf("bytes were lost: %q became %q", in, out)
		}
	})
}

// FuzzProblemsCSVAsWorkbook: whatever the bytes, a workbook that can be read comes out, or an error in words.
func FuzzProblemsCSVAsWorkbook(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, in []byte, heading, line int, wide bool) {
		var out bytes.Buffer
		plan := &reconcile.Plan{File: fuzzed(heading, wide)}
		err := WriteProblems(&out, XLSX, bytes.NewReader(in), int64(len(in)), plan, []reconcile.Problem{invalid(line, "A")}, words.English)
		var u *Unwritable
		switch {
		case err == nil:
			rows(t, open(t, out.Bytes()), "Accounts")
		case !asUnwritable(err, &u):
			t.Errorf("%q: %v", in, err)
		}
	})
}

func seed(f *testing.F) {
	f.Add([]byte(""), -1, 1, true)
	f.Add([]byte("A;B\r\n1;2\r\n\"3\n\";4"), 1, 2, false)
	f.Add([]byte("\xff\xfeA\x00;\x00B\x00\n\x00"), 1, 1, true)
	f.Add([]byte("\"a\"\"b;\"c;d\r\r\n;\n\n\"open;\n"), 2, 3, false)
}

func fuzzed(heading int, wide bool) reconcile.File {
	f := reconcile.File{Kind: "csv", Encoding: "windows-1252", Delimiter: ";", Heading: heading}
	if wide {
		f.Encoding = "utf-16le"
	}
	return f
}

// subsequence tells whether out holds the bytes of in, in their order.
func subsequence(in, out []byte) bool {
	for _, b := range out {
		if len(in) > 0 && in[0] == b {
			in = in[1:]
		}
	}
	return len(in) == 0
}

func asUnwritable(err error, u **Unwritable) bool {
	if c, ok := err.(*cellError); ok {
		*u = c.of("report-row", "1", "")
		return true
	}
	got, ok := err.(*Unwritable)
	*u = got
	return ok
}
