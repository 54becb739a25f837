package awstest

import (
	"testing"
	"time"

	"github.com/lunxu/lunxu/infra/awstest/runtimeapi"
)

// TestEmulatorTellsAnswersFromFailures: what the tests below rely on.
func TestEmulatorTellsAnswersFromFailures(t *testing.T) {
	config := runtimeapi.Config{Bootstrap: buildHere(t, "infra/awstest/testdata/hello"), Name: "hello", Memory: 128,
		Timeout: 5 * time.Second}
	p, err := runtimeapi.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	for range 3 {
		result, took, err := p.Invoke(t.Context(), map[string]string{})
		if err != nil || result.Failed || string(result.Payload) != `"hello"` || took <= 0 {
			t.Fatalf("answer %q, failed %v, took %v, error %v", result.Payload, result.Failed, took, err)
		}
	}
	config.Bootstrap = "/bin/false"
	if _, err := runtimeapi.Start(t.Context(), config); err == nil {
		t.Error("a process that ends at once counts as started")
	}
}
