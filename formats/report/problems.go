package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"rollcall/reconcile"
	"rollcall/words"
)

// WriteProblems gives HR's own file back, to be corrected and uploaded again: the same rows in the same order, with
// all their columns, and at the end of the headings one more column that says in lang what is wrong with each row. The
// column is left out when the file is read again; one that is there already is written over.
//
// Where a column may hold passwords its cells say instead that the password stays as it is, and a row whose cells may
// stand beneath the wrong headings is hidden whole: the file given back is a copy, and none is made of a password. Of
// such a workbook only the sheet that was read is given back, as text. What in a list of values allowed is hidden there as well: it may be a password that slipped.
//
// original is the file that the plan was made from, of size bytes; that it still is must be checked before. A CSV
// comes back as the same bytes in the same encoding, with that cell put in. A workbook comes back with all its sheets,
// read into memory, the cells to correct in red and those to look at in amber. A CSV may be asked for as a workbook,
// with the same cells as text; a workbook as a CSV is an *Unwritable.
func WriteProblems(w io.Writer, kind Kind, original io.ReaderAt, size int64, plan *reconcile.Plan, problems []reconcile.Problem, lang words.Lang) error {
	r := newRemarks(problems, lang)
	r.masked = plan.File.HoldsPasswords()
	switch {
	case plan.File.Kind == string(XLSX) && kind == CSV:
		return unwritable(lang, "report-workbook-as-csv")
	case plan.File.Kind == string(XLSX) && r.masked:
		return remarkSecretWorkbook(w, original, size, plan, r)
	case plan.File.Kind == string(XLSX):
		return remarkWorkbook(w, io.NewSectionReader(original, 0, size), &plan.File, r)
	case kind == CSV:
		return remarkCSV(w, io.NewSectionReader(original, 0, size), &plan.File, r)
	}
	return convertCSV(w, io.NewSectionReader(original, 0, size), &plan.File, r)
}

// remarks are the problems of a file's rows, in the order of the rows.
type remarks struct {
	lang words.Lang
	list []reconcile.Problem
	next int // the first of list that take has not passed
	// masked: cells are hidden, as a column may hold passwords.
	masked bool
}

func newRemarks(problems []reconcile.Problem, lang words.Lang) *remarks {
	r := &remarks{lang: lang}
	for _, p := range problems {
		if p.Line == 0 {
			p.Line = rowOf(p.Cell)
		}
		if p.Line > 0 {
			r.list = append(r.list, p)
		}
	}
	slices.SortStableFunc(r.list, func(a, b reconcile.Problem) int { return cmp.Compare(a.Line, b.Line) })
	return r
}

// rowOf gives the row in a cell's name, 0 where there is none.
func rowOf(cell string) int {
	n, err := strconv.Atoi(strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return 0
	}
	return n
}

// take gives the problems up to a line that no call before gave.
func (r *remarks) take(line int) []reconcile.Problem {
	from := r.next
	for r.next < len(r.list) && r.list[r.next].Line <= line {
		r.next++
	}
	return r.list[from:r.next]
}

// heading gives the heading of the column with the reasons.
func (r *remarks) heading() string { return words.Say(r.lang, "report.reason") }

// isReason tells whether a heading is that of the column with the reasons, in any language.
func isReason(heading string) bool {
	h := reconcile.Canonical(heading)
	return h == words.Say(words.English, "report.reason") || h == words.Say(words.French, "report.reason")
}

// reason says what is wrong with a row, each thing once, with the heading of the column it is about.
func (r *remarks) reason(problems []reconcile.Problem) string {
	var texts []string
	for _, p := range problems {
		text := words.Problem(r.lang, p)
		if p.Heading != "" {
			text = words.Say(r.lang, "report.about-column", p.Heading, text)
		}
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	texts = r.atMost(texts)
	if r.masked && ragged(problems) {
		texts = append(texts, words.Say(r.lang, "report.masked-row"))
	}
	return strings.Join(texts, " ")
}

// maxReason is how many bytes of reasons stand in a cell, which leaves room for what is said beside them.
const maxReason = 30_000

// atMost gives the first of the texts, as many as a cell holds, and says how many are left out.
func (r *remarks) atMost(texts []string) []string {
	size := 0
	for i, t := range texts {
		if size += len(t) + 1; size > maxReason {
			return append(texts[:i:i], words.Say(r.lang, "report.more-reasons", len(texts)-i))
		}
	}
	return texts
}

// maxShortened is how many characters are kept of a text that no cell of a spreadsheet holds.
const maxShortened = 200

// shorten cuts the texts that no cell of a spreadsheet holds, and says so there and in the reason, which is the cell
// numbered at. The mark in them rejects the row when it is read again: nothing cut is taken for the whole.
func (r *remarks) shorten(cells []cell, at int) {
	cut := false
	for i, c := range cells {
		if unfit(c.text) == "report-cell-too-long" {
			kept := string([]rune(c.text[:4*maxShortened])[:maxShortened])
			cells[i] = cell{kept + "\uFFFD " + words.Say(r.lang, "report.shortened", units(c.text)), wrong}
			cut = true
		}
	}
	if cut && at < len(cells) {
		cells[at] = cell{strings.TrimSpace(cells[at].text + " " + words.Say(r.lang, "report.shortened-row")), wrong}
	}
}

// gravity is the style of a cell with these problems: none without any, wrong where one of them rejects the row.
func gravity(problems ...reconcile.Problem) style {
	look := none
	for _, p := range problems {
		if p.Rejects {
			return wrong
		}
		look = dubious
	}
	return look
}
