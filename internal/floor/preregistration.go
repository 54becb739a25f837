package floor

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// PreRegistrationStatus is where a pre-registration stands.
type PreRegistrationStatus string

const (
	PreOpen       PreRegistrationStatus = "open"
	PreMatched    PreRegistrationStatus = "matched"    // the person came or called and is the agent's
	PreSuperseded PreRegistrationStatus = "superseded" // the person came and another rule decided
	PreWithdrawn  PreRegistrationStatus = "withdrawn"
)

// PreRegistration (报备) is one person announced before the first visit. Who the person is lies encrypted
// under the pre-registration's own key: destroying WrappedKey erases the person, the facts stay.
type PreRegistration struct {
	register.Announcement
	Status     PreRegistrationStatus `json:"st"`
	Person     domain.CustomerRef    `json:"c,omitempty"` // by the number announced or, once matched, by the visit
	NameRef    string                `json:"nr,omitempty"`
	ClosedAt   time.Time             `json:"ca,omitzero"`
	Visit      domain.VisitID        `json:"v,omitempty"` // the visit or call that closed it
	WrappedKey []byte                `json:"key,omitempty"`
	Sealed     []byte                `json:"x,omitempty"` // of Announced
	Withdrawal []byte                `json:"w,omitempty"` // why it was taken back, sealed under the same key
}

// AnnouncedPerson is what an agent says of the person; stored encrypted.
type AnnouncedPerson struct {
	Identity
	Features  string `json:"f,omitempty"`
	Statement string `json:"s,omitempty"`
	Withdrawn string `json:"-"` // why it was taken back; sealed by itself
}

func prePlace(site domain.SiteID, id, attribute string) privacy.Place {
	return PlaceOf(store.PreRegistrationKey(site, id), attribute)
}

// SealWithdrawal keeps why a pre-registration is taken back, under its own key; of an erased one nothing is kept.
func SealWithdrawal(w *Work, p *PreRegistration, reason string) error {
	if reason == "" || len(p.WrappedKey) == 0 {
		return nil
	}
	key, err := w.floor.Ring().Unwrap(p.WrappedKey)
	if err != nil {
		return fmt.Errorf("floor: unwrap key of a pre-registration: %w", err)
	}
	p.Withdrawal, err = key.Seal([]byte(reason), prePlace(w.Site.ID, p.ID, "withdrawal"))
	return err
}

// SealPerson stores who is announced, encrypted under the pre-registration's own key.
func SealPerson(w *Work, p *PreRegistration, person AnnouncedPerson) error {
	wrapped, key, err := w.floor.Ring().NewDataKey(w.floor.random)
	if err != nil {
		return fmt.Errorf("floor: new key of a pre-registration: %w", err)
	}
	plain, err := json.Marshal(person)
	if err != nil {
		return fmt.Errorf("floor: encode announced person: %w", err)
	}
	p.WrappedKey = wrapped
	p.Sealed, err = key.Seal(plain, prePlace(w.Site.ID, p.ID, "person"))
	return err
}

// PersonAnnounced opens who was announced, within a work.
func PersonAnnounced(w *Work, p *PreRegistration) (AnnouncedPerson, error) {
	return RevealPerson(w.floor, w.Site.ID, *p)
}

// RevealPerson opens who was announced; nothing once erased.
func RevealPerson(f *Floor, site domain.SiteID, p PreRegistration) (AnnouncedPerson, error) {
	var person AnnouncedPerson
	if len(p.WrappedKey) == 0 || len(p.Sealed) == 0 {
		return person, nil
	}
	key, err := f.Ring().Unwrap(p.WrappedKey)
	if err != nil {
		return person, fmt.Errorf("floor: unwrap key of a pre-registration: %w", err)
	}
	plain, err := key.Open(p.Sealed, prePlace(site, p.ID, "person"))
	if err != nil {
		return person, fmt.Errorf("floor: open announced person: %w", err)
	}
	if err := json.Unmarshal(plain, &person); err != nil {
		return person, fmt.Errorf("floor: decode announced person: %w", err)
	}
	if len(p.Withdrawal) > 0 {
		why, err := key.Open(p.Withdrawal, prePlace(site, p.ID, "withdrawal"))
		if err != nil {
			return person, fmt.Errorf("floor: open a withdrawal: %w", err)
		}
		person.Withdrawn = string(why)
	}
	return person, nil
}

// WithoutKey gives a pre-registration as it may be kept elsewhere: what is sealed opens with the key in its own place
// only, and no longer once that is destroyed.
func (p PreRegistration) WithoutKey() PreRegistration {
	p.WrappedKey = nil
	return p
}

// WithKey gives what WithoutKey left with the key that is in its place now.
func WithKey(ctx context.Context, f *Floor, site domain.SiteID, p PreRegistration) (PreRegistration, error) {
	stored, err := ReadAll[PreRegistration](ctx, f.store, []store.Key{store.PreRegistrationKey(site, p.ID)})
	for _, one := range stored {
		p.WrappedKey = one.WrappedKey
	}
	return p, err
}

// NameRef gives the digest of a name at this site.
func NameRef(w *Work, name privacy.Name) string { return w.floor.Ring().NameRef(w.Site.ID, name) }

// LoadPreRegistration reads one. Error: pre_registration.unknown.
func LoadPreRegistration(w *Work, id string) (*PreRegistration, error) {
	unknown := domain.Invalid("pre_registration.unknown", "/pre_registration")
	if _, _, err := journal.ParseVisit(domain.VisitID(strings.TrimPrefix(id, "p"))); err != nil ||
		!strings.HasPrefix(id, "p") {
		return nil, unknown
	}
	return Find[*PreRegistration](w, store.PreRegistrationKey(w.Site.ID, id), unknown)
}

// SavePreRegistration adds a pre-registration, new or changed, to the commit; a new one is found by its
// name's digest from then on.
func SavePreRegistration(w *Work, p *PreRegistration) error {
	key := store.PreRegistrationKey(w.Site.ID, p.ID)
	if !w.stored(key) && p.NameRef != "" {
		w.point(true, store.PreRegistrationNameKey(w.Site.ID, p.NameRef, p.ID))
	}
	if p.Status == PreMatched && !p.At.IsZero() {
		if err := dropUnconfirmed(w, announcedFact(w, p, standing.Confirmed)); err != nil {
			return err
		}
	}
	return w.Save(key, p)
}

// Close ends an open pre-registration by a visit or call.
func (p *PreRegistration) Close(status PreRegistrationStatus, at time.Time, visit domain.VisitID) {
	p.Status, p.ClosedAt, p.Visit = status, at, visit
}

// maxNamesakes bounds how many open pre-registrations of one name are proposed.
const maxNamesakes = 20

// Namesakes finds the open pre-registrations of a name, latest first.
func Namesakes(ctx context.Context, f *Floor, site domain.SiteID, name privacy.Name) ([]*PreRegistration, error) {
	query := store.Query{Table: store.Customers, Partition: store.PreRegistrationNamesPartition(site,
		f.Ring().NameRef(site, name)),
		Limit: 50, Descending: true}
	var open []*PreRegistration
	for page, err := range store.Pages(ctx, f.store, query) {
		if err != nil {
			return nil, err
		}
		var keys []store.Key
		for _, pointer := range page {
			keys = append(keys, store.PreRegistrationKey(site, pointer.Key.Sort))
		}
		found, err := ReadAll[*PreRegistration](ctx, f.store, keys)
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			if p.Status == PreOpen && len(open) < maxNamesakes {
				open = append(open, p)
			}
		}
		if len(open) == maxNamesakes {
			break
		}
	}
	return open, nil
}
