package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTemplateIsWhatTheTablesGive: template.yaml is changed by its tables only.
func TestTemplateIsWhatTheTablesGive(t *testing.T) {
	want, err := render()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("go generate ./infra/deploy/stack (-tables +template.yaml):\n%s", diff)
	}
}
