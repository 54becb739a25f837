package floor

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// Floor works on the floors of all sites of one store.
type Floor struct {
	store  store.Store
	ring   func() *privacy.Ring
	random io.Reader
	gate   gate

	mu     sync.Mutex
	cached map[domain.SiteID]*site.Site
	seen   map[domain.SiteID]seenSite // as each was when it was last looked at, maybe without its policies
}

// seenSite is a site as it was at an instant.
type seenSite struct {
	*site.Site
	at time.Time
}

// New makes the shell over a store, the keys for personal data and a source of randomness (crypto/rand).
func New(s store.Store, ring *privacy.Ring, random io.Reader) *Floor {
	return NewWaiting(s, func() *privacy.Ring { return ring }, random)
}

// NewWaiting is New with keys that are still being opened: ring waits for them, and gives the same ring
// every time.
func NewWaiting(s store.Store, ring func() *privacy.Ring, random io.Reader) *Floor {
	return &Floor{store: s, ring: ring, random: random, cached: map[domain.SiteID]*site.Site{},
		seen: map[domain.SiteID]seenSite{}}
}

// Store gives the store for reads outside a floor's work.
func (f *Floor) Store() store.Store { return f.store }

// Ring gives the keys for personal data.
func (f *Floor) Ring() *privacy.Ring { return f.ring() }

// siteAt gives the site as of a revision. Sites change seldom and are cached per process; the floor
// carries the revision it was written under, so that a stale copy is noticed at no cost.
func (f *Floor) siteAt(ctx context.Context, id domain.SiteID, revision int64) (*site.Site, error) {
	f.mu.Lock()
	cached := f.cached[id]
	f.mu.Unlock()
	if cached != nil && cached.Revision == revision {
		return cached, nil
	}
	return f.loadSite(ctx, id)
}

func (f *Floor) loadSite(ctx context.Context, id domain.SiteID) (*site.Site, error) {
	loaded, _, err := Read[*site.Site](ctx, f.store, store.SiteKey(id), domain.Invalid("site.unknown", "/site"))
	if err != nil {
		return nil, err
	}
	if loaded.Versions, err = f.loadVersions(ctx, id); err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.cached[id] = loaded
	f.mu.Unlock()
	return loaded, nil
}

func (f *Floor) loadVersions(ctx context.Context, id domain.SiteID) ([]policy.Version, error) {
	var versions []policy.Version
	query := store.Query{Table: store.Records, Partition: store.PoliciesPartition(id), Limit: 50}
	err := Each(ctx, f.store, query, func(v policy.Version) { versions = append(versions, v) })
	return versions, err
}

// gate lets one write per site run at a time within this process; across processes the floor's
// version decides. It only saves work: without it the losers would decide again.
type gate struct {
	mu    sync.Mutex
	sites map[domain.SiteID]chan struct{}
}

func (g *gate) enter(ctx context.Context, id domain.SiteID) (leave func(), err error) {
	g.mu.Lock()
	if g.sites == nil {
		g.sites = map[domain.SiteID]chan struct{}{}
	}
	turn, ok := g.sites[id]
	if !ok {
		turn = make(chan struct{}, 1)
		g.sites[id] = turn
	}
	g.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Region gives the sales region that a site belongs to (GP.0.2). Error: site.unknown.
func (f *Floor) Region(ctx context.Context, id domain.SiteID) (string, error) {
	s, err := f.loadSite(ctx, id)
	if err != nil {
		return "", err
	}
	return s.Region, nil
}
