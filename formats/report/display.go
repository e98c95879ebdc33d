package report

import (
	"strconv"
	"strings"

	"rollcall/reconcile"
	"rollcall/words"
)

// display shows a field's value to people: codes in words, a password only as being set.
func display(lang words.Lang, f reconcile.Field, value string) string {
	if value == "" {
		return ""
	}
	switch f {
	case reconcile.Password:
		return words.Say(lang, "report.set")
	case reconcile.Status:
		return known(lang, "status.", value)
	case reconcile.Deactivated:
		return known(lang, "report.how.", value)
	case reconcile.MustChange:
		return known(lang, "report.must-change.", value)
	case reconcile.FormerLogins:
		return strings.ReplaceAll(value, "\n", ", ")
	}
	return value
}

// known gives the text for a code, the code itself where there is none.
func known(lang words.Lang, prefix, code string) string {
	if !words.Known(prefix + code) {
		return code
	}
	return words.Say(lang, prefix+code)
}

// fieldLabel gives the heading of a changed field.
func fieldLabel(lang words.Lang, c reconcile.FieldChange) string {
	if c.Field == reconcile.Attribute {
		return c.Attr
	}
	return words.Label(lang, c.Field)
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// id shows an account's ID, "" for somebody who has none yet.
func id(n int64) string {
	if n == 0 {
		return ""
	}
	return decimal(n)
}

func line(n int) string { return id(int64(n)) }
