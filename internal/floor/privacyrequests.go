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
	ByAgent   domain.AgentID     `json:"ba,omitempty"` // who that is, if they sell as well
	At        time.Time          `json:"at"`
	Said      []byte             `json:"x,omitempty"` // sealed RequestWords
	DecidedBy string             `json:"db,omitempty"`
	DecidedAt time.Time          `json:"da,omitzero"`
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

// LoadPrivacyRequest reads a request. Error: privacy.request_unknown.
func LoadPrivacyRequest(w *Work, id string) (PrivacyRequest, error) {
	return Find[PrivacyRequest](w, store.PrivacyRequestKey(w.Site.ID, id), domain.Invalid("privacy.request_unknown",
		"/request"))
}

// SavePrivacyRequest adds a request, new or changed, to the commit, with its entry in the register.
func SavePrivacyRequest(w *Work, r PrivacyRequest, note string) error {
	if err := w.Save(store.PrivacyRequestKey(w.Site.ID, r.ID), r); err != nil {
		return err
	}
	return w.Record(journal.Entry{Customer: r.Customer, Note: note + ":" + r.ID})
}
