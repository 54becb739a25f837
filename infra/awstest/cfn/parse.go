// Package cfn reads a CloudFormation or SAM template for the tests: the short forms of functions (!Ref, !GetAtt,
// !Sub, …) become their long forms, and resources, roles and routes can be asked for.
package cfn

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Parse reads one template.
func Parse(source []byte) (*Template, error) {
	file, err := parser.ParseBytes(source, 0)
	if err != nil {
		return nil, err
	}
	if len(file.Docs) != 1 {
		return nil, fmt.Errorf("%d documents in one template", len(file.Docs))
	}
	root, err := value(file.Docs[0].Body)
	if err != nil {
		return nil, err
	}
	body, ok := root.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("a template is a mapping, not %T", root)
	}
	return &Template{Root: body}, nil
}

func value(node ast.Node) (any, error) {
	switch n := node.(type) {
	case *ast.TagNode:
		return function(n)
	case *ast.MappingNode:
		return mapping(n.Values)
	case *ast.MappingValueNode:
		return mapping([]*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		list := make([]any, 0, len(n.Values))
		for _, item := range n.Values {
			v, err := value(item)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case *ast.NullNode:
		return nil, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case ast.ScalarNode:
		return n.GetValue(), nil
	}
	return nil, fmt.Errorf("line %d: %s is not used in templates", node.GetToken().Position.Line, node.Type())
}

func mapping(pairs []*ast.MappingValueNode) (map[string]any, error) {
	m := make(map[string]any, len(pairs))
	for _, pair := range pairs {
		key := fmt.Sprint(pair.Key.(ast.ScalarNode).GetValue())
		if _, twice := m[key]; twice {
			return nil, fmt.Errorf("line %d: %q twice", pair.Key.GetToken().Position.Line, key)
		}
		v, err := value(pair.Value)
		if err != nil {
			return nil, err
		}
		m[key] = v
	}
	return m, nil
}

// function turns a tag into the long form of the function.
func function(tag *ast.TagNode) (any, error) {
	argument, err := value(tag.Value)
	if err != nil {
		return nil, err
	}
	name := strings.TrimPrefix(tag.Start.Value, "!")
	switch name {
	case "Ref", "Condition":
		return map[string]any{name: argument}, nil
	case "GetAtt":
		if text, ok := argument.(string); ok {
			resource, attribute, _ := strings.Cut(text, ".")
			argument = []any{resource, attribute}
		}
	}
	return map[string]any{"Fn::" + name: argument}, nil
}
