package reconcile

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// Trace asks Diff to tell how it comes to what it does about one person. Diff fills Rows, Scope and Steps as it goes;
// it decides nothing otherwise.
type Trace struct {
	Account int64  // the person's account; 0: none
	Key     string // an employee number, login or e-mail that a row may have, also one that nobody has; "": none
	Lines   []int  // rows that are the person's for certain

	Rows  []TracedRow  // the rows that have a key of the person's, as they were read
	Scope []TracedTerm // the terms of the policy's scope, for the account
	Steps []Step       // what was found out and decided, in order

	keys  map[string]bool // folded
	names string          // folded; of the account
	lines map[int]bool    // of Rows and Lines
}

// TracedRow is one row as it was read.
type TracedRow struct {
	Line     int
	Cells    []TracedCell
	Problems []Problem
}

// TracedCell is one cell of a column that says something of a person, as it was understood.
type TracedCell struct {
	Heading string
	Cell    string // as a workbook names it; "" in a CSV
	Field   Field
	Attr    string    // where Field is Attribute
	Value   string    // canonical; of a password only "yes" where there is one; "" where it was not understood
	Blank   BlankRule // what the cell means, being blank; "" where it is not
}

// TracedTerm is what a scope asks of one field, and what the account has.
type TracedTerm struct {
	FieldChange          // the field; Old is what the account has
	Wanted      []string // one of these
	Met         bool
}

// Step is one thing that Diff found out or decided; package words has the text of "trace." and the code.
type Step struct {
	Line int // of the row; 0: the account itself
	Code string
	Args []string
	Why  Reason // of a hold, whose code is "held"
}

// begin looks the account up: its keys, old ones included, tell which rows may be the person.
func (t *Trace) begin(ctx context.Context, d *diffing) error {
	t.Rows, t.Scope, t.Steps = nil, nil, nil
	t.keys, t.lines, t.names = map[string]bool{"": false}, map[int]bool{}, ""
	for _, line := range t.Lines {
		t.lines[line] = true
	}
	t.know(t.Key)
	if _, err := strconv.ParseInt(t.Key, 10, 64); err == nil {
		t.know("id:" + t.Key)
	}
	if t.Account == 0 {
		t.note(0, "unknown")
		return nil
	}
	for a, err := range d.in.Roster.Lookup(ctx, []int64{t.Account}) {
		if err != nil {
			return err
		}
		t.account(a, d)
	}
	return nil
}

func (t *Trace) know(key string) {
	if key = Fold(key); key != "" {
		t.keys[key] = true
	}
}

func (t *Trace) account(a *Account, d *diffing) {
	for _, key := range append([]string{a.Values[EmployeeNumber], a.Values[Login], a.Values[Email], "id:" + strconv.FormatInt(a.ID, 10)}, a.Former...) {
		t.know(key)
	}
	t.names = Fold(a.Name())
	s := d.x.state[d.x.ordinal(a.ID)]
	if s&isActive == 0 {
		t.note(0, "is-deactivated", a.Values[Deactivated])
	} else {
		t.note(0, "is-active", a.Values[Status])
	}
	for k, values := range d.rules.scope {
		term := TracedTerm{FieldChange: FieldChange{Field: k.field, Attr: k.attr}, Met: within(k, values, a)}
		term.Old = a.Value(term.FieldChange)
		for _, of := range d.rules.Scope {
			if of.Field == k.field && of.Attr == k.attr {
				term.Wanted = append(term.Wanted, of.Value)
			}
		}
		t.Scope = append(t.Scope, term)
	}
	slices.SortFunc(t.Scope, func(a, b TracedTerm) int { return strings.Compare(a.Name(), b.Name()) })
	for _, fact := range []struct {
		of   state
		code string
	}{{isInScope, "in-scope"}, {isProtected, "is-protected"}, {isOwn, "is-own"}, {isAdmin, "is-administrator"}} {
		if s&fact.of != 0 {
			t.note(0, fact.code)
		}
	}
	if s&isInScope == 0 {
		t.note(0, "out-of-scope")
	}
}

func (t *Trace) note(line int, code string, args ...string) {
	t.Steps = append(t.Steps, Step{Line: line, Code: code, Args: args})
}
