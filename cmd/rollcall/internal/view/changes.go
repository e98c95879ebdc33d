package view

import (
	"cmp"
	"iter"
	"maps"
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

// leavers shows who loses access, with the numbers per company and per group when there are many: the part of a plan
// that a reviewer answers for.
func (s *Screen) leavers(sum reconcile.Summary, changes ByAction) error {
	total := sum.Deactivate
	if total == 0 {
		return nil
	}
	s.heading(s.say("view.section-deactivate", total))
	if total > 10 {
		if err := s.counts(changes(reconcile.Deactivate)); err != nil {
			return err
		}
	}
	return s.list(changes(reconcile.Deactivate), total)
}

// counts shows how many of the changes there are for each company and each group.
func (s *Screen) counts(changes iter.Seq2[*reconcile.Change, error]) error {
	companies, groups := map[string]int{}, map[string]int{}
	for c, err := range changes {
		if err != nil {
			return err
		}
		companies[c.Company]++
		groups[c.Group]++
	}
	s.tally(reconcile.Company, companies)
	s.tally(reconcile.Group, groups)
	return nil
}

// tally shows how often each value of a field occurs, the most frequent first; nothing where all are blank.
func (s *Screen) tally(f reconcile.Field, count map[string]int) {
	if len(count) == 1 && count[""] > 0 {
		return
	}
	values := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	s.line("  ", words.Label(s.lang, f), s.say("help.colon"))
	for _, v := range values[:min(len(values), s.limit())] {
		s.linef("  %6d  %s", count[v], cmp.Or(Clean(v), s.say("view.blank")))
	}
	s.rest(len(values))
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

// change shows who, why, and each field that moves, unless the action itself says so.
func (s *Screen) change(c *reconcile.Change) {
	s.person(c)
	if c.Action == reconcile.Add {
		s.joiner(c)
		return
	}
	for _, f := range c.Fields {
		if !implied(c.Action, f) {
			s.field(c.Action, f)
		}
	}
	for i := range c.Left {
		s.left(&c.Left[i])
	}
}

// left shows a field of the run that an undo does not write: what stands there, how it ends and why.
func (s *Screen) left(l *reconcile.Left) {
	if l.Field == reconcile.Deactivated {
		return // goes with the status
	}
	s.linef("      %s%s %s  %s%s %s", fieldLabel(s.lang, l.FieldChange), s.say("help.colon"), s.value(l.Field, l.Old),
		s.paint(magenta, s.say("outcome."+string(l.Outcome()))), s.say("help.colon"), words.Reason(s.lang, l.Why))
}

// person shows who and why in one line.
func (s *Screen) person(c *reconcile.Change) {
	who := []string{Clean(c.Key), Clean(c.Name)}
	if known := strings.Join(filled(known(c)), ", "); known != "" {
		who = append(who, "("+Clean(known)+")")
	}
	who = filled(who)
	sigil := s.paint(actionStyles[c.Action], c.Action.Sigil())
	s.linef("  %s %s%s", sigil, strings.Join(who, " "), s.aside(c))
}

// known gives what a reviewer knows somebody by besides key and name: of who loses access, all there is.
func known(c *reconcile.Change) []string {
	if c.Action != reconcile.Deactivate {
		return []string{c.Company}
	}
	out := []string{c.Company, c.Group, c.Role, c.Email}
	return slices.DeleteFunc(out, func(v string) bool { return v == c.Key })
}

func filled(texts []string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
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
	case f == reconcile.FormerLogins:
		return Clean(strings.ReplaceAll(v, "\n", ", "))
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
