package fairness

import (
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/standing"
)

// A desk that confirms for one agent only, and many within a minute, stands out; who confirms now and then does not.
func TestPairsStandOut(t *testing.T) {
	begins := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	var facts []standing.Fact
	say := func(agent domain.AgentID, by string, status standing.Status, after time.Duration) {
		fact := standing.Fact{Status: status, Said: standing.Said{Role: domain.RoleAgent, Agent: agent},
			Interest: standing.
				Interest{Gains: []domain.AgentID{agent}}}
		if status != standing.Waiting {
			fact.ClosedBy = standing.Said{Role: domain.RoleFrontDesk, Subject: by}
			fact.ClosedAt = begins.Add(after)
		}
		facts = append(facts, fact)
	}
	for i := range 6 {
		say("jia", "desk-1", standing.Confirmed, time.Duration(i)*10*time.Second)
	}
	say("jia", "desk-1", standing.Confirmed, time.Minute)
	say("yi", "desk-2", standing.Confirmed, time.Hour)
	say("jia", "desk-2", standing.Confirmed, 2*time.Hour)
	say("yi", "desk-2", standing.Refused, 3*time.Hour)
	say("yi", "", standing.Waiting, 0)
	words := WordsOf(facts)
	if got := words.Agents; len(got) != 2 || got[0] != (Word{"jia", 8, 8, 0, 0}) || got[1] != (Word{"yi", 3, 1, 1, 1}) {
		t.Errorf("%+v", got)
	}
	if got := words.Pairs[0]; got != (Pair{"desk-1", domain.RoleFrontDesk, "jia", 7, 8750, 10000, true}) {
		t.Errorf("%+v", got)
	}
	for _, pair := range words.Pairs[1:] {
		if pair.Conspicuous {
			t.Errorf("%+v", pair)
		}
	}
	if got := words.Confirmers; got[0].MostAMinute != 6 || got[1].MostAMinute != 1 || got[1].Refused != 1 {
		t.Errorf("%+v", got)
	}
}
