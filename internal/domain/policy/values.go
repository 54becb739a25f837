package policy

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

// Value is what a rule set says for a parameter at one place.
type Value struct {
	Path   string          // JSON pointer within Rules
	Name   string          // what the row is about, "private"; empty: the parameter stands once
	Value  json.RawMessage // JSON
	Clause domain.Clause   // that it rests on; empty: the document gives none
}

// Values gives what a rule set says for the parameter, in the order of the document; a table's rows in the
// order of their names.
func (p Parameter) Values(r Rules) []Value {
	tree := r.tree()
	w := valueWalk{tree: tree}
	w.visit(tree, strings.Split(strings.TrimPrefix(p.Path, "/"), "/"), "", "")
	return w.found
}

type valueWalk struct {
	tree  any
	found []Value
}

func (w *valueWalk) visit(value any, pattern []string, at, name string) {
	if len(pattern) == 0 {
		w.found = append(w.found, Value{Path: at, Name: name, Value: encoded(value), Clause: clauseAt(w.tree, at)})
		return
	}
	switch parent := value.(type) {
	case map[string]any:
		if pattern[0] != "*" {
			if next, there := parent[pattern[0]]; there {
				w.visit(next, pattern[1:], below(at, pattern[0]), name)
			}
			return
		}
		for _, key := range slices.Sorted(maps.Keys(parent)) {
			w.visit(parent[key], pattern[1:], below(at, key), joined(name, key))
		}
	case []any:
		for i, next := range parent {
			about, _ := nameOf(next).(string)
			w.visit(next, pattern[1:], row(at, i), joined(name, about))
		}
	}
}

func joined(name, more string) string { return strings.TrimPrefix(name+" "+more, " ") }

// JSON gives the rule document.
func (r Rules) JSON() json.RawMessage { return encoded(r) }
