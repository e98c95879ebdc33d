package reconcile_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func TestFieldNames(t *testing.T) {
	seen := map[string]reconcile.Field{}
	for f := range reconcile.NoField {
		name := f.String()
		if f == reconcile.NumFields {
			continue
		}
		if other, ok := seen[name]; ok || name == "" {
			t.Errorf("fields %d and %d are both called %q", f, other, name)
		}
		seen[name] = f
		if got, ok := reconcile.ParseField(name); !ok || got != f {
			t.Errorf("ParseField(%q) = %v, %v", name, got, ok)
		}
	}
	for _, name := range []string{"", "Login", "nonsense", "field(99)"} {
		if got, ok := reconcile.ParseField(name); ok {
			t.Errorf("ParseField(%q) = %v", name, got)
		}
	}
	var f reconcile.Field
	if err := json.Unmarshal([]byte(`"no_such"`), &f); err == nil {
		t.Error("an unknown field is read from JSON without an error")
	}
}

func TestActionNames(t *testing.T) {
	var names, sigils string
	for a := range reconcile.NumActions {
		names += a.String() + " "
		sigils += a.Sigil()
		if got, ok := reconcile.ParseAction(a.String()); !ok || got != a {
			t.Errorf("ParseAction(%q) = %v, %v", a, got, ok)
		}
		b, err := json.Marshal(a)
		var back reconcile.Action
		if err != nil || json.Unmarshal(b, &back) != nil || back != a {
			t.Errorf("%v does not come back from JSON: %s, %v", a, b, err)
		}
	}
	if names != "deactivate reactivate update add held " || sigils != "-^~+!" {
		t.Errorf("actions are called %q and marked %q", names, sigils)
	}
	var a reconcile.Action
	if err := json.Unmarshal([]byte(`"delete"`), &a); err == nil {
		t.Error("an unknown action is read from JSON without an error")
	}
}

func TestAttrs(t *testing.T) {
	var as reconcile.Attrs
	as = as.With("b", "2").With("a", "1").With("c", "3").With("b", "22")
	before := as
	if diff := cmp.Diff(reconcile.Attrs{{Name: "a", Value: "1"}, {Name: "b", Value: "22"}, {Name: "c", Value: "3"}}, as); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
	less := as.With("b", "").With("nobody", "")
	if diff := cmp.Diff(reconcile.Attrs{{Name: "a", Value: "1"}, {Name: "c", Value: "3"}}, less); diff != "" {
		t.Errorf("with b removed (-want +got):\n%s", diff)
	}
	if as.Get("b") != "22" || less.Get("b") != "" || as.Get("nobody") != "" {
		t.Errorf("Get gives %q, %q, %q", as.Get("b"), less.Get("b"), as.Get("nobody"))
	}
	if diff := cmp.Diff(before, as); diff != "" {
		t.Errorf("With altered the attributes it was given:\n%s", diff)
	}
}

func TestValues(t *testing.T) {
	var v reconcile.Values
	if v.Key() != "" || v.Name() != "" {
		t.Errorf("nobody is called %q %q", v.Key(), v.Name())
	}
	v[reconcile.Email] = "jd@example.org"
	v[reconcile.LastName] = "Dupont"
	if v.Key() != "jd@example.org" || v.Name() != "Dupont" {
		t.Errorf("key %q, name %q", v.Key(), v.Name())
	}
	v[reconcile.Login], v[reconcile.FirstName] = "jdupont", "Jean"
	if v.Key() != "jdupont" || v.Name() != "Jean Dupont" {
		t.Errorf("key %q, name %q", v.Key(), v.Name())
	}
	v[reconcile.EmployeeNumber] = "E001"
	if v.Key() != "E001" {
		t.Errorf("key %q", v.Key())
	}
}

// TestApply: a change sets values, attributes and version, and a login given up is remembered in its folded form.
func TestApply(t *testing.T) {
	a := &reconcile.Account{ID: 7, Version: 3}
	a.Values[reconcile.Login] = "JDupont"
	rename := func(from, to string) {
		c := reconcile.Change{Action: reconcile.Update, Fields: []reconcile.FieldChange{
			{Field: reconcile.Login, Old: from, New: to}, {Field: reconcile.Attribute, Attr: "badge", New: "B1"}}}
		c.Apply(a)
	}
	rename("JDupont", "jdupont") // only written differently
	if len(a.Former) != 0 {
		t.Errorf("former logins %q after a change of case", a.Former)
	}
	rename("jdupont", "jean.dupont")
	rename("jean.dupont", "jean")
	if diff := cmp.Diff([]string{"jdupont", "jean.dupont"}, a.Former); diff != "" {
		t.Errorf("former logins (-want +got):\n%s", diff)
	}
	rename("jean", "JDupont") // back to the first
	if diff := cmp.Diff([]string{"jean.dupont", "jean"}, a.Former); diff != "" {
		t.Errorf("former logins (-want +got):\n%s", diff)
	}
	if a.ID != 7 || a.Version != 7 || a.Values[reconcile.Login] != "JDupont" || a.Attrs.Get("badge") != "B1" {
		t.Errorf("the account after four changes: %+v", a)
	}
}

func TestPolicyDigest(t *testing.T) {
	a, b := reconcile.DefaultPolicy(), reconcile.DefaultPolicy()
	if a.Digest() != b.Digest() {
		t.Error("the same policy has two digests")
	}
	b.Guardrails.AbsentShare = 21
	if a.Digest() == b.Digest() {
		t.Error("another limit gives the same digest")
	}
}

// TestSeal: everything a reviewer sees is part of the plan's identity; where the file lay is not.
func TestSeal(t *testing.T) {
	sealed := func(change func(*reconcile.Plan)) string {
		p := &reconcile.Plan{Organisation: "acme", File: reconcile.File{Name: "f.csv", Path: "here"}, Policy: reconcile.DefaultPolicy()}
		change(p)
		p.Seal("root")
		return p.ID
	}
	first := sealed(func(*reconcile.Plan) {})
	if first != sealed(func(p *reconcile.Plan) { p.File.Path = "there" }) {
		t.Error("the path of the file is part of the plan's ID")
	}
	for name, change := range map[string]func(*reconcile.Plan){
		"organisation": func(p *reconcile.Plan) { p.Organisation = "globex" },
		"revision":     func(p *reconcile.Plan) { p.Revision++ },
		"mode":         func(p *reconcile.Plan) { p.Mode = reconcile.Unattended },
		"file":         func(p *reconcile.Plan) { p.File.SHA256 = "ff" },
		"policy":       func(p *reconcile.Plan) { p.Policy.Seats = 1 },
		"summary":      func(p *reconcile.Plan) { p.Summary.Add = 1 },
		"findings":     func(p *reconcile.Plan) { p.Findings = []reconcile.Finding{{Code: "seats", Number: 1}} },
	} {
		if sealed(change) == first {
			t.Errorf("the %s is not part of the plan's ID", name)
		}
	}
}
