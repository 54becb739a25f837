package main

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestLayoutSaysTheSame holds the layout to the document's meaning, to itself and to its columns.
func TestLayoutSaysTheSame(t *testing.T) {
	contract, err := os.ReadFile("../../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("word ", 60)
	for name, source := range map[string]string{
		"contract": string(contract),
		"texts": "a: {b: \"" + long + "end\", c: \"" + long + "\", d: \"x  " + long +
			"y\", e: |\n    one\n\n    two\n}",
		"lists": "a: {b: [{c: " + long + "x, d: [1, 2]}, [" + strings.Repeat("yes, ", 40) +
			"no]], e: [], f: {}, g: \"7\", h: 'no', i: null}",
	} {
		source = strings.ReplaceAll(source, "e: |\n    one\n\n    two\n", `e: "one\n\ntwo\n"`)
		laid, err := layOut([]byte(source))
		if err != nil {
			t.Fatal(name, err)
		}
		var before, after any
		if err := yaml.Unmarshal([]byte(source), &before); err != nil {
			t.Fatal(name, err)
		}
		if err := yaml.Unmarshal(laid, &after); err != nil {
			t.Fatalf("%s: %v in\n%s", name, err, laid)
		}
		if !reflect.DeepEqual(before, after) {
			t.Errorf("%s: the layout says something else:\n%.2000s", name, laid)
		}
		if again, _ := layOut(laid); string(again) != string(laid) {
			t.Errorf("%s: laying out twice changes it", name)
		}
	}
}
