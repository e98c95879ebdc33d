package reconcile_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

func TestLaw1_ThePlanIsAPureFunction(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		checkPure(t, p.from, p)
		again := collect(t, p.draft.Changes(context.Background()))
		if diff := cmp.Diff(p.changes, again); diff != "" {
			t.Errorf("read a second time, the changes differ:\n%s", diff)
		}
	})
}

func TestLaw1_TheOrderOfTheRowsDecidesNothing(t *testing.T) {
	law(t, func(t *rapid.T, p planned) { checkAnyOrder(t, p.from, p) })
}

func TestLaw2_EachChangeIsForTheAccountAsItIs(t *testing.T) {
	law(t, func(t *rapid.T, p planned) { checkChanges(t, p); checkBlocks(t, p) })
}

func TestLaw3_PlanningAgainFindsNothing(t *testing.T) {
	law(t, func(t *rapid.T, p planned) { checkNothingLeft(t, p) })
}

// TestLaw3_UnderAnySetOfKeys: the default keys end with what several people may share; a policy may begin with it.
func TestLaw3_UnderAnySetOfKeys(t *testing.T) {
	for _, keys := range [][]reconcile.Field{{reconcile.Email, reconcile.EmployeeNumber}, {reconcile.Email},
		{reconcile.Email, reconcile.Login}, {reconcile.EmployeeNumber, reconcile.Email, reconcile.Login}} {
		t.Run(fmt.Sprint(keys), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c := situations().Draw(t, "situation")
				c.Policy.Keys = keys
				checkNothingLeft(t, planCase(t, c))
			})
		})
	}
}

// TestLaw3_AnExportImportsToNothing writes the roster out in the columns of each layout and reads it back.
func TestLaw3_AnExportImportsToNothing(t *testing.T) {
	layouts := map[string][]reconcile.Field{
		"audit": {reconcile.ID, reconcile.FullName, reconcile.Login, reconcile.Role, reconcile.Email, reconcile.Phone,
			reconcile.LastSignIn, reconcile.EmployeeNumber, reconcile.Company, reconcile.Created, reconcile.Updated, reconcile.Status},
		"tempeos": {reconcile.Login, reconcile.LastName, reconcile.FirstName, reconcile.Email, reconcile.Password, reconcile.Status},
		"all": {reconcile.ID, reconcile.FirstName, reconcile.LastName, reconcile.Login, reconcile.Role, reconcile.Email,
			reconcile.Phone, reconcile.EmployeeNumber, reconcile.Company, reconcile.Status, reconcile.Group,
			reconcile.Language, reconcile.Establishments, reconcile.DefaultEstablishment, reconcile.Attribute},
	}
	for name, fields := range layouts {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { checkExport(t, rosters().Draw(t, "roster"), name, headed(fields)) })
		})
	}
}

func checkExport(t *rapid.T, as reconcile.Accounts, layout string, columns []reconcile.Column) {
	c := &situation{Accounts: as, Policy: reconcile.DefaultPolicy(), Mode: reconcile.Unattended}
	c.File = reconcile.File{Name: "export.csv", Columns: columns}
	for i, a := range as {
		row := reconcile.Row{Line: i + 2}
		for _, column := range columns {
			cell := cellOf(a, column)
			if layout == "tempeos" && column.Field == reconcile.Status {
				cell = map[bool]string{true: "activé", false: "désactivé"}[a.Active()]
			}
			row.Cells = append(row.Cells, []byte(cell))
		}
		c.Rows = append(c.Rows, row)
	}
	p := planCase(t, c)
	for _, change := range p.changes {
		t.Errorf("the export imported back gives: %s", changeText(change))
	}
	if s := p.draft.Totals.Summary; s != (reconcile.Summary{Unchanged: len(as)}) {
		t.Errorf("of %d exported accounts: %+v", len(as), s)
	}
}

func TestLaw4_ARejectedOrHeldRowIsPresence(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		for _, c := range p.changes {
			if c.Why.Code != "absent" {
				continue
			}
			a := byID(p.from.Accounts, c.ID)
			for _, row := range p.from.Rows {
				rejected, held := p.leftAlone(row)
				if rejected && p.from.names(row, a, p.from.Policy.Keys) || held && p.from.names(row, a, sole(p.from.Policy.Keys)) {
					t.Errorf("%s, but line %d, which is rejected or held, names the account", changeText(c), row.Line)
				}
			}
		}
	})
}

// leftAlone tells whether a row was rejected or held.
func (p planned) leftAlone(row reconcile.Row) (rejected, held bool) {
	rejected = slices.ContainsFunc(p.draft.Problems, func(x reconcile.Problem) bool { return x.Line == row.Line && x.Rejects })
	held = slices.ContainsFunc(p.changes, func(c *reconcile.Change) bool {
		return c.Action == reconcile.Hold && (c.Line == row.Line || slices.Contains(c.Why.Args, fmt.Sprint(row.Line)))
	})
	return rejected, held
}

// sole leaves out the e-mail, which several people may share: a row that is held is mostly known for whose it is.
func sole(keys []reconcile.Field) []reconcile.Field {
	return slices.DeleteFunc(slices.Clone(keys), func(k reconcile.Field) bool { return k == reconcile.Email })
}

// names tells whether one of these keys of the row is the account's; in a misplaced row, whether any cell is.
func (c *situation) names(row reconcile.Row, a *reconcile.Account, keys []reconcile.Field) bool {
	for i, cell := range row.Cells {
		if row.Misplaced && slices.ContainsFunc(keys, func(k reconcile.Field) bool { return isKey(a, k, string(cell)) }) {
			return true
		}
		if !row.Misplaced && slices.Contains(keys, c.File.Columns[i].Field) && isKey(a, c.File.Columns[i].Field, string(cell)) {
			return true
		}
	}
	return false
}

func isKey(a *reconcile.Account, f reconcile.Field, cell string) bool {
	if f == reconcile.ID {
		return cell == fmt.Sprint(a.ID)
	}
	return reconcile.Fold(cell) != "" && reconcile.Fold(cell) == reconcile.Fold(a.Values[f])
}

func TestLaw4_ARowWithoutAKeyBlocksAbsence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := situations().Draw(t, "situation")
		c.Rows = append(c.Rows, unreadable(c.File.Columns, len(c.Rows)+2))
		p := planCase(t, c)
		absent := slices.ContainsFunc(p.changes, func(c *reconcile.Change) bool { return c.Why.Code == "absent" })
		blocks := slices.ContainsFunc(p.judged(reconcile.Reviewed), func(f reconcile.Finding) bool {
			return f.Code == "keyless-absence" && f.Blocks && f.Number >= 1
		})
		if absent && !blocks {
			t.Errorf("somebody is deactivated for absence though a row could be anybody")
		}
	})
}

// unreadable gives a row of which no cell could be decoded.
func unreadable(columns []reconcile.Column, line int) reconcile.Row {
	row := reconcile.Row{Line: line, Cells: make([][]byte, len(columns))}
	for i := range columns {
		damageCell(&row, columns, i)
	}
	return row
}

func TestLaw5_TheGuardrailsJudgeTheWholePlan(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		absent, inScope, seats := 0, 0, p.from.Policy.Seats
		for _, c := range p.changes {
			if c.Why.Code == "absent" {
				absent++
			}
		}
		before, after := active(p.from.Accounts), active(p.apply(t))
		for _, a := range p.from.Accounts {
			if a.Active() && inside(a, p.from.Policy.Scope) {
				inScope++
			}
		}
		if absent*100 > inScope*20 {
			mustBlock(t, p, "absent-share", absent)
		}
		if seats > 0 && after > seats && before <= seats {
			mustBlock(t, p, "seats", after-seats)
		}
		got := p.draft.Totals
		want := [4]int{len(p.from.Rows), before, after, inScope}
		if have := [4]int{got.Rows, got.ActiveBefore, got.ActiveAfter, got.InScope}; have != want {
			t.Errorf("rows, active before, active after, in scope: %v, want %v", have, want)
		}
	})
}

func mustBlock(t *rapid.T, p planned, code string, number int) {
	for _, f := range p.judged(reconcile.Reviewed) {
		if f.Code == code && f.Blocks && f.Number == number {
			return
		}
	}
	t.Errorf("%s %d does not block: %+v", code, number, p.judged(reconcile.Reviewed))
}

func active(as reconcile.Accounts) (n int) {
	for _, a := range as {
		if a.Active() {
			n++
		}
	}
	return n
}

func inside(a *reconcile.Account, scope []reconcile.Term) bool {
	for _, term := range scope {
		if reconcile.Fold(a.Values[term.Field]) != reconcile.Fold(term.Value) {
			return false
		}
	}
	return true
}
