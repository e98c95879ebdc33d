package reconcile_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"rollcall/reconcile"
)

// anybody is a file of n people who join.
func anybody(n int) *situation {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	c.File = reconcile.File{Name: "f.csv", Columns: headed([]reconcile.Field{reconcile.EmployeeNumber, reconcile.FirstName, reconcile.LastName, reconcile.Email})}
	for i := range n {
		c.Rows = append(c.Rows, reconcile.Row{Line: i + 2, Cells: [][]byte{
			fmt.Append(nil, "E", i), []byte("Anne"), []byte("Morel"), fmt.Append(nil, "a", i, "@example.org")}})
	}
	return c
}

func (c *situation) input() reconcile.Input {
	return reconcile.Input{Organisation: "default", Roster: c.Accounts, Upload: c.upload(), Policy: &c.Policy, Hash: fakeHash}
}

// TestDiff_GivesTheRefusalBack: a file refused in the middle gives no plan, however many rows were read.
func TestDiff_GivesTheRefusalBack(t *testing.T) {
	in := anybody(3).input()
	rows, refusal := in.Upload.Rows, &reconcile.Refusal{File: "f.csv", Problem: reconcile.Problem{Code: "workbook-damaged", Line: 5}}
	in.Upload.Rows = func(yield func(*reconcile.Row, error) bool) {
		for row := range rows {
			if !yield(row, nil) {
				return
			}
		}
		yield(nil, refusal)
	}
	draft, err := reconcile.Diff(context.Background(), in)
	if got := (*reconcile.Refusal)(nil); !errors.As(err, &got) || got != refusal || draft != nil {
		t.Errorf("the draft is %v, the error %v", draft, err)
	}
	if got := refusal.Error(); got != "f.csv:5: refused: workbook-damaged" {
		t.Errorf("the refusal reads %q", got)
	}
}

// failing is a roster that can't be read to its end, or whose accounts can't be looked up.
type failing struct {
	kept             reconcile.Accounts
	reading, looking error
}

func (f failing) Accounts(ctx context.Context) iter.Seq2[*reconcile.Account, error] {
	return then(f.kept.Accounts(ctx), f.reading)
}

func (f failing) Lookup(ctx context.Context, ids []int64) iter.Seq2[*reconcile.Account, error] {
	if f.looking != nil {
		ids = nil
	}
	return then(f.kept.Lookup(ctx, ids), f.looking)
}

// then gives the accounts, and the error after them where there is one.
func then(accounts iter.Seq2[*reconcile.Account, error], err error) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for a, err := range accounts {
			if !yield(a, err) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// TestDiff_ARosterThatFails gives no plan: accounts that were not read must not look absent, or new.
func TestDiff_ARosterThatFails(t *testing.T) {
	broken := errors.New("the connection is lost")
	absent := &reconcile.Account{ID: 1, Version: 1}
	absent.Values[reconcile.Login], absent.Values[reconcile.Status] = "jdupont", reconcile.StatusActive
	for name, roster := range map[string]failing{
		"reading": {kept: reconcile.Accounts{absent}, reading: broken},
		"lookup":  {kept: reconcile.Accounts{absent}, looking: broken},
	} {
		in := anybody(1).input()
		in.Roster = roster
		if _, err := reconcile.Diff(context.Background(), in); !errors.Is(err, broken) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func TestDiff_Cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in := anybody(10_000).input()
	rows, read := in.Upload.Rows, 0
	in.Upload.Rows = func(yield func(*reconcile.Row, error) bool) {
		for row := range rows {
			if read++; read == 10 {
				cancel()
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	if _, err := reconcile.Diff(ctx, in); !errors.Is(err, context.Canceled) || read == 10_000 {
		t.Errorf("cancelled at row 10, %d rows were read and the error is %v", read, err)
	}
}

// TestDiff_KeepsTheFirstProblems counts all and keeps as many as the policy says, those of the first lines.
func TestDiff_KeepsTheFirstProblems(t *testing.T) {
	for _, limit := range []int{0, 7} {
		keepsTheFirst(t, limit, reconcile.Limits{Problems: limit}.Settled().Problems)
	}
}

func keepsTheFirst(t *testing.T, limit, want int) {
	c := anybody(3 * want)
	c.Policy.Limits.Problems = limit
	for i := range c.Rows {
		c.Rows[i].Cells[3] = []byte("no address")
	}
	d := planCase(t, c).draft
	if len(d.Problems) != want || d.ProblemCount != len(c.Rows) || d.Totals.Rejected != len(c.Rows) {
		t.Fatalf("%d problems kept, %d counted, %d rows rejected", len(d.Problems), d.ProblemCount, d.Totals.Rejected)
	}
	for i, p := range d.Problems {
		if p.Line != i+2 {
			t.Fatalf("problem %d is of line %d", i, p.Line)
		}
	}
}

// TestNoCellValueStandsInAProblem: problems, findings and reasons of holds say where and why, never what.
func TestNoCellValueStandsInAProblem(t *testing.T) {
	const marker = "Xq7"
	var fields []reconcile.Field
	for f := range reconcile.NoField {
		if f != reconcile.NumFields {
			fields = append(fields, f)
		}
	}
	policy := reconcile.DefaultPolicy()
	policy.Roles, policy.Groups, policy.Languages, policy.Establishments = []string{"A"}, []string{"A"}, []string{"en"}, []string{"A"}
	for _, cell := range []string{marker, marker + "\u200b" + marker, "\u202e" + marker, marker + "\x07x", marker + "@@x"} {
		for wrong := range fields {
			c := &situation{Policy: policy, File: reconcile.File{Name: "f.csv", Columns: headed(fields)}}
			row := reconcile.Row{Line: 2, Cells: make([][]byte, len(fields))}
			row.Cells[wrong] = []byte(cell)
			c.Rows = []reconcile.Row{row, row}
			p := planCase(t, c)
			said, err := json.Marshal([]any{p.draft.Problems, p.judged(reconcile.Reviewed), reasons(p.changes)})
			if err != nil || strings.Contains(string(said), marker) {
				t.Errorf("%v %q: %s %v", fields[wrong], cell, said, err)
			}
		}
	}
}

func reasons(changes []*reconcile.Change) (out []reconcile.Reason) {
	for _, c := range changes {
		out = append(out, c.Why)
	}
	return out
}

// asked is a roster that remembers which accounts it was asked for together.
type asked struct {
	failing
	times [][]int64
}

func (r *asked) Lookup(ctx context.Context, ids []int64) iter.Seq2[*reconcile.Account, error] {
	r.times = append(r.times, slices.Clone(ids))
	return r.failing.Lookup(ctx, ids)
}

// TestDiff_AsksForSomeAccountsAtATime: where everybody differs and the rows stand in another order, each account is asked
// for once, with others in ID order and never with too many of them.
func TestDiff_AsksForSomeAccountsAtATime(t *testing.T) {
	const people = 5000
	c := anybody(people)
	for i := range people {
		a := &reconcile.Account{ID: int64(i + 1), Version: 1}
		a.Values[reconcile.EmployeeNumber], a.Values[reconcile.Status] = fmt.Sprint("E", i), reconcile.StatusActive
		c.Accounts = append(c.Accounts, a)
	}
	slices.Reverse(c.Rows)
	roster, in := &asked{failing: failing{kept: c.Accounts}}, c.input()
	in.Roster = roster
	draft, err := reconcile.Diff(context.Background(), in)
	if err != nil || draft.Totals.Update != people {
		t.Fatalf("%v, %d updates", err, draft.Totals.Update)
	}
	var all []int64
	for _, ids := range roster.times {
		if len(ids) > 2048 || !slices.IsSorted(ids) {
			t.Errorf("%d accounts are asked for at once, in ID order: %t", len(ids), slices.IsSorted(ids))
		}
		all = append(all, ids...)
	}
	slices.Sort(all)
	if len(all) != people || len(slices.Compact(all)) != people {
		t.Errorf("%d of %d accounts are asked for, some of them again", len(all), people)
	}
}
