package report

import (
	"io"
	"iter"
	"time"

	"rollcall/reconcile"
	"rollcall/words"
)

// Event is one change of one run.
type Event struct {
	Run    int64
	At     time.Time
	By     string
	File   string // base name; blank where the run was not made from a file
	Change *reconcile.Change
}

// Period is what a list of events says of itself.
type Period struct {
	Lang         words.Lang
	Organisation string
	Roster       string    // the store, as it is named to people: no secret in it
	Runs         string    // which runs, in words
	Made         time.Time // when the list was written
}

// WriteEvents writes what runs did, one line for each field of each change, as it comes. A workbook has a second sheet
// that says what it is of. A password is shown as "(set)" only.
func WriteEvents(w io.Writer, kind Kind, p Period, events iter.Seq2[*Event, error]) error {
	if kind == CSV {
		t := newCSV(w, delimiter(p.Lang))
		if err := t.row(headings(eventColumns(p.Lang))); err != nil {
			return err
		}
		if err := eventLines(t, p.Lang, events); err != nil {
			return err
		}
		return t.close()
	}
	b, err := newBook(w, p.Lang)
	if err != nil {
		return err
	}
	if err := b.made(p.Made); err != nil {
		return err
	}
	s, err := b.list(words.Say(p.Lang, "report.sheet.events"), eventColumns(p.Lang), "")
	if err != nil {
		return err
	}
	if err := eventLines(s, p.Lang, events); err != nil {
		return err
	}
	if err := s.closeList(1); err != nil {
		return err
	}
	if err := b.facts(words.Say(p.Lang, "report.sheet.about"), p.facts()); err != nil {
		return err
	}
	return b.close()
}

func (p *Period) facts() []fact {
	say := func(key string) string { return words.Say(p.Lang, "report.about."+key) }
	return []fact{state(say("organisation"), p.Organisation), state(say("roster"), p.Roster), state(say("period"), p.Runs),
		state(say("made"), p.Made.UTC().Format(stamp)+" UTC")}
}

// eventColumns are the run's, then those of a change.
func eventColumns(lang words.Lang) []column {
	out := []column{{words.Say(lang, "view.run-number"), 8, plain}, {words.Say(lang, "report.column.when"), 20, plain},
		{words.Say(lang, "view.run-by"), 16, plain}, {words.Say(lang, "view.run-file"), 24, plain}}
	for _, h := range reviewHeadings(lang) {
		out = append(out, column{h, 20, plain})
	}
	return out
}

func eventLines(t table, lang words.Lang, events iter.Seq2[*Event, error]) error {
	for e, err := range events {
		if err != nil {
			return err
		}
		run := []string{decimal(e.Run), e.At.UTC().Format(stamp), e.By, e.File}
		if err := reviewLines(t, run, e.Change, lang); err != nil {
			return err
		}
	}
	return nil
}
