package contract

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// What is compiled is what the contract says: models.gen.go is the generator's work on
// infra/openapi.yaml, to the byte.
func TestModelsAreWhatTheGeneratorMakesOfTheContract(t *testing.T) {
	config, err := os.ReadFile("config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	made := filepath.Join(t.TempDir(), "models.gen.go")
	elsewhere := regexp.MustCompile(`(?m)^output: .*$`).ReplaceAllLiteral(config, []byte("output: '"+made+"'"))
	if bytes.Equal(elsewhere, config) {
		t.Fatal("config.yaml names no output")
	}
	settings := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(settings, elsewhere, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile("../../../infra/openapi.yaml"); err != nil { // read here as well, so that a cached result does not outlive it
		t.Fatal(err)
	}
	generator := exec.CommandContext(t.Context(), "go", "tool", "oapi-codegen", "-config", settings, "infra/openapi.yaml")
	generator.Dir = "../../.."
	if said, err := generator.CombinedOutput(); err != nil {
		t.Fatalf("the generator cannot be built or run; it needs the modules of go.mod's tool line (go mod download): %v\n%s", err, said)
	}
	want, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("models.gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Errorf("models.gen.go is not what the contract gives: run go generate ./internal/api/contract (first difference in line %d)", firstDifference(have, want))
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
