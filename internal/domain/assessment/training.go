package assessment

import (
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Training is one training of reception staff, recorded: topic, date, who, by whom and how long (CF.6).
type Training struct {
	ID         string           `json:"id"` // "t" + business day and journal sequence
	Topic      string           `json:"to"`
	Date       domain.Day       `json:"d"`
	Trainer    string           `json:"tr"`
	Minutes    int              `json:"m"`
	Attendees  []domain.AgentID `json:"a"`
	Others     []string         `json:"o,omitempty"` // reception staff who are no agents
	RecordedBy string           `json:"by"`
	RecordedAt time.Time        `json:"at"`
	Corrected  int              `json:"c,omitempty"` // how often; the journal holds what stood before
}

// The bounds of a training record. It is made within a month of the training, so that a period's trainings are among
// those recorded from its first day to LateTraining days after its last.
const (
	LateTraining    = 31 // days
	LongestTraining = 24 * 60
	maxCorrections  = 20
)

// CheckTraining refuses a record that does not say what was trained, when, by whom and for how long (CF.6). recorded is
// the business day of the first record. Errors: training.topic, training.trainer, training.minutes, training.date,
// training.attendees, agent.unknown.
func CheckTraining(t Training, recorded domain.Day, works func(domain.AgentID) bool) error {
	switch {
	case strings.TrimSpace(t.Topic) == "":
		return domain.Invalid("training.topic", "/topic")
	case strings.TrimSpace(t.Trainer) == "":
		return domain.Invalid("training.trainer", "/trainer")
	case t.Minutes < 1 || t.Minutes > LongestTraining:
		return domain.Invalid("training.minutes", "/minutes")
	case t.Date > recorded || t.Date < recorded.AddDays(-LateTraining):
		return domain.Invalid("training.date", "/date")
	case len(t.Attendees)+len(t.Others) == 0 && t.Corrected == 0:
		return domain.Invalid("training.attendees", "/attendees")
	case t.Corrected > maxCorrections:
		return domain.Invalid("training.corrected_often", "/corrects")
	}
	for i, agent := range t.Attendees {
		if !works(agent) {
			return domain.Invalid("agent.unknown", "/attendees")
		}
		if slices.Contains(t.Attendees[:i], agent) {
			return domain.Invalid("training.attendees", "/attendees")
		}
	}
	for _, name := range t.Others {
		if strings.TrimSpace(name) == "" {
			return domain.Invalid("training.attendees", "/others")
		}
	}
	return nil
}

// Within reports whether a training was held between two days, both included. One corrected to have had nobody was
// none.
func (t Training) Within(first, last domain.Day) bool {
	return first <= t.Date && t.Date <= last && len(t.Attendees)+len(t.Others) > 0
}
