package scenarios_test

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/infra/scenarios"
	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/api/contracttest"
)

var (
	update = flag.Bool("update", false, "write the transcripts anew")
	extra  = flag.String("scenarios", "", "a further file of scenarios to play")
)

// policies are the presets that the product serves.
var policies = map[string]bool{"self-sale": true, "group-rotation": true, "leasing-hall": true, "points": true,
	"front-seat": true, "first-contact": true}

// TestScenarios plays every scenario through the public API, each on a product of its own, and compares
// the transcript of its calls with the one kept beside it. A scenario of a policy that the product does
// not serve fails by that name: a file is never said to have been played when part of it was left out.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	own := ""
	if *extra != "" {
		if own, err = located(*extra); err != nil {
			t.Fatal(err)
		}
		files = append(files, own)
	}
	seen := map[string]string{}
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
			t.Run(s.Name, func(t *testing.T) {
				t.Parallel()
				if !policies[s.Policy] {
					t.Fatalf("not served: policy %q", s.Policy)
				}
				transcript := play(t, s)
				if file != own {
					compare(t, s.Name, transcript)
				}
			})
		}
	}
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
		Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
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

func play(t *testing.T, s scenarios.Scenario) string {
	t.Helper()
	base := open(t)
	var transcript strings.Builder
	player := &scenarios.Player{Base: base, Client: &http.Client{Transport: contracttest.New(t, http.DefaultTransport)},
		Log: func(line string) { transcript.WriteString(line + "\n") }}
	if err := player.Play(s); err != nil {
		t.Error(err)
	}
	player.Log = nil
	if replayed, err := player.Replay(); err != nil || replayed == 0 {
		t.Errorf("%d entries replayed: %v", replayed, err)
	}
	if err := player.TryInForce(); err != nil {
		t.Error(err)
	}
	return transcript.String()
}

// compare checks the calls that a scenario maps onto against the kept transcript.
func compare(t *testing.T, name, transcript string) {
	t.Helper()
	path := filepath.Join("testdata", "transcripts", scenarios.TranscriptName(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(transcript), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != transcript {
		t.Errorf("the calls differ from %s; run with -update and read the difference", path)
	}
}
