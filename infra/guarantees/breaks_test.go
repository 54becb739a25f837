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
		from: "\tif interest.Of(said) {\n", to: "\tif interest.Of(said) {\n\t\treturn Verdict{Stands: true}\n",
		run: "TestAdversary/points/agent"},
	{name: "who said it, or gains, confirms nothing", file: "internal/domain/standing/decide.go",
		from: "case SamePerson(f.Said, who):\n\t\treturn domain.Refuse(\"standing.own_word\", f.Clause)\n\tcase " +
			"f.Of(who):",
		to: "case false:", run: "TestAdversary/front-seat/site_manager"},
	{name: "what waits makes no owner", file: "internal/domain/register/types.go",
		from: "\t\tif change.Waits == \"\" {\n\t\t\treturn change,", to: "\t\tif true {\n\t\t\treturn change,",
		run: "TestAdversary/points/agent"},
	{name: "the night pays what sales control confirmed", file: "internal/domain/deal/deal.go",
		from: "d.Stage == Signed && d.Waits == \"\" &&", to: "d.Stage == Signed &&",
		run: "TestAdversary/self-sale/agent"},
	{name: "the door of employment", file: "internal/domain/site/site.go",
		from: "case a.Employment == Suspended:", to: "case false:", run: "TestAdversary/self-sale/agent"},
	{name: "a version counts from the next day", file: "functions/sites/drafts.go",
		from: "case day == today && len(s.Versions) > 0:", to: "case false:",
		run: "TestAdversary/leasing-hall/site_manager"},
	{name: "a second person loosens a control", file: "functions/sites/policies.go",
		from: "if len(seconds) == 0 {", to: "if true || len(seconds) == 0 {", run: "TestAdversary/points/site_manager"},
	{name: "nobody decides about themselves", file: "internal/floor/persons.go",
		from: "agent != \"\" && slices.Contains(about, agent)",
		to:   "agent != \"\" && false && slices.Contains(about, agent)",
		run:  "TestNobodyGainsAlone/first-contact/supervisor"},
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
		"-run", m.run, "-timeout", "30m", "-adversary-steps", "1000", "-adversary-seed", seed, "-adversary-shrink",
		"0s")
	command.Dir = root
	said, err := command.CombinedOutput()
	told := found.FindString(string(said))
	if err == nil || told == "" {
		t.Fatalf("without it nothing is found: %v\n%s", err, said)
	}
	t.Logf("found: %s", strings.TrimSpace(told))
}
