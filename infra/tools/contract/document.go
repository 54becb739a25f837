package main

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v3"
)

// document is what the generator reads of an OpenAPI document.
type document struct {
	Paths      ordered[ordered[yaml.Node]]
	Components struct {
		Parameters map[string]parameter
		Schemas    map[string]*schema
	}
}

type parameter struct {
	Ref      string `yaml:"$ref"`
	Name, In string
	Schema   *schema
}

type operation struct {
	ID       string   `yaml:"operationId"`
	Tags     []string // one: the function that serves it
	Roles    []string `yaml:"x-roles"`
	Standing *struct {
		Waits, Second, Own, Nothing, Refused string
		Witness                              []string
	} `yaml:"x-standing"`
	Parameters  []parameter
	Security    *[]any
	RequestBody *struct {
		Content map[string]struct{ Schema *schema }
	} `yaml:"requestBody"`
	Responses ordered[any]

	method, path string
}

type schema struct {
	Ref              string    `yaml:"$ref"`
	AllOf            []*schema `yaml:"allOf"`
	Type, Format     string
	Pattern          string
	Enum             []string
	MinLength        *int64 `yaml:"minLength"`
	MaxLength        *int64 `yaml:"maxLength"`
	Minimum, Maximum *int64
	MinItems         *int64 `yaml:"minItems"`
	MaxItems         *int64 `yaml:"maxItems"`
	Required         []string
	Properties       ordered[*schema]
	Items            *schema
	GoType           string              `yaml:"x-go-type"`
	Input            string              `yaml:"x-input"`
	Label            []string            `yaml:"x-label"`
	Help             []string            `yaml:"x-help"`
	Words            map[string][]string `yaml:"x-words"`

	name string // of the component; empty where the schema stands inline
}

// ordered is a mapping in the order of the document.
type ordered[T any] []entry[T]

type entry[T any] struct {
	name  string
	value T
}

func (o *ordered[T]) UnmarshalYAML(node *yaml.Node) error {
	for i := 0; i+1 < len(node.Content); i += 2 {
		next := entry[T]{name: node.Content[i].Value}
		if err := node.Content[i+1].Decode(&next.value); err != nil {
			return fmt.Errorf("%s: %w", next.name, err)
		}
		*o = append(*o, next)
	}
	return nil
}

// read reads a document and resolves its references to parameters and, one level, to schemas.
func read(file string) (*document, []*operation, error) {
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	var d document
	if err := yaml.Unmarshal(source, &d); err != nil {
		return nil, nil, err
	}
	for name, s := range d.Components.Schemas {
		s.name = name
	}
	operations, err := d.operations()
	return &d, operations, err
}

func (d *document) operations() ([]*operation, error) {
	var all []*operation
	for _, path := range d.Paths {
		var shared []parameter
		for _, item := range path.value {
			if item.name == "parameters" {
				if err := item.value.Decode(&shared); err != nil {
					return nil, err
				}
				continue
			}
			o := &operation{method: strings.ToUpper(item.name), path: path.name}
			if err := item.value.Decode(o); err != nil {
				return nil, fmt.Errorf("%s %s: %w", o.method, o.path, err)
			}
			o.Parameters = append(append([]parameter{}, shared...), o.Parameters...)
			for i, p := range o.Parameters {
				if p.Ref != "" {
					o.Parameters[i] = d.Components.Parameters[last(p.Ref)]
				}
			}
			all = append(all, o)
		}
	}
	return all, nil
}

// body gives the schema of the operation's JSON body; nil if it takes none.
func (o *operation) body(d *document) *schema {
	if o.RequestBody == nil {
		return nil
	}
	return d.resolve(o.RequestBody.Content["application/json"].Schema)
}

// resolve follows references, and takes what stands beside one (words of a field, what a page asks for it by) along.
func (d *document) resolve(s *schema) *schema {
	var target *schema
	switch {
	case s.Ref != "":
		target = d.resolve(d.Components.Schemas[last(s.Ref)])
	case len(s.AllOf) == 1:
		target = d.resolve(s.AllOf[0])
	default:
		return s
	}
	merged := *target
	merged.Input = cmp.Or(s.Input, target.Input)
	if s.Label != nil {
		merged.Label = s.Label
	}
	if s.Help != nil {
		merged.Help = s.Help
	}
	return &merged
}

func last(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }
