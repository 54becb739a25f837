package contract

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const top, models = "../../..", "internal/api/contract/models.gen.go"

// What is compiled is what the contract says, to the byte.
func TestGeneratedFilesAreMadeFromTheContract(t *testing.T) {
	laid := filepath.Join(t.TempDir(), "openapi.yaml") // the generator lays the contract itself out
	source, err := os.ReadFile(top + "/infra/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(laid, source, 0o600); err != nil {
		t.Fatal(err)
	}
	made := t.TempDir()
	for _, command := range [][]string{
		{"run", "./contract", laid, made},
		{"tool", "oapi-codegen", "-config", "../../internal/api/contract/config.yaml", "-o",
			filepath.Join(made, models), "../openapi.yaml"},
	} {
		if err := os.MkdirAll(filepath.Join(made, filepath.Dir(models)), 0o750); err != nil {
			t.Fatal(err)
		}
		generator := exec.CommandContext(t.Context(), "go", command...)
		generator.Dir = top + "/infra/tools"
		if said, err := generator.CombinedOutput(); err != nil {
			t.Fatalf("a generator cannot be built or run; it needs the modules of infra/tools/go.mod: %v\n%s", err,
				said)
		}
	}
	if again, err := os.ReadFile(laid); err != nil || !bytes.Equal(again, source) {
		t.Errorf("infra/openapi.yaml is not laid out: run go generate ./... (%v)", err)
	}
	for _, file := range []string{models, "internal/api/operations.gen.go", "internal/api/limits.gen.go",
		"functions/pages/fields.gen.go"} {
		want, err := os.ReadFile(filepath.Join(made, file))
		if err != nil {
			t.Fatal(err)
		}
		have, err := os.ReadFile(filepath.Join(top, file))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, want) {
			t.Errorf("%s is not what the contract gives: run go generate ./... (first difference in line %d)", file,
				firstDifference(have, want))
		}
	}
}

func firstDifference(a, b []byte) int {
	left, right := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(left), len(right)) {
		if !bytes.Equal(left[i], right[i]) {
			return i + 1
		}
	}
	return min(len(left), len(right)) + 1
}
