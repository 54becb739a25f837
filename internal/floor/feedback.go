package floor

import (
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/expedite"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/store"
)

// LoadFeedback reads the feedback on a visit; without entries there is none.
func LoadFeedback(w *Work, visit domain.VisitID) (feedback.OfVisit, error) {
	blank := feedback.OfVisit{Visit: visit}
	key, err := monthKey(store.FeedbackKey, w.Site.ID, visit)
	if err != nil {
		return blank, err
	}
	return Load(w, key, blank)
}

// SaveFeedback commits the feedback on a visit and its place in the list of what is to be passed on. What was
// given stands in the journal; this item says how to find it and where it led.
func SaveFeedback(w *Work, before, after feedback.OfVisit) error {
	key, err := monthKey(store.FeedbackKey, w.Site.ID, after.Visit)
	if err != nil {
		return err
	}
	queued := store.FeedbackToRouteKey(w.Site.ID, after.Visit)
	w.repoint(queued, needsRouting(before), queued, needsRouting(after))
	return w.Save(key, after)
}

func needsRouting(f feedback.OfVisit) bool {
	now, given := f.Current()
	return given && now.NeedsRouting()
}

// Complain files the report of a complaint about service, to be verified by a person before anything follows from
// it (GP.14.c, GP.20). What the visitor said stays sealed with the feedback.
func Complain(w *Work, visit domain.VisitID, about domain.AgentID, kind string) (conduct.ReportID, error) {
	report := conduct.Report{ID: NextReport(w), Agent: about, Breach: kind, Visit: visit, ReportedBy: w.cmd.Subject,
		ReportedAt: w.At, Status: conduct.Reported}
	breach, err := conduct.Find(w.Policy.Rules.Conduct, kind)
	if err != nil {
		return "", err
	}
	report.Clause = breach.Clause
	if err := conduct.Check(w.Policy.Rules.Conduct, report); err != nil {
		return "", err
	}
	if err := w.Record(journal.Entry{Visit: w.NextVisit(), Refers: visit, Note: kind}); err != nil {
		return "", err
	}
	return report.ID, SaveReport(w, report)
}

// FeedbackRecords reads the feedback on visits, unknown ones left out, in the order of the visits.
func FeedbackRecords(ctx context.Context, f *Floor, site domain.SiteID,
	visits []domain.VisitID) ([]feedback.OfVisit, error) {
	keys, err := monthKeys(store.FeedbackKey, site, visits)
	if err != nil {
		return nil, err
	}
	return ReadAll[feedback.OfVisit](ctx, f.store, keys)
}

// ComplaintStates tells how complaints stand, by the id of the feedback's entry.
func ComplaintStates(ctx context.Context, f *Floor, site domain.SiteID,
	entries []feedback.Entry) (map[string]feedback.Complaint, error) {
	out := map[string]feedback.Complaint{}
	complaints := slices.DeleteFunc(slices.Clone(entries), func(e feedback.Entry) bool {
		return e.Report == "" &&
			e.Handled == ""
	})
	keys := make([]store.Key, len(complaints))
	for i, e := range complaints {
		keys[i] = complaintKey(site, e)
	}
	items, err := store.GetAll(ctx, f.store, keys)
	if err != nil {
		return nil, err
	}
	for i, e := range complaints {
		if out[e.ID], err = complaintState(e, items[keys[i]]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func complaintKey(site domain.SiteID, e feedback.Entry) store.Key {
	if e.Report != "" {
		return store.ReportKey(site, string(e.Report))
	}
	return store.CaseKey(site, e.Handled)
}

func complaintState(e feedback.Entry, item store.Item) (feedback.Complaint, error) {
	if e.Report == "" {
		c, err := Decode(item, expedite.Case{})
		if c.Status() == expedite.Closed {
			return feedback.Closed, err
		}
		return feedback.Open, err
	}
	r, err := Decode(item, conduct.Report{})
	switch r.Status {
	case conduct.Verified:
		return feedback.Verified, err
	case conduct.Unfounded:
		return feedback.Rejected, err
	}
	return feedback.Open, err
}

// FeedbackOf reads what a month's visitors were asked and answered (CF.7): every reception that ended, from the
// register, and what stands of the feedback on the month's visits, whenever it was given.
func FeedbackOf(ctx context.Context, f *Floor, site domain.SiteID,
	month domain.Month) ([]feedback.Finished, []feedback.Answer, error) {
	asked, err := finishedIn(ctx, f, site, month)
	if err != nil {
		return nil, nil, err
	}
	answers, err := FeedbackAnswers(ctx, f, site, month)
	return asked, answers, err
}

// FeedbackAnswers reads what stands of the feedback on a month's visits, with how the complaints stand.
func FeedbackAnswers(ctx context.Context, f *Floor, site domain.SiteID,
	month domain.Month) ([]feedback.Answer, error) {
	entries, err := feedbackIn(ctx, f, site, month)
	if err != nil {
		return nil, err
	}
	states, err := ComplaintStates(ctx, f, site, entries)
	if err != nil {
		return nil, err
	}
	answers := make([]feedback.Answer, len(entries))
	for i, e := range entries {
		answers[i] = feedback.Answer{Given: e.Given, Complaint: states[e.ID]}
	}
	return answers, nil
}

// finishedIn gives the receptions that ended in a month, each visit once, with who received last.
func finishedIn(ctx context.Context, f *Floor, site domain.SiteID, month domain.Month) ([]feedback.Finished, error) {
	last := map[domain.VisitID]domain.AgentID{}
	var order []domain.VisitID
	for day := domain.Day(string(month) + "-01"); day.Month() == month; day = day.AddDays(1) {
		for e, err := range EntriesOf(ctx, f, site, day) {
			if err != nil {
				return nil, err
			}
			for _, effect := range e.Effects {
				if effect.Kind != rotation.Closed || effect.Agent == "" {
					continue
				}
				if _, known := last[effect.Visit]; !known {
					order = append(order, effect.Visit)
				}
				last[effect.Visit] = effect.Agent
			}
		}
	}
	out := make([]feedback.Finished, len(order))
	for i, visit := range order {
		out[i] = feedback.Finished{Visit: visit, Agent: last[visit]}
	}
	return out, nil
}

// feedbackIn gives what stands of the feedback on a month's visits.
func feedbackIn(ctx context.Context, f *Floor, site domain.SiteID, month domain.Month) ([]feedback.Entry, error) {
	var out []feedback.Entry
	query := store.Query{Table: store.Operations, Partition: store.FeedbackPartition(site, month), Limit: 200}
	err := Each(ctx, f.store, query, func(all feedback.OfVisit) {
		if now, given := all.Current(); given {
			out = append(out, now)
		}
	})
	return out, err
}

// FeedbackWords opens what a visitor said; empty of one who was erased.
func FeedbackWords(w *Work, holder *CustomerFile, id string) (string, error) {
	var words string
	key, err := placeKey(w.Site.ID, id)
	if err != nil {
		return "", err
	}
	item, found, err := w.Item(key)
	if err != nil || !found {
		return "", err
	}
	err = openPlace(w.floor, w.Site.ID, holder, item, &words)
	return words, err
}
