package floor

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// CustomerFile is one customer of one site: the facts that attribution reads and, encrypted under the
// customer's own key, who they are. Destroying WrappedKey erases the person; the facts stay provable.
type CustomerFile struct {
	register.Customer
	WrappedKey []byte         `json:"key,omitempty"`
	Identity   []byte         `json:"id,omitempty"`   // sealed Identity
	OpenVisit  domain.VisitID `json:"iv,omitempty"`   // the visit in progress or waiting
	CardJudged domain.VisitID `json:"card,omitempty"` // a broker's card was confirmed or not (GP.14.a)
	// a visit to be given back, make-up turn not confirmed yet (GP.17.b)
	GiveBack   domain.VisitID     `json:"gb,omitempty"`
	MergedInto domain.CustomerRef `json:"into,omitempty"` // an unidentified visitor who was identified later
	FormFilled bool               `json:"form,omitempty"` // the visitor information form is there (GP.10)
	// the visit whose receiver must find out whose customer the referrer is (PC.6.b)
	ToFindOut domain.VisitID  `json:"find,omitempty"`
	OpenDeals []domain.DealID `json:"deals,omitempty"`
	BookedAt  time.Time       `json:"bk,omitzero"` // the latest appointment's time, or when it was entered

	// what was said of the customer and waits for somebody without an interest
	Waiting []OpenFact `json:"wait,omitempty"`

	ErasedAt     time.Time `json:"er,omitzero"`  // the person's key was destroyed; the facts stay provable
	ErasureAsked string    `json:"ea,omitempty"` // the request for an erasure that waits for its approval

	read    store.Item     // as it was read
	indexed domain.AgentID // owner under which the stored item is listed; empty: not listed yet
}

// Identity is who a customer is.
type Identity struct {
	Phone string `json:"p,omitempty"` // normalised, 11 digits
	Name  string `json:"n,omitempty"`
}

// LastContact gives the latest contact of a visit.
func (c *CustomerFile) LastContact(visit domain.VisitID) (*register.Contact, bool) {
	for i := len(c.Contacts) - 1; i >= 0; i-- {
		if c.Contacts[i].Visit == visit {
			return &c.Contacts[i], true
		}
	}
	return nil, false
}

// OwnedSince records a new owner. A change to the owner already in force is no change.
func (c *CustomerFile) OwnedSince(change register.OwnerChange) {
	if current, ok := c.Owner(); ok && current.Owner == change.Owner {
		return
	}
	c.History = append(c.History, change)
}

// OwnedFrom records an owner as of an earlier instant: what was changed later stays in force.
func (c *CustomerFile) OwnedFrom(change register.OwnerChange) {
	at := len(c.History)
	for at > 0 && c.History[at-1].Since.After(change.Since) {
		at--
	}
	before := register.Customer{History: c.History[:at]}
	if current, ok := before.Owner(); ok && current.Owner == change.Owner {
		return
	}
	c.History = slices.Insert(slices.Clone(c.History), at, change)
}

func decodeCustomer(item store.Item) (*CustomerFile, error) {
	file := &CustomerFile{read: item}
	if err := Unpack(item.Body, file); err != nil {
		return nil, err
	}
	if _, listed := item.Indexes[store.CustomersByOwner]; listed {
		if owner, ok := file.Owner(); ok {
			file.indexed = owner.Owner
		}
	}
	return file, nil
}

// put writes the file. A customer is listed under the owner once a reception has ended: until then
// the visitor is on the board, and the arrival saves the index's write unit.
func (c *CustomerFile) put(site domain.SiteID) (store.Write, error) {
	write, err := Replace(c.read, store.CustomerKey(site, c.Ref), c)
	if owner, ok := c.Owner(); ok && c.ErasedAt.IsZero() && (c.indexed != "" || c.OpenVisit == "") {
		write.Item.Indexes = map[store.Index]store.IndexKey{store.CustomersByOwner: {
			Partition: store.OwnerPartition(site, owner.Owner),
			Sort:      owner.Since.UTC().Format(time.RFC3339) + "#" + string(c.Ref),
		}}
	}
	return write, err
}

// identityPlace binds a sealed identity to its table, customer and attribute.
func identityPlace(site domain.SiteID, ref domain.CustomerRef) privacy.Place {
	key := store.CustomerKey(site, ref)
	return privacy.Place{Table: string(key.Table), Key: key.Partition, Attribute: "identity"}
}

// RevealOf opens the sealed identity of a customer.
func RevealOf(f *Floor, site domain.SiteID, c *CustomerFile) (Identity, error) {
	var who Identity
	if len(c.WrappedKey) == 0 || len(c.Identity) == 0 {
		return who, nil // erased, or a visitor who gave nothing
	}
	key, err := f.Ring().Unwrap(c.WrappedKey)
	if err != nil {
		return who, fmt.Errorf("floor: unwrap customer key: %w", err)
	}
	plain, err := key.Open(c.Identity, identityPlace(site, c.Ref))
	if err != nil {
		return who, fmt.Errorf("floor: open identity: %w", err)
	}
	if err := json.Unmarshal(plain, &who); err != nil {
		return who, fmt.Errorf("floor: decode identity: %w", err)
	}
	return who, nil
}

// Seal stores who the customer is under the customer's own key, made on first use.
func Seal(w *Work, c *CustomerFile, who Identity) error {
	key, err := dataKey(w.floor, c)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(who)
	if err != nil {
		return fmt.Errorf("floor: encode identity: %w", err)
	}
	c.Identity, err = key.Seal(plain, identityPlace(w.Site.ID, c.Ref))
	return err
}

// dataKey gives the key of a customer, made on first use. Who was erased never gets another one. Error:
// customer.erased.
func dataKey(f *Floor, c *CustomerFile) (privacy.DataKey, error) {
	if !c.ErasedAt.IsZero() {
		return privacy.DataKey{}, &domain.Error{Code: "customer.erased"}
	}
	if len(c.WrappedKey) > 0 {
		return f.Ring().Unwrap(c.WrappedKey)
	}
	wrapped, key, err := f.Ring().NewDataKey(f.random)
	if err != nil {
		return privacy.DataKey{}, fmt.Errorf("floor: new customer key: %w", err)
	}
	c.WrappedKey = wrapped
	return key, nil
}
