package storage

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"rollcall/reconcile"
)

// The texts of a record after the account's fields, in the order of textColumns.
const (
	attrsText = int(reconcile.NumFields) + iota
	formerText
	lastSignInText
	createdText
	updatedText
	readTexts // the texts before this one say all there is of an account; the rest are worked out from them

	numberKeyText = readTexts + iota - 6
	loginKeyText
	numTexts
)

// record is an account as a row of the table: two numbers and texts, whose columns textColumns names.
type record struct {
	id, version int64
	texts       [numTexts]string
}

// textColumns are the columns of record.texts; every statement about accounts is made from them.
var textColumns = func() (names [numTexts]string) {
	for f := range reconcile.NumFields {
		names[f] = f.String()
	}
	names[reconcile.Group] = "user_group" // GROUP is SQL's
	copy(names[reconcile.NumFields:], []string{"attrs", "former_logins", "last_sign_in", "created", "updated",
		"employee_number_key", "login_key"})
	return names
}()

var (
	readColumns   = "id, version, concat_ws(?, " + strings.Join(textColumns[:readTexts], ", ") + ")" // see unpack
	insertColumns = "org_id, id, version, " + strings.Join(textColumns[:], ", ")
)

func recordOf(a *reconcile.Account) (r record) {
	r.of(a)
	return r
}

// of makes r the record of an account.
func (r *record) of(a *reconcile.Account) {
	r.id, r.version = a.ID, a.Version
	copy(r.texts[:], a.Values[:])
	r.texts[attrsText] = attrsJSON(a.Attrs)
	r.texts[formerText] = formerJSON(a.Former)
	r.texts[lastSignInText] = stamp(a.LastSignIn)
	r.texts[createdText] = stamp(a.Created)
	r.texts[updatedText] = stamp(a.Updated)
	r.texts[numberKeyText] = reconcile.Fold(a.Values[reconcile.EmployeeNumber])
	r.texts[loginKeyText] = reconcile.Fold(a.Values[reconcile.Login])
}

// into makes the account of a record, anew in every part.
func (r *record) into(a *reconcile.Account) error {
	*a = reconcile.Account{ID: r.id, Version: r.version}
	copy(a.Values[:], r.texts[:])
	var err error
	if a.Attrs, err = parseAttrs(r.texts[attrsText]); err != nil {
		return r.unreadable("attrs")
	}
	if a.Former, err = parseFormer(r.texts[formerText]); err != nil {
		return r.unreadable("former_logins")
	}
	for i, to := range [...]*time.Time{&a.LastSignIn, &a.Created, &a.Updated} {
		if *to, err = parseStamp(r.texts[lastSignInText+i]); err != nil {
			return r.unreadable(textColumns[lastSignInText+i])
		}
	}
	return nil
}

// unreadable names the column but not what stands in it.
func (r *record) unreadable(column string) error { return &columnError{r.id, column} }

// columnError says that a column of an account can't be read.
type columnError struct {
	id     int64
	column string
}

func (e *columnError) Error() string {
	return fmt.Sprintf("account %d: %s can't be read", e.id, e.column)
}

// appendTexts appends the texts to a statement's arguments.
func (r *record) appendTexts(args []any) []any {
	for _, text := range r.texts {
		args = append(args, text)
	}
	return args
}

// separator stands between the texts of a record where they are read as one: a driver's work for a value costs more
// than reading it. No value has it, for reconcile takes no control characters.
const separator = "\x1f"

// unpack parts the texts of a record that were read as one.
func (r *record) unpack(packed []byte) error {
	rest := string(packed)
	for i := range readTexts - 1 {
		var found bool
		if r.texts[i], rest, found = strings.Cut(rest, separator); !found {
			return r.unreadable(textColumns[i])
		}
	}
	r.texts[readTexts-1] = rest
	if strings.Contains(rest, separator) {
		return r.unreadable(textColumns[readTexts-1])
	}
	return nil
}

func attrsJSON(as reconcile.Attrs) string {
	if len(as) == 0 {
		return "{}"
	}
	m := make(map[string]string, len(as))
	for _, a := range as {
		m[a.Name] = a.Value
	}
	return mustJSON(m) // encoding/json sorts the names
}

func parseAttrs(s string) (reconcile.Attrs, error) {
	if s == "{}" {
		return nil, nil
	}
	var m map[string]string
	if err := json.Unmarshal([]byte(s), &m); err != nil {
		return nil, err
	}
	as := make(reconcile.Attrs, 0, len(m))
	for name, value := range m {
		as = append(as, reconcile.Attr{Name: name, Value: value})
	}
	slices.SortFunc(as, func(a, b reconcile.Attr) int { return strings.Compare(a.Name, b.Name) })
	return as, nil
}

func formerJSON(logins []string) string {
	if len(logins) == 0 {
		return ""
	}
	return mustJSON(logins)
}

func parseFormer(s string) (logins []string, err error) {
	if s == "" {
		return nil, nil
	}
	err = json.Unmarshal([]byte(s), &logins)
	return logins, err
}

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("storage: a value that can't be written as JSON: " + err.Error()) // our own types always can
	}
	return string(b)
}

// stampLayout is RFC 3339 in UTC to the millisecond, always as long, so that texts sort as times do.
const stampLayout = "2006-01-02T15:04:05.000Z"

// stamp writes a time for the database, "" for the zero time.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	b := t.UTC().AppendFormat(make([]byte, 0, len(stampLayout)), time.RFC3339) // faster than a layout of our own
	ms := t.Nanosecond() / int(time.Millisecond)
	return string(append(b[:len(b)-1], '.', '0'+byte(ms/100), '0'+byte(ms/10%10), '0'+byte(ms%10), 'Z'))
}

func parseStamp(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, s) // takes the milliseconds too, and is faster than a layout of our own
}
