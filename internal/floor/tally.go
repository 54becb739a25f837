package floor

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/store"
)

// tallied is a party's tally as this work has it so far, with the version that was read.
type tallied struct {
	tally   conduct.Tally
	version int64
}

// Tally gives what is counted for a party in a period, with what this work has counted already.
func (w *Work) Tally(party string, period conduct.Period) (conduct.Tally, error) {
	key := store.TallyKey(w.Site.ID, party, string(period))
	if kept, ok := w.tallies[key]; ok {
		return kept.tally, nil
	}
	item, found, err := w.Item(key)
	tally := conduct.Tally{}
	if err != nil || !found {
		return tally, err
	}
	return tally, Unpack(item.Body, &tally)
}

// KeepTally has the tally committed; a party may be counted several times in one work.
func (w *Work) KeepTally(party string, period conduct.Period, tally conduct.Tally) error {
	key := store.TallyKey(w.Site.ID, party, string(period))
	item, _, err := w.Item(key)
	if err != nil {
		return err
	}
	if w.tallies == nil {
		w.tallies = map[store.Key]tallied{}
	}
	w.tallies[key] = tallied{tally: tally, version: item.Version}
	return nil
}

func (w *Work) tallyWrites() ([]store.Write, error) {
	var writes []store.Write
	for key, kept := range w.tallies {
		body, err := Pack(kept.tally)
		if err != nil {
			return nil, err
		}
		writes = append(writes, Versioned(store.Item{Key: key, Version: 1, Body: body}, kept.version))
	}
	return writes, nil
}

// Versioned puts a new item, or replaces the version that was read.
func Versioned(item store.Item, version int64) store.Write {
	if version == 0 {
		return store.Write{Action: store.Put, Item: item, Condition: store.MustNotExist}
	}
	return store.Write{Action: store.Put, Item: item, Condition: store.VersionIs, Version: version}
}

// CountBreach records a breach of an agent that the system itself has seen and that needs no person's
// finding: the position left vacant (GP.2.b), a hand-over note overdue (GP.18), a customer reported who
// was never contacted (PC.1.b). It is an ordinary breach with the policy's fixed consequence, kept as a
// report verified by "system", so that the agent sees why. An entry of its own is recorded, so the next
// free place of the journal moves on. Errors: conduct.breach_unknown, and conduct.Verify's.
func (w *Work) CountBreach(agent domain.AgentID, kind string) (conduct.Consequences, error) {
	return w.observe(conduct.Report{Agent: agent, Breach: kind})
}

// CountSteering records that somebody who is no agent tried to steer a visitor to an agent (SC.9):
// subject is the principal's. It is counted per account, and nothing but the record follows. A policy
// without the clause records nothing and gives the zero Consequences. To keep the record of a request that is
// refused, give the refusal as *Recorded.
func (w *Work) CountSteering(subject string) (conduct.Consequences, error) {
	if _, err := conduct.Find(w.Policy.Rules.Conduct, policy.Steering); err != nil {
		return conduct.Consequences{}, nil
	}
	return w.observe(conduct.Report{Subject: subject, Breach: policy.Steering})
}

// CountLateNote counts a hand-over note that is overdue (GP.18). A note owed under a policy that no longer
// applies is not counted.
func (w *Work) CountLateNote(note rotation.Note) (conduct.Consequences, error) {
	if _, err := conduct.Find(w.Policy.Rules.Conduct, policy.LateHandOverNote); err != nil {
		return conduct.Consequences{}, nil
	}
	return w.CountBreach(note.From, policy.LateHandOverNote)
}

func (w *Work) observe(report conduct.Report) (conduct.Consequences, error) {
	if err := conduct.Check(w.Policy.Rules.Conduct, report); err != nil {
		return conduct.Consequences{}, err
	}
	report.ID, report.Status = w.NextReport(), conduct.Reported
	report.ReportedBy, report.ReportedAt = bySystem, w.At
	decided, err := w.Conclude(report, conduct.Verification{By: bySystem, Role: domain.RoleSystem, Gravity: policy.Ordinary})
	if err != nil {
		return conduct.Consequences{}, err
	}
	return *decided.Consequences, w.KeepReport(decided, 0)
}
