package reconcile

import (
	"context"
	"fmt"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// outlinedRoster is a roster with outlines of all accounts but some, a few in each page.
type outlinedRoster struct {
	all     Accounts
	without map[int64]bool
	looked  map[int64]bool
	each    int
	spoil   func(*OutlinePage)
}

var testOutliner = NewOutliner([]byte("secret"))

func (r *outlinedRoster) Outliner() *Outliner { return testOutliner }

func (r *outlinedRoster) Outlines(context.Context) iter.Seq2[*OutlinePage, error] {
	return func(yield func(*OutlinePage, error) bool) {
		for from := 0; from < len(r.all); from += r.each {
			var p OutlinePage
			for _, a := range r.all[from:min(from+r.each, len(r.all))] {
				if r.without[a.ID] {
					p.Without = append(p.Without, a.ID)
				} else {
					p.Outlines = testOutliner.Append(p.Outlines, a)
				}
			}
			if r.spoil != nil {
				r.spoil(&p)
			}
			if !yield(&p, nil) {
				return
			}
		}
	}
}

func (r *outlinedRoster) Accounts(ctx context.Context) iter.Seq2[*Account, error] {
	return r.all.Accounts(ctx)
}

func (r *outlinedRoster) Lookup(ctx context.Context, ids []int64) iter.Seq2[*Account, error] {
	for _, id := range ids {
		r.looked[id] = true
	}
	return r.all.Lookup(ctx, ids)
}

// OutlinedRoster gives accounts as a roster with outlines of all whose ID is not a multiple of three.
func OutlinedRoster(all Accounts) Roster {
	r := &outlinedRoster{all: all, without: map[int64]bool{}, looked: map[int64]bool{}, each: 3}
	for _, a := range all {
		r.without[a.ID] = a.ID%3 == 0
	}
	return r
}

// An index made from outlines is the one made from the accounts themselves, whatever the policy and the columns.
func TestIndexFromOutlines(t *testing.T) {
	unread := 0
	rapid.Check(t, func(t *rapid.T) {
		policy, file := drawRules(t)
		if rapid.IntRange(0, 3).Draw(t, "plain") > 0 {
			file.Columns = append(file.Columns[:len(file.Columns)-2], Column{Field: EmployeeNumber})
		}
		policy.Protected = rapid.SampledFrom([][]string{nil, {"E1"}, {"id:2", "kim3"}, {"id:02"}}).Draw(t, "protected")
		r := &outlinedRoster{without: map[int64]bool{}, looked: map[int64]bool{}, each: rapid.IntRange(1, 5).Draw(t, "each")}
		for id := range int64(rapid.IntRange(0, 12).Draw(t, "accounts")) {
			a := drawAccount(t, 1+id)
			if rapid.IntRange(0, 3).Draw(t, "bare") > 0 {
				a.Attrs = nil
			}
			if rapid.IntRange(0, 5).Draw(t, "renamed") == 0 {
				a.Former = []string{"was" + a.Values[Login]}
			}
			r.all, r.without[a.ID] = append(r.all, a), rapid.IntRange(0, 4).Draw(t, "without") == 0
		}
		rules, cols := newRules(policy), newColumns(file, policy)
		x, err := buildIndex(context.Background(), r, rules, cols)
		if err != nil {
			t.Fatal(err)
		}
		plainRules := newRules(policy)
		want := newIndex(x.hasher)
		for _, a := range r.all {
			want.add(a, plainRules, cols)
		}
		if x.hasher == testOutliner.x.hasher {
			unread += len(r.all) - len(r.looked)
		}
		for what, both := range map[string][2]any{"accounts": {want.known(), x.known()}, "former logins": {want.former, x.former},
			"names": {want.names, x.names}, "units": {want.units, x.units},
			"protected": {plainRules.unseen, rules.unseen}, "canaries": {plainRules.unheard, rules.unheard}} {
			if diff := cmp.Diff(both[0], both[1]); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
	})
	if unread == 0 {
		t.Error("every account was read whole")
	}
}

// Where what a roster keeps are not the outlines of its accounts, whole accounts are read: nobody is missed and nobody is
// there twice.
func TestIndexWhereOutlinesAreNone(t *testing.T) {
	policy, file := DefaultPolicy(), &File{Columns: []Column{{Field: EmployeeNumber}, {Field: Login}, {Field: Role}}}
	var all Accounts
	for id := range int64(9) {
		a := &Account{ID: 1 + id, Version: 1}
		a.Values[EmployeeNumber], a.Values[Login], a.Values[Status] = fmt.Sprint("E", id), fmt.Sprint("login", id), StatusActive
		all = append(all, a)
	}
	cols := newColumns(file, &policy)
	for name, spoil := range map[string]func(*OutlinePage){
		"cut":   func(p *OutlinePage) { p.Outlines = p.Outlines[:len(p.Outlines)-1] },
		"twice": func(p *OutlinePage) { p.Outlines = append(p.Outlines, p.Outlines[:len(p.Outlines)/3]...) },
		"none":  func(p *OutlinePage) { *p = OutlinePage{Without: []int64{1, 2, 3}} },
	} {
		r := &outlinedRoster{all: all, looked: map[int64]bool{}, each: 3, spoil: spoil}
		x, err := buildIndex(context.Background(), r, newRules(&policy), cols)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if x.ids.len() != len(all) || len(r.looked) > 0 || x.hasher == testOutliner.x.hasher {
			t.Errorf("%s: %d accounts, of which %d were looked up", name, x.ids.len(), len(r.looked))
		}
	}
}

// What was cut or is no outline is an error, not an account.
func TestOutlineThatIsNone(t *testing.T) {
	a := &Account{ID: 7}
	a.Values[EmployeeNumber], a.Values[Login] = "E7", "ada"
	whole := testOutliner.Append(nil, a)
	for n := 1; n < len(whole); n++ {
		if _, ok := new(outline).read(whole[:n]); ok {
			t.Errorf("%d of %d bytes were taken for an outline", n, len(whole))
		}
	}
	var l outline
	if rest, ok := l.read(append(whole, 1)); !ok || len(rest) != 1 || l.id != 7 {
		t.Errorf("account %d, %v, with %d bytes left", l.id, ok, len(rest))
	}
}
