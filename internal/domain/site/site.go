// Package site holds a sales site's (案场) own data: its groups, its roster of agents and the policy
// versions it was run under. The live order of the rotation is not here but on the floor.
package site

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// Employment is an agent's employment state.
type Employment string

const (
	Employed  Employment = "employed"
	Suspended Employment = "suspended" // may not receive for the time being
	Left      Employment = "left"      // gone; customers and credit stay recorded
)

// Group is a reception group (接待组, GP.1).
type Group struct {
	ID   domain.GroupID `json:"id"`
	Name string         `json:"name"`
}

// Agent is one sales agent (置业顾问) of the site.
type Agent struct {
	ID          domain.AgentID `json:"id"`
	Name        string         `json:"name"`
	Group       domain.GroupID `json:"group,omitempty"`
	Employment  Employment     `json:"employment"`
	MonthlyBase money.Fen      `json:"monthly_base_fen"` // basis of fines (SS.4.2.2.b)
	AddedAt     time.Time      `json:"added_at"`
	LeftAt      time.Time      `json:"left_at,omitzero"`
}

// Site is one sales site. Agents is append-only: whoever left is still named in the past.
type Site struct {
	ID        domain.SiteID `json:"id"`
	Name      string        `json:"name"`
	TimeZone  string        `json:"time_zone"` // of Zones
	Region    string        `json:"region,omitempty"`
	Groups    []Group       `json:"groups,omitempty"`
	Agents    []Agent       `json:"agents,omitempty"`
	Revision  int64         `json:"revision"` // raised by every change; the floor carries the one it was written under
	CreatedAt time.Time     `json:"created_at"`
	ChangedAt time.Time     `json:"changed_at"`
	ChangedBy string        `json:"changed_by"`
	Proposed  string        `json:"proposed,omitempty"` // the fact of a policy version that waits for a second person
	Privacy   *Privacy      `json:"privacy,omitempty"`  // nil: the defaults

	// Versions are the published policies, oldest first. They are stored apart, append-only.
	Versions []policy.Version `json:"-"`
}

// Limits keep one site inside the sizes its stored state is designed for.
const (
	MaxAgents = 120
	MaxGroups = 12
	MaxName   = 64
)

// Zone gives the site's time zone; a site is only stored with a zone of the list.
func (s *Site) Zone() *time.Location {
	zone, ok := LoadZone(s.TimeZone)
	if !ok {
		return time.UTC
	}
	return zone
}

// Day gives the business day of an instant at the site.
func (s *Site) Day(at time.Time) domain.Day { return domain.DayOf(at, s.Zone()) }

// Agent finds an agent by id.
func (s *Site) Agent(id domain.AgentID) (Agent, bool) {
	for _, a := range s.Agents {
		if a.ID == id {
			return a, true
		}
	}
	return Agent{}, false
}

// Place gives an agent's place on the roll, which never changes; -1 of somebody else.
func (s *Site) Place(id domain.AgentID) int {
	return slices.IndexFunc(s.Agents, func(a Agent) bool { return a.ID == id })
}

// AgentNamed finds the one employed agent whose whole name is the text; a partial, wrong or
// ambiguous name names nobody.
func (s *Site) AgentNamed(name string) (Agent, bool) {
	var found Agent
	count := 0
	for _, a := range s.Agents {
		if a.Name == name && a.Employment != Left {
			found, count = a, count+1
		}
	}
	return found, count == 1
}

// Employed reports whether an agent may receive visitors.
func (s *Site) Employed(id domain.AgentID) bool {
	a, ok := s.Agent(id)
	return ok && a.Employment == Employed
}

// WorksHere reports whether an agent works at the site, also while suspended.
func (s *Site) WorksHere(id domain.AgentID) bool {
	a, ok := s.Agent(id)
	return ok && a.Employment != Left
}

// Suspended reports whether an agent works at the site and does not for the time being.
func (s *Site) Suspended(id domain.AgentID) bool {
	a, ok := s.Agent(id)
	return ok && a.Employment == Suspended
}

// With gives the agents in an employment state.
func (s *Site) With(state Employment) []domain.AgentID {
	var out []domain.AgentID
	for _, a := range s.Agents {
		if a.Employment == state {
			out = append(out, a.ID)
		}
	}
	return out
}

// Left gives who has left, and when.
func (s *Site) Left() map[domain.AgentID]time.Time {
	out := map[domain.AgentID]time.Time{}
	for _, a := range s.Agents {
		if a.Employment == Left {
			out[a.ID] = a.LeftAt
		}
	}
	return out
}

// Employs changes an agent's employment state at an instant.
func (a *Agent) Employs(state Employment, at time.Time) {
	if state != a.Employment {
		a.LeftAt = time.Time{}
	}
	if state == Left && a.Employment != Left {
		a.LeftAt = at
	}
	a.Employment = state
}

// MayAct refuses an agent who does not work at the site, or not for the time being. Errors: agent.left,
// agent.suspended, agent.not_on_roster.
func (s *Site) MayAct(id domain.AgentID) error {
	switch a, known := s.Agent(id); {
	case !known:
		return &domain.Error{Code: "agent.not_on_roster"}
	case a.Employment == Left:
		return &domain.Error{Code: "agent.left"}
	case a.Employment == Suspended:
		return &domain.Error{Code: "agent.suspended"}
	}
	return nil
}

// HasGroup reports whether the site has the group.
func (s *Site) HasGroup(id domain.GroupID) bool {
	return slices.ContainsFunc(s.Groups, func(g Group) bool { return g.ID == id })
}

// Policy gives the version in force on a business day.
func (s *Site) Policy(day domain.Day) (policy.Version, error) {
	version, ok := policy.InForce(s.Versions, day)
	if !ok {
		return policy.Version{}, &domain.Error{Code: "policy.none_in_force"}
	}
	return version, nil
}

// Version gives a published version by its number.
func (s *Site) Version(number int) (policy.Version, error) {
	for _, version := range s.Versions {
		if version.Number == number {
			return version, nil
		}
	}
	return policy.Version{}, &domain.Error{Code: "policy.version_unknown"}
}

// Clone copies the site so that a change never touches a cached value.
func (s *Site) Clone() *Site {
	next := *s
	next.Groups = slices.Clone(s.Groups)
	next.Agents = slices.Clone(s.Agents)
	next.Versions = slices.Clone(s.Versions)
	return &next
}
