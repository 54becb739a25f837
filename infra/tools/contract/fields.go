package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// writeFields writes the fields of every body, by the operations that take it, as functions/pages/field.go has them.
func writeFields(out *bytes.Buffer, d *document, operations []*operation) error {
	taken := map[string][]string{}
	bodies := map[string]*schema{}
	for _, o := range operations {
		if body := o.body(d); body != nil && body.Properties != nil {
			taken[body.name] = append(taken[body.name], o.ID)
			bodies[body.name] = body
		}
	}
	names := slices.Sorted(maps.Keys(bodies))
	fmt.Fprint(out, "\n// bodyFields gives the fields of an operation's body in the order of the contract.\n"+
		"func bodyFields(operation string) []field {\nswitch operation {\n")
	for _, name := range names {
		fmt.Fprintf(out, "case %q", taken[name][0])
		for _, more := range taken[name][1:] {
			fmt.Fprintf(out, ", %q", more)
		}
		fmt.Fprintf(out, ":\nreturn fields%s[:]\n", name)
	}
	fmt.Fprint(out, "}\nreturn nil\n}\n")
	for _, name := range names {
		fmt.Fprintf(out, "\nvar fields%s = [...]field{\n", name)
		fieldRows(out, d, bodies[name], "", true)
		fmt.Fprint(out, "}\n")
	}
	writeEnums(out, d)
	return nil
}

// fieldRows writes the fields of an object; those of an object within it are named by their path.
func fieldRows(out *bytes.Buffer, d *document, s *schema, at string, required bool) {
	for _, p := range s.Properties {
		value, must := d.resolve(p.value), required && slices.Contains(s.Required, p.name)
		if value.GoType == "" && value.Type == "object" {
			fieldRows(out, d, value, at+p.name+".", must)
			continue
		}
		fmt.Fprintf(out, "{name: %q, kind: kind%s", at+p.name, camel(inputKind(value)))
		if must {
			fmt.Fprint(out, ", required: true")
		}
		fieldValue(out, d, value)
		fmt.Fprint(out, "},\n")
	}
}

func fieldValue(out *bytes.Buffer, d *document, s *schema) {
	least, most := cmp.Or(s.MinLength, s.Minimum, s.MinItems), cmp.Or(s.MaxLength, s.Maximum, s.MaxItems)
	if least != nil {
		fmt.Fprintf(out, ", min: %d", *least)
	}
	if most != nil {
		fmt.Fprintf(out, ", max: %d", *most)
	}
	if s.Pattern != "" {
		fmt.Fprintf(out, ", pattern: %q", s.Pattern)
	}
	for _, w := range []entry[[]string]{{"label", s.Label}, {"help", s.Help}} {
		if len(w.value) == 2 {
			fmt.Fprintf(out, ", %s: said{%q, %q}", w.name, w.value[0], w.value[1])
		}
	}
	if s.Enum != nil {
		fmt.Fprint(out, ", choices: ")
		choices(out, s)
	}
	if s.Type == "array" && s.GoType == "" {
		items := d.resolve(s.Items)
		fmt.Fprint(out, ", items: []field{\n")
		if items.Type == "object" {
			fieldRows(out, d, items, "", true)
		} else {
			fmt.Fprintf(out, "{kind: kind%s", camel(inputKind(items)))
			fieldValue(out, d, items)
			fmt.Fprint(out, "},\n")
		}
		fmt.Fprint(out, "}")
	}
}

func choices(out *bytes.Buffer, s *schema) {
	fmt.Fprint(out, "[]choice{")
	for _, value := range s.Enum {
		fmt.Fprintf(out, "{%q, said{", value)
		if w := s.Words[value]; len(w) == 2 {
			fmt.Fprintf(out, "%q, %q", w[0], w[1])
		}
		fmt.Fprint(out, "}},")
	}
	fmt.Fprint(out, "}")
}

// writeEnums writes the words of every closed set that has some, those of answers as well.
func writeEnums(out *bytes.Buffer, d *document) {
	fmt.Fprint(out, "\n// enumWords gives the values of a closed set of the contract with their words.\n"+
		"func enumWords(set string) []choice {\nswitch set {\n")
	var named bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(d.Components.Schemas)) {
		if s := d.Components.Schemas[name]; s.Words != nil {
			fmt.Fprintf(out, "case %q:\nreturn enum%s\n", name, name)
			fmt.Fprintf(&named, "\nvar enum%s = ", name)
			choices(&named, s)
			fmt.Fprintln(&named)
		}
	}
	fmt.Fprintf(out, "}\nreturn nil\n}\n%s", named.String())
}

// areaFrom is the length from which a text takes several lines.
const areaFrom = 501

// inputKind says how a value is entered; x-input says it where the type does not.
func inputKind(s *schema) string {
	switch {
	case s.GoType != "":
		return "JSON"
	case s.Input != "":
		return s.Input
	case s.Enum != nil:
		return "choice"
	case s.Type == "array":
		return "list"
	case s.Type == "boolean":
		return "flag"
	case s.Type == "integer":
		return "number"
	case s.Format == "date-time":
		return "instant"
	case s.MaxLength != nil && *s.MaxLength >= areaFrom:
		return "area"
	}
	return "text"
}
