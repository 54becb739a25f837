package floor

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// PlaceOf binds a ciphertext to an attribute of an item.
func PlaceOf(key store.Key, attribute string) privacy.Place {
	return privacy.Place{Table: string(key.Table), Key: key.Partition + "/" + key.Sort, Attribute: attribute}
}

// SealFor encrypts under a customer's key what another item says about the customer.
func SealFor(w *Work, file *CustomerFile, place privacy.Place, content any) ([]byte, error) {
	key, err := dataKey(w.floor, file)
	if err != nil {
		return nil, err
	}
	plain, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("floor: encode for %s: %w", place.Attribute, err)
	}
	return key.Seal(plain, place)
}

// OpenFor reads what SealFor encrypted; nothing is read of a customer who was erased.
func OpenFor(f *Floor, file *CustomerFile, place privacy.Place, sealed []byte, into any) error {
	if file == nil || len(file.WrappedKey) == 0 || len(sealed) == 0 {
		return nil
	}
	key, err := f.Ring().Unwrap(file.WrappedKey)
	if err != nil {
		return fmt.Errorf("floor: unwrap customer key: %w", err)
	}
	plain, err := key.Open(sealed, place)
	if err != nil {
		return fmt.Errorf("floor: open %s: %w", place.Attribute, err)
	}
	if err := json.Unmarshal(plain, into); err != nil {
		return fmt.Errorf("floor: decode %s: %w", place.Attribute, err)
	}
	return nil
}

// KeyHolders reads the files under whose keys things were sealed, without following who was identified later.
func KeyHolders(ctx context.Context, f *Floor, site domain.SiteID,
	refs []domain.CustomerRef) (map[domain.CustomerRef]*CustomerFile, error) {
	out := map[domain.CustomerRef]*CustomerFile{}
	var keys []store.Key
	for _, ref := range refs {
		if key := store.CustomerKey(site, ref); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return out, nil
	}
	items, err := store.GetAll(ctx, f.store, keys)
	if err != nil {
		return nil, err
	}
	for _, item := range items {
		file, err := decodeCustomer(item)
		if err != nil {
			return nil, err
		}
		out[file.Ref] = file
	}
	return out, nil
}

// NewCustomer gives an empty file of a customer whom the register does not know yet.
func NewCustomer(ref domain.CustomerRef) *CustomerFile {
	file := &CustomerFile{}
	file.Ref = ref
	return file
}

// OpenSealed opens what a stored entry says about a person; false when there is nothing, or the person was
// erased. A visitor identified after the entry took another key; that entry stays closed.
func OpenSealed(f *Floor, site domain.SiteID, file *CustomerFile, entry StoredEntry, into any) (bool, error) {
	if len(entry.Entry.Sealed) == 0 || len(file.WrappedKey) == 0 || file.Ref != entry.Customer {
		return false, nil
	}
	key, err := f.Ring().Unwrap(file.WrappedKey)
	if err != nil {
		return false, fmt.Errorf("floor: unwrap customer key: %w", err)
	}
	plain, err := key.Open(entry.Entry.Sealed, entryPlace(site, entry.Day, entry.Seq))
	if err != nil {
		return false, fmt.Errorf("floor: open entry: %w", err)
	}
	if err := json.Unmarshal(plain, into); err != nil {
		return false, fmt.Errorf("floor: decode entry: %w", err)
	}
	return true, nil
}

// placeKey gives the journal entry that an id names: a letter, the business day and the sequence.
func placeKey(site domain.SiteID, id string) (store.Key, error) {
	return EntryKey(site, domain.VisitID(strings.TrimLeft(id, "fr")))
}

// openPlace opens what a stored entry says of a customer; nothing of one who was erased.
func openPlace(f *Floor, site domain.SiteID, holder *CustomerFile, item store.Item, into any) error {
	entry, err := OpenEntry(item)
	if err != nil || holder == nil {
		return err
	}
	_, err = OpenSealed(f, site, holder, entry, into)
	return err
}

// OpenPlaces opens what the entries that ids name say of customers, by id; zero values of those who were erased.
func OpenPlaces[T any](ctx context.Context, f *Floor, site domain.SiteID, ids []string) (map[string]T, error) {
	out := map[string]T{}
	keys := make([]store.Key, len(ids))
	for i, id := range ids {
		var err error
		if keys[i], err = placeKey(site, id); err != nil {
			return nil, err
		}
	}
	items, err := store.GetAll(ctx, f.store, keys)
	if err != nil {
		return nil, err
	}
	of := map[store.Key]StoredEntry{}
	var refs []domain.CustomerRef
	for key, item := range items {
		if of[key], err = OpenEntry(item); err != nil {
			return nil, err
		}
		refs = append(refs, of[key].Customer)
	}
	holders, err := KeyHolders(ctx, f, site, refs)
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		var content T
		if holder := holders[of[keys[i]].Customer]; holder != nil {
			if _, err := OpenSealed(f, site, holder, of[keys[i]], &content); err != nil {
				return nil, err
			}
		}
		out[id] = content
	}
	return out, nil
}
