package reconcile

import (
	"strconv"
	"strings"
)

// rules is a policy made ready for asking: lists folded into sets.
type rules struct {
	*Policy
	admins        map[string]bool
	emailRequired map[string]bool
	protected     map[string]bool
	same          map[string]string // folded new key → folded old key
	unseen        map[string]bool   // protected keys that no account has
	canaries      map[string]bool
	unheard       map[string]bool // canaries that no account has
	scope         map[scopeKey]map[string]bool
	allowed       map[Field]map[string]string // folded → as the policy writes it
	defaults      Values                      // of somebody new
}

// scopeKey is what a scope's term looks at; values of one key are alternatives.
type scopeKey struct {
	field Field
	attr  string
}

func newRules(p *Policy) *rules {
	r := &rules{Policy: p, admins: folded(p.Administrators), emailRequired: folded(p.EmailRequired),
		protected: folded(p.Protected), same: map[string]string{}, unseen: folded(p.Protected),
		canaries: folded(p.Canaries), unheard: folded(p.Canaries), scope: map[scopeKey]map[string]bool{},
		allowed: map[Field]map[string]string{}}
	for now, before := range p.Same {
		r.same[Fold(now)] = Fold(before)
	}
	for _, t := range p.Scope {
		k := scopeKey{t.Field, t.Attr}
		if r.scope[k] == nil {
			r.scope[k] = map[string]bool{}
		}
		r.scope[k][Fold(t.Value)] = true
	}
	for f, list := range map[Field][]string{Role: p.Roles, Group: p.Groups, Language: p.Languages, Establishments: p.Establishments} {
		if len(list) > 0 {
			r.allowed[f] = spellings(list)
		}
	}
	r.allowed[DefaultEstablishment] = r.allowed[Establishments]
	for name, value := range p.Defaults {
		if f, ok := ParseField(name); ok && f < NumFields {
			r.defaults[f] = Canonical(value)
		}
	}
	return r
}

func folded(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[Fold(s)] = true
	}
	delete(m, "") // a blank key is nobody's
	return m
}

func spellings(list []string) map[string]string {
	m := make(map[string]string, len(list))
	for _, s := range list {
		m[Fold(s)] = Canonical(s)
	}
	return m
}

// admin tells whether a role is privileged.
func (r *rules) admin(role string) bool {
	return role != "" && len(r.admins) > 0 && r.admins[Fold(role)]
}

func (r *rules) stateOf(a *Account) state {
	s := r.standing(a)
	if len(r.protected) > 0 && named(a, r.protected, r.unseen) {
		s |= isProtected
	}
	if len(r.canaries) > 0 && named(a, r.canaries, r.unheard) {
		s |= isCanary
	}
	return s
}

// standing is the part of an account's state that many share: all but what is said of it by name.
func (r *rules) standing(a *Account) state {
	s := r.presence(&a.Values)
	if r.inScope(a) {
		s |= isInScope
	}
	if r.admin(a.Values[Role]) {
		s |= isAdmin
	}
	return s
}

// presence is the part of an account's state that comes from its status.
func (r *rules) presence(v *Values) state {
	how := v[Deactivated]
	switch {
	case v[Status] != StatusDeactivated:
		return isActive
	case how == ByAbsence || how == ByUndo || r.ByHand == ReactivateByHand:
		return byPresence
	}
	return 0
}

// inScope tells whether absence from the file counts for this account.
func (r *rules) inScope(a *Account) bool {
	for k, values := range r.scope {
		if !within(k, values, a) {
			return false
		}
	}
	return true
}

// within tells whether an account has one of the values, which are folded.
func within(k scopeKey, values map[string]bool, a *Account) bool {
	v := ""
	switch {
	case k.field == Attribute:
		v = a.Attrs.Get(k.attr)
	case k.field < NumFields:
		v = a.Values[k.field]
	}
	if k.field == Establishments {
		return anyOf(values, strings.Split(v, "; "))
	}
	return values[Fold(v)]
}

func anyOf(set map[string]bool, values []string) bool {
	for _, v := range values {
		if set[Fold(v)] {
			return true
		}
	}
	return false
}

// named tells whether one of these keys is the account's, and strikes those that are.
func named(a *Account, keys, unseen map[string]bool) (is bool) {
	for _, key := range [...]string{a.Values[EmployeeNumber], a.Values[Login], a.Values[Email], "id:" + strconv.FormatInt(a.ID, 10)} {
		if key = Fold(key); keys[key] {
			is = true
			delete(unseen, key)
		}
	}
	return is
}

// columns are a file's columns made ready for reading.
type columns struct {
	list        []column
	has         fieldSet
	attrs       []string // names of the attribute columns
	strong      bool     // there is a column by which one account is known for certain
	mayLackKeys bool     // rows without any key are people, known by their names
}

// column is one column and what a blank cell in it means.
type column struct {
	Column
	at     int // its place in Row.Cells
	attr   int // its place among the attribute columns
	blank  Blank
	weight uint64 // of its share in a digest
	text   bool   // what is plainly written is what it says
	cache  map[string]reading
}

// takesAnyText tells whether a field may hold any text, as it is written.
func (p *Policy) takesAnyText(f Field) bool {
	switch f {
	case FirstName, LastName, Phone, FullName, Company, Attribute:
		return true
	case Role:
		return len(p.Roles) == 0
	case Group:
		return len(p.Groups) == 0
	case DefaultEstablishment:
		return len(p.Establishments) == 0
	}
	return false
}

// weightOf is a field's weight in a digest.
func weightOf(f Field) uint64 { return (uint64(f)*2 + 3) * 0x9E3779B97F4A7C15 }

// fieldSet is a set of fields below 32.
type fieldSet uint32

func (s fieldSet) has(f Field) bool    { return s&(1<<f) != 0 }
func (s *fieldSet) add(f Field)        { *s |= 1 << f }
func (p *Policy) inChain(f Field) bool { return containsField(p.Keys, f) }

func containsField(list []Field, f Field) bool {
	for _, have := range list {
		if have == f {
			return true
		}
	}
	return false
}

func newColumns(file *File, p *Policy) *columns {
	cols := &columns{}
	for i, c := range file.Columns {
		switch c.Field {
		case NoField, LastSignIn, Created, Updated, Deactivated, MustChange, PendingEmail:
			continue
		}
		col := column{Column: c, at: i, blank: p.Blank[c.Field.String()], text: p.takesAnyText(c.Field), cache: map[string]reading{}}
		col.weight = weightOf(c.Field)
		if c.Field == Attribute {
			col.blank, col.attr = p.Blank["attr."+c.Attr], len(cols.attrs)
			col.weight *= uint64(col.attr)*2 + 0x5851F42D4C957F2D
			cols.attrs = append(cols.attrs, c.Attr)
		}
		cols.has.add(c.Field)
		cols.list = append(cols.list, col)
	}
	for _, f := range [...]Field{ID, EmployeeNumber, Login} {
		cols.strong = cols.strong || cols.has.has(f) && p.inChain(f)
	}
	cols.mayLackKeys = !(cols.has.has(EmployeeNumber) && p.inChain(EmployeeNumber))
	return cols
}
