package floor

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// RequestKind is what a customer asks for.
type RequestKind string

const (
	AccessRequest  RequestKind = "access"  // 查阅复制: to see everything that is held on them
	ErasureRequest RequestKind = "erasure" // 删除
)

// RequestStatus is where a request stands.
type RequestStatus string

const (
	RequestOpen     RequestStatus = "awaiting_approval" // an erasure takes a second person
	RequestGranted  RequestStatus = "granted"           // the data may be read
	RequestErased   RequestStatus = "erased"
	RequestDeclined RequestStatus = "declined"
)

// PrivacyRequest is a customer's request about their own data, as the site manager enters it. What is said about the
// person is sealed under the person's key.
type PrivacyRequest struct {
	ID        string             `json:"id"`
	Kind      RequestKind        `json:"k"`
	Status    RequestStatus      `json:"st"`
	Customer  domain.CustomerRef `json:"c"`
	By        string             `json:"by"`
	At        time.Time          `json:"at"`
	Said      []byte             `json:"x,omitempty"` // sealed RequestWords
	DecidedBy string             `json:"db,omitempty"`
	DecidedAt time.Time          `json:"da,omitzero"`

	version int64
}

// RequestWords is why the customer asks, and how it was made sure who asks.
type RequestWords struct {
	Reason   string `json:"r"`
	Verified string `json:"v"`
}

// RequestPlace is where a request keeps what is said about the person.
func RequestPlace(site domain.SiteID, id string) privacy.Place {
	return PlaceOf(store.PrivacyRequestKey(site, id), "said")
}

// PrivacyRequest loads a request. Error: privacy.request_unknown.
func (w *Work) PrivacyRequest(id string) (PrivacyRequest, error) {
	item, found, err := w.Item(store.PrivacyRequestKey(w.Site.ID, id))
	if err == nil && !found {
		err = domain.Invalid("privacy.request_unknown", "/request")
	}
	if err != nil {
		return PrivacyRequest{}, err
	}
	return DecodePrivacyRequest(item)
}

// DecodePrivacyRequest reads a stored request.
func DecodePrivacyRequest(item store.Item) (PrivacyRequest, error) {
	out := PrivacyRequest{version: item.Version}
	return out, Unpack(item.Body, &out)
}

// KeepPrivacyRequest adds a request, new or changed, to the commit, with its entry in the register.
func (w *Work) KeepPrivacyRequest(r PrivacyRequest, note string) error {
	body, err := Pack(r)
	if err != nil {
		return err
	}
	w.Also(Versioned(store.Item{Key: store.PrivacyRequestKey(w.Site.ID, r.ID), Version: 1, Body: body}, r.version))
	return w.Record(journal.Entry{Customer: r.Customer, Note: note + ":" + r.ID})
}
