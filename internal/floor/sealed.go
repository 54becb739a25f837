package floor

import (
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
)

// OpenSealed opens what a stored entry says about a person; false when there is nothing, or the person was
// erased. A visitor identified after the entry took another key; that entry stays closed.
func (f *Floor) OpenSealed(site domain.SiteID, file *CustomerFile, entry StoredEntry, into any) (bool, error) {
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
