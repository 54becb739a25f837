package embedded

import (
	"context"
	"errors"

	"go.etcd.io/bbolt"

	"github.com/lunxu/lunxu/internal/store"
)

// RemoveExpired deletes up to limit items that expired by the store's clock and gives their number. It
// does for this engine what time to live does for DynamoDB; the process that owns the file calls it
// now and then.
func (s *Store) RemoveExpired(ctx context.Context, limit int) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, unavailable(err)
	}
	removed := 0
	err := s.db.Update(func(tx *bbolt.Tx) error {
		expired, err := expiredKeys(tx, s.now().Unix(), limit)
		if err != nil {
			return err
		}
		for _, key := range expired {
			item, err := load(tx, key)
			if err != nil {
				return err
			}
			if item == nil {
				return errCorrupt // expiry entries are kept in step with their items
			}
			if err := replace(tx, item, nil); err != nil {
				return err
			}
		}
		if removed = len(expired); removed == 0 {
			return errNothingToDo
		}
		return nil
	})
	switch {
	case errors.Is(err, errNothingToDo):
		return 0, nil
	case errors.Is(err, errCorrupt):
		return 0, err
	case err != nil:
		return 0, unavailable(err)
	}
	return removed, nil
}

func expiredKeys(tx *bbolt.Tx, now int64, limit int) ([]store.Key, error) {
	var keys []store.Key
	cursor := tx.Bucket(expiryBucket).Cursor()
	for entry, _ := cursor.First(); entry != nil && len(keys) < limit; entry, _ = cursor.Next() {
		at, key, err := splitExpiry(entry)
		if err != nil {
			return nil, err
		}
		if at > now {
			break
		}
		keys = append(keys, key)
	}
	return keys, nil
}
