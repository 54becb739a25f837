package dynamo

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/lunxu/lunxu/internal/store"
)

// errUnreadable: a stored item is not one that this engine wrote.
var errUnreadable = errors.New("dynamo: stored item has unexpected attributes")

func text(value string) types.AttributeValue { return &types.AttributeValueMemberS{Value: value} }

func number(value int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(value, 10)}
}

func encodeKey(key store.Key) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{
		store.AttributePartition: text(key.Partition), store.AttributeSort: text(key.Sort),
	}
}

func encodeItem(item store.Item) map[string]types.AttributeValue {
	attributes := encodeKey(item.Key)
	attributes[store.AttributeVersion] = number(item.Version)
	if len(item.Body) > 0 {
		attributes[store.AttributeBody] = &types.AttributeValueMemberB{Value: item.Body}
	}
	if !item.ExpiresAt.IsZero() {
		attributes[store.AttributeExpiry] = number(item.ExpiresAt.Unix())
	}
	for name, key := range item.Indexes {
		if index, ok := store.IndexNamed(name); ok {
			attributes[index.PartitionAttribute] = text(key.Partition)
			attributes[index.SortAttribute] = text(key.Sort)
		}
	}
	return attributes
}

// decodeItem reads a whole item, or an index entry, which has keys only.
func decodeItem(table store.Table, attributes map[string]types.AttributeValue) (store.Item, error) {
	r := reader{attributes: attributes}
	item := store.Item{
		Key: store.Key{Table: table, Partition: r.text(store.AttributePartition),
			Sort: r.text(store.AttributeSort)},
		Version: r.number(store.AttributeVersion),
		Body:    r.bytes(store.AttributeBody),
	}
	if expiry := r.number(store.AttributeExpiry); expiry != 0 {
		item.ExpiresAt = time.Unix(expiry, 0).UTC()
	}
	for _, index := range store.IndexesOf(table) {
		in := store.IndexKey{Partition: r.text(index.PartitionAttribute), Sort: r.text(index.SortAttribute)}
		if in.Partition == "" || in.Sort == "" {
			continue
		}
		if item.Indexes == nil {
			item.Indexes = map[store.Index]store.IndexKey{}
		}
		item.Indexes[index.Index] = in
	}
	if r.wrong != "" || item.Key.Partition == "" || item.Key.Sort == "" {
		return store.Item{}, fmt.Errorf("%w: table %s, %q", errUnreadable, table, r.wrong)
	}
	return item, nil
}

// reader takes attributes; wrong names the last one of another type. An absent one reads as zero.
type reader struct {
	attributes map[string]types.AttributeValue
	wrong      string
}

func (r *reader) text(name string) string {
	switch value := r.attributes[name].(type) {
	case nil:
		return ""
	case *types.AttributeValueMemberS:
		return value.Value
	}
	r.wrong = name
	return ""
}

func (r *reader) number(name string) int64 {
	switch value := r.attributes[name].(type) {
	case nil:
		return 0
	case *types.AttributeValueMemberN:
		if n, err := strconv.ParseInt(value.Value, 10, 64); err == nil {
			return n
		}
	}
	r.wrong = name
	return 0
}

func (r *reader) bytes(name string) []byte {
	switch value := r.attributes[name].(type) {
	case nil:
		return nil
	case *types.AttributeValueMemberB:
		return value.Value
	}
	r.wrong = name
	return nil
}
