package attribution

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// inform lists the colleagues whom the visitor's answers concern and who are told: the referrer's agent
// (PC.6.b) and, where the policy has questions at the door, the agents of the family, of the person viewed
// for and of a collision, and those who know the visitor (RC.2, QC.3.a, GP.3).
func (q *question) inform(decided Reception) []domain.AgentID {
	var out []domain.AgentID
	add := func(agents ...domain.AgentID) {
		for _, agent := range agents {
			if agent != "" && agent != decided.Prefer && q.mayReceive(agent) && !slices.Contains(out, agent) {
				out = append(out, agent)
			}
		}
	}
	asks := q.rules.Reception.ConflictQuestion != ""
	if asks || q.rules.Reception.Clause(policy.ReferralTraced) != "" {
		add(ownerOf(q.Referrer))
	}
	if !asks {
		return out
	}
	add(ownerOf(q.Family), ownerOf(q.Principal))
	if decided.Collision {
		add(ownerOf(q.Visitor), q.Answers.Names)
	}
	add(q.Answers.KnownTo...)
	return out
}

func ownerOf(c *register.Customer) domain.AgentID {
	owner, _ := c.Owner()
	return owner.Owner
}
