package protocol

import (
	"slices"

	"github.com/lunxu/lunxu/internal/store"
)

type queryInput struct {
	TableName                 string
	IndexName                 string
	KeyConditionExpression    string
	ExpressionAttributeNames  map[string]string
	ExpressionAttributeValues attributes
	Limit                     int
	ScanIndexForward          bool
	ConsistentRead            bool
	ExclusiveStartKey         attributes
	ReturnConsumedCapacity    string
}

// view is a table or an index as a query sees it.
type view struct {
	rows                    *rows
	partitionName, sortName string
	keyNames                []string
	project                 func(*record) attributes
}

func (t *table) view(indexName string, consistent bool) (view, error) {
	if indexName == "" {
		return view{t.rows, t.schema.PartitionAttribute, t.schema.SortAttribute,
			[]string{t.schema.PartitionAttribute, t.schema.SortAttribute},
			func(r *record) attributes { return r.item }}, nil
	}
	in, ok := t.indexes[indexName]
	if !ok {
		return view{}, validation("the table does not have the specified index")
	}
	if consistent {
		return view{}, validation("consistent reads are not supported on global secondary indexes")
	}
	return view{in.rows, in.schema.PartitionAttribute, in.schema.SortAttribute,
		[]string{t.schema.PartitionAttribute, t.schema.SortAttribute, in.schema.PartitionAttribute,
			in.schema.SortAttribute},
		in.project}, nil
}

type queryAnswer struct {
	Items            []attributes
	Count            int
	ScannedCount     int
	LastEvaluatedKey attributes `json:",omitempty"`
	ConsumedCapacity consumed
}

func (s *Server) query(in queryInput) (any, error) {
	if err := wantsCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	if in.Limit < 1 {
		return nil, validation("a query without limit is not answered here")
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	t, err := s.tableNamed(in.TableName)
	if err != nil {
		return nil, err
	}
	v, err := t.view(in.IndexName, in.ConsistentRead)
	if err != nil {
		return nil, err
	}
	found, err := v.find(t, in)
	if err != nil {
		return nil, err
	}
	return v.page(in, found), nil
}

// find gives the records of the key range in the query's order, after the start key.
func (v view) find(t *table, in queryInput) ([]*record, error) {
	within, err := parseKeyRange(in.KeyConditionExpression,
		placeholders{in.ExpressionAttributeNames, in.ExpressionAttributeValues}, v.partitionName, v.sortName)
	if err != nil {
		return nil, err
	}
	all := v.rows.partitions[within.partition]
	if in.ExclusiveStartKey != nil {
		start, err := v.startRecord(t, in.ExclusiveStartKey, within)
		if err != nil {
			return nil, err
		}
		at, exact := slices.BinarySearchFunc(all, start, v.rows.compare)
		if in.ScanIndexForward && exact {
			at++
		}
		if in.ScanIndexForward {
			all = all[at:]
		} else {
			all = all[:at]
		}
	}
	var found []*record
	for _, r := range all {
		if within.holds(v.rows.sortOf(r)) {
			found = append(found, r)
		}
	}
	if !in.ScanIndexForward {
		slices.Reverse(found)
	}
	return found, nil
}

func (v view) startRecord(t *table, key attributes, within keyRange) (*record, error) {
	if err := key.check(); err != nil {
		return nil, err
	}
	if len(key) != len(v.keyNames) || len(key.only(v.keyNames...)) != len(key) {
		return nil, validation("the provided starting key is invalid")
	}
	primary, err := t.primaryKey(key)
	if err != nil {
		return nil, err
	}
	start := &record{primary[0], primary[1], key}
	partition, ok := v.rows.partitionOf(start)
	if !ok || partition != within.partition || !within.holds(v.rows.sortOf(start)) {
		return nil, validation("the provided starting key is outside query boundaries based on provided conditions")
	}
	return start, nil
}

// page cuts the records at the limit or after the item that reaches 1 MB. Like DynamoDB it gives a last
// evaluated key whenever it stopped at one of these, even if nothing follows.
func (v view) page(in queryInput, found []*record) queryAnswer {
	answer, size := queryAnswer{Items: []attributes{}}, 0
	for _, r := range found {
		item := v.project(r)
		answer.Items = append(answer.Items, item)
		size += item.size()
		if len(answer.Items) == in.Limit || size >= store.MaxPageBytes {
			answer.LastEvaluatedKey = item.only(v.keyNames...)
			break
		}
	}
	answer.Count, answer.ScannedCount = len(answer.Items), len(answer.Items)
	answer.ConsumedCapacity = consumed{TableName: in.TableName, CapacityUnits: readUnits(size, in.ConsistentRead)}
	return answer
}
