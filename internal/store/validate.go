package store

import (
	"fmt"
	"unicode/utf8"
)

// The limits of the port, which are those of DynamoDB.
const (
	MaxKeys           = 100 // keys of one Get
	MaxWrites         = 100 // writes of one Commit
	MaxLimit          = 200 // items of one page
	maxPartitionBytes = 2048
	maxSortBytes      = 1024
)

func invalid(format string, arguments ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrInvalid}, arguments...)...)
}

// ValidateKeys checks the keys of one Get and gives them without repetitions, in order.
func ValidateKeys(keys []Key) ([]Key, error) {
	seen := make(map[Key]bool, len(keys))
	unique := make([]Key, 0, len(keys))
	for _, key := range keys {
		if err := validateKey(key); err != nil {
			return nil, err
		}
		if !seen[key] {
			seen[key] = true
			unique = append(unique, key)
		}
	}
	if len(unique) > MaxKeys {
		return nil, invalid("%d keys in one read", len(unique))
	}
	return unique, nil
}

// ValidateQuery checks everything of a query but its cursor.
func ValidateQuery(q Query) error {
	if _, ok := TableNamed(q.Table); !ok {
		return invalid("unknown table %q", q.Table)
	}
	if index, ok := IndexNamed(q.Index); q.Index != "" && (!ok || index.Table != q.Table) {
		return invalid("no index %q on table %q", q.Index, q.Table)
	}
	if err := validateKeyPart("partition", q.Partition, maxPartitionBytes); err != nil {
		return err
	}
	for _, bound := range []string{q.From, q.To} {
		if bound == "" {
			continue
		}
		if err := validateKeyPart("bound", bound, maxSortBytes); err != nil {
			return err
		}
	}
	if q.From != "" && q.To != "" && q.From > q.To {
		return invalid("bounds in the wrong order")
	}
	if q.Limit < 1 || q.Limit > MaxLimit {
		return invalid("limit %d", q.Limit)
	}
	return nil
}

// ValidateCommit checks the writes of one commit.
func ValidateCommit(writes []Write) error {
	if len(writes) < 1 || len(writes) > MaxWrites {
		return invalid("%d writes in one commit", len(writes))
	}
	seen := make(map[Key]bool, len(writes))
	total := 0
	for i, write := range writes {
		if seen[write.Item.Key] {
			return invalid("write %d: key written twice", i)
		}
		seen[write.Item.Key] = true
		if err := validateWrite(write); err != nil {
			return fmt.Errorf("write %d: %w", i, err)
		}
		if write.Action == Put {
			total += ItemSize(write.Item)
		}
	}
	if total > MaxTransactionBytes {
		return invalid("%d bytes in one commit", total)
	}
	return nil
}

func validateWrite(w Write) error {
	if err := validateKey(w.Item.Key); err != nil {
		return err
	}
	table, _ := TableNamed(w.Item.Key.Table)
	if !conditionFits(w.Action, w.Condition) {
		return invalid("condition %d does not fit action %d", w.Condition, w.Action)
	}
	if table.AppendOnly && w.Action != Check && (w.Action != Put || w.Condition != MustNotExist) {
		return invalid("table %q is append-only", table.Table)
	}
	if w.Condition == VersionIs && w.Version < 1 {
		return invalid("version %d in a condition", w.Version)
	}
	if w.Action == Put {
		return validateItem(table, w.Item)
	}
	return nil
}

func conditionFits(action Action, condition Condition) bool {
	switch action {
	case Put:
		return condition == MustNotExist || condition == VersionIs
	case Delete:
		return condition == MustExist || condition == VersionIs
	case Check:
		return condition >= MustNotExist && condition <= VersionIs
	}
	return false
}

func validateItem(table TableSchema, item Item) error {
	if item.Version < 0 {
		return invalid("version %d", item.Version)
	}
	if !item.ExpiresAt.IsZero() && (table.ExpiryAttribute == "" || item.ExpiresAt.Unix() <= 0) {
		return invalid("items of table %q cannot expire then", table.Table)
	}
	for name, key := range item.Indexes {
		index, ok := IndexNamed(name)
		if !ok || index.Table != table.Table {
			return invalid("no index %q on table %q", name, table.Table)
		}
		if err := validateKeyPart("index partition", key.Partition, maxPartitionBytes); err != nil {
			return err
		}
		if err := validateKeyPart("index sort key", key.Sort, maxSortBytes); err != nil {
			return err
		}
	}
	if size := ItemSize(item); size > MaxItemBytes {
		return invalid("item of %d bytes", size)
	}
	return nil
}

func validateKey(key Key) error {
	if _, ok := TableNamed(key.Table); !ok {
		return invalid("unknown table %q", key.Table)
	}
	if err := validateKeyPart("partition", key.Partition, maxPartitionBytes); err != nil {
		return err
	}
	return validateKeyPart("sort key", key.Sort, maxSortBytes)
}

// validateKeyPart never quotes the value: keys may identify a customer.
func validateKeyPart(part, value string, limit int) error {
	if value == "" || len(value) > limit || !utf8.ValidString(value) {
		return invalid("%s of %d bytes, empty, over %d or not UTF-8", part, len(value), limit)
	}
	return nil
}
