package policy

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

// Difference is one thing in which two rule sets differ. Path is the JSON pointer of the value after the
// change; of what is no longer there, before it. Before and After are JSON; empty: nothing stands there.
// Rows of a list are told apart by the rule, ground, relation or kind that they are about, so a row that
// only moved is no difference of its own: the list is, once, with the names in their old and new order.
type Difference struct {
	Path   string
	Before json.RawMessage
	After  json.RawMessage
	Clause domain.Clause // what the changed value rests on; empty where neither rule set says
}

// Differences gives what changes from one rule set to another, in the order of the paths.
func Differences(before, after Rules) []Difference { return differences(before.tree(), after.tree()) }

func differences(before, after any) []Difference {
	d := differ{from: before, to: after}
	d.compare("", "", d.from, d.to)
	slices.SortStableFunc(d.found, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
	return d.found
}

type differ struct {
	from, to any
	found    []Difference
}

// compare looks at one value, which stood at one pointer and stands at another.
func (d *differ) compare(was, is string, before, after any) {
	old, objects := before.(map[string]any)
	next, both := after.(map[string]any)
	if objects && both {
		d.objects(was, is, old, next)
		return
	}
	rows, lists := before.([]any)
	newRows, both := after.([]any)
	if lists && both && named(rows) && named(newRows) {
		d.lists(was, is, rows, newRows)
		return
	}
	if !reflect.DeepEqual(before, after) {
		d.add(was, is, before, after)
	}
}

func (d *differ) objects(was, is string, before, after map[string]any) {
	for name := range before {
		if _, stays := after[name]; !stays {
			d.add(below(was, name), "", before[name], nil)
		}
	}
	for name, value := range after {
		if old, known := before[name]; known {
			d.compare(below(was, name), below(is, name), old, value)
		} else {
			d.add("", below(is, name), nil, value)
		}
	}
}

func (d *differ) lists(was, is string, before, after []any) {
	var stayed, kept []any
	for i, old := range before {
		if j := slices.IndexFunc(after, sameName(old)); j >= 0 {
			stayed = append(stayed, nameOf(old))
			d.compare(row(was, i), row(is, j), old, after[j])
		} else {
			d.add(row(was, i), "", old, nil)
		}
	}
	for i, next := range after {
		if slices.ContainsFunc(before, sameName(next)) {
			kept = append(kept, nameOf(next))
		} else {
			d.add("", row(is, i), nil, next)
		}
	}
	if !reflect.DeepEqual(stayed, kept) {
		d.add(was, is, stayed, kept)
	}
}

func (d *differ) add(was, is string, before, after any) {
	change := Difference{Path: is, Before: encoded(before), After: encoded(after)}
	if change.Path == "" {
		change.Path = was
	}
	if is != "" {
		change.Clause = clauseAt(d.to, is)
	}
	if change.Clause == "" && was != "" {
		change.Clause = clauseAt(d.from, was)
	}
	d.found = append(d.found, change)
}

func encoded(value any) json.RawMessage {
	if value == nil {
		return nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic("policy: a read tree encodes: " + err.Error())
	}
	return text
}

// named reports that every row of a list is about something of its own.
func named(rows []any) bool {
	seen := map[any]bool{}
	for _, value := range rows {
		name := nameOf(value)
		if name == nil || seen[name] {
			return false
		}
		seen[name] = true
	}
	return true
}

// nameOf gives what a row is about; nil: the list has no such rows.
func nameOf(value any) any {
	fields, _ := value.(map[string]any)
	for _, name := range []string{"rule", "ground", "relation", "kind"} {
		if about, there := fields[name]; there {
			return about
		}
	}
	return nil
}

func sameName(value any) func(any) bool {
	return func(other any) bool { return nameOf(other) == nameOf(value) }
}

// ClauseAt gives the clause that a value of the rules rests on: the value itself if it is a citation, or
// the citation nearest to it. Empty: the document gives none.
func (r Rules) ClauseAt(pointer string) domain.Clause { return clauseAt(r.tree(), pointer) }

func clauseAt(value any, pointer string) domain.Clause {
	var nearest domain.Clause
	for _, name := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		switch parent := value.(type) {
		case map[string]any:
			for _, citation := range []any{parent["clause"], parent[name+"_clause"], parent[name]} {
				if text, ok := citation.(string); ok && clauseForm.MatchString(text) {
					nearest = domain.Clause(text)
				}
			}
			value = parent[name]
		case []any:
			value = rowAt(parent, name)
		default:
			return nearest
		}
	}
	if fields, ok := value.(map[string]any); ok {
		if text, ok := fields["clause"].(string); ok && clauseForm.MatchString(text) {
			nearest = domain.Clause(text)
		}
	}
	return nearest
}

func rowAt(rows []any, name string) any {
	for i, value := range rows {
		if row("", i) == "/"+name {
			return value
		}
	}
	return nil
}
