package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// writeOperations writes the table of operations. Lists of roles that several operations share are told once.
func writeOperations(out *bytes.Buffer, _ *document, operations []*operation) error {
	var lists []string
	index := map[string]int{}
	var rows bytes.Buffer
	for _, o := range operations {
		roles := roleList(o.Roles)
		if _, known := index[roles]; !known {
			index[roles] = len(lists)
			lists = append(lists, roles)
		}
		status, err := o.success()
		if err != nil {
			return err
		}
		write, query := false, "nil"
		var names []string
		for _, p := range o.Parameters {
			write = write || p.Name == "Idempotency-Key"
			if p.In == "query" {
				names = append(names, p.Name)
			}
		}
		if names != nil {
			query = fmt.Sprintf("%#v", names)
		}
		open := o.Security != nil && len(*o.Security) == 0
		fmt.Fprintf(&rows, "{%q, %q, %q, roles%d, %q, %t, %s, %s, %t, %s},\n", o.ID, o.method, o.path, index[roles],
			o.Tags[0], write, status, query, open, o.ways())
	}
	fmt.Fprint(out, "\nimport \"github.com/lunxu/lunxu/internal/domain\"\n\nvar (\n")
	for i, list := range lists {
		fmt.Fprintf(out, "roles%d = %s\n", i, list)
	}
	fmt.Fprintf(out, ")\n\n// Operations is the one table that says which role may do what on which route, as the "+
		"contract has it.\nvar Operations = []Operation{\n%s}\n", rows.String())
	return nil
}

// ways writes why nobody gains by their own word; of what writes nothing, nothing.
func (o *operation) ways() string {
	s := o.Standing
	if s == nil {
		return "Ways{}"
	}
	var out []string
	for _, way := range []struct{ name, value string }{{"Waits", s.Waits}, {"Second", s.Second}, {"Own", s.Own},
		{"Nothing", s.Nothing}, {"Refused", s.Refused}} {
		if way.value != "" {
			out = append(out, fmt.Sprintf("%s: %q", way.name, way.value))
		}
	}
	if len(s.Witness) > 0 {
		out = append(out, "Witness: "+roleList(s.Witness))
	}
	return "Ways{" + strings.Join(out, ", ") + "}"
}

func roleList(roles []string) string {
	if len(roles) == 0 {
		return "[]domain.Role(nil)"
	}
	var names []string
	for _, role := range roles {
		names = append(names, "domain.Role"+camel(role))
	}
	return "[]domain.Role{" + strings.Join(names, ", ") + "}"
}

func camel(name string) string {
	var out string
	for part := range strings.SplitSeq(name, "_") {
		out += strings.ToUpper(part[:1]) + part[1:]
	}
	return out
}

// success gives the one status of a success.
func (o *operation) success() (string, error) {
	found := slices.IndexFunc(o.Responses, func(r entry[any]) bool { return r.name[0] == '2' })
	if found < 0 {
		return "", fmt.Errorf("%s has no answer of success", o.ID)
	}
	return o.Responses[found].name, nil
}
