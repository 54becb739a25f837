package visits

import (
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// onlyReceiver refuses an agent who is not the one receiving the visit.
func onlyReceiver(w *floor.Work, caller api.Principal, visit domain.VisitID) error {
	if caller.Role != domain.RoleAgent {
		return nil
	}
	if receiver, open := floor.ReceiverOf(w, visit); open && receiver != caller.Agent {
		return (&domain.Error{Code: "visit.not_yours"}).With("agent", string(receiver))
	}
	return nil
}

// onlyWhoReceived refuses an agent who neither receives the visit nor, once it is over, did.
func onlyWhoReceived(w *floor.Work, caller api.Principal, visit domain.VisitID, file *floor.CustomerFile) error {
	if err := onlyReceiver(w, caller, visit); err != nil || caller.Role != domain.RoleAgent {
		return err
	}
	if _, open := floor.ReceiverOf(w, visit); open || slices.ContainsFunc(file.Contacts,
		func(c register.Contact) bool { return c.Visit == visit && c.Agent == caller.Agent }) {
		return nil
	}
	return &domain.Error{Code: "visit.not_yours"}
}

// onVisit changes something of the path's visit: decide gets the visit's entry and the customer's file.
func onVisit[In, Out any](ctx context.Context, h *Handler, call api.Call[In],
	decide func(*floor.Work, journal.Entry, *floor.CustomerFile) (Out, error)) (api.Answer, error) {
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (Out, error) {
		entry, file, err := floor.VisitCustomer(w, visit)
		if err != nil {
			return *new(Out), err
		}
		return decide(w, entry, file)
	}))
}

// onOwnVisit is onVisit for an agent's own visit, and for everybody who is no agent.
func onOwnVisit[In any](ctx context.Context, h *Handler, call api.Call[In],
	decide func(*floor.Work, journal.Entry, *floor.CustomerFile) (contract.Visit, error)) (api.Answer, error) {
	return onVisit(ctx, h, call,
		func(w *floor.Work, entry journal.Entry, file *floor.CustomerFile) (contract.Visit, error) {
			if err := onlyWhoReceived(w, call.Principal, entry.Visit, file); err != nil {
				return contract.Visit{}, err
			}
			return decide(w, entry, file)
		})
}

// seen gives the visit after a change, with what the change did.
func seen(w *floor.Work, entry journal.Entry, file *floor.CustomerFile,
	effects ...rotation.Effect) (contract.Visit, error) {
	who, err := floor.Reveal(w, file)
	out := view.Visit{Entry: entry, File: file, Who: who, State: w.State}.Contract()
	out.Effects = view.Effects(effects)
	for _, effect := range effects {
		if effect.Kind == rotation.Transferred && effect.Visit == entry.Visit {
			out.Clause = string(effect.Clause)
		}
	}
	return out, err
}

func (h *Handler) finishVisit(ctx context.Context, call api.Call[contract.VisitFinish]) (api.Answer, error) {
	outcome := register.Outcome(call.Body.Outcome)
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Visit, error) {
		if err := onlyReceiver(w, call.Principal, visit); err != nil {
			return contract.Visit{}, err
		}
		return finish(w, visit, outcome, view.Text(call.Body.Remark))
	}))
}

// finish ends a reception with its outcome.
func finish(w *floor.Work, visit domain.VisitID, outcome register.Outcome, remark string) (contract.Visit, error) {
	entry, file, err := floor.VisitCustomer(w, visit)
	if err != nil {
		return contract.Visit{}, err
	}
	if _, open := floor.ReceiverOf(w, visit); !open {
		return contract.Visit{}, domain.Invalid("rotation.visit_not_open", "/visit")
	}
	record := journal.Entry{Customer: file.Ref, Outcome: outcome, Refers: visit}
	if remark != "" {
		if record.Sealed, err = floor.SealEntry(w, file, sealedEntry{Text: remark}); err != nil {
			return contract.Visit{}, err
		}
	}
	floor.EndVisit(w, file, visit, outcome)
	effects, err := w.Apply(rotation.Event{Kind: rotation.Finished, Visit: visit}, record)
	if err != nil {
		return contract.Visit{}, err
	}
	out, err := seen(w, entry, file, effects...)
	out.FinishedAt = view.Time(w.At)
	return out, err
}

// endAtOnce ends a reception that is registered with its outcome, when the visitor has already gone.
func (a arrival) endAtOnce(w *floor.Work, visit domain.VisitID, file *floor.CustomerFile) error {
	if a.outcome == "" {
		return nil
	}
	if _, open := floor.ReceiverOf(w, visit); !open {
		return domain.Invalid("visit.outcome_while_waiting", "/outcome")
	}
	floor.EndVisit(w, file, visit, a.outcome)
	_, err := w.Apply(rotation.Event{Kind: rotation.Finished, Visit: visit},
		journal.Entry{Operation: "finishVisit", Customer: file.Ref, Outcome: a.outcome, Refers: visit})
	return err
}

func (h *Handler) leaveWaiting(ctx context.Context, call api.Call[contract.WaitingLeave]) (api.Answer, error) {
	return onVisit(ctx, h, call, func(w *floor.Work, entry journal.Entry,
		file *floor.CustomerFile) (contract.Visit, error) {
		_, err := w.Apply(rotation.Event{Kind: rotation.WaitingLeft, Visit: entry.Visit},
			journal.Entry{Customer: file.Ref,
				Refers: entry.Visit})
		if err != nil {
			return contract.Visit{}, err
		}
		floor.EndVisit(w, file, entry.Visit, register.WentAway)
		return seen(w, entry, file)
	})
}

// chooseOnTurn keeps what an agent with an old customer does should the own turn for a new one come (RC.5).
func (h *Handler) chooseOnTurn(ctx context.Context, call api.Call[contract.TurnChoiceMade]) (api.Answer, error) {
	event := rotation.Event{Kind: rotation.TurnChosen, Visit: domain.VisitID(call.Path("visit")),
		Choice: rotation.TakesOld}
	if call.Body.TakeNew {
		event.Choice = rotation.TakesNew
	}
	return onOwnVisit(ctx, h, call, func(w *floor.Work, entry journal.Entry,
		file *floor.CustomerFile) (contract.Visit, error) {
		effects, err := w.Apply(event, journal.Entry{Customer: file.Ref, Refers: entry.Visit})
		if err != nil {
			return contract.Visit{}, err
		}
		out, err := seen(w, entry, file, effects...)
		out.Clause = string(w.Policy.Rules.Rotation.OldCustomerOnTurn)
		return out, err
	})
}

func (h *Handler) handOver(ctx context.Context, call api.Call[contract.HandOver]) (api.Answer, error) {
	return onOwnVisit(ctx, h, call, func(w *floor.Work, entry journal.Entry,
		file *floor.CustomerFile) (contract.Visit, error) {
		to := domain.AgentID(call.Body.To)
		if _, ok := w.Site.Agent(to); !ok {
			return contract.Visit{}, domain.Invalid("agent.unknown", "/to")
		}
		record := journal.Entry{Customer: file.Ref, Refers: entry.Visit}
		if remark := view.Text(call.Body.Remark); remark != "" {
			var err error
			if record.Sealed, err = floor.SealEntry(w, file, sealedEntry{Text: remark}); err != nil {
				return contract.Visit{}, err
			}
		}
		effects, err := w.Apply(rotation.Event{Kind: rotation.HandedOver, Visit: entry.Visit, Agent: to}, record)
		if err != nil {
			return contract.Visit{}, err
		}
		out, err := seen(w, entry, file, effects...)
		out.HandsOverTo = string(to)
		return out, err
	})
}
