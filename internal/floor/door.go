package floor

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/store"
)

// siteTrust is how long a site that was read as it is counts as it is for who works there.
const siteTrust = 5 * time.Second

// caller is the agent for whom a context runs.
type caller struct {
	site   domain.SiteID
	agent  domain.AgentID
	passed atomic.Bool // the roster was looked at, as it is
}

type callerKey struct{}

// Admit has everything that is done under the context it gives done for an agent who works at the site. Whatever reads
// the site's floor looks at the roster as it is at that moment, at no cost, before a decision or an earlier answer;
// what has not is settled at the end by the roster as it was within the last seconds. Errors of settle, and of whatever
// reads the floor: agent.left, agent.suspended, agent.not_on_roster.
func (f *Floor) Admit(ctx context.Context, id domain.SiteID, agent domain.AgentID,
	at time.Time) (admitted context.Context, settle func() error) {
	who := &caller{site: id, agent: agent}
	settle = func() error {
		if who.passed.Load() {
			return nil
		}
		s, err := f.recentSite(ctx, id, at)
		if err != nil {
			return err
		}
		return s.MayAct(agent)
	}
	return context.WithValue(ctx, callerKey{}, who), settle
}

// admit refuses a caller who does not work at the site any more.
func (f *Floor) admit(ctx context.Context, current *site.Site, at time.Time) error {
	f.see(current, at)
	who, ok := ctx.Value(callerKey{}).(*caller)
	if !ok || who.site != current.ID {
		return nil
	}
	if err := current.MayAct(who.agent); err != nil {
		return err
	}
	who.passed.Store(true)
	return nil
}

// see keeps a site as it is at an instant.
func (f *Floor) see(s *site.Site, at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen[s.ID].Site == nil || f.seen[s.ID].Revision <= s.Revision {
		f.seen[s.ID] = seenSite{s, at}
	}
}

// recentSite gives the site as it was within the last seconds, maybe without its policies.
func (f *Floor) recentSite(ctx context.Context, id domain.SiteID, at time.Time) (*site.Site, error) {
	f.mu.Lock()
	seen := f.seen[id]
	f.mu.Unlock()
	if seen.Site != nil && at.Sub(seen.at).Abs() < siteTrust {
		return seen.Site, nil
	}
	current, _, err := Read[*site.Site](ctx, f.store, store.SiteKey(id), domain.Invalid("site.unknown", "/site"))
	if err == nil {
		f.see(current, at)
	}
	return current, err
}
