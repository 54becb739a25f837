package guarantees_test

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var adversaryBreaks = flag.Bool("adversary-breaks", false,
	"take every mechanism away once, and have the adversary find it; some minutes each")

// mechanism is something that keeps one person from gaining alone: without it, the adversary gains.
type mechanism struct {
	name     string
	file     string // below the root
	from, to string // what takes it away
	run      string // which test finds it
	seed     string // from which it finds it; empty: 1
}

var mechanisms = []mechanism{
	{name: "who gains is no witness", file: "internal/domain/standing/standing.go",
		from: "if witness || speaksAgainstThemselves {", to: "if true || witness || speaksAgainstThemselves {",
		run: "TestAdversary/front-seat/agent"},
}

// TestMechanisms: each mechanism stands where the list says; with -adversary-breaks each is taken away once, by a file
// in its place for the compiler alone, and the adversary must find that it is gone:
//
//	go test ./infra/guarantees -run TestMechanisms -adversary-breaks -timeout 2h
func TestMechanisms(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mechanisms {
		t.Run(m.name, func(t *testing.T) {
			file := filepath.Join(root, m.file)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(text), m.from); n != 1 {
				t.Fatalf("%s has %q %d times", m.file, m.from, n)
			}
			if *adversaryBreaks {
				m.takeAway(t, root, file, strings.Replace(string(text), m.from, m.to, 1))
			}
		})
	}
}

var found = regexp.MustCompile(`(?m)^.*seed \d+: .*$`)

// takeAway runs the adversary over the product without the mechanism.
func (m mechanism) takeAway(t *testing.T, root, file, without string) {
	t.Helper()
	changed, overlay := filepath.Join(t.TempDir(), "changed.go"), filepath.Join(t.TempDir(), "overlay.json")
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{file: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string]string{changed: without, overlay: string(list)} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seed := m.seed
	if seed == "" {
		seed = "1"
	}
	command := exec.CommandContext(t.Context(), "go", "test", "-overlay", overlay, "./infra/guarantees", "-count", "1",
		"-run", m.run, "-timeout", "30m", "-adversary-steps", "1000", "-adversary-seed", seed, "-adversary-shrink", "0s")
	command.Dir = root
	said, err := command.CombinedOutput()
	told := found.FindString(string(said))
	if err == nil || told == "" {
		t.Fatalf("without it nothing is found: %v\n%s", err, said)
	}
	t.Logf("found: %s", strings.TrimSpace(told))
}
