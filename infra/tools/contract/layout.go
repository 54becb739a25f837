package main

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// columns bounds a line of the contract.
const columns = 120

// layOut writes the contract in its one layout: what fits on a line stands on a line, longer texts are folded. So a
// field is a line, and two people who change different fields change different lines.
func layOut(source []byte) ([]byte, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(source, &document); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	root := document.Content[0]
	for i := 0; i < len(root.Content); i += 2 {
		if err := layOutEntry(&out, root.Content[i], root.Content[i+1], 0); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// layOutEntry writes a name and its value, indented by depth columns.
func layOutEntry(out *bytes.Buffer, key, value *yaml.Node, depth int) error {
	name, err := inline(key)
	if err != nil {
		return err
	}
	out.WriteString(strings.Repeat(" ", depth) + name + ":")
	used := depth + utf8.RuneCountInString(name) + 2
	if name == "properties" {
		used = columns // each on a line of its own
	}
	return layOutValue(out, value, depth, used)
}

// layOutValue writes a value behind what opens it: a name or a dash, which leave used columns behind them.
func layOutValue(out *bytes.Buffer, value *yaml.Node, depth, used int) error {
	line, err := inline(value)
	if err != nil {
		return err
	}
	fits := used+utf8.RuneCountInString(line) <= columns && !strings.Contains(line, "\n")
	switch {
	case fits && depth > 0, value.Kind == yaml.ScalarNode && fits,
		len(value.Content) == 0 && value.Kind != yaml.ScalarNode:
		out.WriteString(" " + line + "\n")
	case value.Kind == yaml.ScalarNode:
		writeText(out, value.Value, line, depth+2)
	case value.Kind == yaml.MappingNode:
		out.WriteString("\n")
		for i := 0; i < len(value.Content); i += 2 {
			if err := layOutEntry(out, value.Content[i], value.Content[i+1], depth+2); err != nil {
				return err
			}
		}
	case !slices.ContainsFunc(value.Content, func(n *yaml.Node) bool { return n.Kind != yaml.ScalarNode }):
		wrap(out, " ", strings.SplitAfter(line, ", "), used, depth+2)
	default:
		out.WriteString("\n")
		return layOutItems(out, value.Content, depth+2)
	}
	return nil
}

// layOutItems writes the elements of a list, each behind a dash.
func layOutItems(out *bytes.Buffer, items []*yaml.Node, depth int) error {
	for _, item := range items {
		var one bytes.Buffer
		if err := layOutValue(&one, item, depth, depth+2); err != nil {
			return err
		}
		text := one.String()
		if rest, broken := strings.CutPrefix(text, "\n"); broken { // the first name stands behind the dash
			text = " " + strings.TrimLeft(rest, " ")
		}
		out.WriteString(strings.Repeat(" ", depth) + "-" + text)
	}
	return nil
}

// writeText writes a text that does not fit on a line: folded, or in its own lines if it has several.
func writeText(out *bytes.Buffer, text, line string, depth int) {
	indent := strings.Repeat(" ", depth)
	if strings.Contains(text, "\n") {
		mark := " |-\n"
		if strings.HasSuffix(text, "\n") {
			mark, text = " |\n", strings.TrimSuffix(text, "\n")
		}
		out.WriteString(mark)
		for _, own := range strings.Split(text, "\n") {
			out.WriteString(strings.TrimRight(indent+own, " ") + "\n")
		}
		return
	}
	if strings.Contains(text, "  ") || strings.TrimSpace(text) != text || !strings.Contains(text, " ") {
		out.WriteString(" " + line + "\n")
		return
	}
	out.WriteString(" >-\n")
	wrap(out, indent, strings.SplitAfter(text, " "), depth, depth)
}

// wrap writes words, each with the blank behind it, in lines of the bounded length: the first behind its lead, which
// ends at a column, the others indented.
func wrap(out *bytes.Buffer, lead string, words []string, column, indent int) {
	var lines []string
	line := ""
	for _, word := range words {
		if line != "" && column+utf8.RuneCountInString(line+strings.TrimSuffix(word, " ")) > columns {
			lines, line, column = append(lines, strings.TrimSuffix(line, " ")), "", indent
		}
		line += word
	}
	out.WriteString(lead + strings.Join(append(lines, line), "\n"+strings.Repeat(" ", indent)) + "\n")
}

// inline writes a value on one line; with line breaks only if a text in it has some.
func inline(value *yaml.Node) (string, error) {
	line, err := yaml.Marshal(flowing(value))
	return strings.TrimSuffix(string(line), "\n"), err
}

// flowing copies a value for the flow style; a text is quoted only where it has to be.
func flowing(value *yaml.Node) *yaml.Node {
	flat := *value
	if flat.Kind != yaml.ScalarNode {
		flat.Style = yaml.FlowStyle
	} else {
		flat.Style = 0
	}
	flat.Content = nil
	for _, child := range value.Content {
		flat.Content = append(flat.Content, flowing(child))
	}
	return &flat
}
