package replay

import (
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
)

// Walk goes along a site's journal, entry by entry, and keeps the floor as it was: each event of the
// rotation is applied once. It begins at an entry that opens a day or a site.
type Walk struct {
	versions map[int]policy.Version
	state    rotation.State
	started  bool
}

// NewWalk starts a walk under the site's policy versions.
func NewWalk(versions []policy.Version) *Walk {
	w := &Walk{versions: map[int]policy.Version{}}
	for _, v := range versions {
		w.versions[v.Number] = v
	}
	return w
}

// Started reports that the walk knows the state of the floor.
func (w *Walk) Started() bool { return w.started }

// State gives the floor as the walk has it, to go on from elsewhere.
func (w *Walk) State() rotation.State { return w.state }

// Resume goes on from a state.
func (w *Walk) Resume(state rotation.State) { w.state, w.started = state, true }

// Follow lets an entry's event happen without deciding anything else again.
func (w *Walk) Follow(entry journal.Entry) error {
	_, err := w.turn(entry)
	return err
}

// Again decides everything in an entry again and gives the entry with those outcomes in the place of the
// recorded ones. A turn before the walk's start keeps its effects. Error: policy.version_unknown.
func (w *Walk) Again(entry journal.Entry) (journal.Entry, error) {
	for _, d := range decisions {
		if !d.holds(entry) {
			continue
		}
		version, known := w.versions[entry.PolicyVersion]
		if !known {
			return entry, unknownVersion()
		}
		if err := d.again(&entry, version); err != nil {
			return entry, err
		}
	}
	effects, err := w.turn(entry)
	if Applies(entry) && w.started {
		entry.Effects = effects
	}
	return entry, err
}

// turn applies an entry's event. An event that is refused now was not refused then: it has no effects, and
// the comparison shows it.
func (w *Walk) turn(entry journal.Entry) ([]rotation.Effect, error) {
	if Opens(entry) && (entry.Operation == "openDay" || !w.started) {
		state, err := floor.Opening(entry)
		if err != nil {
			return nil, err
		}
		w.state, w.started = state, true
	}
	if !Applies(entry) || !w.started {
		return nil, nil
	}
	version, known := w.versions[entry.PolicyVersion]
	if !known {
		return nil, unknownVersion()
	}
	after, effects, err := rotation.Apply(w.state, version.Rules.Rotation, version.Rules.Reception, *entry.Event)
	if err != nil {
		return nil, nil
	}
	w.state = after
	return effects, nil
}
