package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// StepError says in the scenario's words which step did not come out as it states, and what came instead.
type StepError struct {
	Scenario   string
	Number, Of int
	Step       Step
	Answer     Answer // of the step's call; without a status if none was made
	Cause      error
}

func (f *StepError) Unwrap() error { return f.Cause }

// The bounds keep a failure on one screen, whatever the answer holds.
const (
	mostFields = 16
	widest     = 110
)

func (f *StepError) Error() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: step %d of %d, %v\n", f.Scenario, f.Number, f.Of, f.Step["at"])
	if action, err := actionOf(f.Step); err == nil {
		fmt.Fprintf(&out, "  happens   %s\n", cut(action+": "+flow(f.Step[action])))
	}
	fmt.Fprintf(&out, "  but       %s", strings.ReplaceAll(f.Cause.Error(), "; want ", "\n  expected  "))
	if f.Answer.Status == 0 {
		return out.String()
	}
	fmt.Fprintf(&out, "\n  answer    %d", f.Answer.Status)
	for i, field := range slices.Sorted(maps.Keys(f.Answer.Body)) {
		if i == mostFields {
			fmt.Fprintf(&out, "\n    … and %d more fields", len(f.Answer.Body)-i)
			break
		}
		fmt.Fprintf(&out, "\n    %s", cut(field+": "+flow(f.Answer.Body[field])))
	}
	return out.String()
}

// String gives a refusal with its code and clause, or what was answered as far as it fits.
func (a Answer) String() string {
	if a.Status >= 400 {
		return strings.TrimSpace(fmt.Sprintf("%d %v %s %s", a.Status, a.Body["code"], flow(a.Body["clause"]),
			flow(a.Body["message_en"])))
	}
	return fmt.Sprintf("%d %s", a.Status, cut(flow(a.Body)))
}

// flow writes a value as a scenario would: {jia: 70, yi: 30}, [jia, yi], none.
func flow(value any) string {
	switch v := value.(type) {
	case nil:
		return "none"
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, key+": "+flow(v[key]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		parts := make([]string, 0, len(v))
		for _, item := range v {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case []string:
		return "[" + strings.Join(v, ", ") + "]"
	case map[string]int64:
		numbers := map[string]any{}
		for key, n := range v {
			numbers[key] = n
		}
		return flow(numbers)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}

// cut keeps the beginning of a long text.
func cut(text string) string {
	if letters := []rune(text); len(letters) > widest {
		return string(letters[:widest]) + "…"
	}
	return text
}
