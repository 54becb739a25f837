package view

import (
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/settlement"
)

// Deal gives a deal with the credit in force, in basis points and in fen.
func Deal(d *deal.Deal) contract.Deal {
	shares, clause := d.Shares()
	out := contract.Deal{Deal: string(d.ID), Customer: string(d.Customer), ClosedBy: string(d.ClosedBy),
		Stage: contract.DealStage(d.Stage), Status: contract.DealStatus(d.Status), CommissionFen: int64(d.Commission),
		Contract: d.Contract, Unit: d.Unit, Phase: contract.DealPhase(d.Phase()), PriceFen: int64(d.Price),
		Buyer: string(d.Buyer), Waits: d.Waits, Asked: d.Asked, Shares: []contract.DealShare{}, Clause: string(clause),
		Considered: Considered(d.Ruling.Considered), TurnedDown: TurnedDown(d.Ruling.TurnedDown),
		Evidence:   Visits(d.Ruling.Evidence),
		RecordedAt: d.RecordedAt.UTC(), SignedAt: Time(d.SignedAt), DueAt: Time(d.DueAt),
		SettledOn:    string(d.SettledOn),
		CancelReason: d.CancelReason, CustomerChose: string(d.CustomerChose), PolicyVersion: d.Ruling.PolicyVersion,
		Decision: string(d.Decision)}
	if out.Clause == "" {
		out.Clause = string(d.Ruling.Clause)
	}
	weights := make([]int, len(shares))
	for i, s := range shares {
		weights[i] = s.BasisPoints
	}
	amounts, err := money.Allocate(d.Commission, weights)
	for i, s := range shares {
		share := contract.DealShare{Party: string(s.Party), BasisPoints: s.BasisPoints, Percent: percent(s.BasisPoints)}
		if err == nil {
			share.AmountFen = int64(amounts[i])
		}
		out.Shares = append(out.Shares, share)
	}
	for _, x := range d.Disputes {
		out.Disputes = append(out.Disputes,
			contract.DealDispute{Dispute: string(x.Dispute), By: string(x.By), At: x.At.UTC(), Open: x.Open})
	}
	for _, r := range d.Personal {
		out.Rulings = append(out.Rulings, ruling(r))
	}
	for _, c := range d.Claims {
		out.Claims = append(out.Claims, contract.DealClaim{Number: c.Number, Agent: string(c.Verdict.Agent),
			Ground: contract.ClaimGround(c.Verdict.Ground),
			Status: claimStatus(c), Clause: string(c.Verdict.Clause), Reason: c.Verdict.Reason,
			At: c.Verdict.AsOf.UTC(), Decision: string(c.Decision)})
	}
	return out
}

// DealExists gives of a deal only that there is one, for agents who have no part in it.
func DealExists(d *deal.Deal) contract.Deal {
	return contract.Deal{Deal: string(d.ID), ClosedBy: string(d.ClosedBy), Stage: contract.DealStage(d.Stage),
		Status: contract.DealStatus(d.Status), Phase: contract.DealPhase(d.Phase()), Unit: d.Unit,
		RecordedAt: d.RecordedAt.UTC(), SignedAt: Time(d.SignedAt), DueAt: Time(d.DueAt), Hidden: true,
		Shares: []contract.DealShare{}, Decision: string(d.Decision),
		Considered: []contract.Considered{}, TurnedDown: []contract.TurnedDown{}, Evidence: []contract.VisitID{},
		PolicyVersion: d.Ruling.PolicyVersion}
}

// percent writes basis points as an exact percentage: 7000 is "70", 3333 is "33.33".
func percent(basisPoints int) string {
	text := fmt.Sprintf("%d.%02d", basisPoints/100, basisPoints%100)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// Line gives one line of a statement.
func Line(l settlement.Line) contract.StatementLine {
	return contract.StatementLine{Line: string(l.ID), Kind: string(l.Kind), AmountFen: int64(l.Amount),
		Subject: l.Subject,
		Clause:  string(l.Clause), Reason: l.Reason, ShareBasisPoints: l.BasisPoints, SettledOn: string(l.SettledOn),
		MirrorOf: string(l.MirrorOf), PolicyVersion: l.PolicyVersion}
}
