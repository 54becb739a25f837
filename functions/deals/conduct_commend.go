package deals

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// commend credits an agent for outstanding reception (GR.11-12).
func (h *Handler) commend(ctx context.Context, call api.Call[contract.NewCommendation]) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.Commendation, error) {
		given, err := praised(w, call.Principal, call.Body)
		if err != nil {
			return contract.Commendation{}, err
		}
		rules := w.Policy.Rules.Conduct
		period := conduct.PeriodOf(rules.PeriodMonths, w.Day)
		tally, err := floor.LoadTally(w, string(given.Agent), period)
		if err != nil {
			return contract.Commendation{}, err
		}
		given, after, err := conduct.Commend(rules, given, call.Principal.Agent, tally)
		if err != nil {
			return contract.Commendation{}, err
		}
		if err := w.Authorise(w.Policy.Rules.Authority.Verifies, given.Clause); err != nil {
			return contract.Commendation{}, err
		}
		if err := floor.SaveTally(w, string(given.Agent), period, after); err != nil {
			return contract.Commendation{}, err
		}
		if err := w.Save(store.CommendationKey(w.Site.ID, string(given.ID)), given); err != nil {
			return contract.Commendation{}, err
		}
		return view.Commendation(given),
			w.Record(journal.Entry{Visit: w.NextVisit(), Deal: given.Deal, Refers: given.Visit,
				Note: "commended:" + given.Kind})
	}))
}

// praised checks whom and what the commendation speaks of.
func praised(w *floor.Work, by api.Principal, body contract.NewCommendation) (conduct.Commendation, error) {
	given := conduct.Commendation{ID: conduct.CommendationID("k" + string(w.NextVisit())), Kind: body.Kind,
		Statement: view.Text(&body.Statement), By: by.Subject, Role: by.Role, At: w.At, Day: w.Day}
	var err error
	if given.Agent, err = knownAgent(w, body.Agent, "/agent"); err != nil {
		return given, err
	}
	if body.Deal != nil {
		given.Deal = domain.DealID(*body.Deal)
		if _, err := loadDeal(w, given.Deal); err != nil {
			return given, domain.InField(err, "/deal")
		}
	}
	if body.Visit == nil {
		return given, nil
	}
	given.Visit = domain.VisitID(*body.Visit)
	day, seq, err := journal.ParseVisit(given.Visit)
	if err != nil {
		return given, domain.Invalid("visit.unknown", "/visit")
	}
	_, found, err := w.Item(store.JournalKey(w.Site.ID, day, seq))
	if err == nil && !found {
		err = domain.Invalid("visit.unknown", "/visit")
	}
	return given, err
}

func (h *Handler) listCommendations(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.CommendationsPartition(call.Site), Descending: true},
		func(one conduct.Commendation) (contract.Commendation, bool) {
			return view.Commendation(one), call.Principal.Role != domain.RoleAgent || one.Agent == call.Principal.Agent
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.CommendationList{Items: shown, NextCursor: cursor})
}
