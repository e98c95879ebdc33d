package reconcile

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Tail is what the roster remembers of the last file of a scope: how it ended. When the next file lacks just the people
// who stood last, it was cut, however few they are.
type Tail struct {
	Accounts []int64 // IDs on the last rows, in the file's order, TailSize of them at most
	Ended    bool    // a delimited text whose last line had a line end
}

// TailSize is how many rows at the end of a file are remembered.
const TailSize = 1024

// ScopeDigest names the scope for which a file speaks: the SHA-256 of its terms in any order, hexadecimal; "" where
// that is the whole organisation.
func (p *Policy) ScopeDigest() string {
	if len(p.Scope) == 0 {
		return ""
	}
	terms := make([]Term, len(p.Scope))
	for i, t := range p.Scope {
		terms[i] = Term{t.Field, t.Attr, Fold(t.Value)}
	}
	slices.SortFunc(terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), strings.Compare(a.Attr, b.Attr), strings.Compare(a.Value, b.Value))
	})
	b, err := json.Marshal(slices.Compact(terms))
	if err != nil {
		panic("reconcile: a scope that can't be written: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// missingTail counts the people who stood last in the previous file, one next to the other, and are missing now.
// Accounts that were inactive or out of scope before say nothing.
func (d *diffing) missingTail(context.Context) error {
	if d.in.Upload.File.Partial {
		return nil
	}
	for _, id := range slices.Backward(d.in.Tail.Accounts) {
		ord := d.x.ordinal(id)
		if ord < 0 || !counts(d.x.state[ord]) {
			continue
		}
		if !d.missing(ord) {
			break
		}
		d.totals.TailMissing++
	}
	if d.totals.TailMissing < leastTail {
		return nil
	}
	for ord, s := range d.x.state {
		if counts(s) && d.missing(ord) {
			d.totals.Missing++
		}
	}
	return nil
}

// counts tells whether absence of an account in that state means something.
func counts(s state) bool { return s&isActive != 0 && s&isInScope != 0 }

// missing tells whether no row is or could be an account.
func (d *diffing) missing(ord int) bool { return !d.matched.has(ord) && d.x.state[ord]&wasNamed == 0 }

// tail gives the accounts on the last rows of the file, in its order; for a joiner, whose ID is not known yet, minus
// the row's line.
func (d *diffing) tail() []int64 {
	n := min(d.totals.Rows, TailSize)
	lines := d.lines[:n]
	if n == 0 || d.in.Upload.File.Partial {
		return nil
	}
	whose, lowest := make(map[int32]int64, n), slices.Min(lines)
	for ord, line := range d.x.line {
		if line >= lowest {
			whose[line] = d.x.ids.at(ord)
		}
	}
	for _, e := range d.spool.entries {
		switch {
		case e.line < lowest:
		case e.ord >= 0:
			whose[e.line] = d.x.ids.at(int(e.ord))
		case e.final() == Add:
			whose[e.line] = -int64(e.line)
		}
	}
	return inOrder(lines, d.totals.Rows%n, whose)
}

// inOrder gives whose the lines are, from the oldest of the ring on, each account where it stands last.
func inOrder(ring []int32, oldest int, whose map[int32]int64) []int64 {
	var out []int64
	seen := map[int64]bool{0: true}
	for i := range ring {
		line := ring[(oldest+len(ring)-1-i)%len(ring)]
		if id := whose[line]; !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	slices.Reverse(out)
	return out
}

// leastTail is the shortest run at the end that says anything: two neighbours may leave on one day anywhere.
const leastTail = 3

// improbable is how unlikely a run of missing people at the end must be by chance to be called a cut.
const improbable = 1e-6

// truncation judges whether the people missing are those who stood last in the previous file. By chance that happens
// with the probability (share of the others who are missing) ^ (length of the run).
func (j *judging) truncation() {
	t := j.t
	others, gone := t.InScope-t.TailMissing, t.Missing-t.TailMissing
	chance := float64(gone+1) / float64(others+2) // smoothed: nobody missing is not never
	if t.TailMissing >= leastTail && math.Pow(chance, float64(t.TailMissing)) < improbable {
		j.find("truncated", t.TailMissing, strconv.Itoa(gone), strconv.Itoa(others))
	}
}

// ending judges a text that stops within its last line where the file before did not.
func (j *judging) ending(m Mode) {
	switch {
	case j.t.OpenLine == 0:
	case m == Unattended:
		j.find("last-line-open", j.t.OpenLine)
	default:
		j.tell("last-line-open", j.t.OpenLine)
	}
}

// elsewhere are the notes that say that people may stand in sheets that were not read.
var elsewhere = map[string]bool{"sheets-hidden-with-people": true, "sheets-unread": true}

// unread judges a workbook in which people are absent from the sheet that was read and others may list them.
func (j *judging) unread(m Mode) {
	switch {
	case j.t.Elsewhere == 0 || j.t.Absent == 0:
	case m == Unattended:
		j.find("people-elsewhere", j.t.Absent)
	default:
		j.tell("people-elsewhere", j.t.Absent)
	}
}
