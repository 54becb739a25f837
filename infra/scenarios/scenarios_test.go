package scenarios_test

import (
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/infra/scenarios"
	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/api/contracttest"
)

var (
	update = flag.Bool("update", false, "write testdata/operations.txt anew")
	extra  = flag.String("scenarios", "", "a further file of scenarios to play")
)

// policies are the presets that the product serves.
var policies = map[string]bool{"self-sale": true, "group-rotation": true, "leasing-hall": true, "points": true,
	"front-seat": true, "first-contact": true}

// TestScenarios plays every scenario through the public API, each on a product of its own. A scenario of a
// policy that the product does not serve fails by that name: a file is never said to have been played when
// part of it was left out.
func TestScenarios(t *testing.T) {
	files, own := files(t)
	seen := map[string]string{}
	calls := account{}
	for _, file := range files {
		list, err := scenarios.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			t.Errorf("%s holds no scenarios", file)
		}
		for _, s := range list {
			if before := seen[s.Name]; before != "" && file != own {
				t.Errorf("%q stands in %s and in %s", s.Name, before, file)
			}
			seen[s.Name] = file
			one := &played{}
			if strings.HasPrefix(file, "testdata/") {
				calls = append(calls, one)
			}
			t.Run(s.Name, func(t *testing.T) {
				t.Parallel()
				if !policies[s.Policy] {
					t.Fatalf("not served: policy %q", s.Policy)
				}
				one.stated, one.done = play(t, s), true
			})
		}
	}
	t.Cleanup(func() { calls.compare(t) })
}

// files lists the files of scenarios, and the one that was named on the command line.
func files(t *testing.T) (all []string, own string) {
	t.Helper()
	for _, folder := range []string{"testdata", "../standalone/demo"} {
		found, err := filepath.Glob(folder + "/*.yaml")
		if err != nil || len(found) == 0 {
			t.Fatalf("no scenarios in %s: %v", folder, err)
		}
		all = append(all, found...)
	}
	if *extra != "" {
		var err error
		if own, err = located(*extra); err != nil {
			t.Fatal(err)
		}
		all = append(all, own)
	}
	return all, own
}

// located finds a file named on the command line. Tests run in the folder of their package, so a
// relative path is tried there and in every folder above it.
func located(path string) (string, error) {
	if filepath.IsAbs(path) {
		return path, nil
	}
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, path)); err == nil {
			return filepath.Join(folder, path), nil
		}
		if filepath.Dir(folder) == folder {
			return "", fmt.Errorf("no file %s here or in a folder above", path)
		}
		folder = filepath.Dir(folder)
	}
}

// open runs a product of its own for one scenario and gives its address.
func open(t *testing.T) string {
	t.Helper()
	product, err := server.Open(server.Config{Data: t.TempDir(), Origin: "http://localhost:8080", Simulated: true,
		Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewServer(product)
	t.Cleanup(func() {
		listener.Close()
		if err := product.Close(); err != nil {
			t.Error(err)
		}
	})
	return listener.URL
}

// play plays a scenario, decides all of it again, and tries the version in force over its days. It gives the
// clauses that were stated, each with an operation called for it, in the order of the calls.
func play(t *testing.T, s scenarios.Scenario) (stated []string) {
	t.Helper()
	player := &scenarios.Player{Base: open(t),
		Client: &http.Client{Transport: contracttest.New(t, http.DefaultTransport)},
		Seen: func(call scenarios.Call) {
			operation := operationOf(call)
			for _, clause := range append(scenarios.Cited(call.Step), s.Clauses...) {
				if pair := clause + " " + operation; operation != "" && !slices.Contains(stated, pair) {
					stated = append(stated, pair)
				}
			}
		}}
	if err := player.Play(s); err != nil {
		t.Error(err)
	}
	player.Seen = nil
	if replayed, err := player.Replay(); err != nil || replayed == 0 {
		t.Errorf("%d entries replayed: %v", replayed, err)
	}
	if err := player.TryInForce(); err != nil {
		t.Error(err)
	}
	return stated
}
