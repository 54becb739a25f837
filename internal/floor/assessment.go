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

// Assessment is everything said of one agent in a period, with the version of its item; one that is not stored yet
// has none.
type Assessment struct {
	assessment.Record
	version int64
}

// With gives the record as it becomes, in the place of this one.
func (a Assessment) With(r assessment.Record) Assessment { return Assessment{r, a.version} }

// Assessment reads what was said of an agent in a period; an empty one if nothing was.
func (w *Work) Assessment(period assessment.Period, agent domain.AgentID) (Assessment, error) {
	out := Assessment{Record: assessment.Record{Agent: agent, Period: period}}
	item, found, err := w.Item(store.AssessmentKey(w.Site.ID, string(period), agent))
	if err != nil || !found {
		return out, err
	}
	out.version = item.Version
	return out, Unpack(item.Body, &out.Record)
}

// KeepAssessment commits a changed record and its journal entry. said is what the entry holds of it: everything but the
// words, which are stored apart.
func (w *Work) KeepAssessment(after Assessment, note string, said any) error {
	body, err := Pack(after.Record)
	if err != nil {
		return err
	}
	w.Also(Versioned(store.Item{Key: store.AssessmentKey(w.Site.ID, string(after.Period), after.Agent), Version: 1, Body: body}, after.version))
	return w.recordSaid(note, struct {
		Agent  domain.AgentID    `json:"agent"`
		Period assessment.Period `json:"period"`
		Said   any               `json:"said"`
	}{after.Agent, after.Period, said})
}

func (w *Work) recordSaid(note string, said any) error {
	facts, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("floor: encode facts: %w", err)
	}
	return w.Record(journal.Entry{Note: note, Facts: facts})
}

// Training is a training with the version of its item; a new one has none.
type Training struct {
	assessment.Training
	version int64
}

// Training reads a training. Error: training.unknown.
func (w *Work) Training(id string) (Training, error) {
	var out Training
	item, found, err := w.Item(store.TrainingKey(w.Site.ID, id))
	if err == nil && !found {
		err = domain.Invalid("training.unknown", "/corrects")
	}
	if err != nil {
		return out, err
	}
	out.version = item.Version
	return out, Unpack(item.Body, &out.Training)
}

// KeepTraining commits a training, in the place of the one that it corrects, and its journal entry (CF.6). The names of
// those who are no agents are stored apart from the journal.
func (w *Work) KeepTraining(before Training, after assessment.Training) error {
	body, err := Pack(after)
	if err != nil {
		return err
	}
	w.Also(Versioned(store.Item{Key: store.TrainingKey(w.Site.ID, after.ID), Version: 1, Body: body}, before.version))
	note := "training"
	if after.Corrected > 0 {
		note = "training_corrected"
	}
	after.Others, after.Trainer = nil, ""
	return w.recordSaid(note, after)
}

// CommendedAgent gives whom a commendation is about. Error: commendation.unknown.
func (w *Work) CommendedAgent(id conduct.CommendationID) (domain.AgentID, error) {
	item, found, err := w.Item(store.CommendationKey(w.Site.ID, string(id)))
	if err == nil && !found {
		err = domain.Invalid("commendation.unknown", "/commendation")
	}
	var given conduct.Commendation
	if err == nil {
		err = Unpack(item.Body, &given)
	}
	return given.Agent, err
}

// ConductReport reads a conduct report. Error: conduct.unknown.
func (w *Work) ConductReport(id conduct.ReportID) (conduct.Report, error) {
	item, found, err := w.Item(store.ReportKey(w.Site.ID, string(id)))
	if err == nil && !found {
		err = domain.Invalid("conduct.unknown", "/report")
	}
	var report conduct.Report
	if err == nil {
		err = Unpack(item.Body, &report)
	}
	return report, err
}
