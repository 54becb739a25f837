package floor

import (
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// PlaceOf binds a ciphertext to an attribute of an item.
func PlaceOf(key store.Key, attribute string) privacy.Place {
	return privacy.Place{Table: string(key.Table), Key: key.Partition + "/" + key.Sort, Attribute: attribute}
}

// SealFor encrypts under a customer's key what another item says about the customer.
func (w *Work) SealFor(file *CustomerFile, place privacy.Place, content any) ([]byte, error) {
	key, err := w.floor.dataKey(file)
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
func (f *Floor) OpenFor(file *CustomerFile, place privacy.Place, sealed []byte, into any) error {
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

// NewCustomer gives an empty file of a customer whom the register does not know yet.
func NewCustomer(ref domain.CustomerRef) *CustomerFile {
	file := &CustomerFile{}
	file.Ref = ref
	return file
}
