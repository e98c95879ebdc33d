package policyfile

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func TestReadNothingIsAMistake(t *testing.T) {
	for _, src := range []string{"", "# only a comment\n", "---\n", "\n\n", "{}\n", "null\n"} {
		_, err := Read("policy.yaml", []byte(src))
		var e *Error
		if !errors.As(err, &e) || e.Code != "policy-empty" || e.Line != 1 {
			t.Errorf("%q: got %v", src, err)
		}
	}
}

func TestWhatIsNotSaidIsTheDefault(t *testing.T) {
	got, err := Read("policy.yaml", []byte("seats: 0\n"))
	if diff := cmp.Diff(reconcile.DefaultPolicy(), got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

const full = `# everything a policy can say
keys: [employee_number, email]
scope:
  company: [ACME, Globex]
  attr.cost_centre: 0042
blank:
  phone: clear
  role: keep
  language: {default: fr}
defaults:
  role: Agent
  language:
required: [last_name]
roles: [Agent, Manager]
groups: Réception
languages: [fr, en]
establishments: [Lyon, "Paris"]
administrators: [Manager]
login:
  from: prenom.nom
  immutable: true
email_required: [Manager]
seats: 120
protected: [00123, id:7]
canaries: E0001
manifest: required
deactivated_by_hand: reactivate
same:
  E124: 00124
approvals:
  other_person: true
  two_for: [privileged, findings, findings]
  valid: 36h
guardrails:
  absent_share: 12.5
  absent_min_unattended: 2
  whole_group: 0
limits:
  bytes: 512 MiB
  stdin: 1000
  rows: 20000000
  columns: 50
  problems: 3
`

func TestReadEverySetting(t *testing.T) {
	got, err := Read("policy.yaml", []byte(full))
	if err != nil {
		t.Fatal(err)
	}
	want := reconcile.DefaultPolicy()
	want.Keys = []reconcile.Field{reconcile.EmployeeNumber, reconcile.Email}
	want.Scope = []reconcile.Term{{Field: reconcile.Company, Value: "ACME"},
		{Field: reconcile.Company, Value: "Globex"}, {Field: reconcile.Attribute, Attr: "cost_centre", Value: "0042"}}
	want.Blank = map[string]reconcile.Blank{"phone": {Rule: reconcile.BlankClear}, "role": {Rule: reconcile.BlankKeep},
		"language": {Rule: reconcile.BlankDefault, Default: "fr"}}
	want.Defaults = map[string]string{"role": "Agent", "status": "active"}
	want.Required = []reconcile.Field{reconcile.LastName}
	want.Roles, want.Groups = []string{"Agent", "Manager"}, []string{"Réception"}
	want.Languages, want.Establishments = []string{"fr", "en"}, []string{"Lyon", "Paris"}
	want.Administrators, want.EmailRequired = []string{"Manager"}, []string{"Manager"}
	want.Login = reconcile.LoginPolicy{From: reconcile.LoginFromName, Immutable: true}
	want.Seats, want.Protected = 120, []string{"00123", "id:7"}
	want.Canaries, want.Manifest = []string{"E0001"}, reconcile.ManifestRequired
	want.ByHand, want.Same = reconcile.ReactivateByHand, map[string]string{"00124": "E124"}
	want.Guardrails.AbsentShare, want.Guardrails.AbsentMinUnattended, want.Guardrails.WholeGroup = 12.5, 2, 0
	want.Limits = reconcile.Limits{Bytes: 512 << 20, Stdin: 1000, Columns: 50, Problems: 3}
	want.Approvals = reconcile.Approvals{Needed: 1, OtherPerson: true, ValidSeconds: 36 * 3600,
		TwoFor: []reconcile.ApprovalCause{reconcile.ForFindings, reconcile.ForPrivileged}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadScopeAsAList(t *testing.T) {
	got, err := Read("p", []byte("scope:\n  - company=ACME\n  - group = Nord\n"))
	want := []reconcile.Term{{Field: reconcile.Company, Value: "ACME"}, {Field: reconcile.Group, Value: "Nord"}}
	if diff := cmp.Diff(want, got.Scope); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestMistakesHaveTheirLine(t *testing.T) {
	cases := []struct {
		src, code string
		line      int
	}{
		{"seats: 10\nguardrail:\n  absent_share: 3\n", "policy-unknown-key", 2},
		{"guardrails:\n  absent_share: 3\n  absent_shares: 4\n", "policy-unknown-key", 3},
		{"guardrails:\n  absent_share: 300\n", "policy-want-share", 2},
		{"guardrails:\n  absent_share: NaN\n", "policy-want-share", 2},
		{"guardrails:\n  absent_share: 5%\n", "policy-want-share", 2},
		{"\nseats: many\n", "policy-want-number", 2},
		{"seats: -1\n", "policy-want-number", 1},
		{"seats: [1, 2]\n", "policy-want-value", 1},
		{"keys: [employee_number, shoe_size]\n", "policy-field", 1},
		{"keys: [last_name]\n", "policy-field", 1},
		{"keys: []\n", "policy-keys-empty", 1},
		{"required:\n  - deactivated\n", "policy-field", 2},
		{"blank:\n  phone: erase\n", "policy-blank", 2},
		{"blank:\n  telephone: clear\n", "policy-field", 2},
		{"blank:\n  password: {default: welcome}\n", "policy-password", 2},
		{"defaults:\n  password: welcome\n", "policy-password", 2},
		{"limits:\n  bytes: 0\n", "policy-want-size", 2},
		{"limits:\n  bytes: -5 MiB\n", "policy-want-size", 2},
		{"limits:\n  bytes: 5 MB\n", "policy-want-size", 2},
		{"limits:\n  bytes: 9223372036854775807 GiB\n", "policy-want-size", 2},
		{"limits:\n  bytes: unlimited\n", "policy-want-size", 2},
		{"limits:\n  string_bytes: 1 KiB\n", "policy-want-size", 2},
		{"limits:\n  rows: 10\n  columns:\n", "policy-want-limit", 3},
		{"limits:\n  rows: 0\n", "policy-want-limit", 2},
		{"limits:\n  rows: 1e3\n", "policy-want-limit", 2},
		{"limits:\n  cell: 99999999\n", "policy-want-limit", 2},
		{"limits:\n  cells: 5\n", "policy-unknown-key", 2},
		{"limits: 5\n", "policy-want-mapping", 1},
		{"login:\n  from: badge\n", "policy-choice", 2},
		{"login:\n  immutable: perhaps\n", "policy-want-bool", 2},
		{"seats: 1\nmanifest: true\n", "policy-choice", 2},
		{"deactivated_by_hand: delete\n", "policy-choice", 1},
		{"scope:\n  company:\n", "policy-scope", 2},
		{"same:\n  E1:\n", "policy-same", 2},
		{"same:\n  E1: e1\n", "policy-same", 2},
		{"same:\n  E1: P1\n  E2: p1\n", "policy-same-twice", 3},
		{"approvals:\n  needed: 3\n", "policy-choice", 2},
		{"approvals:\n  needed: -1\n", "policy-choice", 2},
		{"approvals:\n  other_person: 1\n", "policy-want-bool", 2},
		{"approvals:\n  two_for: [everything]\n", "policy-choice", 2},
		{"approvals:\n  valid: 3 days\n", "policy-duration", 2},
		{"approvals:\n  valid: 0h\n", "policy-duration", 2},
		{"approvals:\n  valid: -72h\n", "policy-duration", 2},
		{"approvals:\n  needs: 1\n", "policy-unknown-key", 2},
		{"seats: 1\nseats: 2\n", "policy-syntax", 2},
		{"roles: [a\n", "policy-syntax", 1},
		{"- seats\n", "policy-want-mapping", 1},
		{"seats: 1\nroles: " + strings.Repeat("[", 100_000), "policy-too-deep", 2},
		{"roles:\n" + strings.Repeat("- ", 100_000), "policy-too-deep", 2},
		{"seats: 1\n---\nseats: 2\n", "policy-one-document", 3},
	}
	for _, c := range cases {
		_, err := Read("policy.yaml", []byte(c.src))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: got %v, want %s", c.src, err, c.code)
			continue
		}
		if e.Code != c.code || e.Line != c.line || e.File != "policy.yaml" {
			t.Errorf("%q: got %v, want line %d %s", c.src, e, c.line, c.code)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte("scope: [company=ACME]\n"))
	f.Add([]byte("a: &x [*x]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read("p", data)
		if err == nil {
			p.Digest() // a policy that was read can be written
		}
	})
}
