package words

import (
	"strings"

	"rollcall/reconcile"
)

// Scope says the terms of a scope in words: "Company Nord or Sud and Group Night". Values are as the policy writes
// them; values of one field are alternatives, and stand together.
func Scope(l Lang, terms []reconcile.Term) string {
	var fields []string
	values := map[string][]string{}
	for _, t := range terms {
		name := t.Attr
		if t.Field != reconcile.Attribute {
			name = Label(l, t.Field)
		}
		if values[name] == nil {
			fields = append(fields, name)
		}
		values[name] = append(values[name], t.Value)
	}
	for i, name := range fields {
		fields[i] = name + " " + strings.Join(values[name], Say(l, "scope.or"))
	}
	return strings.Join(fields, Say(l, "scope.and"))
}

// Part says which part of a run is taken back: "deactivations, Company Nord"; "" where it is all of it.
func Part(l Lang, p reconcile.Part) string {
	var parts []string
	for _, a := range p.Only {
		parts = append(parts, Say(l, "part."+a.String()))
	}
	if len(p.Scope) > 0 {
		parts = append(parts, Scope(l, p.Scope))
	}
	return strings.Join(parts, ", ")
}
