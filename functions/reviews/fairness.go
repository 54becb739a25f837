package reviews

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/fairness"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/replay"
)

// maxFairDays bounds one report, as it bounds one verification of the register: both read a period's whole
// journal within one call.
const maxFairDays = 92

// getFairness counts from the register how ordinary visitors were shared out over a period, how long
// visitors waited (LC.3.2), and whether the difference between agents is more than chance.
func (h *Handler) getFairness(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	from, to, err := fairPeriod(call.Query, look.Day)
	if err != nil {
		return api.Answer{}, err
	}
	tally := fairness.New()
	for day := from; day <= to; day = day.AddDays(1) {
		if err := h.tallyDay(ctx, call.Site, day, tally); err != nil {
			return api.Answer{}, err
		}
	}
	out := fairnessView(look, from, to, tally)
	out.Words, err = h.words(ctx, call.Site, from, to)
	return api.Answer{Body: out}, err
}

// fairPeriod reads the period asked for: the month until today, if none is. Errors: day.malformed,
// register.period.
func fairPeriod(query api.Query, today domain.Day) (from, to domain.Day, err error) {
	if from, err = query.Day("from"); err != nil {
		return "", "", err
	}
	if to, err = query.Day("to"); err != nil {
		return "", "", err
	}
	if to == "" || to > today {
		to = today
	}
	if from == "" {
		from = domain.Day(string(to.Month()) + "-01")
	}
	if from > to || from.AddDays(maxFairDays) <= to {
		return "", "", domain.Invalid("register.period", "from")
	}
	return from, to, nil
}

// tallyDay counts one business day's events, page by page.
func (h *Handler) tallyDay(ctx context.Context, id domain.SiteID, day domain.Day, tally *fairness.Tally) error {
	for e, err := range floor.EntriesOf(ctx, h.floor, id, day) {
		if err != nil {
			return err
		}
		if replay.Applies(e.Entry) {
			tally.Add(fairness.Step{Event: *e.Event, Effects: e.Effects})
		}
	}
	return nil
}

func fairnessView(look floor.Look, from, to domain.Day, tally *fairness.Tally) contract.FairnessReport {
	agents := tally.Agents()
	balance, delay := fairness.Judge(agents), tally.Delay()
	zh, en := balance.Verdict.Text()
	out := contract.FairnessReport{From: string(from), To: string(to), Arrivals: tally.Arrivals,
		Assigned:    tally.Assigned,
		LeftWaiting: tally.Left + tally.Dropped, StillWaiting: tally.Waiting(), OrdinaryTurns: tally.Ordinary,
		Designated: tally.Designated, Returning: tally.Returning,
		WaitSeconds: contract.WaitSeconds{Average: delay.Average, Median: delay.Median, Longest: delay.Longest},
		Balance: contract.FairnessBalance{Verdict: contract.FairnessVerdict(balance.Verdict), TextZh: zh, TextEn: en,
			DegreesOfFreedom:     balance.Freedom,
			ChiSquareThousandths: balance.Thousandth, CriticalAt5: balance.At5, CriticalAt1: balance.At1},
		Agents: []contract.FairnessAgent{}}
	for _, a := range agents {
		known, _ := look.Site.Agent(a.Agent)
		row := contract.FairnessAgent{Agent: string(a.Agent), Name: known.Name, DaysPresent: a.Days,
			TurnsEntitled: a.Entitled().FloatString(2),
			TurnsReceived: a.Received, Skipped: a.Skips, Forfeited: a.Forfeits, PassedOver: a.PassedOver,
			MakeUpsGranted: a.MakeUpsGiven,
			MakeUpsSpent:   a.MakeUpsSpent, Covers: a.Covers, CourtesyReceptions: a.Courtesy, Designated: a.Designated,
			Returning: a.Returning}
		if row.PassedOver == nil {
			row.PassedOver = map[string]int{}
		}
		out.Agents = append(out.Agents, row)
	}
	return out
}
