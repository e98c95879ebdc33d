package reconcile_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"

	"rollcall/reconcile"
)

// situation is everything a plan is made from: what a fixture or a generator gives.
type situation struct {
	Accounts reconcile.Accounts
	File     reconcile.File
	Rows     []reconcile.Row
	Policy   reconcile.Policy
	History  reconcile.History
	Tail     reconcile.Tail
	Mode     reconcile.Mode
	Own      []string
	Cellwise bool // the rows are no lines of text
}

// upload gives the file afresh, in the cells of one reused row, as the readers of files do.
func (c *situation) upload() *reconcile.Upload {
	file := c.File
	u := &reconcile.Upload{File: &file}
	var known reconcile.Texts
	var lines reconcile.Lines
	if !c.Cellwise {
		u.Form = "lines"
		u.Pass = func(k reconcile.Texts) { known = k }
		u.Take = func(l reconcile.Lines) { lines = l }
	}
	u.Rows = func(yield func(*reconcile.Row, error) bool) {
		var row reconcile.Row
		var prints [3]uint64
		for i, r := range c.Rows {
			row = reconcile.Row{Line: r.Line, Problems: r.Problems, Misplaced: r.Misplaced, Cells: row.Cells[:0]}
			if !c.Cellwise && !r.Misplaced && len(r.Problems) == 0 {
				row.Text = textOf(&r)
			}
			if known != nil && i%3 == 0 {
				var lines [][]byte
				for _, next := range c.Rows[i:min(i+3, len(c.Rows))] {
					lines = append(lines, textOf(&next))
				}
				known.Expect(lines, prints[:len(lines)])
			}
			if known != nil && known.Known(prints[i%3:i%3+1], []reconcile.Place{{At: -1, Line: r.Line}}) == 1 {
				if file.Rows++; row.Text == nil {
					panic("a row with something wrong was known by its text")
				}
				continue
			}
			if lines != nil && row.Text != nil && taken(lines, &row, r.Cells) {
				file.Rows++
				continue
			}
			for _, cell := range r.Cells {
				row.Cells = append(row.Cells, bytes.Clone(cell))
			}
			file.Rows++
			if !yield(&row, nil) {
				return
			}
			for _, cell := range row.Cells {
				clear(cell) // a row is valid only until the next one
			}
			clear(row.Text)
		}
	}
	return u
}

// taken tells whether somebody takes the line of a row, which is valid until the next one.
func taken(lines reconcile.Lines, row *reconcile.Row, cells [][]byte) bool {
	line := lineOf(&reconcile.Row{Text: bytes.Clone(row.Text), Cells: cells})
	defer clear(line.Text)
	defer clear(line.Ends)
	return lines.Take(line, reconcile.Place{At: -1, Line: row.Line})
}

// textOf writes a row as a line of text that says all there is to it.
func textOf(r *reconcile.Row) []byte {
	line := bytes.Join(r.Cells, []byte{0x1f})
	for _, p := range r.Problems {
		line = append(append(line, 0x1e), p.Code...)
	}
	if r.Misplaced {
		line = append(line, 0x1d)
	}
	return line
}

// readCase reads a fixture's sections: roster.csv, upload.csv, policy and judge, the last two in YAML.
func readCase(a *txtar.Archive) (*situation, error) {
	c := &situation{Policy: reconcile.DefaultPolicy(), Mode: reconcile.Reviewed}
	err := errors.Join(
		readYAML(section(a, "policy"), &c.Policy),
		c.readRoster(section(a, "roster.csv")),
		c.readUpload(section(a, "upload.csv")),
		c.readJudge(section(a, "judge")),
	)
	c.Policy.Same = turned(c.Policy.Same)
	return c, err
}

// turned reads "OLD: NEW", as policy files have it, as Policy.Same does.
func turned(same map[string]string) map[string]string {
	var out map[string]string
	for old, now := range same {
		if out == nil {
			out = map[string]string{}
		}
		out[now] = old
	}
	return out
}

func readYAML(text string, into any) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	b, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// readJudge reads who looks at the plan, which runs came before (the last one, and the last one of this same file), and
// how the last file ended.
func (c *situation) readJudge(text string) error {
	var judge struct {
		Mode    reconcile.Mode `json:"mode"`
		LastRun int64          `json:"last_run"`
		SeenRun int64          `json:"seen_run"`
		Tail    []int64        `json:"tail"`
		Own     []string       `json:"own"`
	}
	if err := readYAML(text, &judge); err != nil {
		return err
	}
	c.Own = judge.Own
	if judge.Mode != "" {
		c.Mode = judge.Mode
	}
	c.Tail.Accounts = judge.Tail
	c.History = reconcile.History{LastRun: judge.LastRun, SeenRun: judge.SeenRun, LastName: c.File.Name, LastSHA256: "another"}
	if judge.LastRun != 0 && judge.SeenRun == judge.LastRun {
		c.History.LastSHA256 = c.File.SHA256
	}
	return nil
}

func (c *situation) readRoster(text string) error {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 {
		return err
	}
	for _, cells := range rows[1:] {
		a := &reconcile.Account{Version: 1}
		a.Values[reconcile.Status] = reconcile.StatusActive
		for i, heading := range rows[0] {
			if err := setCell(a, heading, unescape(cells[i])); err != nil {
				return err
			}
		}
		c.Accounts = append(c.Accounts, a)
	}
	return nil
}

func setCell(a *reconcile.Account, heading, value string) (err error) {
	switch heading {
	case "id":
		a.ID, err = strconv.ParseInt(value, 10, 64)
	case "version":
		a.Version, err = strconv.ParseInt(value, 10, 64)
	case "former":
		a.Former = strings.Fields(value)
	default:
		c, err := columnFor(heading)
		switch {
		case err != nil:
			return err
		case c.Field == reconcile.Attribute:
			a.Attrs = a.Attrs.With(c.Attr, value)
		case c.Field >= reconcile.NumFields:
			return fmt.Errorf("an account has no %q", heading)
		default:
			a.Values[c.Field] = value
		}
	}
	return err
}

func columnFor(heading string) (reconcile.Column, error) {
	if name, ok := strings.CutPrefix(heading, "attr."); ok {
		return reconcile.Column{Heading: heading, Field: reconcile.Attribute, Attr: name}, nil
	}
	f, ok := reconcile.ParseField(heading)
	if !ok {
		return reconcile.Column{}, fmt.Errorf("unknown column %q", heading)
	}
	return reconcile.Column{Heading: heading, Field: f}, nil
}

// readUpload reads the member file. A row with more or fewer cells than headings is misplaced; a cell <unreadable>
// stands for bytes that did not decode; \u200b and the like stand for characters that can't be seen.
func (c *situation) readUpload(text string) error {
	sum := sha256.Sum256([]byte(text))
	c.File = reconcile.File{Name: "upload.csv", SHA256: hex.EncodeToString(sum[:]), Size: int64(len(text)),
		Kind: "csv", Encoding: "utf-8", Delimiter: ",", Heading: 1}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	headings, err := r.Read()
	if err != nil {
		return fmt.Errorf("upload.csv: %w", err)
	}
	for _, h := range headings {
		column, err := columnFor(h)
		if err != nil {
			return err
		}
		c.File.Columns = append(c.File.Columns, column)
	}
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		c.Rows = append(c.Rows, readRow(line, headings, cells))
	}
}

func readRow(line int, headings, cells []string) reconcile.Row {
	row := reconcile.Row{Line: line}
	if len(cells) != len(headings) {
		row.Misplaced = true
		row.Problems = []reconcile.Problem{{Code: "row-ragged", Line: line, Rejects: true}}
	}
	for i, cell := range cells {
		if cell == "<unreadable>" {
			row.Problems = append(row.Problems,
				reconcile.Problem{Code: "byte-undecodable", Line: line, Heading: headings[i], Rejects: true})
			cell = ""
		}
		row.Cells = append(row.Cells, []byte(unescape(cell)))
	}
	return row
}

var escaped = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

func unescape(s string) string {
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:], 16, 32)
		if err != nil {
			return e
		}
		return string(rune(n))
	})
}
