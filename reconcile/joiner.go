package reconcile

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joiner takes a row of somebody the roster does not know.
func (d *diffing) joiner(m *member) {
	if d.traced(m.line) {
		d.in.Trace.note(m.line, "joins")
	}
	v := d.newValues(m)
	if !d.fit(&v, m) {
		d.wantsMail(m)
		d.wantsKeys(m)
		d.reject(m)
		return
	}
	c := &Change{Action: Add, Line: m.line, Key: v.Key(), Name: v.Name(), Company: v[Company], Fields: d.fields[:0],
		Why: Reason{Code: "joined"}}
	e := d.newEffects(&v)
	if v[Login] == "" {
		e |= needsLogin
	}
	if m.mailOnly() {
		e |= mailOnly
	}
	d.newPassword(m, &v)
	for f, value := range v {
		c.set(Field(f), "", value)
	}
	for i, a := range m.attrs {
		if len(a.value) > 0 {
			c.Fields = append(c.Fields, FieldChange{Field: Attribute, Attr: d.cols.attrs[i], New: string(a.value)})
		}
	}
	sortFields(c)
	d.spool.add(c, -1, e)
	d.claimKeys(c)
	d.await(m)
	if len(d.rules.unheard) > 0 {
		named(&Account{Values: v}, d.rules.canaries, d.rules.unheard)
	}
}

// newValues gives the values of a new account: what the row says, elsewhere the policy's defaults or a login made of it.
func (d *diffing) newValues(m *member) Values {
	v := d.rules.newValues(m)
	if v[Login] == "" && d.rules.Login.From == LoginFromEmail && d.freeLogin(v[Email]) {
		v[Login] = v[Email]
	}
	return v
}

func (r *rules) newValues(m *member) Values {
	v := m.texts()
	if len(m.fullName) > 0 {
		v[FirstName], v[LastName] = m.names()
	}
	for f, value := range r.defaults {
		if v[f] == "" {
			v[f] = value
		}
	}
	if v[Status] == "" {
		v[Status] = StatusActive
	}
	if v[Status] == StatusDeactivated {
		v[Deactivated] = ByFile
	}
	return v
}

// freeLogin tells whether an e-mail can be the login of somebody new.
func (d *diffing) freeLogin(email string) bool {
	h := d.x.hashFolded(email)
	_, former := d.x.former[h]
	return h != 0 && !former && d.x.keys[byLogin].first(h) < 0
}

func (d *diffing) newEffects(v *Values) (e effects) {
	if v[Status] == StatusDeactivated {
		return startsOut
	}
	if d.rules.admin(v[Role]) {
		e |= givesAdmin | raises
	}
	return e
}

// newPassword sets a new account's password from a file that has a column for it: the cell's, or the organisation's
// default, to be changed at the first sign-in.
func (d *diffing) newPassword(m *member, v *Values) {
	if !d.cols.has.has(Password) {
		return
	}
	plain := m.password
	if plain == nil {
		v[MustChange], plain = "yes", d.in.DefaultPassword
	}
	switch {
	case plain == nil || d.in.Hash == nil:
	case v[Login] == "" && d.rules.Login.From != LoginAsGiven:
		d.passwords[len(d.spool.entries)] = slices.Clone(plain)
	default:
		v[Password] = d.hash(Fold(v[Login]), plain)
	}
}

// nameByEmail lets everybody who has the e-mail that an entry gives count as present.
func (d *diffing) nameByEmail(e *entry) {
	c, err := d.spool.change(e)
	if err != nil {
		return // the spool remembers it
	}
	email, _ := c.Field(Email)
	h := d.x.hashFolded(email.New)
	d.nameAll(h)
	if h != 0 && e.effects&mailOnly == 0 && d.rules.inChain(Email) {
		first(d.mailWanted, h, int(e.line))
	}
}

// nameAll lets everybody who has an e-mail count as present, once: many rows may give it.
func (d *diffing) nameAll(email uint64) {
	if d.namedEmails[email] {
		return
	}
	d.namedEmails[email] = true
	for ord := range d.x.keys[byEmail].all(email) {
		d.x.state[ord] |= wasNamed
	}
}

// giveLogins gives a login to everybody added without one, in an order that does not depend on the rows' order.
func (d *diffing) giveLogins(ctx context.Context) error {
	if d.rules.Login.From == LoginAsGiven {
		return nil
	}
	type nameless struct {
		base, content string
		at            int
		c             *Change
	}
	var need []nameless
	for i := range d.spool.entries {
		e := &d.spool.entries[i]
		if e.effects&needsLogin == 0 || e.isHeld() {
			continue
		}
		c, err := d.spool.change(e)
		if err != nil {
			return err
		}
		content := *c
		content.Line = 0
		need = append(need, nameless{loginBase(c), string(AppendChange(nil, &content)), i, c})
	}
	slices.SortFunc(need, func(a, b nameless) int {
		if c := strings.Compare(a.base, b.base); c != 0 {
			return c
		}
		return cmp.Or(strings.Compare(a.content, b.content), cmp.Compare(a.c.Line, b.c.Line))
	})
	next := map[string]int{} // by base, the number tried next
	for i, n := range need {
		if i%batchSize == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		d.giveLogin(n.c, n.base, n.at, next)
	}
	return nil
}

// giveLogin gives the first free login: prenom.nom, prenom.nom2, prenom.nom3 …
func (d *diffing) giveLogin(c *Change, base string, at int, next map[string]int) {
	login := base
	if n := next[base]; n > 0 {
		login = base + strconv.Itoa(n)
	}
	for !d.freeLogin(login) || d.isNew(login) {
		next[base] = max(2, next[base]+1)
		login = base + strconv.Itoa(next[base])
	}
	d.newKeys[keySlot(Login, d.x.hashFolded(login))] = at
	c.set(Login, "", login)
	if plain := d.passwords[at]; plain != nil {
		c.set(Password, "", d.hash(Fold(login), plain))
		clear(plain)
	}
	sortFields(c)
	c.called()
	d.spool.put(at, c)
}

func (d *diffing) isNew(login string) bool {
	_, taken := d.newKeys[keySlot(Login, d.x.hashFolded(login))]
	return taken
}

// loginBase makes prenom.nom of a new person's names: lower case without accents, apostrophes dropped, everything
// else that is no letter or digit a hyphen.
func loginBase(c *Change) string {
	first, _ := c.Field(FirstName)
	last, _ := c.Field(LastName)
	parts := slices.DeleteFunc([]string{loginPart(first.New), loginPart(last.New)}, func(s string) bool { return s == "" })
	if len(parts) == 0 {
		return "member"
	}
	return strings.Join(parts, ".")
}

func loginPart(s string) string {
	var b strings.Builder
	for _, r := range Unaccented(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '\'' || r == '’' || r == '.':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(cut(b.String(), maxLoginPart), "-")
}

// maxLoginPart is how many bytes of a name go into a login.
const maxLoginPart = 100

// cut gives the beginning of s, at most so many bytes of it and no part of a character.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
