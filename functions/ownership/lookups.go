package ownership

import (
	"context"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// listLookups lists who looked up which customer on a day, oldest first (GR.8, CM.2.5, LS.3.1). Asked for one account,
// a page holds that account's rows of the part of the day that it covers.
func (h *Handler) listLookups(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	day, err := h.dayOf(ctx, call)
	if err != nil {
		return api.Answer{}, err
	}
	account := call.Query.Text("account")
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Records,
		Partition: store.LookupsPartition(call.Site, day)},
		func(row floor.LoggedLookup) (contract.Lookup, bool) {
			return contract.Lookup{At: row.At.UTC(), Account: row.Account, Role: string(row.Role),
					Operation: row.Operation,
					Customer:  string(row.Customer), Found: contract.LookupFound(row.Found)}, account == "" ||
					row.Account == account
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.LookupList{Items: shown, NextCursor: cursor})
}

// dayOf gives the day that a request names, today if none.
func (h *Handler) dayOf(ctx context.Context, call api.Call[api.None]) (domain.Day, error) {
	day, err := call.Query.Day("day")
	if err != nil || day != "" {
		return day, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return "", err
	}
	return look.Day, nil
}

// listLookupAlarms lists the accounts that looked up too many numbers, the latest first.
func (h *Handler) listLookupAlarms(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.LookupAlarmsPartition(call.Site), Descending: true},
		func(alarm floor.LookupAlarm) (contract.LookupAlarm, bool) {
			return alarmView(alarm, call.At.Before(alarm.Until)), true
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.LookupAlarmList{Items: shown, NextCursor: cursor})
}

func alarmView(a floor.LookupAlarm, stillClosed bool) contract.LookupAlarm {
	out := contract.LookupAlarm{Alarm: a.ID, Account: a.Account, Role: string(a.Role),
		Kind: contract.LookupAlarmKind(a.Kind), Numbers: a.Numbers,
		At: a.At.UTC(), Until: a.Until.UTC(), Status: contract.LookupAlarmStatusOver,
		ReleasedAt: view.Time(a.ReleasedAt), ReleasedBy: a.ReleasedBy, Reason: a.Reason}
	switch {
	case !a.ReleasedAt.IsZero():
		out.Status = contract.LookupAlarmStatusReleased
	case stillClosed:
		out.Status = contract.LookupAlarmStatusClosed
	}
	return out
}

// releaseLookups lets an account look up again before its window has passed. Nobody releases their own account. Errors:
// lookup.alarm_unknown, lookup.alarm_own, lookup.alarm_over.
func (h *Handler) releaseLookups(ctx context.Context, call api.Call[contract.LookupRelease]) (api.Answer, error) {
	id := call.Path("alarm")
	reason := strings.TrimSpace(call.Body.Reason)
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, store.LookupAlarmKey(call.Site, id)),
		func(w *floor.Work) (*contract.LookupAlarm, error) {
			alarm, err := floor.LoadLookupAlarm(w, id)
			switch {
			case err != nil:
				return nil, err
			case alarm.Account == call.Principal.Subject:
				return nil, domain.Refuse("lookup.alarm_own", "GR.8")
			case !alarm.ReleasedAt.IsZero() || !w.At.Before(alarm.Until):
				return nil, &domain.Error{Code: "lookup.alarm_over"}
			}
			if err := floor.ReleaseLookups(w, alarm.Account); err != nil {
				return nil, err
			}
			alarm.ReleasedAt, alarm.ReleasedBy, alarm.Reason = w.At, call.Principal.Subject, reason
			if err := floor.SaveLookupAlarm(w, alarm); err != nil {
				return nil, err
			}
			shown := alarmView(alarm, false)
			return &shown, w.Record(journal.Entry{Note: "lookups_released:" + id})
		}))
}
