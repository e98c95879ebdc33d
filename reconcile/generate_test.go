package reconcile_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// The alphabets are small, so that numbers, logins, e-mails and names collide all the time, also when folded.
var alphabet = map[reconcile.Field][]string{
	reconcile.EmployeeNumber:       {"", "E1", "E2", "e2", "E3", "007", "7", "Ｅ1"},
	reconcile.Login:                {"", "jean.martin", "Jean.Martin", "jean.martin2", "anne.morel", "a@x.org", "eva.morel", "e1"},
	reconcile.FirstName:            {"Jean", "Anne", "Éva", "Eva", "Jean Paul", ""},
	reconcile.LastName:             {"Martin", "Morel", "de La Tour", "MARTIN", ""},
	reconcile.Email:                {"", "a@x.org", "A@x.org", "b@x.org", "c@x.org", "not an address"},
	reconcile.Phone:                {"", "0611223344", "0611223355"},
	reconcile.Role:                 {"", "Agent", "Manager", "Admin", "admin", "Owner"},
	reconcile.Group:                {"", "Staff", "Direction", "staff"},
	reconcile.Company:              {"", "ACME", "Acme", "Globex"},
	reconcile.Establishments:       {"", "Lyon", "Paris; Lyon", "Lyon; Paris", "Lille|Paris"},
	reconcile.DefaultEstablishment: {"", "Lyon", "Paris"},
	reconcile.Language:             {"", "en", "fr", "FR"},
	reconcile.Status:               {"", "active", "Actif", "activé", "Inactif", "désactivé", "invited", "nonsense"},
	reconcile.Password:             {"", "Mot de passe crypté", "Secret-1", "Secret-2"},
	reconcile.ID:                   {"", "1", "2", "3", "4", "99", "x"},
	reconcile.FullName:             {"", "Jean Martin", "Anne Morel", "Jean Paul de La Tour", "Eva"},
	reconcile.LastSignIn:           {"", "Activation en attente", "2020-01-01 10:00:00"},
	reconcile.Attribute:            {"", "B1", "B2"},
}

// law checks a property of the plans of generated situations.
func law(t *testing.T, check func(t *rapid.T, p planned)) {
	rapid.Check(t, func(t *rapid.T) {
		check(t, planCase(t, situations().Draw(t, "situation")))
	})
}

func pick(f reconcile.Field) *rapid.Generator[string] { return rapid.SampledFrom(alphabet[f]) }

// situations generates rosters, files and policies together: the rows are mostly about people of the roster.
func situations() *rapid.Generator[*situation] {
	return rapid.Custom(func(t *rapid.T) *situation {
		c := &situation{Accounts: rosters().Draw(t, "roster"), Mode: reconcile.Reviewed}
		c.File = reconcile.File{Name: "f.csv", SHA256: "00", Kind: "csv", Encoding: "utf-8", Heading: 1,
			Columns: columns().Draw(t, "columns")}
		c.File.Partial = rapid.IntRange(0, 7).Draw(t, "partial") == 0
		n := rapid.IntRange(0, 7).Draw(t, "rows")
		for i := range n {
			c.Rows = append(c.Rows, rows(c, i+2).Draw(t, "row"))
		}
		c.Policy = policies(c.Accounts).Draw(t, "policy")
		c.Own = rapid.SampledFrom([][]string{nil, nil, {"e1"}, {"Jean.Martin"}, {"a@x.org"}, {"id:2", "user1"}}).Draw(t, "own")
		c.Cellwise = rapid.Bool().Draw(t, "cellwise")
		return c
	})
}

// rosters generates accounts as earlier runs may have left them: logins, with the former ones, and employee numbers
// belong to one account each.
func rosters() *rapid.Generator[reconcile.Accounts] {
	return rapid.Custom(func(t *rapid.T) reconcile.Accounts {
		var out reconcile.Accounts
		logins, numbers := map[string]bool{}, map[string]bool{"": true}
		for i := range rapid.IntRange(0, 6).Draw(t, "accounts") {
			a := &reconcile.Account{ID: int64(i + 1), Version: rapid.Int64Range(1, 3).Draw(t, "version")}
			for _, f := range []reconcile.Field{reconcile.EmployeeNumber, reconcile.FirstName, reconcile.LastName,
				reconcile.Phone, reconcile.Role, reconcile.Group, reconcile.Company} {
				a.Values[f] = pick(f).Draw(t, f.String())
			}
			a.Values[reconcile.Email] = rapid.SampledFrom(alphabet[reconcile.Email][:5]).Draw(t, "email")
			a.Values[reconcile.Language] = rapid.SampledFrom([]string{"en", "fr"}).Draw(t, "language")
			a.Values[reconcile.EmployeeNumber] = reconcile.Canonical(a.Values[reconcile.EmployeeNumber])
			if k := reconcile.Fold(a.Values[reconcile.EmployeeNumber]); numbers[k] {
				a.Values[reconcile.EmployeeNumber] = ""
			} else {
				numbers[k] = true
			}
			setLogins(t, a, logins)
			setState(t, a)
			out = append(out, a)
		}
		return out
	})
}

func setLogins(t *rapid.T, a *reconcile.Account, taken map[string]bool) {
	login := pick(reconcile.Login).Draw(t, "login")
	if login == "" || taken[reconcile.Fold(login)] {
		login = fmt.Sprint("user", a.ID)
	}
	a.Values[reconcile.Login] = login
	taken[reconcile.Fold(login)] = true
	if former := reconcile.Fold(pick(reconcile.Login).Draw(t, "former")); former != "" && !taken[former] {
		a.Former = []string{former}
		taken[former] = true
	}
}

// setState gives the rest: where the account may go, whether it is active, and a name in any case.
func setState(t *rapid.T, a *reconcile.Account) {
	if a.Values[reconcile.FirstName] == "" {
		a.Values[reconcile.FirstName] = "Zoé"
	}
	if a.Values[reconcile.LastName] == "" {
		a.Values[reconcile.LastName] = "Petit"
	}
	a.Values[reconcile.Establishments] = reconcile.CanonicalList(pick(reconcile.Establishments).Draw(t, "establishments"))
	if d := pick(reconcile.DefaultEstablishment).Draw(t, "default"); strings.Contains(a.Values[reconcile.Establishments], d) {
		a.Values[reconcile.DefaultEstablishment] = d
	}
	a.Attrs = a.Attrs.With("badge", pick(reconcile.Attribute).Draw(t, "badge"))
	how := rapid.SampledFrom([]string{"", "", "", "", reconcile.ByAbsence, reconcile.ByFile, reconcile.ByHand, reconcile.ByUndo}).Draw(t, "how")
	a.Values[reconcile.Deactivated] = how
	a.Values[reconcile.Status] = rapid.SampledFrom([]string{reconcile.StatusActive, reconcile.StatusActive, reconcile.StatusInvited}).Draw(t, "status")
	if how != "" {
		a.Values[reconcile.Status] = reconcile.StatusDeactivated
	}
	if rapid.Bool().Draw(t, "password") {
		a.Values[reconcile.Password] = "$fake$before"
	}
}

// columns generates a file's headings: a key at least, names mostly, anything else at times.
func columns() *rapid.Generator[[]reconcile.Column] {
	return rapid.Custom(func(t *rapid.T) []reconcile.Column {
		var fields []reconcile.Field
		keys := []reconcile.Field{reconcile.ID, reconcile.EmployeeNumber, reconcile.Login, reconcile.Email}
		fields = append(fields, rapid.SampledFrom(keys[1:]).Draw(t, "key"))
		for _, f := range append(keys, reconcile.Phone, reconcile.Role, reconcile.Group, reconcile.Company,
			reconcile.Establishments, reconcile.DefaultEstablishment, reconcile.Language, reconcile.Status,
			reconcile.Password, reconcile.LastSignIn, reconcile.Attribute) {
			if rapid.IntRange(0, 2).Draw(t, f.String()) == 0 && !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
		switch rapid.IntRange(0, 5).Draw(t, "names") {
		case 0: // none
		case 1:
			fields = append(fields, reconcile.FullName)
		default:
			fields = append(fields, reconcile.FirstName, reconcile.LastName)
		}
		return headed(fields)
	})
}

func headed(fields []reconcile.Field) []reconcile.Column {
	out := make([]reconcile.Column, len(fields))
	for i, f := range fields {
		out[i] = reconcile.Column{Heading: f.String(), Field: f}
		if f == reconcile.Attribute {
			out[i].Attr = "badge"
		}
	}
	return out
}

// rows generates a row: of an account with a few cells altered, or of anybody; at times it can't be read.
func rows(c *situation, line int) *rapid.Generator[reconcile.Row] {
	return rapid.Custom(func(t *rapid.T) reconcile.Row {
		var a *reconcile.Account
		if len(c.Accounts) > 0 && rapid.IntRange(0, 3).Draw(t, "known") > 0 {
			a = rapid.SampledFrom(c.Accounts).Draw(t, "account")
		}
		row := reconcile.Row{Line: line}
		for _, column := range c.File.Columns {
			cell := pick(column.Field).Draw(t, column.Heading)
			if a != nil && rapid.IntRange(0, 4).Draw(t, "kept") > 0 {
				cell = cellOf(a, column)
			}
			row.Cells = append(row.Cells, []byte(cell))
		}
		switch rapid.IntRange(0, 12).Draw(t, "damage") {
		case 0:
			damageCell(&row, c.File.Columns, rapid.IntRange(0, len(row.Cells)-1).Draw(t, "cell"))
		case 1:
			row.Misplaced = true
			row.Cells = append([][]byte{[]byte("shifted")}, row.Cells...)
			row.Problems = append(row.Problems, reconcile.Problem{Code: "row-ragged", Line: line, Rejects: true})
		}
		return row
	})
}

func damageCell(row *reconcile.Row, columns []reconcile.Column, i int) {
	row.Cells[i] = nil
	row.Problems = append(row.Problems, reconcile.Problem{Code: "byte-undecodable", Line: row.Line,
		Heading: columns[i].Heading, Rejects: true})
}

// cellOf writes what an export says of an account in a column.
func cellOf(a *reconcile.Account, c reconcile.Column) string {
	switch c.Field {
	case reconcile.ID:
		return fmt.Sprint(a.ID)
	case reconcile.FullName:
		return a.Name()
	case reconcile.Attribute:
		return a.Attrs.Get(c.Attr)
	case reconcile.Password:
		return "Mot de passe crypté"
	case reconcile.LastSignIn, reconcile.Created, reconcile.Updated:
		return "2020-01-01 10:00:00"
	}
	return a.Values[c.Field]
}

// policies generates policies, the default one most of all.
func policies(as reconcile.Accounts) *rapid.Generator[reconcile.Policy] {
	return rapid.Custom(func(t *rapid.T) reconcile.Policy {
		p := reconcile.DefaultPolicy()
		some := func(what string) bool { return rapid.IntRange(0, 3).Draw(t, what) == 0 }
		if some("keys") {
			p.Keys = rapid.SampledFrom([][]reconcile.Field{{reconcile.Login}, {reconcile.EmployeeNumber},
				{reconcile.Email, reconcile.EmployeeNumber}, {reconcile.Login, reconcile.EmployeeNumber, reconcile.ID}}).Draw(t, "keys")
		}
		if some("scope") {
			p.Scope = []reconcile.Term{{Field: reconcile.Company, Value: pick(reconcile.Company).Draw(t, "company")}}
		}
		if some("blank") {
			p.Blank = map[string]reconcile.Blank{}
			for _, f := range []reconcile.Field{reconcile.Phone, reconcile.Email, reconcile.Role, reconcile.EmployeeNumber,
				reconcile.Login, reconcile.Status, reconcile.FirstName, reconcile.DefaultEstablishment} {
				p.Blank[f.String()] = reconcile.Blank{Rule: rapid.SampledFrom([]reconcile.BlankRule{
					reconcile.BlankKeep, reconcile.BlankClear}).Draw(t, "rule")}
			}
			p.Blank["language"] = reconcile.Blank{Rule: reconcile.BlankDefault, Default: "fr"}
		}
		if some("groups") {
			p.Groups = []string{"Staff", "Kitchen"}
		}
		if some("email for managers") {
			p.EmailRequired = []string{"Manager"}
		}
		if some("names not required") {
			p.Required = nil
		}
		if some("logins from e-mails") {
			p.Login.From = reconcile.LoginFromEmail
		}
		p.Login.Immutable = some("logins never change")
		if some("by hand") {
			p.ByHand = reconcile.ReactivateByHand
		}
		if some("protected") {
			p.Protected = []string{rapid.SampledFrom([]string{"id:1", "E2", "anne.morel", "A@X.org"}).Draw(t, "key")}
		}
		if some("canaries") {
			p.Canaries = []string{pick(reconcile.EmployeeNumber).Draw(t, "canary"), "id:2"}
		}
		if some("same") && len(as) > 0 {
			p.Same = map[string]string{"E3": fmt.Sprint("id:", rapid.SampledFrom(as).Draw(t, "same").ID)}
		}
		if some("seats") {
			p.Seats = rapid.IntRange(1, 5).Draw(t, "seats")
		}
		return p
	})
}

// GoString writes the situation as a fixture's sections, so that what a property finds can become one.
func (c *situation) GoString() string {
	var b strings.Builder
	b.WriteString("\n-- roster --\n")
	for _, a := range c.Accounts {
		fmt.Fprint(&b, a.ID, " version ", a.Version)
		for f, v := range a.Values {
			if v != "" {
				fmt.Fprintf(&b, " %v=%s", reconcile.Field(f), v)
			}
		}
		fmt.Fprintln(&b, "", a.Attrs, "former", a.Former)
	}
	b.WriteString("-- upload.csv --\n")
	for i, column := range c.File.Columns {
		fmt.Fprint(&b, strings.Repeat(",", min(i, 1)), column.Heading)
	}
	for _, row := range c.Rows {
		fmt.Fprintf(&b, "\n%s", row.Cells)
		for _, p := range row.Problems {
			fmt.Fprint(&b, " ", p.Code, " ", p.Heading)
		}
	}
	policy, err := json.Marshal(c.Policy)
	fmt.Fprintf(&b, "\n-- policy --\n%s %v\n", policy, err)
	return b.String()
}
