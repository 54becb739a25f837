package policy

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
)

var update = flag.Bool("update", false, "write infra/docs/policies.md anew")

// patterns gives the path of every value of a type, in the order of the type.
func patterns(of reflect.Type, at string) []string {
	switch of.Kind() {
	case reflect.Struct:
		var out []string
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			out = append(out, patterns(of.Field(i).Type, at+"/"+name)...)
		}
		return out
	case reflect.Map:
		return patterns(of.Elem(), at+"/*")
	case reflect.Slice:
		if of.Elem().Kind() == reflect.Struct {
			return patterns(of.Elem(), at+"/*")
		}
	}
	return []string{at}
}

// Every value of the rules is explained once, and nothing is explained that the rules do not have.
func TestEveryParameterIsExplained(t *testing.T) {
	var explained []string
	for _, p := range Parameters() {
		explained = append(explained, p.Path)
		if p.ZH == "" || p.EN == "" || p.Unit == "" {
			t.Errorf("%s is not explained", p.Path)
		}
	}
	want := patterns(reflect.TypeFor[Rules](), "")
	slices.Sort(want)
	slices.Sort(explained)
	if !slices.Equal(explained, want) {
		for _, path := range want {
			if !slices.Contains(explained, path) {
				t.Errorf("%s has no row in the parameters", path)
			}
		}
		for _, path := range explained {
			if !slices.Contains(want, path) {
				t.Errorf("%s is explained and is no parameter", path)
			}
		}
		t.Fatal("the parameters and the rules differ")
	}
}

// Units say what the values are.
func TestUnitsFitTheirValues(t *testing.T) {
	for _, p := range Parameters() {
		for _, preset := range Presets() {
			for _, v := range p.Values(load(t, preset)) {
				want := map[byte]bool{'"': true}
				switch p.Unit {
				case UnitYesNo:
					want = map[byte]bool{'t': true, 'f': true}
				case UnitRoles, UnitParties, UnitChoices:
					want = map[byte]bool{'[': true}
				case UnitHours, UnitMinutes, UnitMonths, UnitBasisPoints, UnitFen, UnitPoints, UnitTimes,
					UnitHundredths:
					want = map[byte]bool{}
					for digit := byte('0'); digit <= '9'; digit++ {
						want[digit] = true
					}
				}
				if !want[v.Value[0]] {
					t.Errorf("%s of %s: %s is no %s", v.Path, preset, v.Value, p.Unit)
				}
				if found, ok := Explain(v.Path); !ok || found.Path != p.Path {
					t.Errorf("%s is explained as %s", v.Path, found.Path)
				}
			}
		}
	}
}

const document = "../../../infra/docs/policies.md"

// The document for managers says what the presets say (run with -update after a change).
func TestTheDocumentEqualsThePresets(t *testing.T) {
	want := described(t)
	if *update {
		if err := os.WriteFile(document, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Fatal("infra/docs/policies.md differs from the parameters and presets; run: go test " +
			"./internal/domain/policy -run Document -update")
	}
}

func described(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	out.WriteString(preface)
	part := ""
	for _, p := range Parameters() {
		if next := strings.Split(p.Path, "/")[1]; next != part {
			part = next
			fmt.Fprintf(&out, "\n## %s\n\n", part)
		}
		fmt.Fprintf(&out, "### `%s`\n\n%s。%s.\n\nUnit: %s.%s\n\n", p.Path, p.ZH, p.EN, p.Unit, cited(p.Clauses))
		out.WriteString("| preset | value |\n|---|---|\n")
		for _, preset := range Presets() {
			fmt.Fprintf(&out, "| %s | %s |\n", preset, valuesOf(p, load(t, preset)))
		}
		out.WriteString("\n")
	}
	return append(bytes.TrimRight(out.Bytes(), "\n"), '\n')
}

func cited(clauses []domain.Clause) string {
	names := make([]string, 0, len(clauses))
	for _, c := range clauses {
		names = append(names, string(c))
	}
	if len(names) == 0 {
		return ""
	}
	return " Clauses: " + strings.Join(names, ", ") + "."
}

// valuesOf gives a preset's values in one line.
func valuesOf(p Parameter, r Rules) string {
	var out []string
	for _, v := range p.Values(r) {
		text := "`" + string(v.Value) + "`"
		if v.Name != "" {
			text = v.Name + " " + text
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		return "—"
	}
	return strings.Join(out, ", ")
}

const preface = `# Policies: every parameter, what it means, and what each preset says

A site starts from one of six presets, each made from one source document, and derives its own version from
a preset or from an earlier version of its own. A version has an effective day, today or later; it is never
edited. What happened on a business day is judged by the version in force on that day, for ever.

To derive a version, send its base and what changes (JSON Merge Patch, RFC 7396: an object changes the names
that it holds, null takes a name away, a list is replaced whole) to
` + "`POST /v1/sites/{site}/policy-drafts/validation`" +
	`. The answer lists everything that is wrong, each thing with its place,
its clause and a message, and what the draft changes in the version in force. Nothing is written. When the
draft says what it should, send the same body to ` + "`POST /v1/sites/{site}/policy-versions`" + `.

    {"base": {"version": 1}, "effective_from": "2026-12-01", "changes": {"protection": {"months": 2, "clause": "PC.2"}}}

` + "`GET /v1/policies/{preset}`" + ` answers the same table for one preset. In paths, ` +
	"`*`" + ` stands for the rows of a list or the
names of a table. An empty clause says that the policy has no such rule, or that its document says nothing of it.
`
