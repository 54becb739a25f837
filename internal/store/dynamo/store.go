package dynamo

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/lunxu/lunxu/internal/store"
)

const (
	primeTime     = time.Second
	maxBatchCalls = 6 // of one Get, if the service leaves keys unprocessed
)

// Store is the DynamoDB engine. It satisfies store.Store.
type Store struct {
	client *dynamodb.Client
	now    func() time.Time
	names  map[store.Table]string
	tables map[string]store.Table
}

var _ store.Store = (*Store)(nil)

// name gives the table's physical name.
func (s *Store) name(table store.Table) (string, error) {
	if name, ok := s.names[table]; ok {
		return name, nil
	}
	return "", fmt.Errorf("%w: no name for table %s", ErrConfiguration, table)
}

// Prime opens the connection by one cheap read, so that the first request need not wait for TLS. It
// takes at most a second, makes one attempt, and leaves any failure to the first request.
func (s *Store) Prime(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, primeTime)
	defer cancel()
	for _, table := range store.Tables() {
		name, err := s.name(table.Table)
		if err != nil {
			continue
		}
		key := store.Key{Table: table.Table, Partition: "PRIME", Sort: "PRIME"}
		in := &dynamodb.GetItemInput{TableName: aws.String(name), Key: encodeKey(key),
			ConsistentRead: aws.Bool(false), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
		_, _ = s.client.GetItem(ctx, in, func(o *dynamodb.Options) { o.Retryer = aws.NopRetryer{} })
		return
	}
}

// Get reads keys: one by GetItem, more by BatchGetItem.
func (s *Store) Get(ctx context.Context, keys ...store.Key) (map[store.Key]store.Item, error) {
	unique, err := store.ValidateKeys(keys)
	if err != nil {
		return nil, err
	}
	found := make(map[store.Key]store.Item, len(unique))
	switch len(unique) {
	case 0:
		return found, nil
	case 1:
		err = s.getOne(ctx, unique[0], found)
	default:
		err = s.getBatch(ctx, unique, found)
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (s *Store) getOne(ctx context.Context, key store.Key, found map[store.Key]store.Item) error {
	name, err := s.name(key.Table)
	if err != nil {
		return err
	}
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String(name), Key: encodeKey(key),
		ConsistentRead: aws.Bool(true), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		store.Count(ctx, store.Usage{RoundTrips: 1})
		return translate(err)
	}
	countReads(ctx, out.ConsumedCapacity)
	if out.Item == nil {
		return nil
	}
	return s.keep(key.Table, out.Item, found)
}

// getBatch asks again for what the service left unprocessed, a bounded number of times.
func (s *Store) getBatch(ctx context.Context, keys []store.Key, found map[store.Key]store.Item) error {
	ask := map[string]types.KeysAndAttributes{}
	for _, key := range keys {
		name, err := s.name(key.Table)
		if err != nil {
			return err
		}
		of := ask[name]
		ask[name] = types.KeysAndAttributes{ConsistentRead: aws.Bool(true), Keys: append(of.Keys, encodeKey(key))}
	}
	for call := 1; call <= maxBatchCalls; call++ {
		out, err := s.client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: ask,
			ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err != nil {
			store.Count(ctx, store.Usage{RoundTrips: 1})
			return translate(err)
		}
		countReads(ctx, pointers(out.ConsumedCapacity)...)
		if err := s.keepAll(out.Responses, found); err != nil {
			return err
		}
		if ask = out.UnprocessedKeys; len(ask) == 0 {
			return nil
		}
		if err := wait(ctx, pause(call)); err != nil {
			return err
		}
	}
	return fmt.Errorf("%w: keys left unprocessed", store.ErrUnavailable)
}

func wait(ctx context.Context, duration time.Duration) error {
	timer := time.NewTimer(duration)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return unavailable(ctx.Err())
	}
}

func (s *Store) keepAll(responses map[string][]map[string]types.AttributeValue, found map[store.Key]store.Item) error {
	for name, items := range responses {
		for _, attributes := range items {
			if err := s.keep(s.tables[name], attributes, found); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) keep(table store.Table, attributes map[string]types.AttributeValue,
	found map[store.Key]store.Item) error {
	item, err := decodeItem(table, attributes)
	if err != nil {
		return err
	}
	if !item.ExpiredAt(s.now()) {
		found[item.Key] = item
	}
	return nil
}

// countReads adds one round trip with the capacity that the answer reports.
func countReads(ctx context.Context, reported ...*types.ConsumedCapacity) {
	usage := store.Usage{RoundTrips: 1}
	for _, capacity := range reported {
		if capacity != nil {
			usage.ReadUnits += aws.ToFloat64(capacity.CapacityUnits)
		}
	}
	store.Count(ctx, usage)
}

func pointers(of []types.ConsumedCapacity) []*types.ConsumedCapacity {
	to := make([]*types.ConsumedCapacity, len(of))
	for i := range of {
		to[i] = &of[i]
	}
	return to
}
