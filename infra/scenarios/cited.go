package scenarios

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// clauseID matches a whole clause id: SS.4.2.1.a is no citation of SS.4.2.1, nor GP.1 one in GP.13.
var clauseID = regexp.MustCompile(`^[A-Z]{2}(?:\.[0-9]+(?:-[0-9]+)?)+(?:\.[a-z])?$`)

// heading is a step's line in the transcript: when, what, and the clauses that it states.
func heading(step Step, action string) string {
	line := fmt.Sprintf("# %v %s", step["at"], action)
	if cited := Cited(step); len(cited) > 0 {
		line += " [" + strings.Join(cited, " ") + "]"
	}
	return line
}

// Cited gives the clauses that a step states as its outcome, each once.
func Cited(step Step) []string {
	var out []string
	for _, text := range leaves(map[string]any(step)) {
		if clauseID.MatchString(text) {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TranscriptName gives the file of a scenario's transcript.
func TranscriptName(scenario string) string {
	return strings.NewReplacer(" ", "-", ",", "", "'", "", ":", "", "/", "-").Replace(scenario) + ".txt"
}
