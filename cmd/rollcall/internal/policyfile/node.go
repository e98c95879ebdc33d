package policyfile

import (
	"strconv"

	"github.com/goccy/go-yaml/ast"
)

// each calls do for every entry of the mapping n; a blank value is an empty mapping. A key given twice is an error.
func each(n ast.Node, do func(key string, at, value ast.Node) error) error {
	var entries []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		entries = n.Values
	case *ast.MappingValueNode:
		entries = []*ast.MappingValueNode{n}
	case *ast.NullNode:
	default:
		return wrong(n, "policy-want-mapping")
	}
	seen := map[string]bool{}
	for _, e := range entries {
		key, err := text(e.Key)
		if err != nil {
			return err
		}
		if seen[key] {
			return wrong(e.Key, "policy-key-twice", key)
		}
		seen[key] = true
		if err := do(key, e.Key, e.Value); err != nil {
			return err
		}
	}
	return nil
}

// text reads a single value exactly as it is written: 00123 keeps its zeros.
func text(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.NullNode:
		return "", nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, nil
	}
	return "", wrong(n, "policy-want-value")
}

// texts reads a list of single values; one value alone is a list of one, a blank is an empty list.
func texts(n ast.Node) ([]string, error) {
	list, ok := n.(*ast.SequenceNode)
	switch {
	case n.Type() == ast.NullType:
		return nil, nil
	case !ok:
		s, err := text(n)
		return []string{s}, err
	}
	out := make([]string, 0, len(list.Values))
	for _, v := range list.Values {
		s, err := text(v)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func whole(n ast.Node) (int, error) {
	s, err := text(n)
	if err != nil {
		return 0, err
	}
	v, err := strconv.Atoi(s)
	if err != nil || v < 0 {
		return 0, wrong(n, "policy-want-number", s)
	}
	return v, nil
}

// share reads a share of 100, without a per cent sign.
func share(n ast.Node) (float64, error) {
	s, err := text(n)
	if err != nil {
		return 0, err
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= 0 && v <= 100) {
		return 0, wrong(n, "policy-want-share", s)
	}
	return v, nil
}

func yesNo(n ast.Node) (bool, error) {
	if b, ok := n.(*ast.BoolNode); ok {
		return b.Value, nil
	}
	s, err := text(n)
	if err != nil {
		return false, err
	}
	return false, wrong(n, "policy-want-bool", s)
}
