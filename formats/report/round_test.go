package report

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"rollcall/formats"
	"rollcall/reconcile"
	"rollcall/words"

	"github.com/google/go-cmp/cmp"
)

// staff is a roster in which every status, way of leaving and awkward value stands.
func staff() reconcile.Accounts {
	all := reconcile.Accounts(roster())
	for i, v := range []string{"=1+1", "'=x", "'plain", "_x0041_", "line\nline", "a;b,c\td|e", `5" screen`, "مرحبا", "👩‍👩‍👧", "00123", "-", "2026-01-02", "TRUE"} {
		n := int64(100 + i)
		a := member(n, map[reconcile.Field]string{reconcile.FirstName: "Ana Maria", reconcile.LastName: fmt.Sprintf("de la Cruz %d", n),
			reconcile.Login: fmt.Sprintf("ana.cruz%d", n), reconcile.Role: "Member", reconcile.Company: v, reconcile.Group: v,
			reconcile.Establishments: "Hôtel A; Hôtel B", reconcile.DefaultEstablishment: "Hôtel A", reconcile.Language: "fr"})
		how := []string{"", reconcile.ByAbsence, reconcile.ByFile, reconcile.ByHand, reconcile.ByUndo}[i%5]
		if a.Values[reconcile.Deactivated] = how; how != "" {
			a.Values[reconcile.Status] = reconcile.StatusDeactivated
		}
		all = append(all, a)
	}
	return all
}

// planned gives the changes, holds and problems that a file would make of a roster.
func planned(t *testing.T, file []byte, all reconcile.Accounts) []string {
	t.Helper()
	src, err := formats.Read("file", bytes.NewReader(file), int64(len(file)), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	policy := reconcile.DefaultPolicy()
	draft, err := reconcile.Diff(context.Background(), reconcile.Input{Organisation: "o", Roster: all, Upload: src.Upload, Policy: &policy,
		Hash: func(salt string, password []byte) string { return salt + string(password) }})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for c, err := range draft.Changes(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %d %q %+v %s", c.Action, c.ID, c.Key, c.Fields, c.Why.Code))
	}
	for _, p := range draft.Problems {
		out = append(out, fmt.Sprintf("problem %+v", p))
	}
	return out
}

func TestTE8_ExportImportsToAnEmptyPlan(t *testing.T) {
	all := staff()
	more := []reconcile.Column{{Field: reconcile.Group}, {Field: reconcile.Language}, {Field: reconcile.Establishments},
		{Field: reconcile.DefaultEstablishment}, {Field: reconcile.Deactivated}, {Field: reconcile.MustChange},
		{Field: reconcile.PendingEmail}, {Field: reconcile.Attribute, Attr: "cost_centre"}}
	for _, kind := range []Kind{CSV, XLSX} {
		for _, lang := range []words.Lang{words.English, words.French} {
			for layout, columns := range map[Layout][]reconcile.Column{Audit: more, Tempeos: nil} {
				out, _ := export(t, Export{Kind: kind, Layout: layout, Lang: lang, Columns: columns}, all...)
				if diff := cmp.Diff([]string(nil), planned(t, out, all)); diff != "" {
					t.Errorf("%s %s %s: %s", kind, lang, layout, diff)
				}
				var filled bytes.Buffer
				if err := WriteTemplate(&filled, kind, layout, lang, sequence(all...)); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff([]string(nil), planned(t, filled.Bytes(), all)); diff != "" {
					t.Errorf("template %s %s %s: %s", kind, lang, layout, diff)
				}
			}
		}
	}
}

// readAgain gives the cells of every row, "misplaced" before those that can't be trusted, and the problems' codes.
func readAgain(t *testing.T, file []byte) []string {
	t.Helper()
	src, err := formats.Read("file", bytes.NewReader(file), int64(len(file)), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var out []string
	for row, err := range src.Rows {
		if err != nil {
			t.Fatal(err)
		}
		if row.Misplaced {
			out = append(out, "misplaced")
			continue
		}
		text := ""
		for i, c := range src.File.Columns {
			if c.Field != reconcile.NoField {
				text += fmt.Sprintf("%s=%q ", c.Field, row.Cells[i])
			}
		}
		out = append(out, text)
	}
	return out
}

// found gives the problems that reading a file finds, and what was read of it.
func found(t *testing.T, file []byte) ([]reconcile.Problem, reconcile.File) {
	t.Helper()
	src, err := formats.Read("file", bytes.NewReader(file), int64(len(file)), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var out []reconcile.Problem
	for row, err := range src.Rows {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, row.Problems...)
	}
	return out, *src.File
}

// The file given back reads as the original does: same rows, and the ragged ones are still ragged.
func TestProblemsReadAgainAsBefore(t *testing.T) {
	files := map[string][]byte{
		"csv": []byte("Liste du personnel\r\n\r\nMatricule;Nom;Prénom;E-mail;;\r\n001;Roy;Ana;a@example.org;;\r\n'+33;\"Roi; fils\";Bob;b@example.org;;\r\n" +
			"003;Court\r\n;;Creux\r\n004;Long;Jo;j@example.org;;;extra\r\n\r\nMatricule;Nom;Prénom;E-mail;;\r\n005;\"Deux\nlignes\";Zoé;z@example.org;;\r\n"),
		"xlsx": personnel(t, true),
	}
	for name, original := range files {
		problems, file := found(t, original)
		want := readAgain(t, original)
		for _, kind := range []Kind{CSV, XLSX} {
			if name == "xlsx" && kind == CSV {
				continue
			}
			for _, lang := range []words.Lang{words.English, words.French} {
				out := given(t, kind, original, file, lang, problems...)
				if diff := cmp.Diff(want, readAgain(t, out)); diff != "" {
					t.Errorf("%s as %s: %s", name, kind, diff)
				}
				problems, file := found(t, out)
				twice := given(t, kind, out, file, words.French, problems...)
				if diff := cmp.Diff(want, readAgain(t, twice)); diff != "" {
					t.Errorf("%s as %s, a second time: %s", name, kind, diff)
				}
			}
		}
	}
}
