package view

import (
	"cmp"
	"iter"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"rollcall/reconcile"
	"rollcall/storage"
	"rollcall/words"
)

// stamp is how times are shown to people: UTC.
const stamp = "2006-01-02 15:04 UTC"

// Line writes an empty line.
func (s *Screen) Line() { s.line() }

// grid makes a table without lines around it; headings are keys of words.
func (s *Screen) grid(headings ...string) table.Writer {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	row := table.Row{}
	for _, h := range headings {
		row = append(row, s.paint(bold, s.say(h)))
	}
	t.AppendHeader(row)
	return t
}

func (s *Screen) show(t table.Writer) {
	for l := range strings.SplitSeq(t.Render(), "\n") {
		s.line(l)
	}
}

// Runs lists runs, one a line.
func (s *Screen) Runs(runs []*storage.Run) {
	s.line()
	if len(runs) == 0 {
		s.line(s.say("view.no-runs"))
		return
	}
	t := s.grid("view.run-number", "view.run-at", "view.run-by", "view.run-changes", "view.run-plan", "view.run-file")
	for _, r := range runs {
		t.AppendRow(table.Row{number(r.Number), r.At.UTC().Format(stamp), Clean(r.By), sigils(r.Summary), r.PlanID,
			s.origin(r)})
	}
	s.show(t)
}

// sigils gives the counts of a run in one short form: "-3 ^1 ~20 +12".
func sigils(sum reconcile.Summary) string {
	var parts []string
	for a := reconcile.Deactivate; a < reconcile.Hold; a++ {
		if n := countOf(sum, a); n > 0 {
			parts = append(parts, a.Sigil()+number(int64(n)))
		}
	}
	return strings.Join(parts, " ")
}

// origin says what a run was made from, and whether it was taken back.
func (s *Screen) origin(r *storage.Run) string {
	from := Clean(r.FileName)
	if r.UndoOf > 0 {
		from = s.say("view.undo-of-short", number(r.UndoOf))
	}
	return from + s.takenBack(r)
}

// takenBack says by which runs a run was taken back, and how far where one did not write as many accounts.
func (s *Screen) takenBack(r *storage.Run) string {
	var by []string
	for _, t := range r.TakenBack {
		one := s.say("view.taken-back-whole", number(t.Run))
		if t.Written < r.Written {
			one = s.say("view.taken-back-part", number(t.Run), t.Written, r.Written)
		}
		if t.By > 0 {
			one = s.say("view.taken-back-again", one, number(t.By))
		}
		by = append(by, one)
	}
	if len(by) == 0 {
		return ""
	}
	return " " + s.say("view.taken-back", strings.Join(by, ", "))
}

// Run shows what is known of one run, and of the plan it applied, besides its changes.
func (s *Screen) Run(r *storage.Run, p *reconcile.Plan) {
	s.heading(s.say("view.run", number(r.Number)))
	facts := [][2]string{
		{"view.run-at", r.At.UTC().Format(stamp)},
		{"view.run-by", Clean(r.By)},
		{"view.run-plan", r.PlanID},
		{"view.run-file", cmp.Or(s.origin(r), s.say("view.blank"))},
		{"view.run-sha256", r.FileSHA256},
		{"view.run-policy", r.PolicyDigest},
		{"view.run-scope", s.inScope(p)},
		{"view.run-written", s.say("apply-predicted", number(int64(r.Written)), number(int64(r.Predicted)))},
	}
	for _, f := range facts {
		if f[1] != "" {
			s.line("  ", s.say(f[0]), s.say("help.colon"), " ", f[1])
		}
	}
	s.Summary(r.Summary)
	if len(r.Accepted) > 0 {
		s.heading(s.say("view.accepted", len(r.Accepted)))
	}
	for _, a := range r.Accepted {
		s.line("  ", a.Code, "=", number(int64(a.Number)), "  ", Clean(a.By), s.say("help.colon"), " ", Clean(a.Reason))
	}
}

// inScope says how many accounts the scope of a plan takes in, "" where it has none.
func (s *Screen) inScope(p *reconcile.Plan) string {
	if p.Kind != reconcile.FromFile || len(p.Policy.Scope) == 0 {
		return ""
	}
	return s.say("view.of-active", p.InScope, p.Active, Clean(words.Scope(s.lang, p.Policy.Scope)))
}

// Members lists accounts, one a line, and says how many there are.
func (s *Screen) Members(accounts iter.Seq2[*reconcile.Account, error]) error {
	s.line()
	headings := []string{"field.id", "field.full_name", "field.login", "field.employee_number", "field.email",
		"field.company", "field.role", "field.status"}
	t, n := s.grid(headings...), 0
	for a, err := range accounts {
		if err != nil {
			return err
		}
		if n++; n > s.limit() {
			continue
		}
		t.AppendRow(s.member(a))
		if n%1000 == 0 {
			s.show(t)
			t.ResetRows()
		}
	}
	if n > 0 && t.Length() > 0 {
		s.show(t)
	}
	s.rest(n)
	s.line()
	s.line(s.say("view.members", n))
	return nil
}

func (s *Screen) member(a *reconcile.Account) table.Row {
	row := table.Row{number(a.ID), Clean(a.Name())}
	for _, f := range []reconcile.Field{reconcile.Login, reconcile.EmployeeNumber, reconcile.Email, reconcile.Company, reconcile.Role} {
		row = append(row, Clean(a.Values[f]))
	}
	return append(row, words.Status(s.lang, a.Values[reconcile.Status]))
}
