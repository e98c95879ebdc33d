package view

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"rollcall/reconcile"
	"rollcall/words"
)

func TestCleanKeepsATerminalUnsteered(t *testing.T) {
	cases := map[string]string{
		"Élodie O'Brien":     "Élodie O'Brien",
		"\x1b[2J\x1b[31mBoo": "<U+001B>[2J<U+001B>[31mBoo",
		"two\nlines":         "two<U+000A>lines",
		"a\u202eb":           "a<U+202E>b",
		"zero\u200bwidth":    "zero<U+200B>width",
		"日本 ✓":               "日本 ✓",
	}
	for in, want := range cases {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCommandLineReadsBackAsTheSameWords(t *testing.T) {
	got := CommandLine("rollcall", "plan", "staff list.csv", "--same", "O'Neil=E-2", "--org", "")
	want := `rollcall plan 'staff list.csv' --same 'O'\''Neil=E-2' --org ''`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// leavers gives n deactivations, one in three of company Sud and the rest of Nord.
func leavers(n int) ByAction {
	return func(a reconcile.Action) iter.Seq2[*reconcile.Change, error] {
		return func(yield func(*reconcile.Change, error) bool) {
			for i := range n {
				c := &reconcile.Change{Action: a, Key: fmt.Sprintf("E%04d", i), Name: "Ada Whitfield", Company: "Nord", Group: "Nuit", Role: "Agent",
					Email: "ada@nord.example", Why: reconcile.Reason{Code: "absent"}}
				if i%3 == 0 {
					c.Company = "Sud"
				}
				if a != reconcile.Deactivate || !yield(c, nil) {
					return
				}
			}
		}
	}
}

func review(n int, changes ByAction) *Review {
	return &Review{Roster: "members.db", Changes: changes, Command: func(args ...string) string { return CommandLine(args...) },
		Plan: &reconcile.Plan{ID: "p0123456789abcdef", Organisation: "default", Kind: reconcile.FromFile,
			File:     reconcile.File{Name: "march.csv", Kind: "csv", Encoding: "utf-8", Delimiter: "\t", Heading: 1, Rows: 3},
			Summary:  reconcile.Summary{Deactivate: n},
			Findings: []reconcile.Finding{{Code: "absent-share", Blocks: true, Number: n, Args: []string{"1000", "12", "5"}}}}}
}

func shown(t *testing.T, r *Review, colour, all bool) string {
	t.Helper()
	var b strings.Builder
	if err := NewScreen(&b, words.English, colour, all).Plan(r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPlanPutsDeactivationsFirstAndCountsByCompany(t *testing.T) {
	got := shown(t, review(120, leavers(120)), false, false)
	for _, want := range []string{"delimiter tab", "      80  Nord\n      40  Sud\n", "- E0048 Ada Whitfield (Sud, Nuit, Agent, ada@nord.example)  absent from the file\n",
		"  Company:\n      80  Nord", "  Group:\n     120  Nuit\n",
		"… and 70 more", "--accept absent-share=120 --reason TEXT"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if top := strings.Index(got, "1 guardrail holds this plan: absent-share"); top < 0 || top > strings.Index(got, "- E0000") {
		t.Error("what holds the plan is not said before the deactivations")
	}
	if strings.Contains(got, "E0050") {
		t.Error("more than the first 50 are shown")
	}
	if strings.Index(got, "- E0000") > strings.Index(got, "absent-share (holds the plan)") {
		t.Error("findings stand above the deactivations")
	}
	if strings.Contains(got, "\x1b") {
		t.Error("colour without a terminal")
	}
}

func TestPlanShowsAllWhenAsked(t *testing.T) {
	got := shown(t, review(120, leavers(120)), true, true)
	if !strings.Contains(got, "E0119") || strings.Contains(got, "more (--all") {
		t.Error("not everything is shown")
	}
	if !strings.Contains(got, "\x1b[31m-\x1b[0m E0119") {
		t.Error("a deactivation is not red on a terminal")
	}
}

func TestPlanGivesTheErrorOfItsChanges(t *testing.T) {
	broken := errors.New("a block is damaged")
	r := review(1, func(reconcile.Action) iter.Seq2[*reconcile.Change, error] {
		return func(yield func(*reconcile.Change, error) bool) { yield(nil, broken) }
	})
	var b strings.Builder
	if err := NewScreen(&b, words.French, false, false).Plan(r); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestPasswordsAreNotShown(t *testing.T) {
	c := &reconcile.Change{Action: reconcile.Update, Key: "ada", Fields: []reconcile.FieldChange{
		{Field: reconcile.Password, Old: "$argon2id$old", New: "$argon2id$new"}, {Field: reconcile.Phone, Old: "1"}}}
	var b strings.Builder
	s := NewScreen(&b, words.English, false, false)
	s.change(c)
	s.Flush()
	if strings.Contains(b.String(), "argon2") || !strings.Contains(b.String(), "Password: (set) → (set)") {
		t.Errorf("got %s", b.String())
	}
	if !strings.Contains(b.String(), "Phone: 1 → (blank)") {
		t.Errorf("a blank is not named: %s", b.String())
	}
}

func TestPlaceIsWhatEditorsAndSpreadsheetsFind(t *testing.T) {
	cases := map[string]reconcile.Problem{"a.csv:14": {Line: 14}, "a.csv:C14": {Line: 14, Cell: "C14"}, "a.csv": {}}
	for want, p := range cases {
		if got := Place("a.csv", p); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
