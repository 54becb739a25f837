package guarantees_test

import (
	"bytes"
	"testing"
)

// TestFindingsAreReplayed: a finding is decided again from its facts to the same bytes, its statement stays
// outside the journal, and only who oversees the site and the agent concerned read it (SS.4.2.2.b).
func TestFindingsAreReplayed(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).prepared("findings")
		var report struct{ Decision string }
		body := map[string]any{"agent": s.agents[0], "breach": "poaching", "statement": "只留在举报里的话",
			"verified": "serious"}
		if err := s.must(s.as("site_manager"), "POST", s.path("/conduct-reports"), body).into(&report); err != nil {
			t.Fatal(err)
		}
		path := s.path("/decisions/" + report.Decision)
		if a := s.must(s.as("auditor"), "GET", path+"/replay", nil); !bytes.Contains(a.raw,
			[]byte(`"identical":true`)) {
			t.Errorf("replay: %s", a)
		}
		for _, as := range []who{s.as("auditor"), s.agent(s.agents[0])} {
			a := s.must(as, "GET", path, nil)
			if !bytes.Contains(a.raw, []byte("SS.4.2.2.b")) || bytes.Contains(a.raw, []byte("只留在")) {
				t.Errorf("%v: %s", as, a)
			}
		}
		for _, as := range []who{s.as("front_desk"), s.agent(s.agents[1])} {
			if a := s.call(as, "GET", path, nil); a.code() != "decision.unknown" {
				t.Errorf("%v: %s", as, a)
			}
		}
		if a := s.call(s.agent(s.agents[1]), "GET", s.path("/agents/"+s.agents[0]+"/conduct"),
			nil); a.code() != "agent.not_yourself" {
			t.Errorf("another agent's summary: %s", a)
		}
	})
}
