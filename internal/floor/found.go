package floor

import (
	"context"
	"errors"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/store"
)

// Found opens a new site: its data, its first policy version, an empty floor and the first entry of
// its journal. The answer is kept outside any site, because a key names one write whatever id its body
// gives. Error: site.exists.
func Found[T any](ctx context.Context, f *Floor, cmd Command, s *site.Site, table rotation.Event,
	answer T) (Result[T], error) {
	result, err := found(ctx, f, cmd, s, table, answer)
	if LostRace(err) { // the same request, or another one for the same id, came first
		result, err = found(ctx, f, cmd, s, table, answer)
	}
	if LostRace(err) {
		err = &domain.Error{Code: "busy.try_again"}
	}
	return result, err
}

func found[T any](ctx context.Context, f *Floor, cmd Command, s *site.Site, table rotation.Event,
	answer T) (Result[T], error) {
	var none Result[T]
	known := facts{}
	cmd.Site = ""
	if err := known.load(ctx, f.store, []store.Key{store.SiteKey(s.ID), store.IdempotencyKey(cmd.Site,
		cmd.Key)}); err != nil {
		return none, err
	}
	if first, refusal, answered, err := previous[T](known, cmd); answered || err != nil {
		return Result[T]{Value: first, Replayed: answered}, errors.Join(err, asError(refusal))
	}
	if known[store.SiteKey(s.ID)].found {
		return none, domain.Invalid("site.exists", "/id")
	}
	version, err := s.Policy(s.Versions[0].EffectiveFrom)
	if err != nil {
		return none, err
	}
	w := &Work{Site: s, Policy: version, At: cmd.At, Day: s.Day(cmd.At), floor: f, cmd: cmd, facts: known,
		customers: map[domain.CustomerRef]*CustomerFile{}}
	w.file.SiteRevision = s.Revision
	if !version.Rules.Rotation.Groups {
		table.Groups = nil
	}
	if _, err := w.Apply(table, journal.Entry{Note: "site_opened"}); err != nil {
		return none, err
	}
	writes, err := w.foundation(answer)
	if err != nil {
		return none, err
	}
	return Result[T]{Value: answer}, f.store.Commit(ctx, writes...)
}

// foundation lists the writes of a new site; every one must be the first of its key.
func (w *Work) foundation(answer any) ([]store.Write, error) {
	w.file.State = w.State
	floorBody, err := Pack(w.file)
	if err != nil {
		return nil, err
	}
	siteBody, err := Pack(w.Site)
	if err != nil {
		return nil, err
	}
	policyBody, err := Pack(w.Site.Versions[0])
	if err != nil {
		return nil, err
	}
	kept, err := w.keepAnswer(answer, nil)
	if err != nil {
		return nil, err
	}
	first := func(key store.Key, version int64, body []byte) store.Write {
		return store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: key,
			Version: version, Body: body}}
	}
	return append(w.journal, kept,
		first(store.SiteKey(w.Site.ID), 1, siteBody),
		first(store.DirectoryKey(w.Site.ID), 0, nil),
		first(store.PolicyKey(w.Site.ID, 1), 0, policyBody),
		first(store.FloorKey(w.Site.ID), 1, floorBody)), nil
}
