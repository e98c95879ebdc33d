package formats

import (
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
		c.add(i, reconcile.Column{Heading: string(heading[i]), Field: m.field, Attr: m.attr})
		if !m.known {
			c.notes = append(c.notes, reconcile.Problem{Code: "column-unknown", Line: line, Heading: string(heading[i])})
		}
	}
	for i := c.width; i < len(c.at); i++ {
		c.at[i] = -1
	}
	c.notes = append(c.notes, outranked(heading, meanings, line)...)
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
	return out
}

// outranked notes the columns that would have been read if another had not been mapped to the same field.
func outranked(heading [][]byte, meanings []meaning, line int) []reconcile.Problem {
	var notes []reconcile.Problem
	for i, m := range meanings {
		v, ok := vocabulary[fold(string(heading[i]))]
		if ok && !m.mapped && m.field == reconcile.NoField && v.field != reconcile.NoField {
			notes = append(notes, reconcile.Problem{Code: "column-outranked", Line: line, Heading: string(heading[i])})
		}
	}
	return notes
}

// isLabel tells whether a heading is the one that our exports show for the field.
func isLabel(f reconcile.Field, heading []byte) bool {
	h := fold(string(heading))
	return h == fold(words.Label(words.English, f)) || h == fold(words.Label(words.French, f))
}

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
	if len(missing) > 0 {
		return refuse("", reconcile.Problem{Code: "column-missing", Line: line, Args: []string{strings.Join(missing, ", ")}})
	}
	return nil
}
