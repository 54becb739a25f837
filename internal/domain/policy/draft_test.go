package policy

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
)

// changed gives a draft's faults as "code field clause".
func changed(t *testing.T, preset Preset, patch string) (Draft, []string) {
	t.Helper()
	draft := Changed(load(t, preset), []byte(patch), listed(t))
	var found []string
	for _, f := range draft.Faults {
		found = append(found, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Code, f.Field, f.Clause)))
	}
	return draft, found
}

func TestADraftTellsEverythingThatIsWrong(t *testing.T) {
	_, found := changed(t, SelfSale, `{"attribution":{"rules":[{"rule":"coin_toss","clause":"SS.4.2.3"},
		{"rule":"materials_only_split","clause":"SS.4.2.6","original_basis_points":10001},
		{"rule":"lapsed","clause":"PC.2","original_basis_pionts":1}]},
		"rotation":{"groups":1,"leaves_head":"never"},"reception":{"hand_over_minutes":1.5,"take_over":"the book"},
		"settlement":{"claim_window_hours":"48","paid_days_per_month_hundredths":9223372036854775808,
		"deduction_flag_caps":null}}`)
	want := []string{
		"policy.wrong_type /rotation/groups",
		"policy.clause_malformed /reception/take_over",
		"policy.number_not_whole /reception/hand_over_minutes",
		"policy.unknown_field /attribution/rules/2/original_basis_pionts PC.2",
		"policy.wrong_type /settlement/claim_window_hours",
		"policy.field_missing /settlement/deduction_flag_caps",
		"policy.number_too_large /settlement/paid_days_per_month_hundredths",
		"policy.value_unknown /rotation/leaves_head",
		"policy.window_missing /protection/months",
		"policy.rule_unknown /attribution/rules/0/rule SS.4.2.3",
		"policy.basis_points_out_of_range /attribution/rules/1/original_basis_points SS.4.2.6",
	}
	if !slices.Equal(found, want) {
		t.Errorf("have\n%s\nwant\n%s", strings.Join(found, "\n"), strings.Join(want, "\n"))
	}
}

func TestADraftThatIsNoDocument(t *testing.T) {
	for text, want := range map[string]string{
		``:                                   "policy.malformed ",
		`[]`:                                 "policy.wrong_type ",
		`null`:                               "policy.wrong_type ",
		`{"rotation":{"order":1,"order":2}}`: "policy.field_repeated /rotation/order",
		`{"a/b":{"c~d":1,"c~d":2}}`:          "policy.field_repeated /a~1b/c~0d",
		`{"x":` + strings.Repeat("[", 40):    "policy.malformed /x" + strings.Repeat("/0", 16),
		`{} {}`:                              "policy.malformed ",
		"{\"\xff\":1}":                       "policy.malformed ",
		`{"rotation":` + `{"order":tru}}`:    "policy.malformed /rotation/order",
		`{"supplements":[{"text":"增","cl":1`: "policy.malformed /supplements/0",
	} {
		for _, draft := range []Draft{Whole([]byte(text), listed(t)),
			Changed(load(t, SelfSale), []byte(text), listed(t))} {
			if have := fmt.Sprintf("%s %s", draft.Faults[0].Code, draft.Faults[0].Field); have != want {
				t.Errorf("%s: %s, want %s", text, have, want)
			}
		}
	}
}

func TestADraftsDifferencesAreReadable(t *testing.T) {
	draft, found := changed(t,
		SelfSale, `{"rotation":{"absences":{"meal":{"on_due":"keep_place"}}},"protection":{"months":2,"clause":"PC.2"},
		"attribution":{"rules":[{"rule":"open_dispute","clause":"SS.4.2.2.c"},
		{"rule":"no_register_entry","clause":"SS.4.2.3"},
		{"rule":"later_receptionist_split","clause":"SS.4.2.4.b","original_basis_points":6000},
		{"rule":"lapsed","clause":"PC.2"},{"rule":"owner_takes_all","clause":"SS.4.2.3"}]},
		"authority":{"versions":["regional_sales"]}}`)
	if len(found) > 0 {
		t.Fatal(found)
	}
	var have []string
	for _, d := range draft.Differences(load(t, SelfSale)) {
		have = append(have, fmt.Sprintf("%s: %s → %s (%s)", d.Path, d.Before, d.After, d.Clause))
	}
	want := []string{
		`/attribution/rules: ["no_register_entry","open_dispute","later_receptionist_split","owner_takes_all"] → ` +
			`["open_dispute","no_register_entry","later_receptionist_split","owner_takes_all"] ()`,
		`/attribution/rules/2: {"clause":"SS.4.2.6","original_basis_points":3000,"rule":"materials_only_split"} →  ` +
			`(SS.4.2.6)`,
		`/attribution/rules/2/original_basis_points: 7000 → 6000 (SS.4.2.4.b)`,
		`/attribution/rules/3:  → {"clause":"PC.2","rule":"lapsed"} (PC.2)`,
		`/authority/versions: ["site_manager"] → ["regional_sales"] (SS.3.1)`,
		`/protection/clause: "" → "PC.2" (PC.2)`,
		`/protection/months: 0 → 2 (PC.2)`,
		`/rotation/absences/meal/on_due: "covered" → "keep_place" (SS.4.2.1.d)`,
	}
	if !slices.Equal(have, want) {
		t.Errorf("have\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
	for _, p := range Presets() {
		if same := Differences(load(t, p), load(t, p)); len(same) > 0 {
			t.Errorf("%s differs from itself: %v", p, same)
		}
	}
}

// leaves gives a value as its leaves by path: what is neither an object with names nor below one.
func leaves(value any, at string, out map[string]any) map[string]any {
	fields, ok := value.(map[string]any)
	if !ok || len(fields) == 0 {
		out[at] = value
		return out
	}
	for name, part := range fields {
		leaves(part, at+"/"+name, out)
	}
	return out
}

// patched is the oracle of a merge patch: it knows paths only. A leaf of the patch replaces everything at
// and below its path and whatever leaf stands above it; nothing (null) only removes.
func patched(target, patch map[string]any) map[string]any {
	out := maps.Clone(target)
	empty := func(path string) {
		for other := range out {
			if other == path || strings.HasPrefix(other, path+"/") {
				delete(out, other)
			}
		}
	}
	for path, value := range patch {
		above := ""
		for _, name := range strings.Split(strings.TrimPrefix(path, "/"), "/") { // a scalar above gives way
			if _, leaf := out[above]; leaf && above != path {
				delete(out, above)
			}
			above += "/" + name
		}
		if empty, ok := value.(map[string]any); ok && len(empty) == 0 {
			if !standsAbove(out, path) {
				out[path] = value
			}
			continue
		}
		empty(path)
		if value != nil {
			out[path] = value
		}
	}
	return out
}

// standsAbove reports that an object with names stands at a path.
func standsAbove(leaves map[string]any, path string) bool {
	for other := range leaves {
		if strings.HasPrefix(other, path+"/") {
			return true
		}
	}
	return false
}

func documents(depth int, nothing bool) *rapid.Generator[any] {
	return rapid.Custom(func(t *rapid.T) any {
		kinds := []string{"text", "list", "object", "object"}
		if nothing {
			kinds = append(kinds, "nothing")
		}
		if depth == 0 {
			kinds = kinds[:2]
		}
		switch rapid.SampledFrom(kinds).Draw(t, "kind") {
		case "text":
			return rapid.SampledFrom([]string{"x", "y"}).Draw(t, "text")
		case "list":
			return []any{"z"}
		case "nothing":
			return nil
		}
		out := map[string]any{}
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c"}), 1, 3,
			rapid.ID[string]).Draw(t, "names") {
			out[name] = documents(depth-1, nothing).Draw(t, name)
		}
		return out
	})
}

// A merge patch does by recursion what its leaves do one by one (RFC 7396).
func TestMergePatchAgreesWithItsLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target := map[string]any{"a": documents(2, false).Draw(t, "target"), "k": "kept"}
		patch := map[string]any{"a": documents(2, true).Draw(t, "patch"), "b": documents(1, true).Draw(t, "more")}
		have := leaves(merge(target, patch), "", map[string]any{})
		want := patched(leaves(target, "", map[string]any{}), leaves(patch, "", map[string]any{}))
		for path, value := range have { // an object whose last name was taken away stays, and has no leaf in the oracle
			if empty, ok := value.(map[string]any); ok && len(empty) == 0 {
				delete(have, path)
			}
		}
		if !reflect.DeepEqual(have, want) {
			t.Fatalf("%v\nwith %v\nhave %v\nwant %v", target, patch, have, want)
		}
	})
}

// The examples of RFC 7396, appendix A.
func TestMergePatchExamples(t *testing.T) {
	for _, c := range [][3]string{
		{`{"a":"b"}`, `{"a":"c"}`, `{"a":"c"}`}, {`{"a":"b"}`, `{"b":"c"}`, `{"a":"b","b":"c"}`},
		{`{"a":"b"}`, `{"a":null}`, `{}`},
		{`{"a":"b","b":"c"}`, `{"a":null}`, `{"b":"c"}`}, {`{"a":["b"]}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"c"}`, `{"a":["b"]}`, `{"a":["b"]}`},
		{`{"a":{"b":"c"}}`, `{"a":{"b":"d","c":null}}`, `{"a":{"b":"d"}}`},
		{`{"a":[{"b":"c"}]}`, `{"a":[1]}`, `{"a":[1]}`},
		{`["a","b"]`, `["c","d"]`, `["c","d"]`}, {`{"a":"b"}`, `["c"]`, `["c"]`}, {`{"a":"foo"}`, `null`, `null`},
		{`{"a":"foo"}`, `"bar"`, `"bar"`},
		{`{"e":null}`, `{"a":1}`, `{"a":1,"e":null}`}, {`[1,2]`, `{"a":"b","c":null}`, `{"a":"b"}`},
		{`{}`, `{"a":{"bb":{"ccc":null}}}`, `{"a":{"bb":{}}}`},
	} {
		var trees [3]any
		for i, text := range c {
			tree, fault := readTree([]byte(text))
			if fault != nil {
				t.Fatal(fault)
			}
			trees[i] = tree
		}
		if have := merge(trees[0], trees[1]); !reflect.DeepEqual(have, trees[2]) {
			t.Errorf("%s with %s: %v, want %s", c[0], c[1], have, c[2])
		}
	}
}

func TestTheClauseOfAValue(t *testing.T) {
	rules := load(t, GroupRotation)
	for pointer, want := range map[string]domain.Clause{
		"/authority/versions":               "GP.0.1",
		"/authority/versions/0":             "GP.0.1",
		"/rotation/absences/signing/on_due": "GP.13.a",
		"/rotation/uncovered_leave":         "GP.2.b",
		"/reception/rules/0":                rules.Reception.Rules[0].Clause,
		"/conduct/breaches/0/dismissal":     rules.Conduct.Breaches[0].Clause,
		"/settlement/claim_window_hours":    "",
		"/nowhere/9/at_all":                 "",
	} {
		if have := rules.ClauseAt(pointer); have != want {
			t.Errorf("%s: %s, want %s", pointer, have, want)
		}
	}
}

// listed gives the rules that the presets list.
func listed(t *testing.T) (names Names) {
	for _, preset := range Presets() {
		for _, row := range load(t, preset).Reception.Rules {
			names.Door = append(names.Door, row.Rule)
		}
		for _, row := range load(t, preset).Attribution.Rules {
			names.Credit = append(names.Credit, row.Rule)
		}
	}
	return names
}
