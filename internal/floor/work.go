package floor

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/store"
)

// Work is one decision in the making: the loaded facts, the state as the decision moves it on, and
// what is to be committed. It belongs to one attempt and is thrown away with it. Its methods are what every operation
// needs; what belongs to one matter is a function in that matter's file, which takes the work.
type Work struct {
	Site   *site.Site
	Policy policy.Version // in force on Day
	State  rotation.State
	Day    domain.Day // business day of At
	At     time.Time

	floor *Floor
	cmd   Command
	facts facts

	file      floorFile // as loaded; Head moves on with each entry
	version   int64     // of the floor item
	changed   bool      // the floor must be written
	journal   []store.Write
	customers map[domain.CustomerRef]*CustomerFile
	touched   []domain.CustomerRef
	extra     []store.Write
	saved     map[store.Key]int // where in extra a value saved under a key is
	site      *site.Site        // a changed site to be stored

	replayed   bool // the answer was found in the records of the first one
	lastEntry  journal.Entry
	lastSealed journal.Sealed
}

func (f *Floor) newWork(ctx context.Context, cmd Command, known facts) (*Work, error) {
	loaded, ok := known[store.FloorKey(cmd.Site)]
	if !ok || !loaded.found {
		return nil, domain.Invalid("site.unknown", "/site")
	}
	file, err := Decode(loaded.item, floorFile{})
	if err != nil {
		return nil, err
	}
	current, err := f.siteAt(ctx, cmd.Site, file.SiteRevision)
	if err != nil {
		return nil, err
	}
	if current.Revision != file.SiteRevision {
		return nil, store.ErrConflict // the site changed between the two reads
	}
	if err := f.admit(ctx, current, cmd.At); err != nil {
		return nil, err
	}
	w := &Work{Site: current, At: cmd.At, Day: current.Day(cmd.At), floor: f, cmd: cmd, facts: known,
		file: file, State: file.State, version: loaded.item.Version, customers: map[domain.CustomerRef]*CustomerFile{}}
	w.Policy, err = current.Policy(w.Day)
	return w, err
}

// Subject is who asks.
func (w *Work) Subject() string { return w.cmd.Subject }

// Authorise refuses a caller whose role the policy does not name for an act.
func (w *Work) Authorise(roles []domain.Role, clause domain.Clause) error {
	if slices.Contains(roles, w.cmd.Role) {
		return nil
	}
	return domain.Refuse("policy.not_authorised", clause).With("role", string(w.cmd.Role))
}

// Head gives the head of the journal's chain including this work's entries.
func (w *Work) Head() journal.Head { return w.file.head() }

// NextSeq gives the journal sequence that the next entry of today will have.
func (w *Work) NextSeq() int {
	if w.file.Day != w.Day {
		return 1
	}
	return w.file.Seq + 1
}

// NextVisit names the visit that the next entry of today will register.
func (w *Work) NextVisit() domain.VisitID { return journal.VisitOf(w.Day, w.NextSeq()) }

// Item reads one loaded item; a key that was not read yet is loaded before the decision runs again. What this work has
// saved is read as it will be.
func (w *Work) Item(key store.Key) (store.Item, bool, error) {
	if at, saved := w.saved[key]; saved {
		return w.extra[at].Item, true, nil
	}
	loaded, ok := w.facts[key]
	if !ok {
		return store.Item{}, false, &missing{keys: []store.Key{key}}
	}
	return loaded.item, loaded.found, nil
}

// Need makes sure that several keys are loaded in one round trip.
func (w *Work) Need(keys ...store.Key) error {
	absent := slices.DeleteFunc(slices.Clone(keys), func(k store.Key) bool { _, ok := w.facts[k]; return ok })
	if len(absent) == 0 {
		return nil
	}
	return &missing{keys: absent}
}

// Replays marks the answer as the first one, given again.
func (w *Work) Replays() { w.replayed = true }

// Also adds a write of the caller's own to the commit. Its condition must hold for the commit.
func (w *Work) Also(write store.Write) { w.extra = append(w.extra, write) }

// Apply lets the rotation decide on one event and records event and effects in the journal, with
// whatever else the entry says. The entry's own sequence, day and chain are filled in.
func (w *Work) Apply(event rotation.Event, entry journal.Entry) ([]rotation.Effect, error) {
	event.At = w.At
	next, effects, err := rotation.Apply(w.State, w.Policy.Rules.Rotation, w.Policy.Rules.Reception, event)
	if err != nil {
		return nil, err
	}
	w.State, w.changed = next, true
	entry.Event, entry.Effects = &event, effects
	if err := settleAssignments(w, event, effects); err != nil {
		return nil, err
	}
	return effects, w.Record(entry)
}

// Record appends one entry to today's journal.
func (w *Work) Record(entry journal.Entry) error { return w.recordOn(w.Day, entry) }

func (w *Work) recordOn(day domain.Day, entry journal.Entry) error {
	entry.Site, entry.Day, entry.At = w.Site.ID, day, w.At
	if entry.Actor == "" {
		entry.Actor, entry.Role = w.cmd.Subject, w.cmd.Role
	}
	if entry.Operation == "" {
		entry.Operation = w.cmd.Operation
	}
	if entry.PolicyVersion == 0 {
		entry.PolicyVersion = w.Policy.Number
	}
	if of := w.Site.Day(w.cmd.For); !w.cmd.For.IsZero() && of != day {
		entry.ForDay = of
	}
	sealed, head, err := journal.Link(w.file.head(), entry)
	if err != nil {
		return fmt.Errorf("floor: link journal entry: %w", err)
	}
	body, err := journal.Pack(sealed)
	if err != nil {
		return fmt.Errorf("floor: pack journal entry: %w", err)
	}
	w.file.setHead(head)
	w.changed = true
	entry.Seq = head.Seq
	w.lastEntry, w.lastSealed = entry, sealed
	w.journal = append(w.journal, store.Write{Action: store.Put, Condition: store.MustNotExist,
		Item: store.Item{Key: store.JournalKey(w.Site.ID, head.Day, head.Seq), Body: body}})
	return nil
}

// ChangeSite stores a changed site with the next revision; the floor is written with it, so that no
// process goes on with a stale copy.
func (w *Work) ChangeSite(next *site.Site) {
	next.Revision = w.Site.Revision
	if w.site == nil { // one commit is one revision
		next.Revision++
	}
	next.ChangedAt, next.ChangedBy = w.At, w.cmd.Subject
	w.Site, w.site = next, next
	w.file.SiteRevision, w.changed = next.Revision, true
}

// writes lists the commit: the floor, the journal, customers, the site, the caller's own writes and
// the stored answer.
func (w *Work) writes(answer any, recorded *RecordedError) ([]store.Write, error) {
	var writes []store.Write
	if w.changed {
		w.file.State = w.State
		key := store.FloorKey(w.Site.ID)
		write, err := Replace(w.facts[key].item, key, w.file)
		if err != nil {
			return nil, err
		}
		writes = append(writes, write)
	}
	writes = append(writes, w.journal...)
	for _, ref := range w.touched {
		write, err := w.customers[ref].put(w.Site.ID)
		if err != nil {
			return nil, err
		}
		writes = append(writes, write)
	}
	if w.site != nil {
		write, err := Replace(store.Item{Version: w.site.Revision - 1}, store.SiteKey(w.Site.ID), w.site)
		if err != nil {
			return nil, err
		}
		writes = append(writes, write)
	}
	writes = append(writes, w.extra...)
	if w.cmd.Key == "" {
		return writes, nil
	}
	kept, err := w.keepAnswer(answer, recorded)
	return append(writes, kept), err
}

func (w *Work) keepAnswer(answer any, recorded *RecordedError) (store.Write, error) {
	kept := storedAnswer{Request: w.cmd.Request[:16]}
	if recorded != nil {
		kept.Refusal = recorded.Refusal
	} else {
		plain, err := json.Marshal(answer)
		if err != nil {
			return store.Write{}, fmt.Errorf("floor: encode answer: %w", err)
		}
		kept.Answer = plain
	}
	body, err := Pack(kept)
	if err != nil {
		return store.Write{}, err
	}
	return store.Write{Action: store.Put, Condition: store.MustNotExist, Now: w.At, Item: store.Item{
		Key: store.IdempotencyKey(w.cmd.Site, w.cmd.Key), Body: body, ExpiresAt: w.At.Add(answersKept)}}, nil
}

// Sealed gives the last entry recorded by this work as the chain holds it.
func (w *Work) Sealed() (journal.Entry, journal.Sealed) { return w.lastEntry, w.lastSealed }

// Try gives the state that an event would lead to, without recording it.
func (w *Work) Try(event rotation.Event) (rotation.State, error) {
	event.At = w.At
	next, _, err := rotation.Apply(w.State, w.Policy.Rules.Rotation, w.Policy.Rules.Reception, event)
	return next, err
}

// NextVersion gives the floor's version after this work's commit.
func (w *Work) NextVersion() int64 {
	if w.changed {
		return w.version + 1
	}
	return w.version
}
