package policyfile

import (
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"rollcall/reconcile"
)

// settings are the keys of a policy file.
var settings = map[string]setting{
	"keys":                keys,
	"scope":               scope,
	"blank":               blank,
	"defaults":            defaults,
	"required":            required,
	"roles":               list(func(p *reconcile.Policy) *[]string { return &p.Roles }),
	"groups":              list(func(p *reconcile.Policy) *[]string { return &p.Groups }),
	"languages":           list(func(p *reconcile.Policy) *[]string { return &p.Languages }),
	"establishments":      list(func(p *reconcile.Policy) *[]string { return &p.Establishments }),
	"administrators":      list(func(p *reconcile.Policy) *[]string { return &p.Administrators }),
	"email_required":      list(func(p *reconcile.Policy) *[]string { return &p.EmailRequired }),
	"protected":           list(func(p *reconcile.Policy) *[]string { return &p.Protected }),
	"canaries":            list(func(p *reconcile.Policy) *[]string { return &p.Canaries }),
	"manifest":            manifest,
	"seats":               number(func(p *reconcile.Policy) *int { return &p.Seats }),
	"deactivated_by_hand": byHand,
	"same":                same,
	"login":               func(p *reconcile.Policy, n ast.Node) error { return apply(p, n, loginSettings) },
	"approvals":           approvals,
	"guardrails":          func(p *reconcile.Policy, n ast.Node) error { return apply(p, n, guardrailSettings) },
	"limits":              func(p *reconcile.Policy, n ast.Node) error { return apply(p, n, limitSettings) },
}

var loginSettings = map[string]setting{"from": loginFrom, "immutable": loginImmutable}

var guardrailSettings = map[string]setting{
	"absent_share":            percent(func(g *reconcile.Guardrails) *float64 { return &g.AbsentShare }),
	"absent_share_unattended": percent(func(g *reconcile.Guardrails) *float64 { return &g.AbsentShareUnattended }),
	"absent_min_unattended":   number(func(p *reconcile.Policy) *int { return &p.Guardrails.AbsentMinUnattended }),
	"whole_group":             number(func(p *reconcile.Policy) *int { return &p.Guardrails.WholeGroup }),
	"updated_share":           percent(func(g *reconcile.Guardrails) *float64 { return &g.UpdatedShare }),
	"field_share":             percent(func(g *reconcile.Guardrails) *float64 { return &g.FieldShare }),
	"rejected_share":          percent(func(g *reconcile.Guardrails) *float64 { return &g.RejectedShare }),
	"key_form_share":          percent(func(g *reconcile.Guardrails) *float64 { return &g.KeyFormShare }),
}

func list(at func(*reconcile.Policy) *[]string) setting {
	return func(p *reconcile.Policy, n ast.Node) (err error) {
		*at(p), err = texts(n)
		return err
	}
}

func number(at func(*reconcile.Policy) *int) setting {
	return func(p *reconcile.Policy, n ast.Node) (err error) {
		*at(p), err = whole(n)
		return err
	}
}

func percent(at func(*reconcile.Guardrails) *float64) setting {
	return func(p *reconcile.Policy, n ast.Node) (err error) {
		*at(&p.Guardrails), err = share(n)
		return err
	}
}

// keyFields are the fields by which a row and an account can be found to be one person.
var keyFields = []reconcile.Field{reconcile.ID, reconcile.EmployeeNumber, reconcile.Login, reconcile.Email}

func keys(p *reconcile.Policy, n ast.Node) error {
	fields, err := fieldList(n, func(f reconcile.Field) bool { return slices.Contains(keyFields, f) })
	if err == nil && len(fields) == 0 {
		return wrong(n, "policy-keys-empty")
	}
	p.Keys = fields
	return err
}

func required(p *reconcile.Policy, n ast.Node) error {
	fields, err := fieldList(n, kept)
	p.Required = fields
	return err
}

func fieldList(n ast.Node, allowed func(reconcile.Field) bool) ([]reconcile.Field, error) {
	names, err := texts(n)
	if err != nil {
		return nil, err
	}
	var out []reconcile.Field
	for _, name := range names {
		f, ok := reconcile.ParseField(name)
		if !ok || !allowed(f) {
			return nil, wrong(n, "policy-field", name)
		}
		out = append(out, f)
	}
	return out, nil
}

// kept tells whether f is a field a file can fill: not what rollcall keeps for itself.
func kept(f reconcile.Field) bool {
	return f < reconcile.NumFields && f != reconcile.Deactivated && f != reconcile.MustChange && f != reconcile.PendingEmail
}

// column reads a field's name or "attr.NAME" as it is used to key a rule.
func column(name string) (reconcile.Term, bool) {
	if attr, ok := strings.CutPrefix(name, "attr."); ok && attr != "" {
		return reconcile.Term{Field: reconcile.Attribute, Attr: attr}, true
	}
	f, ok := reconcile.ParseField(name)
	return reconcile.Term{Field: f}, ok && kept(f)
}

// ParseTerm reads one condition of a scope, "field=value" or "attr.NAME=value".
func ParseTerm(text string) (reconcile.Term, error) {
	name, value, _ := strings.Cut(text, "=")
	t, ok := column(strings.TrimSpace(name))
	t.Value = strings.TrimSpace(value)
	if !ok || t.Value == "" || t.Field == reconcile.Password {
		return t, &Error{Code: "policy-scope", Args: []any{text}}
	}
	return t, nil
}

// scope is a mapping of fields to a value or several, or a list of "field=value".
func scope(p *reconcile.Policy, n ast.Node) error {
	p.Scope = nil
	if n.Type() == ast.SequenceType {
		return addTerms(p, n, "", n)
	}
	return each(n, func(key string, at, values ast.Node) error { return addTerms(p, at, key+"=", values) })
}

func addTerms(p *reconcile.Policy, at ast.Node, prefix string, values ast.Node) error {
	list, err := texts(values)
	if err == nil && len(list) == 0 && prefix != "" {
		return wrong(at, "policy-scope", prefix)
	}
	for _, v := range list {
		t, err := ParseTerm(prefix + v)
		if err != nil {
			return wrong(at, "policy-scope", prefix+v)
		}
		p.Scope = append(p.Scope, t)
	}
	return err
}

// blank is "keep", "clear" or a mapping with the key "default", for each column.
func blank(p *reconcile.Policy, n ast.Node) error {
	rules := map[string]reconcile.Blank{}
	p.Blank = rules
	return each(n, func(key string, at, value ast.Node) error {
		if _, ok := column(key); !ok {
			return wrong(at, "policy-field", key)
		}
		rule, err := blankRule(value)
		if err == nil && key == reconcile.Password.String() && rule.Rule == reconcile.BlankDefault {
			return wrong(value, "policy-password")
		}
		rules[key] = rule
		return err
	})
}

func blankRule(n ast.Node) (reconcile.Blank, error) {
	if n.Type() == ast.MappingType || n.Type() == ast.MappingValueType {
		b := reconcile.Blank{Rule: reconcile.BlankDefault}
		return b, each(n, func(key string, at, value ast.Node) (err error) {
			if key != "default" {
				return wrong(at, "policy-unknown-key", key, "default")
			}
			b.Default, err = text(value)
			return err
		})
	}
	s, err := text(n)
	b := reconcile.Blank{Rule: reconcile.BlankRule(s)}
	if err == nil && b.Rule != reconcile.BlankKeep && b.Rule != reconcile.BlankClear {
		return b, wrong(n, "policy-blank", s)
	}
	return b, err
}

// defaults are merged over those of the default policy; a blank value takes one away.
func defaults(p *reconcile.Policy, n ast.Node) error {
	return each(n, func(key string, at, value ast.Node) error {
		if key == reconcile.Password.String() {
			return wrong(at, "policy-password")
		}
		if _, ok := column(key); !ok {
			return wrong(at, "policy-field", key)
		}
		v, err := text(value)
		p.Defaults[key] = v
		maps.DeleteFunc(p.Defaults, func(_, v string) bool { return v == "" })
		return err
	})
}

func byHand(p *reconcile.Policy, n ast.Node) error {
	s, err := text(n)
	p.ByHand = reconcile.ByHandRule(s)
	if err == nil && p.ByHand != reconcile.HoldByHand && p.ByHand != reconcile.ReactivateByHand {
		return wrong(n, "policy-choice", s, "hold, reactivate")
	}
	return err
}

// manifest is "required" or "optional".
func manifest(p *reconcile.Policy, n ast.Node) error {
	s, err := text(n)
	if err == nil && s != "required" && s != "optional" {
		return wrong(n, "policy-choice", s, "required, optional")
	}
	if p.Manifest = ""; s == "required" {
		p.Manifest = reconcile.ManifestRequired
	}
	return err
}

func loginFrom(p *reconcile.Policy, n ast.Node) error {
	s, err := text(n)
	switch {
	case err != nil:
		return err
	case s == "prenom.nom":
		s = string(reconcile.LoginFromName)
	}
	p.Login.From = reconcile.LoginSource(s)
	if p.Login.From != reconcile.LoginFromName && p.Login.From != reconcile.LoginFromEmail {
		return wrong(n, "policy-choice", s, "first.last, prenom.nom, email")
	}
	return nil
}

func loginImmutable(p *reconcile.Policy, n ast.Node) (err error) {
	p.Login.Immutable, err = yesNo(n)
	return err
}

// same reads pairs OLD: NEW, two keys of one person. The policy has them the other way round.
func same(p *reconcile.Policy, n ast.Node) error {
	p.Same = map[string]string{}
	news := map[string]bool{}
	return each(n, func(old string, _, value ast.Node) error {
		key, err := text(value)
		folded := reconcile.Fold(key)
		switch {
		case err != nil:
			return err
		case folded == "" || reconcile.Fold(old) == "" || folded == reconcile.Fold(old):
			return wrong(value, "policy-same")
		case news[folded]:
			return wrong(value, "policy-same-twice")
		}
		news[folded], p.Same[key] = true, old
		return nil
	})
}
