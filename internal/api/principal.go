package api

import (
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// Principal is who calls, from the verified claims of a token.
type Principal struct {
	Subject string
	Role    domain.Role
	Site    domain.SiteID  // the one site of a role that is bound to a site
	Agent   domain.AgentID // of the agent role
	Region  string         // of the regional sales department
}

// PrincipalOf reads the scalar claims sub, role, site, agent and region. Error: auth.claims.
func PrincipalOf(claims map[string]string) (Principal, error) {
	p := Principal{Subject: claims["sub"], Role: domain.Role(claims["role"]), Site: domain.SiteID(claims["site"]),
		Agent: domain.AgentID(claims["agent"]), Region: claims["region"]}
	valid := p.Subject != "" && len(p.Subject) <= 128 && slices.Contains(domain.Roles(), p.Role) &&
		p.Role != domain.RoleSystem
	switch p.Role {
	case domain.RoleMarketingCentre, domain.RoleAuditor:
	case domain.RoleRegionalSales:
		valid = valid && p.Region != "" && len(p.Region) <= 64
	default:
		valid = valid && domain.ValidSite(string(p.Site))
	}
	if p.Role == domain.RoleAgent {
		valid = valid && domain.ValidID(string(p.Agent))
	}
	if !valid {
		return Principal{}, &domain.Error{Code: "auth.claims"}
	}
	return p, nil
}

type claimsKey struct{}

// WithClaims carries the verified claims of a token to the router.
func WithClaims(ctx context.Context, claims map[string]string) context.Context {
	return context.WithValue(ctx, claimsKey{}, claims)
}

func principalFrom(ctx context.Context) (Principal, error) {
	claims, ok := ctx.Value(claimsKey{}).(map[string]string)
	if !ok {
		return Principal{}, &domain.Error{Code: "auth.required"}
	}
	return PrincipalOf(claims)
}
