package report

import (
	"time"

	"rollcall/reconcile"
	"rollcall/words"
)

// Layout is the arrangement of an export's columns.
type Layout string

// The layouts.
const (
	Audit   Layout = "audit"   // the twelve columns of an auditor's list, then those asked for
	Tempeos Layout = "tempeos" // the six columns of the club avantages' bulk file, in French whatever the language
)

// stamp is how times stand in a cell: UTC.
const stamp = "2006-01-02 15:04:05"

// source is one column of an export and where its cells come from.
type source struct {
	column
	note  string // what package words explains the column under: "report.help." and this
	value func(a *reconcile.Account) string
}

// sources gives the columns of a layout and those that follow. A field that can't be a column of an export, because
// it is secret or would change how the file is read back, is an error of type *Unwritable.
func sources(layout Layout, lang words.Lang, more []reconcile.Column) ([]source, error) {
	var out []source
	switch layout {
	case Audit:
		out = fieldSources(lang, auditFields[:])
	case Tempeos:
		out = tempeosSources()
	default:
		return nil, unwritable(lang, "report-layout-unknown", string(layout))
	}
	for _, c := range more {
		s, ok := extraSource(lang, c)
		if !ok {
			return nil, unwritable(lang, "report-column-unknown", columnName(c))
		}
		out = append(out, s)
	}
	return out, nil
}

// auditFields are the columns of the audit layout, in their order.
var auditFields = [...]reconcile.Field{reconcile.ID, reconcile.FullName, reconcile.Login, reconcile.Role,
	reconcile.Email, reconcile.Phone, reconcile.LastSignIn, reconcile.EmployeeNumber, reconcile.Company,
	reconcile.Created, reconcile.Updated, reconcile.Status}

func fieldSources(lang words.Lang, fields []reconcile.Field) []source {
	out := make([]source, len(fields))
	for i, f := range fields {
		out[i] = source{column{words.Label(lang, f), width(f), plain}, f.String(), fieldValue(lang, f)}
	}
	return out
}

// fieldValue gives the function that shows a field of an account.
func fieldValue(lang words.Lang, f reconcile.Field) func(*reconcile.Account) string {
	switch f {
	case reconcile.ID:
		return func(a *reconcile.Account) string { return decimal(a.ID) }
	case reconcile.FullName:
		return (*reconcile.Account).Name
	case reconcile.LastSignIn:
		pending := words.Say(lang, "status.pending")
		return func(a *reconcile.Account) string {
			if a.Values[reconcile.Status] == reconcile.StatusInvited {
				return pending
			}
			return moment(a.LastSignIn)
		}
	case reconcile.Created:
		show := remembered(moment)
		return func(a *reconcile.Account) string { return show(a.Created) }
	case reconcile.Updated:
		show := remembered(moment)
		return func(a *reconcile.Account) string { return show(a.Updated) }
	case reconcile.Status, reconcile.Deactivated, reconcile.MustChange:
		show := remembered(func(value string) string { return display(lang, f, value) })
		return func(a *reconcile.Account) string { return show(a.Values[f]) }
	}
	return func(a *reconcile.Account) string { return display(lang, f, a.Values[f]) }
}

// remembered is show with its last answer kept: thousands of accounts one after the other have the same status and were
// made in the same second.
func remembered[T comparable](show func(T) string) func(T) string {
	var last T
	text := show(last)
	return func(v T) string {
		if v != last {
			last, text = v, show(v)
		}
		return text
	}
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stamp)
}

// extraSource gives the source of a column asked for by name.
func extraSource(lang words.Lang, c reconcile.Column) (source, bool) {
	switch c.Field {
	case reconcile.Group, reconcile.Language, reconcile.Establishments, reconcile.DefaultEstablishment,
		reconcile.Deactivated, reconcile.MustChange, reconcile.PendingEmail:
		return fieldSources(lang, []reconcile.Field{c.Field})[0], true
	case reconcile.Attribute:
		name := columnName(c)
		if c.Heading != "" {
			name = c.Heading
		}
		return source{column{name, 20, plain}, "", func(a *reconcile.Account) string { return a.Attrs.Get(c.Attr) }}, c.Attr != ""
	}
	return source{}, false
}

func columnName(c reconcile.Column) string {
	return reconcile.FieldChange{Field: c.Field, Attr: c.Attr}.Name()
}

// tempeosSources gives the six columns of the bulk file. An account invited but not yet active is "activé" there: it
// may sign in once it has chosen its password, and the file has no third word.
func tempeosSources() []source {
	value := func(f reconcile.Field) func(*reconcile.Account) string {
		return func(a *reconcile.Account) string { return a.Values[f] }
	}
	return []source{
		{column{"Identifiant", 28, plain}, "login", value(reconcile.Login)},
		{column{"Nom", 24, plain}, "last_name", value(reconcile.LastName)},
		{column{"Prénom", 20, plain}, "first_name", value(reconcile.FirstName)},
		{column{"Adresse e-mail", 36, plain}, "email", value(reconcile.Email)},
		{column{"Mot de passe", 20, plain}, "password", func(*reconcile.Account) string { return "Mot de passe crypté" }},
		{column{"Etat", 12, plain}, "tempeos.state", func(a *reconcile.Account) string {
			if a.Active() {
				return "activé"
			}
			return "désactivé"
		}},
	}
}

// columns gives the sources' columns, headings their headings.
func columns(sources []source) []column {
	out := make([]column, len(sources))
	for i, s := range sources {
		out[i] = s.column
	}
	return out
}

func headings(columns []column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.heading
	}
	return out
}

// width gives the width in characters that shows most values of a field.
func width(f reconcile.Field) int {
	switch f {
	case reconcile.ID, reconcile.Language:
		return 10
	case reconcile.FullName, reconcile.Login, reconcile.Company, reconcile.Group:
		return 28
	case reconcile.Email, reconcile.PendingEmail, reconcile.Establishments:
		return 36
	case reconcile.LastSignIn:
		return 22
	}
	return 20
}
