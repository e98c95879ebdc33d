package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/lib/pq"

	"rollcall/reconcile"
)

type postgresDialect struct{}

// copier is what lib/pq's COPY statement does besides: it takes lines as they stand.
type copier interface {
	CopyData(ctx context.Context, lines string) (driver.Result, error)
}

var errNoCopy = errors.New("this PostgreSQL driver does not take raw COPY data")

// analyse makes the table's statistics anew, for this transaction too. What they must say is how many accounts there are
// and that keys are one account's; a tenth of the usual sample says that.
func analyse(ctx context.Context, t *tx) error {
	if _, err := t.exec(ctx, "SET LOCAL default_statistics_target = 10"); err != nil {
		return err
	}
	_, err := t.exec(ctx, "ANALYZE accounts")
	return err
}

// PostgreSQL takes no COPY into a table behind row-level security: accounts land in a table of this transaction, which
// is neither logged nor indexed, and go on from there in the order in which they came, which is the key's.
var makeLanding = "CREATE TEMP TABLE IF NOT EXISTS landing (id bigint, version bigint, " +
	strings.Join(textColumns[:], " text, ") + " text) ON COMMIT DROP"

// insert sends the accounts as the lines of one COPY. What a column says of all of them is sent once, a key that is
// written as it is folded too.
func (postgresDialect) insert(ctx context.Context, t *tx, org int64, rows []record) error {
	if _, err := t.exec(ctx, makeLanding); err != nil {
		return err
	}
	constant := constants(rows)
	columns, landed, args := []int{}, "id, version", []any{org}
	from := "?::bigint, id, version"
	for i, name := range textColumns {
		switch written := writtenAs(i); {
		case constant[i]:
			from, args = from+", ?::text", append(args, rows[0].texts[i])
		case written != i && sayTheSame(rows, i, written):
			from += ", " + textColumns[written]
		default:
			columns, landed, from = append(columns, i), landed+", "+name, from+", "+name
		}
	}
	if err := copyIn(ctx, t, "COPY landing ("+landed+") FROM STDIN", columns, rows); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "INSERT INTO accounts ("+insertColumns+") SELECT "+from+" FROM landing", args...); err != nil {
		return err
	}
	_, err := t.exec(ctx, "TRUNCATE landing")
	return err
}

// constants tells which columns say the same of all rows.
func constants(rows []record) (constant [numTexts]bool) {
	var columns []int
	for c := range numTexts {
		columns = append(columns, c)
	}
	for i := range rows { // row by row: a row is nearer than the next one
		columns = slices.DeleteFunc(columns, func(c int) bool { return rows[i].texts[c] != rows[0].texts[c] })
	}
	for _, c := range columns {
		constant[c] = true
	}
	return constant
}

// writtenAs gives the column that has a key as it is written, for any other column itself.
func writtenAs(column int) int {
	switch column {
	case numberKeyText:
		return int(reconcile.EmployeeNumber)
	case loginKeyText:
		return int(reconcile.Login)
	}
	return column
}

// sayTheSame tells whether two columns say the same of each row.
func sayTheSame(rows []record, column, other int) bool {
	for i := range rows {
		if rows[i].texts[column] != rows[i].texts[other] {
			return false
		}
	}
	return true
}

func copyIn(ctx context.Context, t *tx, query string, columns []int, rows []record) error {
	return t.raw(func(conn driver.Conn) (err error) {
		stmt, err := conn.Prepare(query)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, stmt.Close()) }()
		raw, ok := stmt.(copier)
		if !ok {
			return errNoCopy
		}
		if err := copyRows(ctx, raw, columns, rows); err != nil {
			return err
		}
		_, err = stmt.Exec(nil) //nolint:staticcheck // ends the COPY; the context reached CopyData
		return err
	})
}

// copyPiece is about how many bytes are handed to the driver at once.
const copyPiece = 32 << 10

func copyRows(ctx context.Context, to copier, columns []int, rows []record) error {
	b := make([]byte, 0, 2*copyPiece)
	for i := range rows {
		b = appendCopyRow(b, &rows[i], columns)
		if len(b) < copyPiece && i < len(rows)-1 {
			b = append(b, '\n')
			continue
		}
		if _, err := to.CopyData(ctx, string(b)); err != nil { // adds the line end
			return err
		}
		b = b[:0]
	}
	return nil
}

func appendCopyRow(b []byte, r *record, columns []int) []byte {
	b = strconv.AppendInt(b, r.id, 10)
	b = strconv.AppendInt(append(b, '\t'), r.version, 10)
	for _, i := range columns {
		b = appendCopyText(append(b, '\t'), r.texts[i])
	}
	return b
}

// appendCopyText writes s for COPY's text format: a backslash before what would end the value or the line.
func appendCopyText(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '\\' {
			return appendEscaped(append(b, s[:i]...), s[i:])
		}
	}
	return append(b, s...)
}

func appendEscaped(b []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; c {
		case '\\':
			b = append(b, '\\', '\\')
		case '\t':
			b = append(b, '\\', 't')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, c)
		}
	}
	return b
}

// update makes all edits with one statement. Of a column that an edit leaves alone it is given NULL.
func (postgresDialect) update(ctx context.Context, t *tx, org int64, at string, edits []edit) (missed []int64, err error) {
	if len(edits) == 0 {
		return nil, nil
	}
	columns := columnsSet(edits)
	ids, versions := make(pq.Int64Array, len(edits)), make(pq.Int64Array, len(edits))
	for i := range edits {
		ids[i], versions[i] = edits[i].id, edits[i].version
	}
	args := []any{at, ids, versions}
	for _, c := range columns {
		before, now := columnArrays(edits, c)
		args = append(args, before, now)
	}
	var done []int64
	if err := t.list(ctx, &done, updatePostgres(columns), append(args, org)...); err != nil {
		return nil, err
	}
	written := make(map[int64]bool, len(done))
	for _, id := range done {
		written[id] = true
	}
	for i := range edits {
		if id := edits[i].id; !written[id] {
			missed = append(missed, id)
		}
		delete(written, edits[i].id) // a second edit of one account wrote nothing
	}
	return missed, nil
}

// columnsSet gives the columns that any of the edits sets, in order.
func columnsSet(edits []edit) (columns []int) {
	var has [numTexts]bool
	for i := range edits {
		for _, s := range edits[i].set {
			has[s.column] = true
		}
	}
	for c, set := range has {
		if set {
			columns = append(columns, c)
		}
	}
	return columns
}

// updatePostgres is the statement that makes edits that set some of these columns.
func updatePostgres(columns []int) string {
	set, from, names := "version = a.version + 1, updated = ?", "?::bigint[], ?::bigint[]", "id, version"
	where := "a.org_id = ? AND a.id = u.id AND a.version = u.version"
	for _, c := range columns {
		name := textColumns[c]
		set += ", " + name + " = coalesce(u.new_" + name + ", a." + name + ")"
		from += ", ?::text[], ?::text[]"
		names += ", old_" + name + ", new_" + name
		where += " AND (u.old_" + name + " IS NULL OR u.old_" + name + " = a." + name + ")"
	}
	return "UPDATE accounts AS a SET " + set + " FROM unnest(" + from + ") AS u (" + names + ") WHERE " + where + " RETURNING a.id"
}

// columnArrays writes what edits compare a column with and what they set it to as PostgreSQL reads a text[].
func columnArrays(edits []edit, column int) (before, now string) {
	old, set := []byte{'{'}, []byte{'{'}
	for i := range edits {
		if i > 0 {
			old, set = append(old, ','), append(set, ',')
		}
		j := slices.IndexFunc(edits[i].set, func(s setting) bool { return s.column == column })
		if j < 0 {
			old, set = append(old, "NULL"...), append(set, "NULL"...)
			continue
		}
		s := &edits[i].set[j]
		set = appendElement(set, s.new)
		if s.checked {
			old = appendElement(old, s.old)
		} else {
			old = append(old, "NULL"...)
		}
	}
	return string(append(old, '}')), string(append(set, '}'))
}

// appendElement writes a text as an element of an array.
func appendElement(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

// A list joined is looked up by the index also where the table was never analysed; "= ANY" may then go through the
// whole organisation for each list.
func (postgresDialect) among(list any) (string, any) {
	if _, numbers := list.([]int64); numbers {
		return "IN (SELECT unnest(?::bigint[]))", pq.Array(list)
	}
	return "IN (SELECT unnest(?::text[]))", pq.Array(list)
}
