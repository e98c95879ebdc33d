package formats

import (
	"slices"
	"strconv"
	"strings"

	"rollcall/reconcile"
	"rollcall/words"
)

// columns are the file's columns that have a heading.
type columns struct {
	list     []reconcile.Column
	physical []int // where each stands in a record
	width    int   // of the headings: one past the last
	notes    []reconcile.Problem
	at       []int // by physical column, the place in list, -1 for a column without a heading
}

// newColumns says what each heading of the row means. A field that two columns would fill is refused, unless one was
// mapped: then the other is left out, and noted.
func newColumns(heading [][]byte, line int, ix *index) (*columns, error) {
	c := &columns{width: width(heading), at: make([]int, len(heading))}
	meanings := ix.meanings(heading[:c.width])
	filledBy := map[reconcile.Column]int{}
	for i, m := range meanings {
		c.at[i] = -1
		if isBlank(heading[i]) {
			continue
		}
		target := reconcile.Column{Field: m.field, Attr: m.attr}
		if other, twice := filledBy[target]; twice && m.field != reconcile.NoField {
			return nil, headingTwice(heading, other, i, line)
		}
		filledBy[target] = i
		if err := keepsSecret(heading[i], m, line); err != nil {
			return nil, err
		}
		c.add(i, reconcile.Column{Heading: string(heading[i]), Field: m.field, Attr: m.attr, Secret: m.field == reconcile.NoField && isSecret(heading[i])})
	}
	for i := c.width; i < len(c.at); i++ {
		c.at[i] = -1
	}
	c.notes = columnNotes(heading[:c.width], meanings, line)
	return c, nil
}

func (c *columns) add(physical int, col reconcile.Column) {
	c.at[physical] = len(c.list)
	c.list = append(c.list, col)
	c.physical = append(c.physical, physical)
}

// headingTwice is the refusal of two columns that say the same of a person.
func headingTwice(heading [][]byte, a, b, line int) error {
	return refuse("", reconcile.Problem{Code: "heading-twice", Line: line, Heading: string(heading[b]),
		Args: []string{string(heading[a]), string(heading[b])}})
}

// meanings gives what each heading of a row means, seen together: "Nom" beside "Prénom" is a last name, and a column
// that was mapped leaves no room for another one that only looks the same.
func (ix *index) meanings(heading [][]byte) []meaning {
	out := make([]meaning, len(heading))
	have, mapped := map[reconcile.Field]bool{}, map[reconcile.Field]bool{}
	labelled := false
	for i, h := range heading {
		out[i] = ix.meaning(h)
		have[out[i].field] = true
		mapped[out[i].field] = mapped[out[i].field] || out[i].mapped
		labelled = labelled || isLabel(reconcile.LastName, h)
	}
	bare := reconcile.FullName
	if have[reconcile.FirstName] && !labelled && !mapped[reconcile.LastName] || have[reconcile.FullName] && !have[reconcile.LastName] {
		bare = reconcile.LastName
	}
	for i := range out {
		if out[i].field == bareName {
			out[i].field = bare
		}
		if f := out[i].field; mapped[f] && !out[i].mapped && f != reconcile.Attribute && f != reconcile.NoField {
			out[i].field = reconcile.NoField
		}
	}
	giveWay(out)
	return out
}

// giveWay leaves out the soft columns whose field another column fills; which of two is somebody's group is not
// guessed either.
func giveWay(meanings []meaning) {
	firm, several := map[reconcile.Field]bool{}, map[reconcile.Field]int{}
	for _, m := range meanings {
		firm[m.field] = firm[m.field] || !m.soft
		several[m.field]++
	}
	for i, m := range meanings {
		if tie := m.field == reconcile.Group && several[m.field] > 1; m.soft && (firm[m.field] || tie) {
			meanings[i].field, meanings[i].known = reconcile.NoField, firm[m.field]
		}
	}
}

// maxUnknown is how many headings that are not known are named one by one.
const maxUnknown = 100

// columnNotes says what people should know of the columns: those left out, and a name that is taken for the full one.
func columnNotes(heading [][]byte, meanings []meaning, line int) []reconcile.Problem {
	have := map[reconcile.Field]bool{}
	for _, m := range meanings {
		have[m.field] = true
	}
	var notes []reconcile.Problem
	unknown := 0
	for i, m := range meanings {
		code := columnNote(heading[i], m, have)
		if code == "column-unknown" {
			unknown++
		}
		if code != "" && (code != "column-unknown" || unknown <= maxUnknown) {
			notes = append(notes, reconcile.Problem{Code: code, Line: line, Heading: string(heading[i])})
		}
	}
	if more := unknown - maxUnknown; more > 0 {
		notes = append(notes, reconcile.Problem{Code: "columns-unknown", Line: line, Args: []string{strconv.Itoa(more)}})
	}
	return notes
}

// columnNote gives the code of what is said of a column, "" for nothing. have tells the fields that are filled. A list
// with IDs comes from a roster, where a name is the full one.
func columnNote(heading []byte, m meaning, have map[reconcile.Field]bool) string {
	v := vocabulary[fold(string(heading))]
	named := have[reconcile.FullName] || have[reconcile.FirstName] && have[reconcile.LastName]
	switch {
	case isBlank(heading) || m.mapped:
		return ""
	case m.field == reconcile.FullName && v.field == bareName && !have[reconcile.FirstName] && !have[reconcile.ID]:
		return "name-is-full"
	case m.known && m.field == reconcile.NoField && v.field != reconcile.NoField, m.note == namesTogether && named:
		return "column-outranked"
	case !m.known && isSecret(heading):
		return "column-may-be-secret"
	case m.note == mayBeStatus && have[reconcile.Status]:
		return "column-unknown"
	case m.note == "" && !m.known:
		return "column-unknown"
	}
	return m.note
}

// isLabel tells whether a heading is the one that our exports show for the field.
func isLabel(f reconcile.Field, heading []byte) bool {
	h := fold(string(heading))
	return h == fold(words.Label(words.English, f)) || h == fold(words.Label(words.French, f))
}

func isTogether(p reconcile.Problem) bool { return p.Code == namesTogether }

// check refuses a file in which a mapped heading or a required column is missing.
func (c *columns) check(o Options, line int) error {
	present := map[string]bool{}
	have := map[reconcile.Field]bool{}
	for _, col := range c.list {
		present[fold(col.Heading)] = true
		have[col.Field] = true
	}
	var missing []string
	for _, h := range o.Mapping.headings() {
		if !present[fold(h)] && o.Mapping.Columns[h].Field != reconcile.NoField {
			missing = append(missing, h)
		}
	}
	if len(missing) > 0 {
		return refuse("", reconcile.Problem{Code: "mapped-heading-missing", Line: line, Args: []string{strings.Join(missing, ", ")}})
	}
	for _, f := range o.Required {
		if name := f == reconcile.FirstName || f == reconcile.LastName; !have[f] && !(name && have[reconcile.FullName]) {
			missing = append(missing, words.Label(words.French, f)+" ("+words.Label(words.English, f)+")")
		}
	}
	if i := slices.IndexFunc(c.notes, isTogether); len(missing) > 0 && i >= 0 {
		return refuse("", c.notes[i])
	}
	if len(missing) > 0 {
		return refuse("", reconcile.Problem{Code: "column-missing", Line: line, Args: []string{strings.Join(missing, ", ")}})
	}
	return nil
}
