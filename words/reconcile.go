package words

import (
	"strconv"
	"strings"

	"rollcall/reconcile"
)

// Problem gives the text of a problem or refusal: what is wrong and what to do, without the place.
func Problem(l Lang, p reconcile.Problem) string { return Say(l, p.Code, spoken(l, p.Code, p.Args)...) }

// Finding gives the text of a finding: what was counted, against what, and the way out.
func Finding(l Lang, f reconcile.Finding) string {
	key := f.Code
	switch {
	case len(f.Args) == 1 && Known("finding."+key+"."+f.Args[0]):
		key = "finding." + key + "." + f.Args[0]
	case Known("finding." + key): // a hold has the same code
		key = "finding." + key
	case !f.Blocks && Known(key+".told"):
		key += ".told"
	}
	return Say(l, key, append([]any{f.Number}, spoken(l, f.Code, f.Args)...)...)
}

// Reason gives the text of why a change is made or a row is held.
func Reason(l Lang, r reconcile.Reason) string { return Say(l, r.Code, spoken(l, r.Code, r.Args)...) }

// Label gives the heading under which exports and templates show a field.
func Label(l Lang, f reconcile.Field) string { return Say(l, "field."+f.String()) }

// Status gives the word that exports show for a status.
func Status(l Lang, status string) string { return Say(l, "status."+status) }

// namesFields are the codes whose arguments are names of fields.
var namesFields = map[string]bool{"required-missing": true, "key-contradicts": true, "field-share": true,
	"edited-since": true, "undone-partly": true, "undo-conflict": true, "goes-with": true}

// spoken makes the arguments ready for people: names of fields in their words, and ints of plain small numbers, so
// that they are grouped and counted as numbers.
func spoken(l Lang, code string, args []string) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch {
		case namesFields[code]:
			a = fields(l, a)
		case code == "whole-group":
			a = strings.NewReplacer("company: ", Label(l, reconcile.Company)+": ", "group: ", Label(l, reconcile.Group)+": ").Replace(a)
		}
		out[i] = decimal(l, a)
		if n, err := strconv.Atoi(a); err == nil && strconv.Itoa(n) == a && len(a) < 10 {
			out[i] = n
		}
	}
	return out
}

// decimal writes a share ("16.2") with the language's decimal sign.
func decimal(l Lang, s string) string {
	if _, err := strconv.ParseFloat(s, 64); err == nil && l == French {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}

// fields gives the labels of fields listed by name; what is no field's name stays.
func fields(l Lang, list string) string {
	names := strings.Split(list, ", ")
	for i, name := range names {
		if Known("field." + name) {
			names[i] = Say(l, "field."+name)
		}
	}
	return strings.Join(names, ", ")
}
