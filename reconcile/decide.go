package reconcile

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// flush fetches the accounts of the rows that differ, in bulk, and decides each.
func (d *diffing) flush(ctx context.Context) error {
	for chunk := range slices.Chunk(d.takeBatch(), batchSize) {
		ids := make([]int64, len(chunk))
		for i, c := range chunk {
			ids[i] = d.x.ids.at(c.ord)
		}
		i := 0
		for a, err := range d.in.Roster.Lookup(ctx, ids) {
			if err != nil {
				return err
			}
			for ; i < len(chunk) && ids[i] < a.ID; i++ {
			}
			d.decide(a, chunk[i].m, chunk[i].ord)
		}
	}
	return nil
}

func (d *diffing) takeBatch() []candidate {
	batch := d.batch
	d.batch = nil
	slices.SortFunc(batch, func(a, b candidate) int { return cmp.Compare(a.ord, b.ord) })
	return batch
}

// decide works out the change of one account that a row was found for.
func (d *diffing) decide(a *Account, m *member, ord int) {
	change := changeOf(a, Update, "changed")
	c := &change
	c.Line, c.Fields = m.line, d.fieldChanges(a, m)
	if m.same && len(c.Fields) > 0 {
		c.Why.Code = "same-person"
	}
	acts := d.decideStatus(c, a, m)
	if d.traced(m.line) {
		d.traceChange(c, a, m, acts)
	}
	switch {
	case !acts && len(c.Fields) == 0:
		d.totals.Unchanged++
		d.learn(m, ord)
		return
	case d.x.state[ord]&isProtected != 0:
		d.holdChange(c, ord, Reason{Code: "protected"})
		d.standsFor(m)
		return
	case c.Action == Hold:
		d.holdChange(c, ord, c.Why)
		d.standsFor(m)
		return
	}
	if d.takesOwn(a, c, ord) {
		d.holdChange(c, ord, Reason{Code: "own-account"})
		d.standsFor(m)
		return
	}
	if login, ok := c.Field(Login); ok && d.rules.Login.Immutable && Fold(login.Old) != Fold(login.New) {
		d.holdChange(c, ord, Reason{Code: "login-immutable"})
		d.standsFor(m)
		return
	}
	if d.unfit(a, c, m, ord) {
		return
	}
	sortFields(c)
	d.spool.add(c, ord, d.effectsOf(a, c))
	d.x.state[ord] |= isDecided
	d.claimKeys(c)
	d.await(m)
}

// unfit rejects the row where the account as it would be breaks a rule.
func (d *diffing) unfit(a *Account, c *Change, m *member, ord int) bool {
	after := Account{Values: a.Values, Attrs: a.Attrs}
	c.Apply(&after)
	if !d.fit(&after.Values, m) {
		d.x.state[ord] |= isDecided
		kept := m.clone()
		kept.problems = slices.Clone(m.problems)
		d.unfitRows = append(d.unfitRows, candidate{kept, ord})
		return true
	}
	return false
}

// fit checks the rules that look at several fields; what is broken is a problem of the row.
func (d *diffing) fit(v *Values, m *member) bool {
	for _, f := range d.rules.Required {
		if f < NumFields && v[f] == "" {
			m.reject("required-missing", d.cols.column(f), f.String())
		}
	}
	if d.rules.lacksEmail(v) {
		m.reject("email-required", d.cols.column(Email), v[Role])
	}
	if v.strayHome() {
		m.reject("default-establishment-outside", d.cols.column(DefaultEstablishment))
	}
	return !m.rejected
}

// strayHome tells whether the default establishment is not one of the establishments.
func (v *Values) strayHome() bool {
	home := v[DefaultEstablishment]
	if home == "" {
		return false
	}
	for e := range strings.SplitSeq(v[Establishments], "; ") {
		if e == home || Fold(e) == Fold(home) {
			return false
		}
	}
	return true
}

// lacksEmail tells whether the role is one whose members must have an e-mail, and there is none.
func (r *rules) lacksEmail(v *Values) bool {
	return v[Email] == "" && v[Role] != "" && r.emailRequired[Fold(v[Role])]
}

// column gives the file's column for f, nil where it has none.
func (cols *columns) column(f Field) *column {
	for i := range cols.list {
		if cols.list[i].Field == f {
			return &cols.list[i]
		}
	}
	return nil
}

// decideStatus sets the change's action and status from what the row says and how the account stands; it tells
// whether the status makes a change by itself.
func (d *diffing) decideStatus(c *Change, a *Account, m *member) bool {
	said := string(m.values[Status])
	switch {
	case said == StatusDeactivated && a.Active():
		c.Action, c.Why = Deactivate, Reason{Code: "status-column"}
		c.set(Status, a.Values[Status], StatusDeactivated)
		c.set(Deactivated, a.Values[Deactivated], ByFile)
	case said != StatusDeactivated && said != "" && !a.Active():
		c.Action, c.Why = Reactivate, Reason{Code: "status-column"}
		d.reactivate(c, a, said)
	case said == "" && !a.Active():
		if how := a.Values[Deactivated]; how != ByAbsence && how != ByUndo && d.rules.ByHand == HoldByHand {
			c.Action, c.Why = Hold, Reason{Code: "deactivated-by-hand"}
			return true
		}
		c.Action = Reactivate
		if c.Why.Code != "same-person" {
			c.Why.Code = "returned"
		}
		d.reactivate(c, a, StatusActive)
	default:
		return false
	}
	return true
}

func (d *diffing) reactivate(c *Change, a *Account, status string) {
	c.set(Status, a.Values[Status], status)
	c.set(Deactivated, a.Values[Deactivated], "")
}

// set adds a field's change, where there is one.
func (c *Change) set(f Field, before, after string) {
	if before != after {
		c.Fields = append(c.Fields, FieldChange{Field: f, Old: before, New: after})
	}
}

// fieldChanges gives what the row says otherwise than the account, status apart.
func (d *diffing) fieldChanges(a *Account, m *member) []FieldChange {
	c := &Change{Fields: d.fields[:0]}
	for f := range NumFields {
		if m.said.has(f) && f != Status && string(m.values[f]) != a.Values[f] {
			c.set(f, a.Values[f], d.meant(f, a, m))
		}
	}
	if len(m.fullName) > 0 && string(m.fullName) != Canonical(a.Name()) {
		first, last := SplitName(string(m.fullName))
		c.set(FirstName, a.Values[FirstName], first)
		c.set(LastName, a.Values[LastName], last)
	}
	for i, v := range m.attrs {
		if old := a.Attrs.Get(d.cols.attrs[i]); v.said && old != string(v.value) {
			c.Fields = append(c.Fields, FieldChange{Field: Attribute, Attr: d.cols.attrs[i], Old: old, New: string(v.value)})
		}
	}
	c.spellFormer(a)
	if m.password != nil && d.in.Hash != nil {
		hash := d.hash(d.salt(a, m), m.password)
		c.set(Password, a.Values[Password], hash)
		if hash != a.Values[Password] {
			c.set(MustChange, a.Values[MustChange], "")
		}
	}
	return c.Fields
}

// meant gives what the row wants the field to be: an e-mail that is pending already is no news, and a login that may
// not change keeps the way it is written.
func (d *diffing) meant(f Field, a *Account, m *member) string {
	v := string(m.values[f])
	switch {
	case f == Email && a.Values[PendingEmail] != "" && Fold(v) == Fold(a.Values[PendingEmail]):
		if d.traced(m.line) {
			d.in.Trace.note(m.line, "pending-email")
		}
		return a.Values[f]
	case f == Login && d.rules.Login.Immutable && Fold(v) == Fold(a.Values[f]):
		return a.Values[f]
	}
	return v
}

// salt is what a person's password hash is salted with: the login, which is theirs alone.
func (d *diffing) salt(a *Account, m *member) string {
	if m.said.has(Login) {
		return Fold(string(m.values[Login]))
	}
	return Fold(a.Values[Login])
}

// effectsOf says what the guardrails count of a change of an account.
func (d *diffing) effectsOf(a *Account, c *Change) (e effects) {
	after := Account{Values: a.Values}
	for _, f := range c.Fields {
		if f.Field >= NumFields {
			continue
		}
		after.Values[f.Field] = f.New
		if f.Field != EmployeeNumber && f.Field != Login || f.Old == "" {
			continue
		}
		switch {
		case Fold(f.Old) == Fold(f.New):
			e |= keyForm
		case zeroless(f.Old) == zeroless(f.New):
			e |= otherZeros
		}
	}
	was, is := a.Active() && d.rules.admin(a.Values[Role]), after.Active() && d.rules.admin(after.Values[Role])
	switch {
	case was && !is:
		e |= takesAdmin
	case is && !was:
		e |= givesAdmin
	}
	if d.rules.admin(after.Values[Role]) && !d.rules.admin(a.Values[Role]) {
		e |= raises
	}
	if c.Action == Deactivate && c.Why.Code != "absent" {
		e |= stated
	}
	return e
}

func sortFields(c *Change) {
	slices.SortStableFunc(c.Fields, func(a, b FieldChange) int {
		if a.Field != b.Field {
			return cmp.Compare(a.Field, b.Field)
		}
		return strings.Compare(a.Attr, b.Attr)
	})
}
