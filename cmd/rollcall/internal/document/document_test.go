package document

import (
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
	"rollcall/words"
)

func plan() *reconcile.Plan {
	return &reconcile.Plan{ID: "p0123456789abcdef", Organisation: "default", Kind: reconcile.FromFile, Mode: reconcile.Reviewed,
		File:     reconcile.File{Name: "march.csv", SHA256: "ab", Encoding: "utf-8", Rows: 3, Path: "/home/claire/march.csv"},
		Summary:  reconcile.Summary{Deactivate: 84},
		Findings: []reconcile.Finding{{Code: "absent-share", Blocks: true, Number: 84, Args: []string{"400", "21", "20"}}},
		Problems: []reconcile.Problem{{Code: "email-invalid", Line: 3, Heading: "E-mail", Rejects: true}}, ProblemCount: 1}
}

func TestPlanHasTheKeysOfItsSchema(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, NewPlan(NewHeader("members.db", "default"), plan(), 0, words.French)); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"schema_version", "plan", "roster", "organisation", "file", "summary", "findings", "pairs",
		"problems", "problem_count", "notes", "blocked"} {
		if _, ok := got[key]; !ok {
			t.Errorf("no key %q", key)
		}
	}
	finding := got["findings"].([]any)[0].(map[string]any)
	if finding["code"] != "absent-share" || finding["blocks"] != true || finding["number"] != 84.0 ||
		!strings.Contains(finding["text"].(string), "absents") {
		t.Errorf("finding: %v", finding)
	}
	problem := got["problems"].([]any)[0].(map[string]any)
	want := map[string]any{"file": "march.csv", "line": 3.0, "cell": "", "heading": "E-mail", "code": "email-invalid",
		"rejects": true, "text": problem["text"]}
	if diff := cmp.Diff(want, problem); diff != "" {
		t.Error(diff)
	}
	for _, list := range []string{"pairs", "notes"} {
		if _, ok := got[list].([]any); !ok {
			t.Errorf("%s is %v, not an empty list", list, got[list])
		}
	}
	if strings.Contains(b.String(), "/home/claire") {
		t.Error("the document tells where the file lay")
	}
}

func TestChangeIsOneLineWithoutPasswords(t *testing.T) {
	c := &reconcile.Change{Action: reconcile.Update, ID: 7, Key: "E7", Line: 9, Group: "Day", Role: "Agent", Email: "e7@nord.example", Why: reconcile.Reason{Code: "changed"},
		Fields: []reconcile.FieldChange{{Field: reconcile.Role, Old: "Agent", New: "<Lead> & more"},
			{Field: reconcile.Password, New: "$argon2id$x"}, {Field: reconcile.Attribute, Attr: "badge", New: "12"}}}
	var b strings.Builder
	err := WriteChanges(&b, func(yield func(*reconcile.Change, error) bool) { yield(c, nil) }, words.English)
	want := `{"action":"update","id":7,"key":"E7","name":"","company":"","group":"Day","role":"Agent","email":"e7@nord.example","line":9,"fields":{"attr.badge":{"old":"","new":"12"},` +
		`"password":{"old":"","new":"(set)"},"role":{"old":"Agent","new":"<Lead> & more"}},"why":"changed","text":"changed in the file"}` + "\n"
	if err != nil || b.String() != want {
		t.Errorf("%v\ngot  %swant %s", err, b.String(), want)
	}
	if doc := NewChange(&reconcile.Change{Action: reconcile.Add, Key: "E8"}, words.English); doc.ID != nil {
		t.Errorf("somebody new has the ID %d", *doc.ID)
	}
}

func TestMembersAreOneDocument(t *testing.T) {
	a := &reconcile.Account{ID: 3, Version: 2, Created: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC),
		Attrs: reconcile.Attrs{{Name: "badge", Value: "12"}}}
	a.Values[reconcile.Login], a.Values[reconcile.Password] = "ada", "$argon2id$x"
	for n := range 3 {
		var b strings.Builder
		if err := WriteMembers(&b, NewHeader("r", "o"), nil, map[string]int{"active": n}, times(a, n)); err != nil {
			t.Fatal(err)
		}
		var got struct {
			SchemaVersion int `json:"schema_version"`
			Members       []Account
		}
		if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
			t.Fatalf("%d members: %v in\n%s", n, err, b.String())
		}
		if len(got.Members) != n || got.SchemaVersion != SchemaVersion || strings.Contains(b.String(), "argon2") {
			t.Errorf("%d members gave %s", n, b.String())
		}
	}
	broken := errors.New("the roster went away")
	err := WriteMembers(&strings.Builder{}, Header{}, nil, nil, func(yield func(*reconcile.Account, error) bool) { yield(nil, broken) })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func times(a *reconcile.Account, n int) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for range n {
			if !yield(a, nil) {
				return
			}
		}
	}
}
