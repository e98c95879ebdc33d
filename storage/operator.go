package storage

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"rollcall/reconcile"
)

// Role says what an operator may do in an organisation. Each role may do what the ones before it may.
type Role string

// The roles.
const (
	Viewer        Role = "viewer"        // look at everything
	Preparer      Role = "preparer"      // make plans, and apply those that others approved
	Approver      Role = "approver"      // approve, reject, accept findings, apply
	Administrator Role = "administrator" // operators, keys, the pinned policy
)

// Roles are all roles, from the one that may do least.
var Roles = []Role{Viewer, Preparer, Approver, Administrator}

// Covers tells whether r may do what needs may do.
func (r Role) Covers(needs Role) bool {
	return slices.Contains(Roles, r) && slices.Index(Roles, r) >= slices.Index(Roles, needs)
}

// Operator is somebody, or a program, that may do something in an organisation.
type Operator struct {
	Number int64 // of the organisation, from 1
	Name   string
	Role   Role
	OSUser string // the operating system's user that is this operator; "" for none
	Token  bool   // a token shows that it is this operator
	// Account is the key (employee number, login, e-mail or "id:7") by which the operator's own account was named, "" where
	// it was not. The account itself is AccountID: that one stays theirs, whatever becomes of the key. 0: nobody has had
	// the key yet, or several.
	Account   string
	AccountID int64
	Added     time.Time // UTC
	Revoked   time.Time // zero: in force
}

// Own gives the key by which the operator's own account is found, "" where there is none.
func (o *Operator) Own() string {
	if o.AccountID > 0 {
		return "id:" + formatID(o.AccountID)
	}
	return o.Account
}

// InForce tells whether the operator was not revoked.
func (o *Operator) InForce() bool { return o.Revoked.IsZero() }

// Credentials say who calls. A token decides alone where there is one.
type Credentials struct {
	Token  string // as NewToken gave it
	OSUser string // by the number of the process's user, never by its environment
}

// NewToken gives a secret of 130 random bits that shows who calls. The store keeps only its SHA-256.
func NewToken() string { return "rct_" + rand.Text() }

func tokenHash(token string) string {
	if token == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// operatorRow is an operator as the table keeps it.
type operatorRow struct {
	Number    int64
	Name      string
	Role      string
	OSUser    string `db:"os_user"`
	TokenHash string `db:"token_hash"`
	Account   string
	AccountID int64 `db:"account_id"`
	Added     string
	Revoked   string
}

const operatorColumns = "number, name, role, os_user, token_hash, account, account_id, added, revoked"

func (r *operatorRow) operator() (*Operator, error) {
	o := &Operator{Number: r.Number, Name: r.Name, Role: Role(r.Role), OSUser: r.OSUser, Token: r.TokenHash != "",
		Account: r.Account, AccountID: r.AccountID}
	var err error
	if o.Added, err = parseStamp(r.Added); err == nil {
		o.Revoked, err = parseStamp(r.Revoked)
	}
	return o, err
}

// operators gives the operators of an organisation that meet the condition, in the order in which they were added.
func operators(ctx context.Context, t *tx, org int64, where string, args ...any) ([]*Operator, error) {
	var rows []operatorRow
	err := t.list(ctx, &rows, "SELECT "+operatorColumns+" FROM operators WHERE org_id = ? AND "+where+" ORDER BY number",
		append([]any{org}, args...)...)
	if err != nil {
		return nil, err
	}
	all := make([]*Operator, len(rows))
	for i := range rows {
		if all[i], err = rows[i].operator(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// isClosed tells whether an organisation has operators; then nobody else may do anything in it. It never opens again,
// for its last administrator can't be taken away.
func isClosed(ctx context.Context, t *tx, org int64) (bool, error) {
	return t.get(ctx, new(int), "SELECT 1 FROM operators WHERE org_id = ? LIMIT 1", org)
}

// Operator tells which operator of an organisation calls; nil where the organisation has none, and so is open to
// everybody who reaches the store. The error is a *NotAllowedError for whoever is no operator in force.
func (s *Store) Operator(ctx context.Context, org string, c Credentials) (*Operator, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if _, unknown := err.(*UnknownError); unknown {
		return nil, nil // there is nothing to keep from anybody yet
	}
	if err != nil {
		return nil, err
	}
	return caller(ctx, t, o.id, c)
}

func caller(ctx context.Context, t *tx, org int64, c Credentials) (*Operator, error) {
	closed, err := isClosed(ctx, t, org)
	switch {
	case err != nil, !closed && c.Token == "":
		return nil, err
	case !closed:
		return nil, &NotAllowedError{Code: "not-allowed-token"}
	}
	where, arg := "os_user = ? AND os_user <> '' AND revoked = ''", c.OSUser
	refused := &NotAllowedError{"not-allowed-unknown", []any{c.OSUser}}
	if c.Token != "" {
		where, arg, refused = "token_hash = ? AND revoked = ''", tokenHash(c.Token), &NotAllowedError{Code: "not-allowed-token"}
	}
	found, err := operators(ctx, t, org, where, arg)
	switch {
	case err != nil:
		return nil, err
	case len(found) != 1:
		return nil, refused
	}
	return found[0], nil
}

// inForce gives the operator of that name, who must not be revoked and have the role needed, within a transaction; nil
// where the organisation is open.
func inForce(ctx context.Context, t *tx, org int64, name string, needs Role) (*Operator, error) {
	closed, err := isClosed(ctx, t, org)
	if err != nil || !closed {
		return nil, err
	}
	found, err := operators(ctx, t, org, "name_key = ? AND revoked = ''", reconcile.Fold(name))
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, &NotAllowedError{"not-allowed-unknown", []any{name}}
	case !found[0].Role.Covers(needs):
		return nil, lacks(ctx, t, org, found[0], needs)
	}
	return found[0], nil
}

// lacks is the error that tells an operator which role is needed, and who has it.
func lacks(ctx context.Context, t *tx, org int64, o *Operator, needs Role) error {
	all, err := operators(ctx, t, org, "revoked = ''")
	if err != nil {
		return err
	}
	var names []string
	for _, other := range all {
		if other.Role.Covers(needs) && len(names) < 5 {
			names = append(names, other.Name)
		}
	}
	return &NotAllowedError{"not-allowed-role", []any{o.Name, string(o.Role), string(needs), strings.Join(names, ", ")}}
}

// Allowed gives a *NotAllowedError where an operator's role doesn't cover the one needed. Nobody (nil) is the caller of
// an open organisation, who may do everything.
func (s *Store) Allowed(ctx context.Context, org string, o *Operator, needs Role) error {
	if o == nil || o.Role.Covers(needs) {
		return nil
	}
	t, err := s.read(ctx)
	if err != nil {
		return err
	}
	defer t.end()
	of, err := organisation(ctx, t, org)
	if err != nil {
		return err
	}
	return lacks(ctx, t, of.id, o, needs)
}

// Operators gives the operators of an organisation, the revoked ones too, in the order in which they were added.
func (s *Store) Operators(ctx context.Context, org string) ([]*Operator, error) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	defer t.end()
	o, err := organisation(ctx, t, org)
	if err != nil {
		return nil, err
	}
	return operators(ctx, t, o.id, "1 = 1")
}
