package server

import (
	"context"

	"github.com/lunxu/lunxu/functions/pages"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
)

// siteRoles are the people of every site besides its agents.
var siteRoles = []domain.Role{domain.RoleScreen, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager,
	domain.RoleFinance}

// people lists as whom one may sign in on one box: the people of each site, by site, then those above the sites.
func (s *Server) people(ctx context.Context) ([]pages.Person, error) {
	all, err := s.Sites(ctx)
	if err != nil {
		return nil, err
	}
	var out []pages.Person
	for _, id := range all {
		look, err := s.Floor.Look(ctx, id, s.Clock.Now())
		if floor.Unreadable(err) {
			s.logger.ErrorContext(ctx, "site does not read: nobody of it can sign in", "site", id, "error", err)
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, peopleOf(look.Site)...)
	}
	for _, role := range []domain.Role{domain.RoleMarketingCentre, domain.RoleAuditor} {
		out = append(out, person("集团 Group", "", role, ""))
	}
	return out, nil
}

func peopleOf(s *site.Site) []pages.Person {
	var out []pages.Person
	for _, role := range siteRoles {
		out = append(out, person(s.Name, s.ID, role, ""))
	}
	for _, agent := range s.Agents {
		if agent.Employment == site.Employed {
			one := person(s.Name, s.ID, domain.RoleAgent, agent.ID)
			one.Name = agent.Name
			out = append(out, one)
		}
	}
	return out
}

// person makes the same subject as POST /dev/tokens does for the same claims.
func person(group string, site domain.SiteID, role domain.Role, agent domain.AgentID) pages.Person {
	subject := string(role) + ":" + string(site) + ":" + string(agent)
	claims := map[string]string{"sub": subject, "role": string(role)}
	if site != "" {
		claims["site"] = string(site)
	}
	if agent != "" {
		claims["agent"] = string(agent)
	}
	return pages.Person{ID: subject, Role: role, Group: group, Claims: claims}
}
