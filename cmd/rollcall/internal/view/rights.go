package view

import (
	"cmp"

	"github.com/jedib0t/go-pretty/v6/table"

	"rollcall/storage"
)

// Operators lists who may do what, one a line.
func (s *Screen) Operators(all []*storage.Operator) {
	s.line()
	if len(all) == 0 {
		s.line(s.say("view.no-operators"))
		return
	}
	t := s.grid("view.operator-name", "view.operator-role", "view.operator-os-user", "view.operator-token",
		"view.operator-account", "view.operator-since")
	for _, o := range all {
		role, token := string(o.Role), ""
		if !o.InForce() {
			role = s.say("view.operator-revoked", o.Revoked.Format(stamp))
		}
		if o.Token {
			token = s.say("view.yes")
		}
		t.AppendRow(table.Row{Clean(o.Name), role, Clean(cmp.Or(o.OSUser, "-")), cmp.Or(token, "-"), Clean(cmp.Or(o.Account, "-")),
			o.Added.Format(stamp)})
	}
	s.show(t)
}
