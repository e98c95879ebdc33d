// Package policyfile reads the policy of an organisation from YAML. The file says only what differs from
// reconcile.DefaultPolicy; an unknown key, a key given twice or a bad value is an error with its line, and so is a file that says nothing: it was
// cut, or is the wrong one.
package policyfile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"rollcall/formats"
	"rollcall/reconcile"
)

// Error is a mistake in a policy file. Code names its text in package words.
type Error struct {
	File string // as given on the command line
	Line int    // from 1
	Code string
	Args []any
}

// Error gives the place and the code; people are shown the text that package words has for it.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d: %s %s", e.File, e.Line, e.Code, fmt.Sprint(e.Args...))
}

// Read reads the policy file called name and merges it over the default policy. Mistakes are of type *Error.
func Read(name string, data []byte) (reconcile.Policy, error) {
	p := reconcile.DefaultPolicy()
	if line := formats.TooDeep(data); line > 0 {
		return p, &Error{File: name, Line: line, Code: "policy-too-deep"}
	}
	tree, err := parser.ParseBytes(data, 0)
	if err == nil {
		err = readDocuments(&p, tree)
	}
	return p, placed(name, err)
}

func readDocuments(p *reconcile.Policy, tree *ast.File) error {
	filled := slices.DeleteFunc(tree.Docs, func(d *ast.DocumentNode) bool { return d.Body == nil })
	switch {
	case len(filled) == 0 || len(filled) == 1 && saysNothing(filled[0].Body):
		return &Error{Code: "policy-empty", Line: 1}
	case len(filled) > 1:
		return wrong(filled[1].Body, "policy-one-document")
	}
	return apply(p, filled[0].Body, settings)
}

// saysNothing tells whether a document has no key: a comment, a blank or an empty mapping.
func saysNothing(n ast.Node) bool {
	m, isMapping := n.(*ast.MappingNode)
	return n.Type() == ast.CommentType || n.Type() == ast.NullType || isMapping && len(m.Values) == 0
}

// placed fills in the file's name and turns the parser's mistakes into ours.
func placed(name string, err error) error {
	var ours *Error
	var theirs yaml.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ours):
		ours.File = name
		return ours
	case errors.As(err, &theirs):
		e := &Error{File: name, Line: 1, Code: "policy-syntax", Args: []any{theirs.GetMessage()}}
		if t := theirs.GetToken(); t != nil {
			e.Line = t.Position.Line
		}
		return e
	}
	return &Error{File: name, Line: 1, Code: "policy-syntax", Args: []any{err.Error()}}
}

// setting reads one key's value into the policy.
type setting func(p *reconcile.Policy, n ast.Node) error

// apply reads a mapping whose keys are those of known.
func apply(p *reconcile.Policy, n ast.Node, known map[string]setting) error {
	return each(n, func(key string, at, value ast.Node) error {
		set, ok := known[key]
		if !ok {
			return wrong(at, "policy-unknown-key", key, names(known))
		}
		return set(p, value)
	})
}

func names(known map[string]setting) string {
	all := make([]string, 0, len(known))
	for k := range known {
		all = append(all, k)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func wrong(n ast.Node, code string, args ...any) *Error {
	e := &Error{Code: code, Args: args, Line: 1}
	if t := n.GetToken(); t != nil {
		e.Line = t.Position.Line
	}
	return e
}
