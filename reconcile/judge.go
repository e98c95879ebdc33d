package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Judge looks at the totals and says what stands against applying the plan, in a fixed order. It writes nothing and
// asks nothing of the roster: the whole plan is judged before the first write.
func Judge(t *Totals, p *Policy, h History, m Mode) []Finding {
	j := &judging{t: t, p: p, g: p.Guardrails}
	j.content()
	j.absence(m)
	j.canaries()
	j.truncation()
	j.ending(m)
	j.unread(m)
	j.updates()
	j.rights()
	j.keys()
	if m == Unattended && t.Pairs > 0 {
		j.find("probable-pairs", t.Pairs)
	}
	j.repeats(h)
	if j.findings == nil {
		return []Finding{}
	}
	return j.findings
}

// judging collects findings.
type judging struct {
	t        *Totals
	p        *Policy
	g        Guardrails
	findings []Finding
}

func (j *judging) find(code string, number int, args ...string) {
	j.findings = append(j.findings, Finding{Code: code, Blocks: true, Number: number, Args: args})
}

// tell adds a finding that holds nothing.
func (j *judging) tell(code string, number int, args ...string) {
	j.findings = append(j.findings, Finding{Code: code, Number: number, Args: args})
}

// share is n of whole in per cent; 0 of nothing.
func share(n, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(n) / float64(whole)
}

func percent(f float64) string { return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0") }

// content judges whether there is anything to go by.
func (j *judging) content() {
	t := j.t
	switch {
	case t.Undo, t.Rows == 0 && (t.InScope == 0 || t.Partial):
		return
	case t.Rows == 0:
		j.find("empty-file", t.InScope)
	case t.Rejected == t.Rows, t.Found+t.Add == 0:
		j.find("nobody-readable", t.Rows)
	}
	if t.Keyless > 0 && t.Absent > 0 {
		j.find("keyless-absence", t.Keyless, strconv.Itoa(t.Absent))
	}
	if n := t.Kept - t.Rejected - t.Held; n > 0 { // each of those rows is one person
		j.tell("absent-kept", n, strconv.Itoa(t.Kept))
	}
	if s := share(t.Rejected, t.Rows); s > j.g.RejectedShare {
		j.find("rejected-share", t.Rejected, strconv.Itoa(t.Rows), percent(s), percent(j.g.RejectedShare))
	}
}

// absence judges who is missing, and who is said to have left.
func (j *judging) absence(m Mode) {
	t := j.t
	if len(j.p.Scope) > 0 && !t.Partial && t.InScope == 0 && t.ActiveBefore > 0 {
		j.find("scope-empty", t.ActiveBefore)
	}
	j.leaving("absent-share", t.Absent, 1, m)
	if t.Deactivate > t.Absent { // the status column, or an undo
		j.leaving("deactivated-share", t.Deactivate, j.g.AbsentMinUnattended, m)
	}
	whole := slices.Sorted(maps.Keys(t.Whole))
	for i, name := range whole {
		whole[i] = fmt.Sprintf("%s (%d)", name, t.Whole[name])
	}
	if len(whole) > 0 {
		j.find("whole-group", t.WholePeople, strings.Join(whole[:min(10, len(whole))], ", "), strconv.Itoa(len(whole)))
	}
}

// leaving judges a number of deactivations, which must be at least so many, against the limits on absence.
func (j *judging) leaving(code string, n, least int, m Mode) {
	s, many := share(n, j.t.InScope), n >= j.g.AbsentMinUnattended
	args := func(limit float64) []string { return []string{strconv.Itoa(j.t.InScope), percent(s), percent(limit)} }
	switch {
	case n < least:
	case s > j.g.AbsentShare:
		j.find(code, n, args(j.g.AbsentShare)...)
	case s > j.g.AbsentShareUnattended && many && m == Unattended:
		j.find(code, n, args(j.g.AbsentShareUnattended)...)
	case s > j.g.AbsentShareUnattended && many: // a reviewer is told; only an unattended run is held
		j.tell(code, n, args(j.g.AbsentShareUnattended)...)
	}
}

// updates judges how much changes at once.
func (j *judging) updates() {
	t := j.t
	of := t.Found
	if t.Partial { // by nature the people who changed
		of = max(t.Found, t.InScope)
	}
	if s := share(t.Update, of); s > j.g.UpdatedShare {
		j.find("updated-share", t.Update, strconv.Itoa(of), percent(s), percent(j.g.UpdatedShare))
	}
	names := make([]string, 0, len(t.FieldChanged))
	for f := range t.FieldChanged {
		names = append(names, f)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(t.FieldChanged[b], t.FieldChanged[a]), strings.Compare(a, b))
	})
	for _, f := range names {
		if s := share(t.FieldChanged[f], of); s > j.g.FieldShare {
			j.find("field-share", t.FieldChanged[f], f, strconv.Itoa(of), percent(s), percent(j.g.FieldShare))
			return
		}
	}
}

// rights judges who may administer, who is given more, and the seats.
func (j *judging) rights() {
	t := j.t
	switch {
	case t.AdminsSpared:
		j.find("last-administrator", t.AdminsTaken, "stay")
	case t.AdminsTaken > 0 && t.AdminsTaken == t.AdminsBefore:
		j.find("last-administrator", t.AdminsTaken)
	case t.AdminsTaken > 0 && t.AdminsBefore >= 2 && t.AdminsAfter < 2:
		j.find("administrators", t.AdminsTaken, strconv.Itoa(t.AdminsBefore), strconv.Itoa(t.AdminsAfter))
	}
	if t.Raised > 0 && t.Accounts > 0 {
		j.find("privileged", t.Raised)
	}
	if over := t.ActiveAfter - j.p.Seats; j.p.Seats > 0 && over > 0 && t.Add+t.Reactivate > 0 {
		j.find("seats", over, strconv.Itoa(j.p.Seats), strconv.Itoa(t.ActiveAfter))
	}
}

// keys judges whether the people are the same and only their keys look different.
func (j *judging) keys() {
	t := j.t
	if t.LeadingZeros > 0 {
		j.find("leading-zeros", t.LeadingZeros)
	}
	of := t.InScope
	if t.Partial {
		of = t.Found
	}
	if s := share(t.KeyForm, of); s > j.g.KeyFormShare {
		j.find("key-form", t.KeyForm, strconv.Itoa(of), percent(s))
	}
}

// repeats judges whether the file was here before. Where nothing would change there is nothing to hold.
func (j *judging) repeats(h History) {
	code := ""
	switch {
	case j.t.FileSHA256 == "" || h.LastRun == 0:
	case j.t.FileSHA256 == h.LastSHA256:
		code = "same-file"
	case h.SeenRun > 0 || olderName(j.t.FileName, h.LastName):
		code = "older-file"
	}
	if code == "" {
		return
	}
	run := h.LastRun
	if h.SeenRun > 0 {
		run = h.SeenRun
	}
	j.findings = append(j.findings, Finding{Code: code, Blocks: j.t.Changes() > 0, Number: int(run), Args: []string{strconv.Itoa(j.t.Changes())}})
}

// olderName tells whether two names that differ in a date only (2026-01-31 or 20260131) say that the first is older.
func olderName(name, last string) bool {
	a, dateA := cutDate(name)
	b, dateB := cutDate(last)
	return dateA != "" && dateB != "" && a == b && dateA < dateB
}

// cutDate takes the first date out of a name.
func cutDate(name string) (rest, date string) {
	for i := range len(name) {
		for _, form := range [...]string{"dddd-dd-dd", "dddd_dd_dd", "dddddddd"} {
			if matches(name[i:], form) {
				return name[:i] + name[i+len(form):], strings.NewReplacer("-", "", "_", "").Replace(name[i : i+len(form)])
			}
		}
	}
	return name, ""
}

func matches(s, form string) bool {
	if len(s) < len(form) {
		return false
	}
	for i := range len(form) {
		if digit := s[i] >= '0' && s[i] <= '9'; form[i] == 'd' != digit || form[i] != 'd' && s[i] != form[i] {
			return false
		}
	}
	return true
}
