package scenarios

import (
	"regexp"
	"slices"
)

// clauseID matches a whole clause id: SS.4.2.1.a is no citation of SS.4.2.1, nor GP.1 one in GP.13.
var clauseID = regexp.MustCompile(`^[A-Z]{2}(?:\.[0-9]+(?:-[0-9]+)?)+(?:\.[a-z])?$`)

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
