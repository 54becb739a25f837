package conduct

import "testing"

func TestACommendationServesOneResult(t *testing.T) { // AS.2.4
	second, third := ServedFor("jia", "2026-Q2"), ServedFor("jia", "2026-Q3")
	for name, c := range map[string]struct {
		before, by, after Served
		refused           bool
	}{
		"not used yet":                {"", second, second, false},
		"a correction of the same":    {second, second, second, false},
		"another period":              {second, third, second, true},
		"another agent's of a period": {second, ServedFor("yi", "2026-Q2"), second, true},
	} {
		after, err := c.before.Serve(c.by, "assessment.commendation_served")
		if after != c.after || (err != nil) != c.refused {
			t.Errorf("%s: %q, %v", name, after, err)
		}
	}
	if second.Release(second) != "" || second.Release(third) != second {
		t.Error("only the assessment that it serves releases it")
	}
}
