package floor

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/store"
)

// Tally reads an agent's counts of verified breaches.
func (w *Work) Tally(agent domain.AgentID) (conduct.Tally, int64, error) {
	item, found, err := w.Item(store.TallyKey(w.Site.ID, agent))
	tally := conduct.Tally{}
	if err != nil || !found {
		return tally, 0, err
	}
	return tally, item.Version, Unpack(item.Body, &tally)
}

// KeepTally adds the counts to the commit.
func (w *Work) KeepTally(agent domain.AgentID, tally conduct.Tally, version int64) error {
	body, err := Pack(tally)
	w.Also(Versioned(store.Item{Key: store.TallyKey(w.Site.ID, agent), Version: 1, Body: body}, version))
	return err
}

// Versioned puts a new item, or replaces the version that was read.
func Versioned(item store.Item, version int64) store.Write {
	if version == 0 {
		return store.Write{Action: store.Put, Item: item, Condition: store.MustNotExist}
	}
	return store.Write{Action: store.Put, Item: item, Condition: store.VersionIs, Version: version}
}

// CountBreach records a breach that the system itself has seen (GP.2.b, GP.18) within a work.
func (w *Work) CountBreach(agent domain.AgentID, kind string) (conduct.Consequences, error) {
	tally, version, err := w.Tally(agent)
	if err != nil {
		return conduct.Consequences{}, err
	}
	consequences, after, err := conduct.Count(w.Policy.Rules.Conduct, kind, tally)
	if err != nil {
		return conduct.Consequences{}, err
	}
	return consequences, w.KeepTally(agent, after, version)
}

// CountLateNote counts a hand-over note that is overdue (GP.18). A note owed under a policy that no longer
// applies is not counted.
func (w *Work) CountLateNote(note rotation.Note) (conduct.Consequences, error) {
	if _, err := conduct.Find(w.Policy.Rules.Conduct, policy.LateHandOverNote); err != nil {
		return conduct.Consequences{}, nil
	}
	return w.CountBreach(note.From, policy.LateHandOverNote)
}
