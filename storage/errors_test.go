package storage

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lib/pq"

	"rollcall/reconcile"
	"rollcall/words"
)

// Everything that can go wrong has a text in both languages, with all that it needs.
func TestErrorsHaveTexts(t *testing.T) {
	explained := []Explained{&AppliedError{"p1", 3}, &BlockedError{"p1", []reconcile.Finding{{Code: "seats"}}},
		&LockedError{}, &LockedError{ada, time.Now()}, &LeaseLostError{}, &DamagedError{"p1", "header"}}
	for _, code := range []string{"store-address", "store-unreachable", "store-foreign", "store-newer"} {
		explained = append(explained, &OpenError{code, "here", errors.New("no")})
	}
	for _, code := range []string{"unknown-organisation", "unknown-plan", "unknown-run", "ambiguous-plan"} {
		explained = append(explained, &UnknownError{code, "x"})
	}
	for _, reason := range []string{StaleMoved, StaleTaken, StaleRoster, StalePolicy} {
		explained = append(explained, &StaleError{reason, []StaleAccount{{7, "secret"}}, 3})
	}
	explained = append(explained, &RejectedError{"p1", "Ada"}, &UnapprovedError{"p1", 2, 1, false}, &UnapprovedError{PlanID: "p1", Open: true},
		&PolicyDamagedError{3}, &UnknownError{"unknown-operator", "x"})
	for _, e := range explained {
		code, args := e.Text()
		for _, l := range []words.Lang{words.English, words.French} {
			text := words.Say(l, code, args...)
			if !words.Known(code) || strings.Contains(text, "%!") || strings.Contains(text, "secret") {
				t.Errorf("%s, %s: %q", code, l, text)
			}
		}
		if e.Error() == "" || strings.Contains(e.Error(), "secret") {
			t.Errorf("%s says %q", code, e.Error())
		}
	}
}

// A taken key is known by every form in which the databases report it.
func TestIsTaken(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{&pq.Error{Code: "23505"}, true},
		{&pq.Error{Code: "XX000", Message: `duplicate key value violates unique constraint "accounts_login_102008"`}, true},
		{&pq.Error{Code: "XX000", Message: "could not open relation"}, false},
		{&pq.Error{Code: "23503"}, false},
		{errors.New("duplicate key value"), false},
		{nil, false},
	} {
		if got := isTaken(c.err); got != c.want {
			t.Errorf("%v: %v", c.err, got)
		}
	}
}
