package floor

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/store"
)

func tallyKey(w *Work, party string, period conduct.Period) store.Key {
	return store.TallyKey(w.Site.ID, party, string(period))
}

// LoadTally gives what is counted for a party in a period, with what this work has counted already.
func LoadTally(w *Work, party string, period conduct.Period) (conduct.Tally, error) {
	return Load(w, tallyKey(w, party, period), conduct.Tally{})
}

// SaveTally has the tally committed; a party may be counted several times in one work.
func SaveTally(w *Work, party string, period conduct.Period, tally conduct.Tally) error {
	return w.Save(tallyKey(w, party, period), tally)
}

// CountBreach records a breach of an agent that the system itself has seen and that needs no person's
// finding: the position left vacant (GP.2.b), a hand-over note overdue (GP.18), a customer reported who
// was never contacted (PC.1.b). It is an ordinary breach with the policy's fixed consequence, kept as a
// report verified by "system", so that the agent sees why. An entry of its own is recorded, so the next
// free place of the journal moves on. Errors: conduct.breach_unknown, and conduct.Verify's.
func CountBreach(w *Work, agent domain.AgentID, kind string) (conduct.Consequences, error) {
	return observeBreach(w, conduct.Report{Agent: agent, Breach: kind})
}

// CountSteering records that somebody who is no agent tried to steer a visitor to an agent (SC.9):
// subject is the principal's. It is counted per account, and nothing but the record follows. A policy
// without the clause records nothing and gives the zero Consequences. To keep the record of a request that is
// refused, give the refusal as *RecordedError.
func CountSteering(w *Work, subject string) (conduct.Consequences, error) {
	if _, err := conduct.Find(w.Policy.Rules.Conduct, policy.Steering); err != nil {
		return conduct.Consequences{}, nil
	}
	return observeBreach(w, conduct.Report{Subject: subject, Breach: policy.Steering})
}

// CountLateNote counts a hand-over note that is overdue (GP.18). A note owed under a policy that no longer
// applies is not counted.
func CountLateNote(w *Work, note rotation.Note) (conduct.Consequences, error) {
	if _, err := conduct.Find(w.Policy.Rules.Conduct, policy.LateHandOverNote); err != nil {
		return conduct.Consequences{}, nil
	}
	return CountBreach(w, note.From, policy.LateHandOverNote)
}

func observeBreach(w *Work, report conduct.Report) (conduct.Consequences, error) {
	if err := conduct.Check(w.Policy.Rules.Conduct, report); err != nil {
		return conduct.Consequences{}, err
	}
	report.ID, report.Status = NextReport(w), conduct.Reported
	report.ReportedBy, report.ReportedAt = bySystem, w.At
	decided, err := ConcludeReport(w, report, conduct.Verification{By: bySystem, Role: domain.RoleSystem,
		Gravity: policy.Ordinary})
	if err != nil {
		return conduct.Consequences{}, err
	}
	return *decided.Consequences, SaveReport(w, decided)
}
