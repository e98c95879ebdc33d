package formats

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"rollcall/formats/delimited"
	"rollcall/reconcile"
	"rollcall/words"
)

// Target is what a mapping says a column holds. The zero value of Attr goes with every field but Attribute;
// reconcile.NoField leaves the column out.
type Target struct {
	Field reconcile.Field
	Attr  string
}

// ParseTarget reads a field's name, "attr.NAME" for a custom attribute, or "ignore"; an error is
// a *Mistake.
func ParseTarget(s string) (Target, error) {
	s = strings.TrimSpace(s)
	if name, ok := strings.CutPrefix(s, "attr."); ok && name != "" && name == reconcile.Canonical(name) {
		return Target{Field: reconcile.Attribute, Attr: name}, nil
	}
	if s == "ignore" {
		return Target{Field: reconcile.NoField}, nil
	}
	f, ok := reconcile.ParseField(s)
	if !ok || f == reconcile.Attribute || shown(f) == reconcile.NoField {
		return Target{}, mistake("mapping-field-unknown", s, strings.Join(fillable(), ", "))
	}
	return Target{Field: f}, nil
}

// fillable are the names of the fields that a column can be mapped to.
func fillable() []string {
	var names []string
	for f := range reconcile.Attribute {
		if f != reconcile.NumFields && shown(f) != reconcile.NoField {
			names = append(names, f.String())
		}
	}
	return names
}

// UnmarshalYAML reads what ParseTarget reads; its error names the line.
func (t *Target) UnmarshalYAML(n ast.Node) error {
	text, ok := n.(*ast.StringNode)
	if !ok {
		return &atLine{n.GetToken().Position.Line, mistake("mapping-target")}
	}
	got, err := ParseTarget(text.Value)
	if err != nil {
		return &atLine{n.GetToken().Position.Line, err}
	}
	*t = got
	return nil
}

// Mistake is what is wrong with a mapping: a code whose text package words has, and the text's arguments.
type Mistake struct {
	Code string
	Args []string
}

func mistake(code string, args ...string) error { return &Mistake{code, args} }

// Error gives the text in English.
func (m *Mistake) Error() string {
	return words.Problem(words.English, reconcile.Problem{Code: m.Code, Args: m.Args})
}

// Text gives the code and the arguments, for package words.
func (m *Mistake) Text() (code string, args []any) {
	for _, a := range m.Args {
		args = append(args, a)
	}
	return m.Code, args
}

// atLine is an error on a line of a mapping file.
type atLine struct {
	line int
	err  error
}

func (e *atLine) Error() string { return e.err.Error() }
func (e *atLine) Unwrap() error { return e.err }

// Mapping says what the columns of a series of files mean, and how the files are written. Its YAML form:
//
//	columns:            # heading: field, attr.NAME or ignore
//	  Code agent: employee_number
//	  Centre de coût: attr.cost_centre
//	blank: ["(blank)", N/A]   # cells that say "no value"
//	encoding: windows-1252
//	delimiter: ";"
//	sheet: Personnel
//	heading_row: 4
//	same:               # OLD: NEW, where two keys are one person
//	  E0117: E2001
//
// Headings are compared without regard to case, accents, blanks and punctuation.
type Mapping struct {
	Columns   map[string]Target `yaml:"columns"`
	Blank     []string          `yaml:"blank"`
	Encoding  string            `yaml:"encoding"`
	Delimiter string            `yaml:"delimiter"`
	Sheet     string            `yaml:"sheet"`
	Heading   int               `yaml:"heading_row"`
	Same      map[string]string `yaml:"same"` // old key to new key
}

// ReadMapping reads a mapping file. An unknown key, a key twice or a field that doesn't exist gives a
// *reconcile.Refusal with the line and what is wrong.
func ReadMapping(name string, data []byte) (*Mapping, error) {
	m := &Mapping{}
	if line := TooDeep(data); line > 0 {
		return nil, refuse(name, reconcile.Problem{Code: "mapping-too-deep", Line: line})
	}
	if line, tag := firstTag(data); tag != "" {
		return nil, refuse(name, reconcile.Problem{Code: "mapping-tag", Line: line, Args: []string{tag}})
	}
	err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(m)
	if err == nil || errors.Is(err, io.EOF) {
		err = m.check()
	}
	if err == nil {
		return m, nil
	}
	line, what := explain(err)
	return nil, refuse(name, reconcile.Problem{Code: what.Code, Line: line, Args: what.Args})
}

// firstTag gives the first YAML tag of a text and its line, "" where it has none or is no YAML. No mapping needs one, and the
// decoder has no mercy on one where a list is wanted.
func firstTag(data []byte) (line int, tag string) {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return 0, ""
	}
	for _, d := range tree.Docs {
		if d.Body == nil {
			continue
		}
		for _, n := range ast.Filter(ast.TagType, d.Body) {
			return n.GetToken().Position.Line, n.GetToken().Value
		}
	}
	return 0, ""
}

// explain gives the line of an error of reading a mapping, 0 where it has none, and what is wrong.
func explain(err error) (line int, what *Mistake) {
	var at *atLine
	var kind *yaml.TypeError
	var y yaml.Error
	if errors.As(err, &at) {
		line = at.line
	}
	switch {
	case errors.As(err, &what):
		return line, what
	case errors.As(err, &kind) && kind.Token != nil:
		return kind.Token.Position.Line, &Mistake{"mapping-value", []string{kind.Token.Value}}
	case errors.As(err, &y):
		if t := y.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
		return line, &Mistake{"mapping-invalid", []string{y.GetMessage()}}
	}
	return line, &Mistake{"mapping-invalid", []string{err.Error()}}
}

// check finds what the form alone does not show: two spellings of one heading, a heading row below zero.
func (m *Mapping) check() error {
	seen := map[string]string{}
	for _, heading := range m.headings() {
		f := fold(heading)
		if f == "" {
			return mistake("mapping-heading-empty", heading)
		}
		if other, twice := seen[f]; twice {
			return mistake("mapping-heading-twice", other, heading)
		}
		seen[f] = heading
	}
	if m.Heading < 0 {
		return mistake("mapping-heading-row")
	}
	_, unknown := delimited.ParseDelimiter(m.Delimiter)
	if unknown == nil {
		_, unknown = delimited.ParseEncoding(m.Encoding)
	}
	var r *reconcile.Refusal
	if errors.As(unknown, &r) {
		return &Mistake{r.Problem.Code, r.Problem.Args}
	}
	return m.checkSame()
}

// checkSame finds pairs of keys that can't be one person.
func (m *Mapping) checkSame() error {
	news := map[string]bool{}
	for _, old := range slices.Sorted(maps.Keys(m.Same)) {
		key := reconcile.Fold(m.Same[old])
		switch {
		case key == "" || reconcile.Fold(old) == "" || key == reconcile.Fold(old):
			return mistake("mapping-same")
		case news[key]:
			return mistake("mapping-same-twice")
		}
		news[key] = true
	}
	return nil
}

// Map adds one column given as "Header=field", the field as ParseTarget reads it. It replaces what was said before of
// the same heading.
func (m *Mapping) Map(s string) error {
	i := strings.LastIndexByte(s, '=')
	if i < 0 || fold(s[:i]) == "" {
		return mistake("mapping-pair", s)
	}
	t, err := ParseTarget(s[i+1:])
	if err != nil {
		return err
	}
	if m.Columns == nil {
		m.Columns = map[string]Target{}
	}
	for heading := range m.Columns {
		if fold(heading) == fold(s[:i]) {
			delete(m.Columns, heading)
		}
	}
	m.Columns[s[:i]] = t
	return nil
}

// headings gives the mapped headings in a fixed order.
func (m *Mapping) headings() []string {
	if m == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(m.Columns))
}
