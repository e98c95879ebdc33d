package report

import (
	"fmt"
	"time"

	"rollcall/reconcile"
	"rollcall/words"
)

// About is what an export says of itself.
type About struct {
	System       string // the program's name
	Version      string // and version
	Organisation string
	Roster       string         // the store, as it is named to people: no secret in it
	AsOf         time.Time      // when the roster stood as listed
	Made         time.Time      // when that was in the past: when the export was written; else zero
	Zone         *time.Location // of the reader; nil is UTC
	By           string         // who ran the export
	Filters      []string       // in words, in the export's language; none lists every account
	Listed       int            // rows in the export
	FilteredOut  int            // accounts left out by the filters
	Total        int            // accounts in the roster: Listed + FilteredOut
	ByStatus     map[string]int // accounts in the roster, those filtered out included, by status
	LastRun      *LastRun       // nil when there has been none
}

// LastRun is the last run that changed the roster.
type LastRun struct {
	Number int64
	File   string // base name; blank where the run was not made from a file
	SHA256 string // of the file, hexadecimal
	At     time.Time
	By     string
}

// consistent checks that the counts are those of the rows written. A roster that changed while it was listed would
// otherwise give an export that contradicts itself.
func (a *About) consistent(lang words.Lang, written int) error {
	total := 0
	for _, n := range a.ByStatus {
		total += n
	}
	if a.Listed != written || a.Listed+a.FilteredOut != a.Total || a.ByStatus != nil && total != a.Total {
		return unwritable(lang, "report-counts-differ", written, a.FilteredOut, a.Total)
	}
	return nil
}

// about writes the second sheet of an export.
func (e *Export) about(b *book, l *listing) error {
	a := e.About()
	if err := a.consistent(e.Lang, l.n); err != nil {
		return err
	}
	made := a.AsOf
	if !a.Made.IsZero() {
		made = a.Made
	}
	if err := b.made(made); err != nil {
		return err
	}
	name, facts := words.Say(e.Lang, "report.sheet.about"), a.facts(e.Lang, l)
	checkpoint, err := e.seal(Digests{Rows: l.digest.String(), About: digestOf(name, facts), Count: l.n})
	if err != nil {
		return err
	}
	if checkpoint != "" {
		facts = append(facts, state(words.Say(e.Lang, "report.about.checkpoint"), checkpoint))
	}
	return b.facts(name, facts)
}

// digestOf is the digest of a sheet of facts: its rows are what and value.
func digestOf(name string, facts []fact) string {
	d := newDigest()
	d.row([]string{name, ""})
	for _, f := range facts {
		d.row([]string{f.what, f.value})
	}
	return d.String()
}

// fact is one line of a sheet that states facts: what, and the value.
type fact struct {
	what  string
	value string
	style style // of the value, none is wrapped text; a title heads the lines below it and has no value
}

// header makes a line that heads the facts below it.
func header(what string) fact { return fact{what: what, style: title} }

// state makes a plain fact.
func state(what, value string) fact { return fact{what: what, value: value} }

// number makes a fact that is a number.
func number(what string, n int) fact { return fact{what, decimal(int64(n)), count} }

// facts writes a sheet of facts under its name as title.
func (b *book) facts(name string, facts []fact) error {
	s, err := b.sheet(name, []column{{"", 34, wrapped}, {"", 90, wrapped}}, 0, "")
	if err != nil {
		return err
	}
	if err := s.write([]cell{{name, title}}); err != nil {
		return err
	}
	for _, f := range facts {
		cells := []cell{{f.what, heading}, {f.value, f.style}}
		if f.style == title {
			cells = []cell{{f.what, title}}
		}
		if err := s.write(cells); err != nil {
			return err
		}
	}
	return s.end("")
}

func (a *About) facts(lang words.Lang, l *listing) []fact {
	say := func(key string, args ...any) string { return words.Say(lang, "report.about."+key, args...) }
	out := []fact{
		state(say("system"), a.System+" "+a.Version),
		state(say("organisation"), a.Organisation),
		state(say("roster"), a.Roster),
		state(say("as-of-utc"), a.AsOf.UTC().Format(stamp)+" UTC"),
		state(say("as-of-local"), local(a.AsOf, a.Zone)),
		state(say("by"), a.By),
	}
	out = append(out, a.past(lang)...)
	if len(a.Filters) == 0 {
		out = append(out, state(say("filters"), say("no-filters")))
	}
	for _, f := range a.Filters {
		out = append(out, state(say("filters"), f))
	}
	out = append(out, state(say("rows"), say("sum", a.Listed, a.FilteredOut, a.Total)))
	out = append(out, a.statuses(lang, l)...)
	out = append(out, a.lastRun(lang)...)
	return append(out, state(say("digest"), l.digest.String()), state(say("digest-how"), say("digest-explained")))
}

// past says which run left a roster of the past as it is listed.
func (a *About) past(lang words.Lang) []fact {
	if a.Made.IsZero() {
		return nil
	}
	say := func(key string, args ...any) string { return words.Say(lang, "report.about."+key, args...) }
	left := say("as-before")
	if a.LastRun != nil {
		left = say("as-left", decimal(a.LastRun.Number))
	}
	return []fact{state(say("as-of-run"), left), state(say("made"), a.Made.UTC().Format(stamp)+" UTC")}
}

// local gives a time in a zone, with its offset and its name; this machine's own zone has only the short name that it
// goes by at that time of the year.
func local(at time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	at = at.In(zone)
	name := zone.String()
	if name == "Local" {
		name, _ = at.Zone()
	}
	return fmt.Sprintf("%s (%s)", at.Format(stamp+" -07:00"), name)
}

// statuses counts the rows, and the accounts of the roster, of each status.
func (a *About) statuses(lang words.Lang, l *listing) []fact {
	var out []fact
	for _, s := range []string{reconcile.StatusInvited, reconcile.StatusActive, reconcile.StatusDeactivated} {
		out = append(out, state(words.Say(lang, "report.about.status", words.Status(lang, s)),
			words.Say(lang, "report.about.of", l.listed[s], a.ByStatus[s])))
	}
	return out
}

func (a *About) lastRun(lang words.Lang) []fact {
	say := func(key string, args ...any) string { return words.Say(lang, "report.about."+key, args...) }
	r := a.LastRun
	if r == nil {
		return []fact{state(say("last-run"), say("no-run"))}
	}
	out := []fact{state(say("last-run"), say("run", decimal(r.Number), r.At.UTC().Format(stamp), r.By))}
	if r.File == "" {
		return append(out, state(say("run-file"), say("no-file")))
	}
	return append(out, state(say("run-file"), r.File), state(say("run-sha256"), r.SHA256))
}
