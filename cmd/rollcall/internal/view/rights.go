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
		t.AppendRow(table.Row{Clean(o.Name), role, Clean(cmp.Or(o.OSUser, "-")), cmp.Or(token, "-"), s.ownAccount(o),
			o.Added.Format(stamp)})
	}
	s.show(t)
}

// ownAccount gives the key that an operator's own account was named by, and the account that it is.
func (s *Screen) ownAccount(o *storage.Operator) string {
	switch {
	case o.Account == "":
		return "-"
	case o.AccountID == 0:
		return s.say("view.operator-account-nobody", Clean(o.Account))
	}
	return s.say("view.operator-account-bound", Clean(o.Account), number(o.AccountID))
}

// Standing shows who approved a plan or rejected it, and what counts of it.
func (s *Screen) Standing(st *storage.Standing) {
	if st == nil || st.Needed == 0 && len(st.Decisions) == 0 {
		return
	}
	s.heading(s.say("view.approvals", len(st.Valid()), number(int64(st.Needed))))
	for _, d := range st.Decisions {
		mark, what := s.paint(green, "+"), s.say("view.approved", Clean(d.By), d.At.Format(stamp), d.Expires.Format(stamp))
		switch {
		case d.Decision == storage.Rejected:
			mark, what = s.paint(red, "-"), s.say("view.rejected", Clean(d.By), d.At.Format(stamp))
		case d.Void != "":
			mark = " "
		}
		s.line("  ", mark, " ", what, s.say("help.colon"), " ", Clean(d.Reason))
		if d.Void != "" {
			s.line("      ", s.say(d.Void))
		}
		for _, a := range d.Accepted {
			s.line("      ", a.Code, "=", number(int64(a.Number)))
		}
	}
}
