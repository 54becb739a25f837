package view

import (
	"maps"
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
)

// Report gives a conduct report with its finding.
func Report(r conduct.Report) contract.ConductReport {
	out := contract.ConductReport{ID: string(r.ID), Agent: string(r.Agent), Breach: r.Breach, Clause: string(r.Clause),
		Status: contract.ConductStatus(r.Status), Statement: r.Statement, ReportedAt: r.ReportedAt.UTC(),
		ReportedBy: r.ReportedBy,
		Subject:    r.Subject, Deal: string(r.Deal), Visit: string(r.Visit), Decision: string(r.Decision),
		Dismissal: dismissal(r)}
	if v := r.Verification; v != nil {
		out.Gravity, out.VerifiedAt, out.VerifiedBy = contract.Gravity(v.Gravity), Time(v.At), v.By
	}
	if c := r.Consequences; c != nil {
		out.Count, out.Proposes = c.Count, string(c.Proposes)
		out.Points, out.Warning = c.Points, c.Warning
		if c.Confiscated != nil {
			out.ConfiscatedBasisPoints = c.Confiscated.BasisPoints
		}
		if c.Fine != nil {
			out.FineFen, out.CommissionBasisPoints = int64(c.Fine.Fen), c.Fine.CommissionBasisPoints
		}
	}
	return out
}

// dismissal tells where the proposal of dismissal stands; nil without one.
func dismissal(r conduct.Report) *contract.Dismissal {
	if r.OpenProposal() {
		return &contract.Dismissal{Status: "open"}
	}
	d := r.Dismissal
	if d == nil {
		return nil
	}
	return &contract.Dismissal{Status: contract.DismissalStatus(d.Answer), By: d.By, Reason: d.Reason, At: Time(d.At),
		Decision: string(d.Decision)}
}

// Commendation gives a commendation.
func Commendation(c conduct.Commendation) contract.Commendation {
	return contract.Commendation{ID: string(c.ID), Agent: string(c.Agent), Kind: c.Kind, Clause: string(c.Clause),
		Statement: c.Statement,
		By:        c.By, At: c.At.UTC(), Points: c.Points, Count: c.Count, Deal: string(c.Deal), Visit: string(c.Visit)}
}

// ConductSummary gives what is counted for an agent in a period; what is open is the caller's to add.
func ConductSummary(agent domain.AgentID, period conduct.Period, t conduct.Tally) contract.ConductSummary {
	return contract.ConductSummary{Agent: string(agent), Period: string(period), Breaches: clauseCounts(t.Breaches),
		Commendations: clauseCounts(t.Commendations), PointsDeducted: t.Deducted, PointsCredited: t.Credited,
		Warnings:      t.Warnings,
		OpenProposals: []contract.ReportID{}, FinesPending: []contract.ReportID{}}
}

func clauseCounts(counts map[domain.Clause]int) []contract.ClauseCount {
	out := make([]contract.ClauseCount, 0, len(counts))
	for _, clause := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, contract.ClauseCount{Clause: string(clause), Count: counts[clause]})
	}
	return out
}
