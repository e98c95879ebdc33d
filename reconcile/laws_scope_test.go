package reconcile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rollcall/reconcile"
)

func TestLaw6_AFieldWithoutAColumnIsLeftAlone(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		for _, c := range p.real() {
			for _, f := range c.Fields {
				if c.Action != reconcile.Add && !p.from.speaksOf(f.Field) {
					t.Errorf("%s, but no column says anything of %s", changeText(c), f.Name())
				}
			}
		}
	})
}

// speaksOf tells whether a column of the file can change a field. Presence itself speaks of the status.
func (c *situation) speaksOf(f reconcile.Field) bool {
	by := map[reconcile.Field]reconcile.Field{reconcile.FirstName: reconcile.FullName, reconcile.LastName: reconcile.FullName,
		reconcile.MustChange: reconcile.Password, reconcile.PendingEmail: reconcile.Email, reconcile.FormerLogins: reconcile.Login}
	return f == reconcile.Status || f == reconcile.Deactivated || slices.ContainsFunc(c.File.Columns, func(column reconcile.Column) bool {
		other, ok := by[f]
		return column.Field == f || ok && column.Field == other
	})
}

func TestLaw7_AbsenceCountsInsideTheScopeOnly(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		for _, c := range p.changes {
			if c.Why.Code == "absent" && p.from.File.Partial {
				t.Errorf("%s, but the file has only some of the people", changeText(c))
			}
			if c.Why.Code == "absent" && !inside(byID(p.from.Accounts, c.ID), p.from.Policy.Scope) {
				t.Errorf("%s, but the account is outside the scope %v", changeText(c), p.from.Policy.Scope)
			}
		}
	})
}

func TestLaw7_ProtectedAccountsAreNeverChanged(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		for _, c := range p.real() {
			if a := byID(p.from.Accounts, c.ID); a != nil && protected(a, p.from.Policy.Protected) {
				t.Errorf("%s, but the account is protected by %v", changeText(c), p.from.Policy.Protected)
			}
		}
	})
}

func protected(a *reconcile.Account, keys []string) bool {
	return slices.ContainsFunc(keys, func(k string) bool {
		return k == fmt.Sprint("id:", a.ID) || isKey(a, reconcile.EmployeeNumber, k) || isKey(a, reconcile.Login, k) || isKey(a, reconcile.Email, k)
	})
}

// TestLaw7_AnAdministratorStays: and where others took the place of all who were, the plan is not applied unseen.
func TestLaw7_AnAdministratorStays(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		before, after := administrators(p.from.Accounts, p.from.Policy), administrators(p.apply(t), p.from.Policy)
		if len(before) > 0 && len(after) == 0 {
			t.Errorf("there were the administrators %v and none is left", before)
		}
		kept := slices.ContainsFunc(after, func(id int64) bool { return slices.Contains(before, id) })
		said := slices.ContainsFunc(p.judged(reconcile.Reviewed), func(f reconcile.Finding) bool {
			return f.Blocks && (f.Code == "last-administrator" || f.Code == "administrators")
		})
		if len(before) > 0 && !kept && !said {
			t.Errorf("the administrators were %v and would be %v, and nothing says so", before, after)
		}
	})
}

func administrators(as reconcile.Accounts, p reconcile.Policy) (ids []int64) {
	for _, a := range as {
		role := reconcile.Fold(a.Values[reconcile.Role])
		if a.Active() && slices.ContainsFunc(p.Administrators, func(r string) bool { return reconcile.Fold(r) == role }) {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

func TestLaw8_LoginsAndNumbersBelongToOnePerson(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		after := p.apply(t)
		owner, numbers := map[string]int64{}, map[string]int64{}
		for _, a := range after {
			for _, login := range append(slices.Clone(a.Former), reconcile.Fold(a.Values[reconcile.Login])) {
				if o, ok := owner[login]; ok && o != a.ID {
					t.Errorf("the login %q belongs to accounts %d and %d", login, o, a.ID)
				}
				owner[login] = a.ID
			}
			number := reconcile.Fold(a.Values[reconcile.EmployeeNumber])
			if o, ok := numbers[number]; ok && number != "" {
				t.Errorf("the employee number %q belongs to accounts %d and %d", number, o, a.ID)
			}
			numbers[number] = a.ID
		}
		for i, a := range p.from.Accounts {
			if after[i].ID != a.ID {
				t.Errorf("account %d became %d", a.ID, after[i].ID)
			}
		}
	})
}

func TestLaw8_EveryAccountHasALogin(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		for _, a := range p.apply(t) {
			if strings.TrimSpace(a.Values[reconcile.Login]) == "" {
				t.Errorf("account %d has no login after the plan", a.ID)
			}
		}
	})
}

func TestLaw10_NoPasswordIsInThePlan(t *testing.T) {
	law(t, func(t *rapid.T, p planned) {
		kept, err := json.Marshal([]any{p.header(t, reconcile.Reviewed), p.changes})
		if err != nil {
			t.Fatalf("writing the plan: %v", err)
		}
		if bytes.Contains(kept, []byte("Secret-")) {
			t.Errorf("a password of the file stands in the plan: %s", kept)
		}
	})
}
