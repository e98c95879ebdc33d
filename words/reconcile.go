package words

import (
	"strconv"

	"rollcall/reconcile"
)

// Problem gives the text of a problem or refusal: what is wrong and what to do, without the place.
func Problem(l Lang, p reconcile.Problem) string { return Say(l, p.Code, numbers(p.Args)...) }

// Finding gives the text of a finding: what was counted, against what, and the way out.
func Finding(l Lang, f reconcile.Finding) string {
	key := f.Code
	switch {
	case Known("finding." + key): // a hold has the same code
		key = "finding." + key
	case !f.Blocks && Known(key+".told"):
		key += ".told"
	}
	return Say(l, key, append([]any{f.Number}, numbers(f.Args)...)...)
}

// Reason gives the text of why a change is made or a row is held.
func Reason(l Lang, r reconcile.Reason) string { return Say(l, r.Code, numbers(r.Args)...) }

// Label gives the heading under which exports and templates show a field.
func Label(l Lang, f reconcile.Field) string { return Say(l, "field."+f.String()) }

// Status gives the word that exports show for a status.
func Status(l Lang, status string) string { return Say(l, "status."+status) }

// numbers makes ints of the arguments that are plain small numbers, so that they are grouped and counted as numbers.
func numbers(args []string) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a
		if n, err := strconv.Atoi(a); err == nil && strconv.Itoa(n) == a && len(a) < 10 {
			out[i] = n
		}
	}
	return out
}
