package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/reconcile"
	"rollcall/storage"
)

// when is a point in a roster's past as people name it: a run, a day or a moment.
type when struct {
	run         int64     // the run's number; 0: a time is meant
	begin, over time.Time // the day's first moment and the first one after it; equal where one moment is meant
}

// The ways to write a time. Those without an offset are in the zone that was asked for.
var (
	exactLayouts = []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00"}
	wallLayouts  = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}
)

// parseWhen reads the number of a run or a time; flag is the one it was given by.
func parseWhen(flag, text string, zone *time.Location) (when, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		if n < 1 {
			return when{}, usage("usage-run", text)
		}
		return when{run: n}, nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, text, zone); err == nil {
		return when{begin: day, over: time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, zone)}, nil
	}
	exact := strings.TrimSuffix(text, " UTC") // as lists of runs show times
	if exact != text {
		exact += "Z"
	}
	for _, layout := range exactLayouts {
		if at, err := time.Parse(layout, exact); err == nil {
			return when{begin: at, over: at}, nil
		}
	}
	for _, layout := range wallLayouts {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return when{begin: at, over: at}, nil
		}
	}
	return when{}, usage("usage-moment", flag, text)
}

// last gives the last moment that is meant, to the millisecond that runs are dated by, and no later than now.
func (m when) last(flag string, now time.Time) (time.Time, error) {
	if m.begin.After(now) {
		return now, usage("usage-moment-ahead", flag)
	}
	at := m.over
	if at.After(m.begin) {
		at = at.Add(-time.Millisecond)
	}
	if at.After(now) {
		at = now
	}
	return at, nil
}

// asOf is the wish for a roster as it stood.
type asOf struct{ text, zone string }

func (s *session) asOfFlag(cmd *cobra.Command, a *asOf) {
	cmd.Flags().StringVar(&a.text, "as-of", "", s.say("flag.as-of"))
}

func (s *session) zoneFlag(cmd *cobra.Command, zone *string) {
	cmd.Flags().StringVar(zone, "zone", "", s.say("flag.zone"))
}

// standing is a roster as it stands, or as it stood.
type standing interface {
	reconcile.Roster
	ByStatus(context.Context) (map[string]int, error)
	Revision() int64
	Close() error
}

// standing opens the roster as it stands, or as it stood when a says; at is the moment it is of.
func (s *session) standing(ctx context.Context, store *storage.Store, a asOf) (_ standing, at time.Time, err error) {
	at = now()
	if a.text == "" {
		n, err := store.Snapshot(ctx, s.org)
		return n, at, err
	}
	zone, err := parseZone(a.zone)
	if err != nil {
		return nil, at, err
	}
	m, err := parseWhen("--as-of", a.text, zone)
	if err != nil {
		return nil, at, err
	}
	p, err := s.past(ctx, store, m, at)
	if err != nil {
		return nil, at, err
	}
	switch {
	case m.run > 0:
		s.tell("as-of-run", decimal(m.run), stampIn(p.At, zone))
	case p.Run == nil:
		s.tell("as-of-before", stampIn(p.At, zone))
	default:
		s.tell("as-of", decimal(p.Run.Number), stampIn(p.Run.At, zone), stampIn(p.At, zone))
	}
	return p, p.At, nil
}

// newAsOf makes the document of the moment that a roster was asked for, nil where it is the present.
func newAsOf(a asOf, run int64, at time.Time) *document.AsOf {
	if a.text == "" {
		return nil
	}
	return &document.AsOf{Run: run, At: at.UTC()}
}

// past opens the roster as it stood at m.
func (s *session) past(ctx context.Context, store *storage.Store, m when, now time.Time) (*storage.Past, error) {
	if m.run > 0 {
		return store.AsOf(ctx, s.org, m.run, time.Time{})
	}
	at, err := m.last("--as-of", now)
	if err != nil {
		return nil, err
	}
	number, err := store.RunAt(ctx, s.org, at)
	if err != nil {
		return nil, err
	}
	return store.AsOf(ctx, s.org, number, at)
}

// stampIn shows a moment in a zone, with its offset.
func stampIn(at time.Time, zone *time.Location) string {
	return at.In(zone).Format("2006-01-02 15:04:05 -07:00")
}
