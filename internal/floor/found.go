package floor

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/store"
)

// Found opens a new site: its data, its first policy version, an empty floor and the first entry of
// its journal. It reports whether the same request was answered before. Error: site.exists.
func Found(ctx context.Context, f *Floor, cmd Command, s *site.Site, table rotation.Event) (replayed bool, err error) {
	known := facts{}
	cmd.Site = s.ID
	if err := known.load(ctx, f.store, []store.Key{store.SiteKey(s.ID), store.IdempotencyKey(s.ID, cmd.Key)}); err != nil {
		return false, err
	}
	if _, refusal, found, err := previous[string](known, cmd); found || err != nil {
		if err == nil && refusal != nil {
			err = refusal
		}
		return found, err
	}
	if known[store.SiteKey(s.ID)].found {
		return false, domain.Invalid("site.exists", "/id")
	}
	version, err := s.Policy(s.Versions[0].EffectiveFrom)
	if err != nil {
		return false, err
	}
	w := &Work{Site: s, Policy: version, At: cmd.At, Day: s.Day(cmd.At), floor: f, cmd: cmd, facts: known,
		customers: map[domain.CustomerRef]*CustomerFile{}}
	w.file.SiteRevision = s.Revision
	if !version.Rules.Rotation.Groups {
		table.Groups = nil
	}
	if _, err := w.Apply(table, journal.Entry{Note: "site_opened"}); err != nil {
		return false, err
	}
	writes, err := w.foundation()
	if err != nil {
		return false, err
	}
	err = f.store.Commit(ctx, writes...)
	if lost(err) {
		return false, domain.Invalid("site.exists", "/id")
	}
	return false, err
}

// foundation lists the writes of a new site; every one must be the first of its key.
func (w *Work) foundation() ([]store.Write, error) {
	w.file.State = w.State
	floorBody, err := encodeFloor(w.file, w.Site.Roster())
	if err != nil {
		return nil, err
	}
	siteBody, err := json.Marshal(w.Site)
	if err != nil {
		return nil, fmt.Errorf("floor: encode site: %w", err)
	}
	policyBody, err := Pack(w.Site.Versions[0])
	if err != nil {
		return nil, err
	}
	answer, err := w.keepAnswer(string(w.Site.ID), nil)
	if err != nil {
		return nil, err
	}
	first := func(key store.Key, version int64, body []byte) store.Write {
		return store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: key, Version: version, Body: body}}
	}
	return append(w.journal, answer,
		first(store.SiteKey(w.Site.ID), 1, siteBody),
		first(store.DirectoryKey(w.Site.ID), 0, nil),
		first(store.PolicyKey(w.Site.ID, 1), 0, policyBody),
		first(store.FloorKey(w.Site.ID), 1, floorBody)), nil
}
