package storage

import (
	"context"
	"database/sql/driver"
	"errors"
	"strconv"
	"strings"

	"github.com/lib/pq"
)

type postgresDialect struct{}

// copier is what lib/pq's COPY statement does besides: it takes lines as they stand.
type copier interface {
	CopyData(ctx context.Context, lines string) (driver.Result, error)
}

var errNoCopy = errors.New("this PostgreSQL driver does not take raw COPY data")

// PostgreSQL takes no COPY into a table behind row-level security: accounts land in a table of this transaction, which
// is neither logged nor indexed, and go on from there in the order of the key.
const makeLanding = "CREATE TEMP TABLE IF NOT EXISTS landing (LIKE accounts) ON COMMIT DROP"

// insert sends the accounts as the lines of one COPY.
func (postgresDialect) insert(ctx context.Context, t *tx, org int64, rows []record) error {
	if _, err := t.exec(ctx, makeLanding); err != nil {
		return err
	}
	if err := copyIn(ctx, t, "COPY landing ("+insertColumns+") FROM STDIN", org, rows); err != nil {
		return err
	}
	_, err := t.exec(ctx, "INSERT INTO accounts ("+insertColumns+") SELECT "+insertColumns+" FROM landing ORDER BY id")
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "TRUNCATE landing")
	return err
}

func copyIn(ctx context.Context, t *tx, query string, org int64, rows []record) error {
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
		if err := copyRows(ctx, raw, org, rows); err != nil {
			return err
		}
		_, err = stmt.Exec(nil) //nolint:staticcheck // ends the COPY; the context reached CopyData
		return err
	})
}

// copyPiece is about how many bytes are handed to the driver at once.
const copyPiece = 32 << 10

func copyRows(ctx context.Context, to copier, org int64, rows []record) error {
	prefix := strconv.FormatInt(org, 10) + "\t"
	b := make([]byte, 0, 2*copyPiece)
	for i := range rows {
		b = append(b, prefix...)
		b = appendCopyRow(b, &rows[i])
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

func appendCopyRow(b []byte, r *record) []byte {
	b = strconv.AppendInt(b, r.id, 10)
	b = strconv.AppendInt(append(b, '\t'), r.version, 10)
	for _, text := range r.texts {
		b = appendCopyText(append(b, '\t'), text)
	}
	return b
}

// appendCopyText writes s for COPY's text format: a backslash before what would end the value or the line.
func appendCopyText(b []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		if s[i] != '\\' && s[i] >= ' ' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		switch s[i] {
		case '\\':
			b = append(b, '\\', '\\')
		case '\t':
			b = append(b, '\\', 't')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, s[i])
		}
	}
	return append(b, s[from:]...)
}

// updateChunk is how many accounts one UPDATE takes.
const updateChunk = 2000

var updatePostgres = func() string {
	set, from := "version = u.version", "?::bigint[], ?::bigint[]"
	for _, c := range textColumns {
		set += ", " + c + " = u." + c
		from += ", ?::text[]"
	}
	return "UPDATE accounts AS a SET " + set + " FROM unnest(" + from + ") AS u (id, version, " +
		strings.Join(textColumns[:], ", ") + ") WHERE a.org_id = ? AND a.id = u.id AND a.version = u.version - 1"
}()

func (postgresDialect) update(ctx context.Context, t *tx, org int64, rows []record) (int64, error) {
	var touched int64
	for len(rows) > 0 {
		chunk := rows[:min(len(rows), updateChunk)]
		rows = rows[len(chunk):]
		n, err := t.exec(ctx, updatePostgres, append(columnArrays(chunk), org)...)
		if err != nil {
			return touched, err
		}
		touched += n
	}
	return touched, nil
}

// columnArrays turns records into one array a column.
func columnArrays(rows []record) []any {
	ids, versions := make(pq.Int64Array, len(rows)), make(pq.Int64Array, len(rows))
	args := []any{ids, versions}
	for i := range rows {
		ids[i], versions[i] = rows[i].id, rows[i].version
	}
	for j := range textColumns {
		texts := make(pq.StringArray, len(rows))
		for i := range rows {
			texts[i] = rows[i].texts[j]
		}
		args = append(args, texts)
	}
	return args
}

// A list joined is looked up by the index also where the table was never analysed; "= ANY" may then go through the
// whole organisation for each list.
func (postgresDialect) among(list any) (string, any) {
	if _, numbers := list.([]int64); numbers {
		return "IN (SELECT unnest(?::bigint[]))", pq.Array(list)
	}
	return "IN (SELECT unnest(?::text[]))", pq.Array(list)
}
