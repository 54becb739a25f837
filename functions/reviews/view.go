package reviews

import (
	"maps"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/whatif"
	"github.com/lunxu/lunxu/internal/jobs"
)

func jobView(j *jobs.Job) contract.Job {
	done, total := j.Days()
	out := contract.Job{Job: j.ID, Status: contract.JobStatus(j.Status), By: j.By, CreatedAt: j.CreatedAt.UTC(),
		From: string(j.From), To: string(j.To),
		Progress: contract.JobProgress{DaysDone: done, DaysTotal: total, Entries: j.Entries},
		Failure:  string(j.Failure)}
	if j.Failure != "" {
		out.FailureZh, out.FailureEn = api.Texts(&domain.Error{Code: j.Failure})
	}
	if j.Kind == jobs.WhatIf {
		preset := contract.Preset(j.Preset)
		out.Preset = &preset
	}
	if j.Version > 0 {
		out.Version = &j.Version
	}
	return out
}

func replayView(r jobs.Replayed) *contract.BulkReplayResult {
	out := &contract.BulkReplayResult{Kinds: []contract.ReplayedKind{}, Different: r.Different,
		Differences: []contract.ReplayDifference{}}
	for _, kind := range slices.Sorted(maps.Keys(r.Kinds)) {
		out.Kinds = append(out.Kinds, contract.ReplayedKind{Kind: contract.ReplayKind(kind),
			Entries: r.Kinds[kind].Entries, Identical: r.Kinds[kind].Identical})
	}
	for _, d := range r.Differences {
		out.Differences = append(out.Differences,
			contract.ReplayDifference{Decision: string(d.Decision), Kind: contract.ReplayKind(d.Kind),
				Operation: d.Operation, StoredHash: d.Stored, RecomputedHash: d.Recomputed})
	}
	return out
}

func whatIfView(r whatif.Result) *contract.WhatIfResult {
	out := &contract.WhatIfResult{Visits: r.Visits, VisitsMoved: r.Moved, UnservedBefore: r.UnservedBefore,
		UnservedAfter: r.UnservedAfter,
		OwnersChanged: r.OwnersChanged, Deals: r.Deals, DealsChanged: r.DealsChanged, NotesDue: r.NotesDue,
		Unconfirmed: r.Unconfirmed,
		Owners:      []contract.OwnerChanged{}, Agents: []contract.AgentTurns{},
		Total:        contract.TurnsChange{Before: turnsView(r.Total.Before), After: turnsView(r.Total.After)},
		ChangedDeals: []contract.DealChanged{},
		Parties:      []contract.PartyCredit{}, Refusals: []contract.WhatIfRefusal{}}
	for _, o := range r.Owners {
		out.Owners = append(out.Owners, contract.OwnerChanged{Visit: string(o.Visit), Day: string(o.Day),
			Customer: string(o.Customer), Before: string(o.Before),
			After: string(o.After), BeforeClause: string(o.BeforeClause), AfterClause: string(o.AfterClause)})
	}
	for _, a := range r.Agents {
		out.Agents = append(out.Agents, contract.AgentTurns{Agent: string(a.Agent), Before: turnsView(a.Before),
			After: turnsView(a.After)})
	}
	for _, d := range r.ChangedDeals {
		out.ChangedDeals = append(out.ChangedDeals,
			contract.DealChanged{Deal: string(d.Deal), CommissionFen: int64(d.Commission),
				Before: verdictView(d, d.Before), After: verdictView(d, d.After)})
	}
	for _, p := range r.Parties {
		out.Parties = append(out.Parties,
			contract.PartyCredit{Party: string(p.Party), BeforeFen: int64(p.Before), AfterFen: int64(p.After)})
	}
	for _, x := range r.Refusals {
		out.Refusals = append(out.Refusals,
			contract.WhatIfRefusal{Event: string(x.Event), Code: x.Code, Count: x.Count})
	}
	return out
}

func turnsView(t whatif.Turns) contract.TurnCounts {
	return contract.TurnCounts{Received: t.Received, Used: t.Used, Kept: t.Kept, MakeUpGranted: t.MakeUpGranted,
		MakeUpSpent: t.MakeUpSpent,
		PassedOver:  t.PassedOver, Skipped: t.Skipped, Forfeited: t.Forfeited}
}

func verdictView(d whatif.DealChanged, v whatif.Verdict) contract.CreditVerdict {
	out := contract.CreditVerdict{Clause: string(v.Clause), Waits: len(v.Shares) == 0, Shares: []contract.CreditPart{}}
	for _, part := range v.Amounts(d.Commission) {
		out.Shares = append(out.Shares, contract.CreditPart{Party: string(part.Party), BasisPoints: part.BasisPoints,
			AmountFen: int64(part.Amount)})
	}
	return out
}
