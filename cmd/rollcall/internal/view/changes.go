package view

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/reconcile"
	"rollcall/words"
)

// countOf gives how many changes of an action a plan has.
func countOf(s reconcile.Summary, a reconcile.Action) int {
	return [...]int{reconcile.Deactivate: s.Deactivate, reconcile.Reactivate: s.Reactivate, reconcile.Update: s.Update,
		reconcile.Add: s.Add, reconcile.Hold: s.Held}[a]
}

// leavers shows who loses access, with the number per company when there are many: the part of a plan that a
// reviewer answers for.
func (s *Screen) leavers(sum reconcile.Summary, changes ByAction) error {
	total := sum.Deactivate
	if total == 0 {
		return nil
	}
	s.heading(s.say("view.section-deactivate", total))
	if total > 10 {
		if err := s.byCompany(changes(reconcile.Deactivate)); err != nil {
			return err
		}
	}
	return s.list(changes(reconcile.Deactivate), total)
}

func (s *Screen) byCompany(changes iter.Seq2[*reconcile.Change, error]) error {
	count := map[string]int{}
	for c, err := range changes {
		if err != nil {
			return err
		}
		count[c.Company]++
	}
	if len(count) == 1 && count[""] > 0 {
		return nil
	}
	companies := make([]string, 0, len(count))
	for c := range count {
		companies = append(companies, c)
	}
	slices.SortFunc(companies, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	for _, c := range companies[:min(len(companies), s.limit())] {
		s.linef("  %6d  %s", count[c], cmp.Or(Clean(c), s.say("view.no-company")))
	}
	s.rest(len(companies))
	return nil
}

// Changes shows the changes that were made or are to be made, deactivations first.
func (s *Screen) Changes(sum reconcile.Summary, changes ByAction) error {
	if err := s.leavers(sum, changes); err != nil {
		return err
	}
	return s.others(sum, changes)
}

// others shows every change but the deactivations.
func (s *Screen) others(sum reconcile.Summary, changes ByAction) error {
	for _, a := range []reconcile.Action{reconcile.Reactivate, reconcile.Update, reconcile.Add, reconcile.Hold} {
		total := countOf(sum, a)
		if total == 0 {
			continue
		}
		s.heading(s.say("view.section-"+a.String(), total))
		if err := s.list(changes(a), total); err != nil {
			return err
		}
	}
	return nil
}

func (s *Screen) list(changes iter.Seq2[*reconcile.Change, error], total int) error {
	n := 0
	for c, err := range changes {
		if err != nil {
			return err
		}
		if n == s.limit() {
			break
		}
		n++
		s.change(c)
	}
	s.rest(total)
	return nil
}

// change shows who, why, and each field that moves.
func (s *Screen) change(c *reconcile.Change) {
	who := []string{Clean(c.Key), Clean(c.Name)}
	if c.Company != "" {
		who = append(who, "("+Clean(c.Company)+")")
	}
	who = slices.DeleteFunc(who, func(p string) bool { return p == "" })
	sigil := s.paint(actionStyles[c.Action], c.Action.Sigil())
	s.linef("  %s %s%s", sigil, strings.Join(who, " "), s.aside(c))
	if c.Action == reconcile.Add {
		s.joiner(c)
		return
	}
	for _, f := range c.Fields {
		if !implied(c.Action, f) {
			s.field(c.Action, f)
		}
	}
}

// joiner shows in one line what a new account gets besides what stands beside its sigil.
func (s *Screen) joiner(c *reconcile.Change) {
	var parts []string
	for _, f := range c.Fields {
		if !introduced(c, f) {
			parts = append(parts, fieldLabel(s.lang, f)+s.say("help.colon")+" "+s.value(f.Field, f.New))
		}
	}
	if len(parts) > 0 {
		s.line("      ", strings.Join(parts, ", "))
	}
}

// introduced tells whether a joiner's field was shown already, or is what every joiner has.
func introduced(c *reconcile.Change, f reconcile.FieldChange) bool {
	switch f.Field {
	case reconcile.FirstName, reconcile.LastName, reconcile.Company:
		return true
	case reconcile.Status:
		return f.New == reconcile.StatusActive
	}
	return f.New == c.Key
}

// implied tells whether the action itself says what happens to a field, so that it need not be shown.
func implied(a reconcile.Action, f reconcile.FieldChange) bool {
	switch f.Field {
	case reconcile.Deactivated:
		return true
	case reconcile.Status:
		return a == reconcile.Deactivate || a == reconcile.Reactivate && f.New == reconcile.StatusActive
	}
	return false
}

// aside gives the reason and the line in the file; an update explains itself.
func (s *Screen) aside(c *reconcile.Change) string {
	var parts []string
	if c.Why.Code != "" && !selfEvident(c) {
		parts = append(parts, words.Reason(s.lang, c.Why))
	}
	if c.Line > 0 {
		parts = append(parts, s.say("view.line", number(int64(c.Line))))
	}
	if len(parts) == 0 {
		return ""
	}
	return "  " + strings.Join(parts, ", ")
}

func selfEvident(c *reconcile.Change) bool { return c.Why.Code == "changed" || c.Why.Code == "joined" }

func (s *Screen) field(a reconcile.Action, f reconcile.FieldChange) {
	s.linef("      %s%s %s → %s", fieldLabel(s.lang, f), s.say("help.colon"), s.value(f.Field, f.Old),
		s.paint(actionStyles[a], s.value(f.Field, f.New)))
}

func fieldLabel(l words.Lang, f reconcile.FieldChange) string {
	if f.Field == reconcile.Attribute {
		return Clean(f.Attr)
	}
	return words.Label(l, f.Field)
}

// value shows one value; blanks are named and passwords are not shown.
func (s *Screen) value(f reconcile.Field, v string) string {
	switch {
	case v == "":
		return s.say("view.blank")
	case f == reconcile.Password:
		return s.say("view.set")
	case f == reconcile.Status:
		return words.Status(s.lang, v)
	case f == reconcile.MustChange:
		return s.say("view.yes")
	}
	return Clean(document.Shown(f, v))
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// quoted gives s as one word of a shell's command line.
func quoted(s string) string {
	plain := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("._@%+,:=/-", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// CommandLine joins words into a line that a shell reads back as the same words.
func CommandLine(words ...string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = quoted(w)
	}
	return strings.Join(out, " ")
}
