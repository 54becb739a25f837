package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// limits collects the rows by key: "NewSite.name" is a field of a body, by Go type and JSON name, "OrderTable.groups[]"
// the elements of its list, "query limit" a parameter.
type limits struct {
	d    *document
	rows map[string]string
	seen map[string]bool
}

func writeLimits(out *bytes.Buffer, d *document, operations []*operation) error {
	l := limits{d, map[string]string{}, map[string]bool{}}
	for _, o := range operations {
		for _, p := range o.Parameters {
			key := p.In + " " + p.Name
			row := limitOf(d.resolve(p.Schema), true)
			if before, known := l.rows[key]; known && before != row {
				return fmt.Errorf("%s: the parameter %q has other limits elsewhere: name it otherwise", o.ID, key)
			}
			l.rows[key] = row
		}
		if body := o.body(d); body != nil {
			l.object(body)
		}
	}
	fmt.Fprint(out, "\n// limits is what the contract allows, sorted by key.\nvar limits = [...]limit{\n")
	for _, key := range slices.Sorted(maps.Keys(l.rows)) {
		if row := l.rows[key]; row != "" {
			fmt.Fprintf(out, "{%q, %s},\n", key, row)
		}
	}
	fmt.Fprint(out, "}\n")
	return nil
}

// object adds the fields of a body and of what it holds. What is decoded by its own parser (a rule set) has no rows.
func (l *limits) object(s *schema) {
	if l.seen[s.name] || s.GoType != "" {
		return
	}
	l.seen[s.name] = true
	for _, p := range s.Properties {
		l.value(s.name+"."+p.name, l.d.resolve(p.value))
	}
}

func (l *limits) value(key string, s *schema) {
	l.rows[key] = limitOf(s, false)
	switch {
	case s.Type == "object":
		l.object(s)
	case s.Type == "array":
		l.value(key+"[]", l.d.resolve(s.Items))
	}
}

// limitOf gives the row of a value, empty if everything of its type is allowed. The values of a parameter are texts:
// their type is told by a pattern.
func limitOf(s *schema, parameter bool) string {
	kind, least, most, pattern := "limitText", s.MinLength, s.MaxLength, s.Pattern
	switch {
	case s.Type == "integer":
		kind, least, most = "limitNumber", s.Minimum, s.Maximum
	case s.Type == "array":
		kind, least, most = "limitList", s.MinItems, s.MaxItems
	case parameter && s.Type == "boolean":
		pattern = "^(true|false)$"
	case parameter && s.Enum != nil:
		pattern = "^(" + strings.Join(s.Enum, "|") + ")$"
	}
	if least == nil && most == nil && pattern == "" && !(parameter && s.Type == "integer") {
		return ""
	}
	return fmt.Sprintf("%s, %s, %s, %q", kind, bound(least, "0"), bound(most, "unbounded"), pattern)
}

func bound(value *int64, absent string) string {
	if value == nil {
		return absent
	}
	return strconv.FormatInt(*value, 10)
}
