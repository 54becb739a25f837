package protocol

import (
	"slices"

	"github.com/lunxu/lunxu/internal/store"
)

const (
	maxBatchKeys  = 100
	maxBatchBytes = 16 << 20
)

type getItemInput struct {
	TableName              string
	Key                    attributes
	ConsistentRead         bool
	ReturnConsumedCapacity string
}

func (s *Server) getItem(in getItemInput) (any, error) {
	if err := wantsCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	t, err := s.tableNamed(in.TableName)
	if err != nil {
		return nil, err
	}
	key, err := t.exactKey(in.Key)
	if err != nil {
		return nil, err
	}
	answer := map[string]any{}
	size := 0
	if found := t.items[key]; found != nil {
		answer["Item"], size = found.item, found.item.size()
	}
	answer["ConsumedCapacity"] = consumed{TableName: in.TableName, CapacityUnits: readUnits(size, in.ConsistentRead)}
	return answer, nil
}

func readUnits(bytes int, consistent bool) float64 {
	if consistent {
		return store.StrongReadUnits(bytes)
	}
	return store.EventualReadUnits(bytes)
}

type keysAndAttributes struct {
	Keys           []attributes
	ConsistentRead bool
}

type batchGetItemInput struct {
	RequestItems           map[string]keysAndAttributes
	ReturnConsumedCapacity string
}

type batchAnswer struct {
	Responses        map[string][]attributes
	UnprocessedKeys  map[string]keysAndAttributes
	ConsumedCapacity []consumed
}

func (s *Server) batchGetItem(in batchGetItemInput, leaveHalf bool) (any, error) {
	if err := wantsCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	total, err := s.checkBatch(in)
	if err != nil {
		return nil, err
	}
	budget := total
	if leaveHalf {
		budget = total / 2
	}
	answer, bytes := batchAnswer{map[string][]attributes{}, map[string]keysAndAttributes{}, nil}, 0
	for _, name := range sortedNames(in.RequestItems) {
		of, units := in.RequestItems[name], 0.0
		answer.Responses[name] = []attributes{}
		for _, given := range of.Keys {
			if budget <= 0 || bytes >= maxBatchBytes {
				left := answer.UnprocessedKeys[name]
				answer.UnprocessedKeys[name] = keysAndAttributes{append(left.Keys, given), of.ConsistentRead}
				continue
			}
			budget--
			size := s.readInto(&answer, name, given)
			bytes += size
			units += readUnits(size, of.ConsistentRead)
		}
		answer.ConsumedCapacity = append(answer.ConsumedCapacity, consumed{TableName: name, CapacityUnits: units})
	}
	return answer, nil
}

// readInto adds the item to the answer if there is one and gives its size. The key was checked.
func (s *Server) readInto(answer *batchAnswer, name string, given attributes) int {
	t := s.tables[name]
	key, _ := t.exactKey(given)
	found := t.items[key]
	if found == nil {
		return 0
	}
	answer.Responses[name] = append(answer.Responses[name], found.item)
	return found.item.size()
}

// checkBatch gives the number of keys.
func (s *Server) checkBatch(in batchGetItemInput) (int, error) {
	total := 0
	for name, of := range in.RequestItems {
		t, err := s.tableNamed(name)
		if err != nil {
			return 0, err
		}
		seen := map[[2]string]bool{}
		for _, given := range of.Keys {
			key, err := t.exactKey(given)
			if err != nil {
				return 0, err
			}
			if seen[key] {
				return 0, validation("provided list of item keys contains duplicates")
			}
			seen[key] = true
		}
		total += len(of.Keys)
	}
	if total < 1 || total > maxBatchKeys {
		return 0, validation("between 1 and 100 keys")
	}
	return total, nil
}

func sortedNames[V any](of map[string]V) []string {
	names := make([]string, 0, len(of))
	for name := range of {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
