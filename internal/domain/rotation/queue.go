package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// walk gives the positions in Members in the order in which turns come: the queue itself or, with
// groups, the members of the first group in order, then those of the next groups (GP.2.b).
func (s State) walk(rot policy.Rotation) []int {
	order := make([]int, 0, len(s.Members))
	if !rot.Groups {
		for i := range s.Members {
			order = append(order, i)
		}
		return order
	}
	for _, group := range s.Groups {
		for i := range s.Members {
			if s.Members[i].Group == group {
				order = append(order, i)
			}
		}
	}
	return order
}

// Order gives the agents on site in the order in which their turns come, those receiving included.
func Order(s State, rot policy.Rotation) []domain.AgentID {
	var agents []domain.AgentID
	for _, i := range s.walk(rot) {
		if s.Members[i].Presence == OnSite {
			agents = append(agents, s.Members[i].Agent)
		}
	}
	return agents
}

// AtPosition gives the agent at the reception position: the first who is on site and free (GP.1), of the
// duty staff while nobody else is there (QC.1.b).
// Empty: nobody is.
func AtPosition(s State, rot policy.Rotation) domain.AgentID {
	if i := s.firstFree(s.turns(rot)); i >= 0 {
		return s.Members[i].Agent
	}
	return ""
}

// firstFree gives the first of the positions whose member is on site and free, or -1.
func (s State) firstFree(order []int) int {
	for _, i := range order {
		if s.free(i) {
			return i
		}
	}
	return -1
}

// member gives the agent's position in Members, or -1.
func (s State) member(agent domain.AgentID) int {
	for i := range s.Members {
		if s.Members[i].Agent == agent {
			return i
		}
	}
	return -1
}

// receiving gives the position in Receptions of the agent's visitor, or -1.
func (s State) receiving(agent domain.AgentID) int {
	for i := range s.Receptions {
		if s.Receptions[i].Agent == agent {
			return i
		}
	}
	return -1
}

// reception gives the position of a visit in Receptions, or -1.
func (s State) reception(visit domain.VisitID) int {
	return slices.IndexFunc(s.Receptions, func(r Reception) bool { return r.Visit == visit })
}

func (s State) free(i int) bool {
	return s.Members[i].Presence == OnSite && s.receiving(s.Members[i].Agent) < 0
}

func (s State) freeAgent(agent domain.AgentID) bool {
	i := s.member(agent)
	return i >= 0 && s.free(i)
}

// toTail moves an agent to the end of the queue, which is also the tail of the own group, because a
// group's order is the relative order of its members.
func (f *floor) toTail(agent domain.AgentID, why Standing, clause domain.Clause) {
	f.move(agent, f.tail(), why)
	f.effect(Effect{Kind: TailTaken, Agent: agent, Clause: clause})
}

// tail gives the last place; with an order by arrival it is the last of those who have arrived (QC.1.a).
func (f *floor) tail() int {
	if f.byArrival() {
		return f.present() - 1
	}
	return len(f.Members) - 1
}

// toHead gives an agent the turn and the place at the head back.
func (f *floor) toHead(agent domain.AgentID, clause domain.Clause) {
	f.uncountTurn(agent)
	f.move(agent, 0, ReturnedToPlace)
	f.effect(Effect{Kind: PlaceKept, Agent: agent, Clause: clause})
}

func (f *floor) move(agent domain.AgentID, to int, why Standing) {
	i := f.member(agent)
	if i < 0 {
		return
	}
	m := f.Members[i]
	m.Standing, m.Since = why, f.at
	f.Members = slices.Insert(slices.Delete(f.Members, i, i+1), to, m)
}

func (f *floor) stands(agent domain.AgentID, why Standing) {
	if i := f.member(agent); i >= 0 {
		f.Members[i].Standing, f.Members[i].Since = why, f.at
	}
}

// known gives the member's position or the refusal of an agent who is not on the order table.
func (f *floor) known(agent domain.AgentID, field string) (int, *domain.Error) {
	i := f.member(agent)
	if i < 0 {
		return i, domain.Invalid("rotation.agent_unknown", field).With("agent", string(agent))
	}
	return i, nil
}

// dayIsOpen refuses what happens on the floor of a day that is not the open one.
func (f *floor) dayIsOpen() *domain.Error {
	if f.Day == "" || (f.ev.Day != "" && f.ev.Day != f.Day) {
		return domain.Invalid("rotation.day_not_open", "/d")
	}
	return nil
}
