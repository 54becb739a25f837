package view

import (
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
)

func ruling(r deal.PersonalRuling) contract.DealRuling {
	return contract.DealRuling{Number: r.Number, Kind: string(r.Kind), Status: string(r.Status), By: r.By,
		Role: string(r.Role),
		At:   r.At.UTC(), Shares: shares(r.Shares), Reason: r.Reason, Clause: string(r.Clause),
		Dispute:  string(r.Dispute),
		Offender: string(r.Offender), SupplementaryRule: r.Supplement, OnAppeal: r.OnAppeal, ApprovedBy: r.ApprovedBy,
		ApprovedAt: Time(r.ApprovedAt)}
}

func shares(list []attribution.Share) []contract.RulingShare {
	out := make([]contract.RulingShare, 0, len(list))
	for _, s := range list {
		out = append(out, contract.RulingShare{Party: string(s.Party), BasisPoints: s.BasisPoints})
	}
	return out
}

// Claim gives a claim with its verdict; the claimant's text only where it may be read.
func Claim(d *deal.Deal, c deal.Claim, readable bool) contract.Claim {
	v := c.Verdict
	out := contract.Claim{Number: c.Number, Deal: string(d.ID), Agent: string(v.Agent),
		Ground:   contract.ClaimGround(v.Ground),
		Customer: string(c.Customer), Status: claimStatus(c), Clause: string(v.Clause),
		Reason:     v.Reason,
		Considered: Considered(v.Considered), Evidence: Visits(v.Evidence), At: v.AsOf.UTC(),
		CustomerShared: v.Shared && c.Former != "",
		Duties:         v.Duties, Dispute: string(c.Dispute), PolicyVersion: v.PolicyVersion,
		Decision: string(c.Decision)}
	if readable {
		out.Statement = c.Statement
	}
	for _, agent := range []domain.AgentID{c.Former, d.ClosedBy} {
		if v.Outcome == attribution.ClaimAccepted && !c.Dropped && agent != "" && agent != v.Agent &&
			!slices.Contains(out.Notify, string(agent)) {
			out.Notify = append(out.Notify, string(agent))
		}
	}
	out.Notify = append(out.Notify, v.Notify...)
	return out
}

func claimStatus(c deal.Claim) contract.ClaimStatus {
	switch {
	case c.Dropped:
		return contract.ClaimStatusRefused
	case c.Waits != "":
		return contract.ClaimStatusUnconfirmed
	}
	return contract.ClaimStatus(c.Verdict.Outcome)
}

// Dispute gives a dispute; a party reads only their own text.
func Dispute(d *deal.Dispute, reader api.Principal) contract.Dispute {
	out := contract.Dispute{Dispute: string(d.ID), Deal: string(d.Deal), Status: string(d.Status),
		Clause:   string(d.Clause),
		OpenedAt: d.OpenedAt.UTC(), Claimants: Texts[contract.AgentID](d.Claimants),
		Holders: Texts[contract.AgentID](d.Holders),
		GoesTo:  Texts[contract.Role](d.GoesTo), StatementDue: Time(d.StatementDue), RulingDue: Time(d.RulingDue),
		AppealUntil: Time(d.AppealUntil),
		Statements:  []contract.DisputeStatement{}, Reminders: []contract.DisputeReminder{}}
	mayRead := func(of domain.AgentID) bool { return reader.Role != domain.RoleAgent || reader.Agent == of }
	for _, s := range d.Statements {
		stated := contract.DisputeStatement{Agent: string(s.Agent), At: s.At.UTC(), Late: s.Late}
		if len(s.AgreesTo) > 0 {
			stated.AgreesTo = shares(s.AgreesTo)
		}
		if mayRead(s.Agent) {
			stated.Text = s.Text
			for _, a := range s.Annotations {
				stated.Annotations = append(stated.Annotations,
					contract.StatementAnnotation{At: a.At.UTC(), Text: a.Text})
			}
		}
		out.Statements = append(out.Statements, stated)
	}
	for _, r := range d.Reminders {
		out.Reminders = append(out.Reminders,
			contract.DisputeReminder{Of: string(r.Of), At: r.At.UTC(), Due: r.Due.UTC(), Passed: r.Passed,
				Entry: string(r.Entry)})
	}
	if a := d.Appeal; a != nil {
		out.Appeal = &contract.DisputeAppeal{By: string(a.By), At: a.At.UTC(), To: Texts[contract.Role](a.To)}
		if mayRead(a.By) {
			out.Appeal.Text = a.Text
		}
	}
	return out
}
