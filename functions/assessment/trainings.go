package assessment

import (
	"context"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/assessment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// recordTraining records a training of reception staff: topic, date, who, trainer and length, or corrects the record of
// one (CF.6).
func (h *Handler) recordTraining(ctx context.Context, call api.Call[contract.NewTraining]) (api.Answer, error) {
	next := assessment.Training{Topic: strings.TrimSpace(call.Body.Topic), Date: domain.Day(call.Body.Date),
		Trainer: strings.TrimSpace(call.Body.Trainer),
		Minutes: call.Body.Minutes, Attendees: view.Texts[domain.AgentID](call.Body.Attendees),
		RecordedBy: call.Principal.Subject, RecordedAt: call.At}
	if _, err := domain.ParseDay(call.Body.Date); err != nil {
		return api.Answer{}, domain.InField(err, "/date")
	}
	if call.Body.Others != nil {
		for _, name := range *call.Body.Others {
			next.Others = append(next.Others, strings.TrimSpace(name))
		}
	}
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.Training, error) {
		next, recorded := next, w.Day
		if err := floor.NotTheirOwn(w, "standing.own_matter", "CF.6", next.Attendees...); err != nil {
			return contract.Training{}, err
		}
		next.ID = "t" + string(w.NextVisit())
		if call.Body.Corrects != nil {
			before, err := floor.LoadTraining(w, *call.Body.Corrects)
			if err != nil {
				return contract.Training{}, err
			}
			if recorded, _, err = journal.ParseVisit(domain.VisitID(before.ID[1:])); err != nil {
				return contract.Training{}, err
			}
			next.ID, next.Corrected = before.ID, before.Corrected+1
		}
		known := func(id domain.AgentID) bool { _, ok := w.Site.Agent(id); return ok }
		if err := assessment.CheckTraining(next, recorded, known); err != nil {
			return contract.Training{}, err
		}
		return showTraining(next), floor.SaveTraining(w, next)
	}))
}

func showTraining(t assessment.Training) contract.Training {
	return contract.Training{Training: t.ID, Topic: t.Topic, Date: string(t.Date), Trainer: t.Trainer,
		Minutes:   t.Minutes,
		Attendees: view.Texts[contract.AgentID](t.Attendees), Others: view.Texts[string](t.Others),
		RecordedBy: t.RecordedBy,
		RecordedAt: t.RecordedAt.UTC(), Corrected: t.Corrected}
}

// listTrainings lists the trainings of a site, the latest recorded first; an agent sees those that they attended.
func (h *Handler) listTrainings(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.TrainingsPartition(call.Site), Descending: true},
		func(t assessment.Training) (contract.Training, bool) {
			shown, agent := showTraining(t), call.Principal.Agent
			if call.Principal.Role != domain.RoleAgent {
				return shown, true
			}
			shown.Attendees, shown.Others = []contract.AgentID{string(agent)}, []string{}
			return shown, slices.Contains(t.Attendees, agent)
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.TrainingList{Items: shown, NextCursor: cursor})
}
