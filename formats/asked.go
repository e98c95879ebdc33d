package formats

import (
	"slices"

	"rollcall/reconcile"
)

// Asked says what these options ask for beyond what is found out, so that the file can be read the same way again; nil
// for nothing. Limits and required columns are the policy's.
func (o Options) Asked() *reconcile.Asked {
	o = o.settled()
	a := &reconcile.Asked{Encoding: o.Encoding, Delimiter: o.Delimiter, Sheet: o.Sheet, Heading: o.Heading}
	if o.Mapping != nil {
		a.Blank = slices.Clone(o.Mapping.Blank)
	}
	for _, heading := range o.Mapping.headings() {
		t := o.Mapping.Columns[heading]
		a.Columns = append(a.Columns, reconcile.Column{Heading: heading, Field: t.Field, Attr: t.Attr})
	}
	if a.Encoding+a.Delimiter+a.Sheet == "" && a.Heading == 0 && len(a.Blank)+len(a.Columns) == 0 {
		return nil
	}
	return a
}

// Again gives the options by which a file is read as it was: what was asked for then, under the same policy.
func Again(a *reconcile.Asked, p *reconcile.Policy) Options {
	o := Options{Required: p.Required, Limits: p.Limits}
	if a == nil {
		return o
	}
	o.Encoding, o.Delimiter, o.Sheet, o.Heading = a.Encoding, a.Delimiter, a.Sheet, a.Heading
	columns := map[string]Target{}
	for _, c := range a.Columns {
		columns[c.Heading] = Target{c.Field, c.Attr}
	}
	o.Mapping = &Mapping{Columns: columns, Blank: a.Blank}
	return o
}
