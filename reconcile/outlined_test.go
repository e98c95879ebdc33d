package reconcile

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// outlinedRoster is a roster with outlines of all accounts but some, a few in each page.
type outlinedRoster struct {
	all     Accounts
	was     map[int64]*Account // accounts as they were when their outlines were made; changes made them what they are
	without map[int64]bool     // accounts whose outlines are not theirs; every other one of them has none
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
			some := r.all[from:min(from+r.each, len(r.all))]
			for _, a := range some {
				switch was := r.was[a.ID]; {
				case r.without[a.ID]:
					if a.ID%2 == 0 {
						p.Outlines = testOutliner.Append(p.Outlines, &Account{ID: a.ID})
					}
				case was != nil:
					p.Outlines = testOutliner.Append(p.Outlines, was)
				default:
					p.Outlines = testOutliner.Append(p.Outlines, a)
				}
			}
			for _, a := range some {
				if was := r.was[a.ID]; was != nil {
					fields := changedValues(was, a)
					for _, part := range [][]FieldChange{fields[:len(fields)/2], fields[len(fields)/2:]} {
						p.Outlines = testOutliner.AppendChange(p.Outlines, &Change{ID: a.ID, Fields: part})
					}
				}
			}
			if from == 0 {
				p.Without, p.Accounts = slices.Sorted(maps.Keys(r.without)), len(r.all)
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

// changedValues gives what became of the values of an account.
func changedValues(was, is *Account) (fields []FieldChange) {
	for f, v := range is.Values {
		if v != was.Values[f] {
			fields = append(fields, FieldChange{Field: Field(f), Old: was.Values[f], New: v})
		}
	}
	return fields
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
		if a.ID%3 == 0 {
			r.without[a.ID] = true
		}
	}
	return r
}

// An index made from outlines is the one made from the accounts themselves, whatever the policy and the columns.
func TestIndexFromOutlines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, file := drawRules(t)
		if rapid.IntRange(0, 3).Draw(t, "plain") > 0 {
			file.Columns = append(file.Columns[:len(file.Columns)-2], Column{Field: EmployeeNumber})
		}
		policy.Protected = rapid.SampledFrom([][]string{nil, {"E1"}, {"id:2", "kim3"}, {"id:02"}}).Draw(t, "protected")
		r := &outlinedRoster{was: map[int64]*Account{}, without: map[int64]bool{}, looked: map[int64]bool{}, each: rapid.IntRange(1, 5).Draw(t, "each")}
		for id := range int64(rapid.IntRange(0, 12).Draw(t, "accounts")) {
			a := drawAccount(t, 1+id)
			if rapid.IntRange(0, 3).Draw(t, "bare") > 0 {
				a.Attrs = nil
			}
			if rapid.IntRange(0, 5).Draw(t, "renamed") == 0 {
				a.Former = []string{"was" + a.Values[Login]}
			}
			if rapid.IntRange(0, 4).Draw(t, "without") == 0 {
				r.without[a.ID] = true
			}
			if rapid.IntRange(0, 2).Draw(t, "changed") == 0 {
				was := drawAccount(t, a.ID)
				was.Attrs, was.Former = a.Attrs, a.Former
				r.was[a.ID] = was
			}
			r.all = append(r.all, a)
		}
		rules, cols := newRules(policy), newColumns(file, policy)
		x, err := buildIndex(context.Background(), r, rules, cols)
		if err != nil {
			t.Fatal(err)
		}
		plainRules := newRules(policy)
		want := newIndex(x.hasher)
		if rapid.IntRange(0, 3).Draw(t, "gone") == 0 {
			r.without[int64(rapid.IntRange(1, 15).Draw(t, "who"))] = true // where nobody has that ID, also not any longer
		}
		for _, a := range r.all {
			want.add(a, plainRules, cols)
		}
		for what, both := range map[string][2]any{"accounts": {want.known(), x.known()}, "former logins": {want.former, x.former},
			"names": {want.names, x.names}, "units": {want.units, x.units},
			"protected": {plainRules.unseen, rules.unseen}, "canaries": {plainRules.unheard, rules.unheard}} {
			if diff := cmp.Diff(both[0], both[1]); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
	})
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
	sound := &outlinedRoster{all: all, looked: map[int64]bool{}, each: 3}
	if x, err := buildIndex(context.Background(), sound, newRules(&policy), cols); err != nil || x.hasher != testOutliner.x.hasher || len(sound.looked) != 1 {
		t.Fatalf("sound outlines: %d accounts were read, want 1; %v", len(sound.looked), err)
	}
	for name, spoil := range map[string]func(*OutlinePage){
		"cut":         func(p *OutlinePage) { p.Outlines = p.Outlines[:len(p.Outlines)-1] },
		"not in turn": func(p *OutlinePage) { p.Outlines = testOutliner.Append(p.Outlines, &Account{ID: 1}) },
		"of nobody": func(p *OutlinePage) {
			if p.Outlines[0] == 7 { // the last page
				p.Outlines = testOutliner.Append(p.Outlines, &Account{ID: 100})
			}
		},
		"fewer": func(p *OutlinePage) {
			if p.Accounts == 0 {
				p.Outlines = nil
			}
		},
		"a change": func(p *OutlinePage) { p.Outlines = testOutliner.AppendChange(nil, roleChange(1)) },
		"none":     func(p *OutlinePage) { *p = OutlinePage{Without: []int64{1, 2, 3}} },
		"few":      func(p *OutlinePage) { p.Accounts, p.Without = 5, []int64{1, 2, 3} },
	} {
		r := &outlinedRoster{all: all, looked: map[int64]bool{}, each: 3, spoil: spoil}
		x, err := buildIndex(context.Background(), r, newRules(&policy), cols)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if x.ids.len() != len(all) || x.hasher == testOutliner.x.hasher {
			t.Errorf("%s: %d accounts, from outlines", name, x.ids.len())
		}
	}
}

func roleChange(id int64) *Change {
	return &Change{ID: id, Fields: []FieldChange{{Field: Role, New: "Agent"}}}
}

// Of outlines and what changes made of them one outline is made for each account, as if of the account as it is now.
func TestMergedOutlines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, now, ids := testOutliner, map[int64]*Account{}, []int64{}
		var kept, want []byte
		for range rapid.IntRange(0, 12).Draw(t, "events") {
			id := int64(rapid.IntRange(1, 4).Draw(t, "account"))
			a := now[id]
			if a == nil || rapid.Bool().Draw(t, "whole") {
				a = drawAccount(t, id)
				kept = o.Append(kept, a)
			} else {
				c, after := drawChange(t, a)
				c.Fields = slices.DeleteFunc(c.Fields, func(f FieldChange) bool { return f.Field >= NumFields })
				if len(after.Former) != len(a.Former) || len(after.Attrs) != len(a.Attrs) {
					kept = o.Append(kept, after)
				} else {
					kept = o.AppendChange(kept, c)
				}
				a = after
			}
			if now[id] == nil {
				ids = append(ids, id)
			}
			now[id] = a
			if rapid.IntRange(0, 5).Draw(t, "merge") == 0 {
				merged, err := MergeOutlines(kept)
				if err != nil {
					t.Fatal(err)
				}
				kept = merged
			}
		}
		got, err := MergeOutlines(kept)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(ids)
		for _, id := range ids {
			want = o.Append(want, now[id])
		}
		if !bytes.Equal(got, want) {
			t.Errorf("merged: %x, want %x", got, want)
		}
		for id, one := range EachOutline(got) {
			if id != ids[0] || !bytes.Equal(one, o.Append(nil, now[id])) {
				t.Fatalf("account %d of %d has %x", id, ids, one)
			}
			ids = ids[1:]
		}
		if len(ids) > 0 {
			t.Errorf("accounts %d were not given", ids)
		}
	})
}

// What was cut or is no outline is an error, not an account.
func TestOutlineThatIsNone(t *testing.T) {
	a := &Account{ID: 7}
	a.Values[EmployeeNumber], a.Values[Login] = "E7", "ada"
	for name, whole := range map[string][]byte{"an outline": testOutliner.Append(nil, a), "a change": testOutliner.AppendChange(nil, roleChange(7))} {
		for n := 1; n < len(whole); n++ {
			if _, ok := new(outline).read(whole[:n]); ok {
				t.Errorf("%d of %d bytes were taken for %s", n, len(whole), name)
			}
		}
		var l outline
		if rest, ok := l.read(append(whole, 1)); !ok || len(rest) != 1 || l.id != 7 {
			t.Errorf("%s: account %d, %v, with %d bytes left", name, l.id, ok, len(rest))
		}
	}
}
