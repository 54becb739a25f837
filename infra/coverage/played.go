package coverage

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/infra/scenarios"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
)

// played is what the scenarios state: which clause by which scenario, with which calls of the API.
type played struct{ scenarios, operations citations }

// playedClauses reads the scenarios and, for the calls that each step made, their kept transcripts.
func playedClauses(root string) (played, error) {
	out := played{citations{}, citations{}}
	folder := filepath.Join(root, "infra", "scenarios", "testdata")
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return out, err
	}
	slices.Sort(files)
	for _, file := range files {
		list, err := scenarios.Load(file)
		if err != nil {
			return out, err
		}
		for _, s := range list {
			transcript, err := os.ReadFile(filepath.Join(folder, "transcripts", scenarios.TranscriptName(s.Name)))
			if err != nil {
				return out, err
			}
			out.read(s, string(transcript))
		}
	}
	return out, nil
}

// read adds one scenario: each step's clauses with the calls under its heading, and the clauses that the
// scenario as a whole plays with the calls of all its steps.
func (p played) read(s scenarios.Scenario, transcript string) {
	var stated []string
	for line := range strings.Lines(transcript) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "# ") {
			stated = clauseID.FindAllString(line, -1)
			for _, id := range stated {
				p.scenarios.add(domain.Clause(id), s.Name)
			}
			continue
		}
		operation := operationOf(line)
		if operation == "" || !strings.Contains(transcript, "# ") {
			continue
		}
		for _, id := range append(slices.Clone(stated), s.Clauses...) {
			p.operations.add(domain.Clause(id), operation)
		}
	}
	for _, id := range s.Clauses {
		p.scenarios.add(domain.Clause(id), s.Name)
	}
}

// operationOf names the operation of a call "POST /v1/sites/site-1/deals {…} → 201".
func operationOf(line string) string {
	method, rest, ok := strings.Cut(line, " ")
	if !ok {
		return ""
	}
	path, _, _ := strings.Cut(rest, " ")
	path, _, _ = strings.Cut(path, "?")
	for _, operation := range api.Operations {
		if operation.Method == method && matches(operation.Path, path) {
			return operation.ID
		}
	}
	return ""
}

// matches reports whether a path has the form of a pattern with {names}.
func matches(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i, part := range want {
		if !strings.HasPrefix(part, "{") && part != got[i] {
			return false
		}
	}
	return true
}
