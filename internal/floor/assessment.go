package floor

import (
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/assessment"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/store"
)

func assessmentKey(w *Work, of assessment.Record) store.Key {
	return store.AssessmentKey(w.Site.ID, string(of.Period), of.Agent)
}

// LoadAssessment reads everything said of an agent in a period; an empty record if nothing was.
func LoadAssessment(w *Work, period assessment.Period, agent domain.AgentID) (assessment.Record, error) {
	blank := assessment.Record{Agent: agent, Period: period}
	return Load(w, assessmentKey(w, blank), blank)
}

// SaveAssessment commits a changed record and its journal entry. said is what the entry holds of it: everything but the
// words, which are stored apart.
func SaveAssessment(w *Work, after assessment.Record, note string, said any) error {
	if err := w.Save(assessmentKey(w, after), after); err != nil {
		return err
	}
	return recordSaid(w, note, struct {
		Agent  domain.AgentID    `json:"agent"`
		Period assessment.Period `json:"period"`
		Said   any               `json:"said"`
	}{after.Agent, after.Period, said})
}

func recordSaid(w *Work, note string, said any) error {
	facts, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("floor: encode facts: %w", err)
	}
	return w.Record(journal.Entry{Note: note, Facts: facts})
}

// LoadTraining reads a training. Error: training.unknown.
func LoadTraining(w *Work, id string) (assessment.Training, error) {
	return Find[assessment.Training](w, store.TrainingKey(w.Site.ID, id), domain.Invalid("training.unknown",
		"/corrects"))
}

// SaveTraining commits a training, in the place of the one that it corrects, and its journal entry (CF.6). The names of
// those who are no agents are stored apart from the journal.
func SaveTraining(w *Work, after assessment.Training) error {
	if err := w.Save(store.TrainingKey(w.Site.ID, after.ID), after); err != nil {
		return err
	}
	note := "training"
	if after.Corrected > 0 {
		note = "training_corrected"
	}
	after.Others, after.Trainer = nil, ""
	return recordSaid(w, note, after)
}

// LoadCommendation reads a commendation. Error: commendation.unknown.
func LoadCommendation(w *Work, id conduct.CommendationID) (conduct.Commendation, error) {
	return Find[conduct.Commendation](w, store.CommendationKey(w.Site.ID, string(id)),
		domain.Invalid("commendation.unknown", "/commendation"))
}

// ServeAssessment notes for which assessment a commendation and a conduct report are used; used for another before,
// they are refused (AS.2.4). What a correction no longer names is free again. Errors: commendation.unknown,
// conduct.unknown, assessment.commendation_served, assessment.report_served.
func ServeAssessment(w *Work, by conduct.Served, before, next assessment.Result) error {
	if before.Commendation != next.Commendation {
		if err := serveCommendation(w, before.Commendation, func(s conduct.Served) (conduct.Served, error) {
			return s.Release(by), nil
		}); err != nil {
			return err
		}
	}
	if before.Report != next.Report {
		if err := serveReport(w, before.Report, func(s conduct.Served) (conduct.Served, error) {
			return s.Release(by), nil
		}); err != nil {
			return err
		}
	}
	if err := serveCommendation(w, next.Commendation, func(s conduct.Served) (conduct.Served, error) {
		return s.Serve(by, "assessment.commendation_served")
	}); err != nil {
		return err
	}
	return serveReport(w, next.Report, func(s conduct.Served) (conduct.Served, error) {
		return s.Serve(by, "assessment.report_served")
	})
}

func serveCommendation(w *Work, id conduct.CommendationID, note func(conduct.Served) (conduct.Served, error)) error {
	if id == "" {
		return nil
	}
	given, err := LoadCommendation(w, id)
	if err != nil {
		return err
	}
	if given.Served, err = note(given.Served); err != nil {
		return err
	}
	return w.Save(store.CommendationKey(w.Site.ID, string(id)), given)
}

func serveReport(w *Work, id conduct.ReportID, note func(conduct.Served) (conduct.Served, error)) error {
	if id == "" {
		return nil
	}
	report, err := LoadReport(w, id)
	if err != nil {
		return err
	}
	if report.Served, err = note(report.Served); err != nil {
		return err
	}
	return SaveReport(w, report)
}

// LoadReport reads a conduct report. Error: conduct.unknown.
func LoadReport(w *Work, id conduct.ReportID) (conduct.Report, error) {
	return Find[conduct.Report](w, store.ReportKey(w.Site.ID, string(id)), domain.Invalid("conduct.unknown", "/report"))
}
