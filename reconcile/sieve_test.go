package reconcile_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// twoFiles are two member files to compare.
type twoFiles struct {
	columns  [2][]reconcile.Column
	rows     [2][]reconcile.Row
	policy   reconcile.Policy
	sieved   bool // rows could be set aside
	asideAll int  // rows that were
	alike    bool // the same text is the same row
	taken    int  // rows of the older file taken by their lines
	known    int  // rows of the newer file known by their text
	placed   bool // rows can be read again from their places
	sole     int  // rows of the older file that became accounts without Diff
}

// comparedFiles generates an older file, and a newer one of mostly the same rows in another order and form.
func comparedFiles() *rapid.Generator[*twoFiles] {
	return rapid.Custom(func(t *rapid.T) *twoFiles {
		c := &situation{Accounts: rosters().Draw(t, "people")}
		c.File.Columns = slices.DeleteFunc(columns().Draw(t, "columns"), func(c reconcile.Column) bool {
			return c.Field == reconcile.ID || c.Field == reconcile.Password && rapid.IntRange(0, 5).Draw(t, "password") > 0
		})
		f := &twoFiles{policy: policies(nil).Draw(t, "policy")}
		p := &f.policy
		p.Required, p.EmailRequired, p.Protected, p.Administrators, p.Canaries, p.Groups = nil, nil, nil, nil, nil, nil
		p.Login, p.ByHand = reconcile.LoginPolicy{From: reconcile.LoginAsGiven}, reconcile.ReactivateByHand
		p.Defaults = map[string]string{"status": reconcile.StatusActive}
		if rapid.IntRange(0, 9).Draw(t, "same") == 0 {
			p.Same = map[string]string{"E3": "e1"}
		}
		for i := range rapid.IntRange(0, 9).Draw(t, "old rows") {
			row := rows(c, i+2).Draw(t, "row")
			if rapid.IntRange(0, 3).Draw(t, "odd") == 0 {
				row = altered(t, row, c.File.Columns)
			}
			f.rows[0] = append(f.rows[0], row)
		}
		f.columns = [2][]reconcile.Column{c.File.Columns, c.File.Columns}
		order := columnNumbers(c.File.Columns)
		f.placed = rapid.Bool().Draw(t, "placed")
		if f.alike = rapid.Bool().Draw(t, "alike"); !f.alike {
			order = rapid.Permutation(order).Draw(t, "order of columns")
		}
		f.columns[1] = nil
		for _, at := range order {
			f.columns[1] = append(f.columns[1], c.File.Columns[at])
		}
		for _, row := range rapid.Permutation(f.rows[0]).Draw(t, "order of rows") {
			switch rapid.IntRange(0, 9).Draw(t, "fate") {
			case 0: // gone
				continue
			case 1: // another
				row = rows(c, 0).Draw(t, "new row")
			case 2: // changed
				row = altered(t, row, c.File.Columns)
			case 3: // twice
				f.rows[1] = append(f.rows[1], ordered(row, order))
			}
			f.rows[1] = append(f.rows[1], ordered(row, order))
		}
		if rapid.IntRange(0, 3).Draw(t, "more") == 0 {
			f.rows[1] = append(f.rows[1], ordered(rows(c, 0).Draw(t, "joiner"), order))
		}
		return f
	})
}

func columnNumbers(columns []reconcile.Column) (n []int) {
	for i := range columns {
		n = append(n, i)
	}
	return n
}

// altered gives a row one of whose cells is another, or is written otherwise.
func altered(t *rapid.T, row reconcile.Row, columns []reconcile.Column) reconcile.Row {
	if row.Misplaced {
		return row
	}
	row.Cells = slices.Clone(row.Cells)
	i := rapid.IntRange(0, len(row.Cells)-1).Draw(t, "cell")
	cell := string(row.Cells[i])
	row.Cells[i] = []byte(rapid.SampledFrom([]string{pick(columns[i].Field).Draw(t, "other"), " " + cell, cell + "\u00a0",
		strings.ToUpper(cell), "=" + cell, cell + "\u200b", "null", "#N/A", "e1", "j\u0435an"}).Draw(t, "written"))
	return row
}

// ordered gives a row with its cells in another order.
func ordered(row reconcile.Row, order []int) reconcile.Row {
	if row.Misplaced {
		return row
	}
	cells := make([][]byte, len(order))
	for i, at := range order {
		cells[i] = row.Cells[at]
	}
	row.Cells = cells
	return row
}

// upload gives one of the files, or the rows of it that are left.
func (f *twoFiles) upload(which int, left []reconcile.Place) *reconcile.Upload {
	file := &reconcile.File{Name: "f.csv", Kind: "csv", Columns: f.columns[which]}
	return &reconcile.Upload{File: file, Rows: func(yield func(*reconcile.Row, error) bool) {
		for row := range f.all(which) {
			if left != nil && !slices.Contains(left, reconcile.Place{At: row.At, Line: row.Line}) {
				continue
			}
			if !yield(row, nil) {
				return
			}
		}
	}}
}

func (f *twoFiles) all(which int) iter.Seq[*reconcile.Row] {
	return func(yield func(*reconcile.Row) bool) {
		for i := range f.rows[which] {
			row := f.rows[which][i]
			row.Line, row.At = i+2, -1
			if f.placed {
				row.At = int64(100 * i)
			}
			row.Problems = slices.Clone(row.Problems)
			for j := range row.Problems {
				row.Problems[j].Line = row.Line
			}
			row.Cells = cloneCells(row.Cells)
			if f.alike && !row.Misplaced && len(row.Problems) == 0 {
				row.Text = bytes.Join(row.Cells, []byte{'\x1e'})
			}
			if !yield(&row) {
				return
			}
		}
	}
}

// lineOf gives the line of a row, of which the cells stand one after the other with one byte between.
func lineOf(row *reconcile.Row) *reconcile.Line {
	l := &reconcile.Line{Text: row.Text, Tidy: true}
	end := -1
	for _, c := range row.Cells {
		end += len(c) + 1
		l.Ends = append(l.Ends, end)
		l.Tidy = l.Tidy && len(bytes.Trim(c, " ")) == len(c) && !bytes.HasPrefix(c, []byte("#"))
		if slices.ContainsFunc(c, func(b byte) bool { return b < ' ' || b > '~' }) {
			l.Odd = l.Text
		}
	}
	return l
}

func cloneCells(cells [][]byte) [][]byte {
	out := make([][]byte, len(cells))
	for i, c := range cells {
		out[i] = bytes.Clone(c)
	}
	return out
}

// compared is what a comparison says.
type compared struct {
	Old, New reconcile.Summary
	Problems [2][]reconcile.Problem
	Counts   [2]int
	Changes  []reconcile.Change
}

// compare compares the files through Diff, without the rows that a sieve set aside if there is one.
func (f *twoFiles) compare(t *rapid.T, sieve bool) *compared {
	left := reconcile.Rest{}
	withSole := func(found reconcile.Roster) reconcile.Roster { return found }
	if sieve {
		s, ok := reconcile.NewSieve(f.upload(0, nil).File, f.upload(1, nil).File, &f.policy, f.alike)
		if f.sieved = ok; ok {
			for row := range f.all(0) {
				if row.Text != nil && s.Take(lineOf(row), reconcile.Place{At: row.At, Line: row.Line}) {
					f.taken++
				} else {
					s.Old(row)
				}
			}
			for row := range f.all(1) {
				if row.Text != nil && s.Known(printOf(s, row.Text), []reconcile.Place{{At: row.At, Line: row.Line}}) == 1 {
					f.known++
				} else {
					s.Now(row)
				}
			}
			again := func(places []reconcile.Place) iter.Seq2[*reconcile.Row, error] {
				return f.upload(0, append([]reconcile.Place{}, places...)).Rows
			}
			var err error
			if left, err = s.Rest(again); err != nil {
				t.Fatal(err)
			}
			for _, places := range [...][]reconcile.Place{left.Old, left.Now, left.Sole} { // as whoever reads them again needs them
				if !slices.IsSortedFunc(places, func(a, b reconcile.Place) int { return a.Line - b.Line }) {
					t.Fatalf("not in the order of the file: %v", places)
				}
			}
			left.Old, left.Now = append([]reconcile.Place{}, left.Old...), append([]reconcile.Place{}, left.Now...)
			f.asideAll, f.sole = left.Unchanged, len(left.Sole)
			withSole = func(found reconcile.Roster) reconcile.Roster {
				return s.Roster(left.Sole, again, found)
			}
		}
	}
	var out compared
	roster := reconcile.Roster(reconcile.Accounts{})
	for which, places := range [...][]reconcile.Place{left.Old, left.Now} {
		u := f.upload(which, places)
		u.Sifted = which == 1 && sieve && f.sieved
		d, err := reconcile.Diff(context.Background(), reconcile.Input{Roster: roster, Upload: u, Policy: &f.policy,
			Hash: func(salt string, password []byte) string { return salt + string(password) }})
		if err != nil {
			t.Fatal(err)
		}
		out.Problems[which], out.Counts[which] = d.Problems, d.ProblemCount
		out.Old, out.New = out.New, d.Totals.Summary
		out.Changes = nil
		for c, err := range d.Changes(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			if which == 1 || c.Action != reconcile.Add {
				out.Changes = append(out.Changes, *c)
			}
		}
		roster = withSole(d.Joined())
	}
	out.Old.Add += left.Unchanged + len(left.Sole)
	out.New.Unchanged += left.Unchanged
	return &out
}

// Whatever two files hold: the rows that a sieve sets aside are unchanged, and all others fare as if it were not there.
func TestSieveLeavesWhatMatters(t *testing.T) {
	aside, taken, known, sole := 0, 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		defer reconcile.KeepSole(rapid.SampledFrom([]int{0, 1 << 16}).Draw(t, "kept"))()
		f := comparedFiles().Draw(t, "files")
		whole := f.compare(t, false)
		rest := f.compare(t, true)
		aside += f.asideAll
		taken += f.taken
		known += f.known
		sole += f.sole
		if diff := cmp.Diff(whole, rest); diff != "" {
			t.Fatalf("-whole files +sieved\n%s\n%#v", diff, f)
		}
	})
	if aside == 0 || taken == 0 || known == 0 || sole == 0 {
		t.Errorf("%d rows were set aside, %d known by their text and %d taken by their lines; %d became accounts at once", aside, known, taken, sole)
	}
}

// GoString shows the files for a failure.
func (f *twoFiles) GoString() string {
	var b strings.Builder
	for which := range f.rows {
		fmt.Fprintf(&b, "\n-- file %d --\n", which)
		for _, c := range f.columns[which] {
			fmt.Fprint(&b, c.Heading, ",")
		}
		for row := range f.all(which) {
			fmt.Fprintf(&b, "\n%q %v", row.Cells, row.Problems)
		}
	}
	fmt.Fprintf(&b, "\n%+v\n", f.policy)
	return b.String()
}

// printOf gives the print of one line.
func printOf(s *reconcile.Sieve, text []byte) []uint64 {
	var print [1]uint64
	s.Expect([][]byte{text}, print[:])
	return print[:]
}
