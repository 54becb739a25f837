package demo

import (
	"context"
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// closeDeal registers a signed deal with its commission; closer "" is whoever received the buyer last.
func closeDeal(who, closer string, commissionFen int64) action {
	return func(ctx context.Context, s *stage) (string, error) {
		if closer == "" {
			closer = string(s.visits[who].Receives)
		}
		body := contract.NewDeal{Phone: s.phone(who), ClosedBy: contract.AgentID(closer), CommissionFen: commissionFen,
			Stage: new(contract.DealStage("signed"))}
		var deal contract.Deal
		if err := s.post(ctx, s.as("site_manager"), s.path("/deals"), body, &deal); err != nil {
			return "", err
		}
		s.deals[who] = deal
		return fmt.Sprintf("%s 成交 / deal closed by %s: %s", who, s.agentName(closer), s.credit(deal)), nil
	}
}

// onDealOf posts to the deal of a buyer and keeps the answer.
func (s *stage) onDealOf(ctx context.Context, as identity, who, rest string, body any) error {
	var deal contract.Deal
	if err := s.post(ctx, as, s.onDeal(who, rest), body, &deal); err != nil {
		return fmt.Errorf("%s: %w", who, err)
	}
	s.deals[who] = deal
	return nil
}

// cancel takes a deal back.
func cancel(who string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		err := s.onDealOf(ctx, s.as("site_manager"), who, "/cancellation", contract.Cancellation{Reason: "客户退房"})
		return who + " 退房，撤销成交 / deal cancelled", err
	}
}

// dispute opens an objection to the credit of a deal.
func dispute(who, by, statement string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		err := s.onDealOf(ctx, s.agent(by), who, "/disputes", contract.NewDispute{Statement: statement})
		return fmt.Sprintf("%s 对 %s 的归属提出异议 / dispute opened: %s", s.agentName(by), who, s.credit(s.deals[who])), err
	}
}

// share is a part of a ruling, in percent.
type share struct {
	party   string
	percent int
}

// rule has a person decide the credit of a deal.
func rule(who, reason string, shares ...share) action {
	return func(ctx context.Context, s *stage) (string, error) {
		body := contract.NewRuling{Reason: reason}
		for _, part := range shares {
			body.Shares = append(body.Shares, contract.RulingShare{Party: contract.Party(part.party), BasisPoints: contract.BasisPoints(part.percent * 100)})
		}
		err := s.onDealOf(ctx, s.plan.rules, who, "/rulings", body)
		return fmt.Sprintf("%s 裁决 / ruled by a person: %s", who, s.credit(s.deals[who])), err
	}
}

// fine reports a breach and has it verified as an ordinary one.
func fine(agent, breach, statement string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		named := contract.AgentID(agent)
		body := contract.NewConductReport{Agent: &named, Breach: breach, Statement: statement,
			Verified: new(contract.Gravity("ordinary"))}
		var report contract.ConductReport
		if err := s.post(ctx, s.as("site_manager"), s.path("/conduct-reports"), body, &report); err != nil {
			return "", err
		}
		return fmt.Sprintf("%s 违规查实，扣 / breach verified, fine %s (%s)", s.agentName(agent), yuan(int64(report.FineFen)), report.Clause), nil
	}
}

// credit tells a deal's shares in one line.
func (s *stage) credit(deal contract.Deal) string {
	if len(deal.Shares) == 0 {
		return fmt.Sprintf("%s (%s)", statusText[string(deal.Status)], deal.Clause)
	}
	parts := make([]string, 0, len(deal.Shares))
	for _, part := range deal.Shares {
		parts = append(parts, fmt.Sprintf("%s %s%% %s", s.agentName(string(part.Party)), percent(int64(part.BasisPoints)), yuan(int64(part.AmountFen))))
	}
	return fmt.Sprintf("%s (%s)", strings.Join(parts, " + "), deal.Clause)
}

// statusText says where the credit of a deal stands.
var statusText = map[string]string{"waiting_for_ruling": "待裁决 / waits for a ruling", "credited": "已归属 / credited",
	"settled": "已结算 / settled", "cancelled": "已撤销 / cancelled"}

// yuan writes an amount in fen as yuan.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	return fmt.Sprintf("%s¥%d.%02d", sign, fen/100, fen%100)
}

// percent writes basis points as percent.
func percent(basisPoints int64) string {
	if basisPoints%100 == 0 {
		return fmt.Sprint(basisPoints / 100)
	}
	return fmt.Sprintf("%d.%02d", basisPoints/100, basisPoints%100)
}
