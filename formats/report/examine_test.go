package report

import (
	"bytes"
	"errors"
	"testing"

	"rollcall/reconcile"
	"rollcall/words"

	"github.com/xuri/excelize/v2"
)

const checkpointText = "rollcall Acme\n7\naGFzaA==\nledger aGFzaA==\nat 2026-03-02T12:30:05Z\n\n— desk c2ln\n"

// sealed writes an export with a checkpoint and gives the digests it was sealed with.
func sealed(t *testing.T, kind Kind, layout Layout, lang words.Lang, accounts ...*reconcile.Account) ([]byte, Digests) {
	t.Helper()
	var seal Digests
	e := Export{Kind: kind, Layout: layout, Lang: lang, Seal: func(d Digests) (string, error) {
		seal = d
		return checkpointText, nil
	}}
	if layout == Audit {
		e.Columns = []reconcile.Column{{Field: reconcile.Attribute, Attr: "cost_centre"}}
	}
	e.About = func() About {
		return About{System: "rollcall", Version: "1", Organisation: "Acme", AsOf: noon, By: "Ada", Listed: len(accounts), Total: len(accounts)}
	}
	out, digest := export(t, e, accounts...)
	if digest != seal.Rows || seal.Count != len(accounts) {
		t.Fatalf("sealed with %+v, the digest is %s", seal, digest)
	}
	return out, seal
}

// awkward is a roster of values that formats like to change.
func awkward() []*reconcile.Account {
	odd := member(4, map[reconcile.Field]string{reconcile.FirstName: "=1+1", reconcile.LastName: "'=x", reconcile.Login: "1e5",
		reconcile.Email: "a;b,\"c\"", reconcile.Company: "two\nlines", reconcile.Role: "_x0041_", reconcile.Phone: "+33"})
	return append(roster(), odd)
}

func examine(t *testing.T, file []byte) *Examined {
	t.Helper()
	x, err := Examine(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestExamineFindsWhatWasSealed(t *testing.T) {
	for _, kind := range []Kind{CSV, XLSX} {
		for _, layout := range []Layout{Audit, Tempeos} {
			for _, lang := range []words.Lang{words.English, words.French} {
				for _, accounts := range [][]*reconcile.Account{nil, awkward()} {
					file, seal := sealed(t, kind, layout, lang, accounts...)
					x := examine(t, file)
					if x.Digests != seal || x.Kind != kind || (x.Checkpoint == checkpointText) != (kind == XLSX) {
						t.Errorf("%s %s %s, %d accounts: %+v, sealed %+v", kind, layout, lang, len(accounts), x, seal)
					}
				}
			}
		}
	}
}

// edit changes a workbook as a person with a spreadsheet would.
func edit(t *testing.T, file []byte, change func(f *excelize.File) error) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := change(f); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestExamineAfterASpreadsheet(t *testing.T) {
	file, seal := sealed(t, XLSX, Audit, words.English, awkward()...)
	if x := examine(t, edit(t, file, func(*excelize.File) error { return nil })); x.Digests != seal {
		t.Errorf("saved again: %+v, want %+v", x.Digests, seal)
	}
	cell := func(sheet int, name, value string) func(f *excelize.File) error {
		return func(f *excelize.File) error { return f.SetCellStr(f.GetSheetList()[sheet], name, value) }
	}
	for what, change := range map[string]func(f *excelize.File) error{
		"a value":           cell(0, "D2", "Admin"),
		"a value added":     cell(0, "Z2", "x"),
		"a row added":       cell(0, "A6", "31"),
		"a value taken":     cell(0, "C2", ""),
		"a heading":         cell(0, "C1", "Login"),
		"a row taken":       func(f *excelize.File) error { return f.RemoveRow(f.GetSheetList()[0], 3) },
		"who, on the sheet": cell(1, "B7", "Bob"),
		"a fact added":      cell(1, "A90", "x"),
	} {
		if x := examine(t, edit(t, file, change)); x.Digests == seal {
			t.Errorf("%s changed: the digests are the same", what)
		}
	}
	more := edit(t, file, func(f *excelize.File) error {
		_, err := f.NewSheet("More")
		return err
	})
	if _, err := Examine(bytes.NewReader(more), int64(len(more))); !errors.Is(err, ErrNoExport) {
		t.Errorf("a third sheet: %v", err)
	}
}
