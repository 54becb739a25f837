package checkin

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// whom gives the agent that a call is about: agents act for themselves, management for anybody.
func whom(caller api.Principal, named *contract.AgentID) (domain.AgentID, error) {
	switch {
	case caller.Role == domain.RoleAgent && (named == nil || domain.AgentID(*named) == caller.Agent):
		return caller.Agent, nil
	case caller.Role == domain.RoleAgent:
		return "", domain.Invalid("agent.not_yourself", "/agent")
	case named == nil:
		return "", domain.Invalid("agent.missing", "/agent")
	}
	return domain.AgentID(*named), nil
}

func (h *Handler) leave(ctx context.Context, call api.Call[contract.Absence]) (api.Answer, error) {
	agent, err := whom(call.Principal, call.Body.Agent)
	if err != nil {
		return api.Answer{}, err
	}
	event := rotation.Event{Kind: rotation.Left, Agent: agent, Reason: policy.AbsenceReason(call.Body.Reason)}
	switch event.Reason {
	case policy.Private, policy.Business, policy.Short, policy.Meal, policy.Signing:
	default:
		return api.Answer{}, domain.Invalid("rotation.reason_unknown", "/reason")
	}
	if event.Cover, err = cover(call.Body.Cover); err != nil {
		return api.Answer{}, err
	}
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.LeaveAnswer, error) {
		if _, ok := w.Site.Agent(agent); !ok {
			return contract.LeaveAnswer{}, domain.Invalid("agent.unknown", "/agent")
		}
		effects, err := w.Apply(event, journal.Entry{})
		if err != nil {
			return contract.LeaveAnswer{}, err
		}
		return left(w, agent, effects)
	}))
}

// cover reads who covers the position (GP.2.b): the system arranges it, nobody does, or a named colleague.
func cover(given *contract.Cover) (string, error) {
	switch {
	case given == nil:
		return "", nil
	case given.Agent != nil && given.Arranged != nil:
		return "", domain.Invalid("cover.contradicts", "/cover")
	case given.Agent != nil:
		return *given.Agent, nil
	case given.Arranged != nil && *given.Arranged == "none":
		return "none", nil
	case given.Arranged != nil && *given.Arranged != "auto":
		return "", domain.Invalid("cover.unknown", "/cover/arranged")
	}
	return "", nil
}

// left tells what leaving did; leaving the position vacant is a breach that the system itself has seen
// (GP.2.b).
func left(w *floor.Work, agent domain.AgentID, effects []rotation.Effect) (contract.LeaveAnswer, error) {
	var out contract.LeaveAnswer
	for _, effect := range effects {
		switch effect.Kind {
		case rotation.CoverArranged:
			out.CoverBy = string(effect.Agent)
		case rotation.Vacated:
			out.PositionVacant = true
			found, err := floor.CountBreach(w, agent, policy.PositionVacant)
			if err != nil {
				return out, err
			}
			out.Conduct = &contract.ConductNotice{Agent: string(agent), Count: found.Count,
				Clause: string(found.Clause), Proposes: string(found.Proposes)}
		}
	}
	var err error
	out.Standing, err = standing(w, agent)
	out.Board = view.Board(now(w))
	return out, err
}

func (h *Handler) returnToFloor(ctx context.Context, call api.Call[contract.Return]) (api.Answer, error) {
	agent, err := whom(call.Principal, call.Body.Agent)
	if err != nil {
		return api.Answer{}, err
	}
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.ReturnAnswer, error) {
		out := contract.ReturnAnswer{TakenOver: []contract.TakenOver{}}
		if _, ok := w.Site.Agent(agent); !ok {
			return out, domain.Invalid("agent.unknown", "/agent")
		}
		effects, err := w.Apply(rotation.Event{Kind: rotation.Returned, Agent: agent}, journal.Entry{})
		if err != nil {
			return out, err
		}
		for _, effect := range effects {
			if effect.Kind == rotation.Transferred && effect.Agent == agent {
				out.TakenOver = append(out.TakenOver,
					contract.TakenOver{Visit: string(effect.Visit), From: string(effect.Other)})
			}
		}
		out.Effects = view.Effects(effects)
		out.Standing, err = standing(w, agent)
		out.Board = view.Board(now(w))
		return out, err
	}))
}
