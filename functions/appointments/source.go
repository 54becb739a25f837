package appointments

import (
	"fmt"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
	"github.com/lunxu/lunxu/internal/webhook"
)

// source is one stored webhook source of a site. Its secrets lie sealed under a key of its own, wrapped by
// the installation's keyset; the newest comes first and at most two are live.
type source struct {
	Name       string           `json:"n"`
	Provider   webhook.Provider `json:"p"`
	WrappedKey []byte           `json:"k"`
	Secrets    [][]byte         `json:"s"`
	ToleranceS int              `json:"t,omitempty"` // 0: the provider's
	Disabled   bool             `json:"off,omitempty"`
	CreatedAt  time.Time        `json:"at"`
	RotatedAt  time.Time        `json:"ra,omitzero"`
	ChangedBy  string           `json:"by"`
}

const (
	liveSecrets  = 2
	maxTolerance = 600 // seconds
)

// sourceID is what a webhook's address names: the site and the source's name within it.
func sourceID(site domain.SiteID, name string) string { return string(site) + "." + name }

func parseSourceID(text string) (domain.SiteID, string, bool) {
	site, name, found := strings.Cut(text, ".")
	return domain.SiteID(site), name, found && domain.ValidSite(site) && domain.ValidID(name)
}

func secretPlace(site domain.SiteID, name string) privacy.Place {
	return floor.PlaceOf(store.SourceKey(site, name), "secret")
}

// push makes a secret the newest live one; the one before stays live unless retire is set.
func (s *source) push(ring *privacy.Ring, site domain.SiteID, secret webhook.Secret, retire bool) error {
	key, err := ring.Unwrap(s.WrappedKey)
	if err != nil {
		return fmt.Errorf("appointments: unwrap source key: %w", err)
	}
	sealed, err := key.Seal(secret, secretPlace(site, s.Name))
	if err != nil {
		return err
	}
	kept := s.Secrets[:min(len(s.Secrets), liveSecrets-1)]
	if retire {
		kept = nil
	}
	s.Secrets = append([][]byte{sealed}, kept...)
	return nil
}

// secrets opens the live secrets.
func (s *source) secrets(ring *privacy.Ring, site domain.SiteID) ([]webhook.Secret, error) {
	key, err := ring.Unwrap(s.WrappedKey)
	if err != nil {
		return nil, fmt.Errorf("appointments: unwrap source key: %w", err)
	}
	var out []webhook.Secret
	for _, sealed := range s.Secrets {
		secret, err := key.Open(sealed, secretPlace(site, s.Name))
		if err != nil {
			return nil, fmt.Errorf("appointments: open secret: %w", err)
		}
		out = append(out, secret)
	}
	return out, nil
}

func (s *source) tolerance() time.Duration {
	if s.ToleranceS > 0 {
		return time.Duration(s.ToleranceS) * time.Second
	}
	return s.Provider.Tolerance()
}

// sourceIn finds a source among what a work has read; nil when there is none.
func sourceIn(w *floor.Work, name string) (*source, error) {
	return floor.Load[*source](w, store.SourceKey(w.Site.ID, name), nil)
}

func (s *source) keep(w *floor.Work) error { return w.Save(store.SourceKey(w.Site.ID, s.Name), s) }

func (s *source) contract(site domain.SiteID) contract.WebhookSource {
	id := sourceID(site, s.Name)
	return contract.WebhookSource{Source: id, Name: s.Name, Path: "/v1/webhooks/" + id,
		Provider:    contract.WebhookProvider(s.Provider),
		LiveSecrets: len(s.Secrets), ToleranceS: int(s.tolerance() / time.Second), Disabled: s.Disabled,
		CreatedAt: s.CreatedAt.UTC(), RotatedAt: view.Time(s.RotatedAt), ChangedBy: s.ChangedBy}
}
