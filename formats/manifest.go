package formats

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"rollcall/reconcile"
)

// Manifest is what the sender of a member file says of it, in a small YAML or JSON file of its own:
//
//	rows: 482                # rows below the headings that are people
//	sha256: 9f86d081884c…    # of the member file's bytes, hexadecimal
//	kind: full               # or partial: the file does not speak for who is absent from it
//
// It gives rows or sha256 at least, so that it is known which file it speaks of.
type Manifest struct {
	name    string
	digest  string // SHA-256 of the manifest itself
	rows    said
	sha256  said
	partial bool
}

// said is a value of a manifest and the line it stands on, 0 where the manifest does not give it.
type said struct {
	value string
	line  int
}

// maxManifest is how many bytes a manifest may have.
const maxManifest = 4 << 10

// OpenManifest reads the manifest at path. What is wrong with it gives a *reconcile.Refusal with its line; a path that
// can't be opened, the system's error.
func OpenManifest(path string) (*Manifest, error) {
	name := filepath.Base(path)
	f, _, err := regular(name, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxManifest+1))
	if err != nil {
		return nil, err
	}
	return ReadManifest(name, data)
}

// ReadManifest reads a manifest; name is what people call it.
func ReadManifest(name string, data []byte) (*Manifest, error) {
	sum := sha256.Sum256(data)
	m := &Manifest{name: name, digest: hex.EncodeToString(sum[:])}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > maxManifest:
		return nil, m.refuse(1, "manifest-too-large", strconv.Itoa(maxManifest))
	case !utf8.Valid(data):
		return nil, m.refuse(1, "manifest-encoding")
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, m.syntax(err)
	}
	if err := m.document(tree); err != nil {
		return nil, err
	}
	if m.rows.line == 0 && m.sha256.line == 0 {
		return nil, m.refuse(1, "manifest-says-nothing")
	}
	return m, nil
}

// syntax gives the refusal for what the parser says.
func (m *Manifest) syntax(err error) error {
	line, text := 1, err.Error()
	var y yaml.Error
	if errors.As(err, &y) {
		text = y.GetMessage()
		if t := y.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
	}
	return m.refuse(line, "manifest-invalid", text)
}

// document reads the one mapping that a manifest is.
func (m *Manifest) document(tree *ast.File) error {
	read := false
	for _, d := range tree.Docs {
		var entries []*ast.MappingValueNode
		switch body := d.Body.(type) {
		case nil, *ast.CommentGroupNode:
			continue
		case *ast.MappingNode:
			entries = body.Values
		case *ast.MappingValueNode:
			entries = []*ast.MappingValueNode{body}
		}
		if read || entries == nil {
			return m.refuse(lineOf(d.Body), "manifest-mapping")
		}
		read = true
		for _, e := range entries {
			if err := m.entry(e.Key, e.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// entry reads one key and its value.
func (m *Manifest) entry(key, value ast.Node) error {
	s := said{scalar(value), lineOf(value)}
	number, notNumber := strconv.ParseUint(s.value, 10, 31)
	switch name := scalar(key); {
	case name == "rows" && notNumber == nil:
		m.rows = said{strconv.FormatUint(number, 10), s.line}
	case name == "sha256" && isSHA256(s.value):
		m.sha256 = said{strings.ToLower(s.value), s.line}
	case name == "kind" && (s.value == "full" || s.value == "partial"):
		m.partial = s.value == "partial"
	case name == "rows", name == "sha256", name == "kind":
		return m.refuse(s.line, "manifest-"+name+"-value")
	default:
		return m.refuse(lineOf(key), "manifest-key", name)
	}
	return nil
}

func isSHA256(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size
}

// scalar gives a single value as it is written, "" for anything else.
func scalar(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value
	}
	return ""
}

func lineOf(n ast.Node) int {
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		return n.GetToken().Position.Line
	}
	return 1
}

// speaksOf puts into the file what the manifest says of it before it is read.
func (m *Manifest) speaksOf(file *reconcile.File) {
	if m != nil {
		file.Manifest, file.Partial = m.digest, m.partial
	}
}

// agrees compares the file, once it was read, with what the manifest says.
func (m *Manifest) agrees(file *reconcile.File) error {
	if m == nil {
		return nil
	}
	if rows := strconv.Itoa(file.Rows); m.rows.line > 0 && m.rows.value != rows {
		return m.refuse(m.rows.line, "manifest-rows", m.rows.value, rows)
	}
	if m.sha256.line > 0 && m.sha256.value != file.SHA256 {
		return m.refuse(m.sha256.line, "manifest-sha256", m.sha256.value, file.SHA256)
	}
	return nil
}

func (m *Manifest) refuse(line int, code string, args ...string) error {
	return refuse(m.name, reconcile.Problem{Code: code, Line: line, Args: args})
}
