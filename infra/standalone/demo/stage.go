package demo

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// zone is the time zone of both sites.
var zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// The two days that are played, a Saturday and a Sunday.
var (
	firstDay  = time.Date(2026, 3, 7, 0, 0, 0, 0, zone)
	secondDay = firstDay.AddDate(0, 0, 1)
)

// stage is one site during the play.
type stage struct {
	api    *caller
	plan   sitePlan
	names  map[string]string         // agent → name
	phones map[string]string         // visitor → phone number
	visits map[string]contract.Visit // visitor → the last answer about the latest visit
	deals  map[string]contract.Deal  // visitor → the last answer about the deal

	waiting  []string           // visitors who wait, in order of arrival
	left     string             // who left the reception position last
	board    contract.Board     // as it stood before the last day was closed
	closed   contract.DayClosed // the last day's close
	arrivals int
}

// sitePlan says how a site is opened.
type sitePlan struct {
	id, name, english, preset, phonePrefix string
	groups                                 []contract.GroupInput
	agents                                 []contract.NewAgent
	rules                                  identity // who rules on credit at this site
}

func newStage(api *caller, plan sitePlan) *stage {
	s := &stage{api: api, plan: plan, names: map[string]string{}, phones: map[string]string{},
		visits: map[string]contract.Visit{}, deals: map[string]contract.Deal{}}
	for _, agent := range plan.agents {
		s.names[string(agent.ID)] = agent.Name
	}
	return s
}

// as gives somebody of this site.
func (s *stage) as(role string) identity { return identity{role: role, site: s.plan.id} }
func (s *stage) agent(agent string) identity {
	return identity{role: "agent", site: s.plan.id, agent: agent}
}
func (s *stage) path(rest string) string { return "/v1/sites/" + s.plan.id + rest }
func (s *stage) onVisit(who, rest string) string {
	return s.path("/visits/" + string(s.visits[who].Visit) + rest)
}
func (s *stage) onDeal(who, rest string) string {
	return s.path("/deals/" + string(s.deals[who].Deal) + rest)
}

// post makes a write call.
func (s *stage) post(ctx context.Context, as identity, path string, body, into any) error {
	return s.api.call(ctx, as, http.MethodPost, path, body, into)
}

// read makes a read call.
func (s *stage) read(ctx context.Context, as identity, path string, into any) error {
	return s.api.call(ctx, as, http.MethodGet, path, nil, into)
}

// phone gives a visitor's number, the same at every visit.
func (s *stage) phone(who string) string {
	if s.phones[who] == "" {
		s.phones[who] = fmt.Sprintf("%s%04d", s.plan.phonePrefix, len(s.phones)+1)
	}
	return s.phones[who]
}

// agentName gives the name of an agent, or of a fund that is credited, for people to read.
func (s *stage) agentName(agent string) string {
	if agent == "@company" {
		return "公司 @company"
	}
	if name := s.names[agent]; name != "" {
		return name + " " + agent
	}
	return agent
}

// open sets the site up: the site with its groups, then its agents in table order.
func (s *stage) open(ctx context.Context) error {
	site := contract.NewSite{ID: contract.SiteID(s.plan.id), Name: s.plan.name, Preset: contract.Preset(s.plan.preset), Region: "east-china"}
	if len(s.plan.groups) > 0 {
		site.Groups = &s.plan.groups
	}
	if err := s.post(ctx, identity{role: "marketing_centre"}, "/v1/sites", site, nil); err != nil {
		return err
	}
	for _, agent := range s.plan.agents {
		if err := s.post(ctx, s.as("site_manager"), s.path("/agents"), agent, nil); err != nil {
			return err
		}
	}
	return nil
}
