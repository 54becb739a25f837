package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// change posts to a visitor's visit and keeps the answer.
func (s *stage) change(ctx context.Context, as identity, who, rest string, body any) (contract.Visit, error) {
	var visit contract.Visit
	if err := s.post(ctx, as, s.onVisit(who, rest), body, &visit); err != nil {
		return visit, fmt.Errorf("%s: %w", who, err)
	}
	s.visits[who] = visit
	return visit, nil
}

// finish ends a visit with what came of it. Whoever waits may be received by the agent set free.
func finish(who, outcome string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		_, err := s.change(ctx, s.as("front_desk"), who, "/finish", contract.VisitFinish{Outcome: contract.FinishOutcome(outcome)})
		if err != nil {
			return "", err
		}
		return s.servedFromWaiting(ctx)
	}
}

// servedFromWaiting tells which of the waiting visitors is received now; they are few and kept in order.
func (s *stage) servedFromWaiting(ctx context.Context) (string, error) {
	for i, who := range s.waiting {
		var visit contract.Visit
		if err := s.read(ctx, s.as("supervisor"), s.onVisit(who, ""), &visit); err != nil {
			return "", err
		}
		if visit.Waiting || visit.Receives == "" {
			continue
		}
		s.visits[who] = visit
		s.waiting = slices.Delete(s.waiting, i, i+1)
		return fmt.Sprintf("%s 等候结束 → %s / received after waiting", who, s.agentName(string(visit.Receives))), nil
	}
	return "", nil
}

// takenOver shows that the original agent, back on the floor, has taken the visitor over.
func takenOver(who string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		var visit contract.Visit
		if err := s.read(ctx, s.as("supervisor"), s.onVisit(who, ""), &visit); err != nil {
			return "", err
		}
		if visit.OnBehalfOfAgent != "" {
			return "", fmt.Errorf("%s is still with %s on behalf of %s", who, visit.Receives, visit.OnBehalfOfAgent)
		}
		s.visits[who] = visit
		return fmt.Sprintf("%s 现由 %s 接待 / taken over by the original agent", who, s.agentName(string(visit.Receives))), nil
	}
}

// reasons says why an agent is away.
var reasons = map[string]string{"private": "私事 / private errand", "business": "因公 / company business",
	"short": "短时离开 / short absence", "meal": "用餐 / meal", "signing": "陪同签约 / signing"}

// leave takes an agent off the floor; cover is "" where none is asked for, "auto", "none" or an agent.
func leave(agent, reason, cover string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		body := contract.Absence{Reason: contract.AbsenceReason(reason)}
		switch cover {
		case "":
		case "auto", "none":
			body.Cover = &contract.Cover{Arranged: new(contract.CoverArrangement(cover))}
		default:
			body.Cover = &contract.Cover{Agent: new(contract.AgentID(cover))}
		}
		var answer contract.LeaveAnswer
		if err := s.post(ctx, s.agent(agent), s.path("/absences"), body, &answer); err != nil {
			return "", err
		}
		line := s.agentName(agent) + " 离开：" + reasons[reason]
		if answer.CoverBy != "" {
			line += "；顶岗 / cover " + s.agentName(string(answer.CoverBy))
		}
		if answer.Conduct != nil {
			line += fmt.Sprintf("；岗位空缺，记第 %d 次 / position vacant, count %d (%s)", answer.Conduct.Count, answer.Conduct.Count, answer.Conduct.Clause)
		}
		return line, nil
	}
}

// back ends an absence.
func back(agent string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		err := s.post(ctx, s.agent(agent), s.path("/returns"), map[string]any{}, nil)
		return s.agentName(agent) + " 返回 / returned", err
	}
}

// leavePosition has whoever is at the reception position leave it; cover as in leave.
func leavePosition(reason, cover string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		var board contract.Board
		if err := s.read(ctx, s.as("supervisor"), s.path("/board"), &board); err != nil {
			return "", err
		}
		if board.Position == "" {
			return "", errors.New("nobody is at the position")
		}
		s.left = string(board.Position)
		return leave(s.left, reason, cover)(ctx, s)
	}
}

// backToPosition ends the absence that leavePosition began.
func backToPosition(ctx context.Context, s *stage) (string, error) { return back(s.left)(ctx, s) }

// handOver has the supervisor give the visitor to another agent who is free.
func handOver(who, to string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		_, err := s.change(ctx, s.as("supervisor"), who, "/hand-over", contract.HandOver{To: contract.AgentID(to)})
		return fmt.Sprintf("%s 转交 / handed over to %s", who, s.agentName(to)), err
	}
}

// identify gives the number of a visitor who came without one; known is under which name the visitor
// stands in the register.
func identify(who, known string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		v, err := s.change(ctx, s.as("front_desk"), who, "/identification", contract.Identification{Phone: s.phone(known), Name: new(known)})
		return fmt.Sprintf("%s 查明为 %s，归 %s / identified (%s)", who, known, s.agentName(string(v.Owner)), v.Clause), err
	}
}

// foundOut: the visitor turns out to be a competitor who did not say so.
func foundOut(who string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		v, err := s.change(ctx, s.as("front_desk"), who, "/found-out", contract.FoundOut{Kind: "competitor"})
		return fmt.Sprintf("%s 实为同行，未表明，计有效接待 / competitor found out, valid reception (%s)", who, v.Clause), err
	}
}

func confirmCard(who string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		v, err := s.change(ctx, s.as("site_manager"), who, "/card-confirmation", contract.CardConfirmation{Confirmed: true})
		return fmt.Sprintf("%s 名片已核，补接一次 / card confirmed, make-up turn (%s)", who, v.Clause), err
	}
}

// confirmReturn: the supervisor confirms that a referred visitor went back to the agent concerned.
func confirmReturn(who string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		v, err := s.change(ctx, s.as("supervisor"), who, "/give-back-confirmation", map[string]any{})
		return fmt.Sprintf("%s 交还已确认，补接一次 / give-back confirmed, make-up turn (%s)", who, v.Clause), err
	}
}

// note: the agent who helped tells the colleague what was said (GP.18).
func note(who, by string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		_, err := s.change(ctx, s.agent(by), who, "/hand-over-note", contract.HandOverNote{Text: "已向原接待人说明接待情况"})
		return fmt.Sprintf("%s 已说明 %s 的接待情况 / hand-over note written", s.agentName(by), who), err
	}
}

// keepBoard keeps the board as it stands, for the end: a closed day has an order for tomorrow only.
func keepBoard(ctx context.Context, s *stage) (string, error) {
	return "", s.read(ctx, s.as("supervisor"), s.path("/board"), &s.board)
}

// closeDay ends the day of the floor.
func closeDay(ctx context.Context, s *stage) (string, error) {
	var closed contract.DayClosed
	if err := s.post(ctx, s.as("site_manager"), s.path("/day-close"), map[string]any{}, &closed); err != nil {
		return "", err
	}
	s.closed = closed
	return fmt.Sprintf("收班，未结束的接待 %d / day closed, %d visits left open", len(closed.ClosedVisits), len(closed.ClosedVisits)), nil
}

// settleNight runs the night settlement, as the scheduler would.
func settleNight(ctx context.Context, s *stage) (string, error) {
	var report struct{ Settled, Deducted []string }
	if err := s.api.send(ctx, "", http.MethodPost, "/dev/night", map[string]any{"site": s.plan.id}, &report); err != nil {
		return "", err
	}
	return fmt.Sprintf("夜间结算：成交 %d，扣款 %d / night settlement: %d deals, %d deductions",
		len(report.Settled), len(report.Deducted), len(report.Settled), len(report.Deducted)), nil
}
