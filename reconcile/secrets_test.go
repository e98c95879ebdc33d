package reconcile_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// withPasswords is an upload of new people, with a password each.
func withPasswords(n int) *situation {
	c := anybody(0)
	c.File.Columns = headed([]reconcile.Field{reconcile.Login, reconcile.FirstName, reconcile.LastName, reconcile.Password})
	for i := range n {
		c.Rows = append(c.Rows, reconcile.Row{Line: i + 2, Cells: [][]byte{[]byte(strings.Repeat("a", i+1)), []byte("Ana"), []byte("Roux"), []byte("secret")}})
	}
	return c
}

// TestPasswordsPastTheLimit: no more are hashed than the policy lets be, and the refusal counts them all.
func TestPasswordsPastTheLimit(t *testing.T) {
	for limit, want := range map[int][]string{4: {"4", "5"}, 5: nil, 0: nil} {
		in, hashed := withPasswords(5).input(), 0
		in.Policy.Limits.Passwords = limit
		in.Hash = func(salt string, _ []byte) string { hashed++; return salt }
		_, err := reconcile.Diff(context.Background(), in)
		var no *reconcile.Refusal
		if errors.As(err, &no) != (want != nil) || no != nil && (no.Problem.Code != "too-many-passwords" || !cmp.Equal(no.Problem.Args, want)) {
			t.Errorf("limit %d: %v", limit, err)
		}
		if hashed > 5 || limit > 0 && hashed > limit {
			t.Errorf("limit %d: %d were hashed", limit, hashed)
		}
	}
}

// TestPasswordsOfAnInterruptedPlan: once nobody waits, no password is hashed and no plan comes of it.
func TestPasswordsOfAnInterruptedPlan(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in, hashed := withPasswords(50).input(), 0
	in.Hash = func(salt string, _ []byte) string { hashed++; cancel(); return salt }
	if _, err := reconcile.Diff(ctx, in); !errors.Is(err, context.Canceled) || hashed != 1 {
		t.Errorf("%d were hashed, and the error is %v", hashed, err)
	}
}
