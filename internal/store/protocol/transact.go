package protocol

import (
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/store"
)

const (
	maxTransactItems = 100
	maxTokenLength   = 36
)

// transactPart is a Put (Item), a Delete or a ConditionCheck (Key).
type transactPart struct {
	TableName                 string
	Item                      attributes `json:",omitempty"`
	Key                       attributes `json:",omitempty"`
	ConditionExpression       string
	ExpressionAttributeNames  map[string]string `json:",omitempty"`
	ExpressionAttributeValues attributes        `json:",omitempty"`
}

type transactItem struct {
	Put            *transactPart `json:",omitempty"`
	Delete         *transactPart `json:",omitempty"`
	ConditionCheck *transactPart `json:",omitempty"`
}

type transactInput struct {
	TransactItems          []transactItem
	ClientRequestToken     string
	ReturnConsumedCapacity string
}

type cancellationReason struct {
	Code    string
	Message string `json:",omitempty"`
}

// appliedTransaction is what a client request token stands for.
type appliedTransaction struct {
	digest   [sha256.Size]byte
	at       time.Time
	readCost map[string]float64
}

// change is one part of a transaction, checked and located.
type change struct {
	part  *transactPart
	table *table
	key   [2]string
	check bool
}

func cancelled(reasons []cancellationReason) error {
	codes := make([]string, len(reasons))
	for i, reason := range reasons {
		codes[i] = reason.Code
	}
	return &awsError{status: http.StatusBadRequest, code: "TransactionCanceledException", reasons: reasons,
		message: "Transaction cancelled, please refer cancellation reasons for specific reasons [" +
			strings.Join(codes, ", ") + "]"}
}

func (s *Server) transactWriteItems(in transactInput) (any, error) {
	if err := wantsCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	if in.ClientRequestToken == "" || len(in.ClientRequestToken) > maxTokenLength {
		return nil, validation("client request token missing or too long")
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	digest, err := digestOf(in)
	if err != nil {
		return nil, err
	}
	if before, ok := s.tokens[in.ClientRequestToken]; ok && s.Now().Sub(before.at) < tokenLifetime {
		return before.replay(digest)
	}
	changes, err := s.locate(in.TransactItems)
	if err != nil {
		return nil, err
	}
	if err := refuse(changes); err != nil {
		return nil, err
	}
	applied := appliedTransaction{digest, s.Now(), map[string]float64{}}
	units := map[string]float64{}
	for _, c := range changes {
		units[c.part.TableName] += c.apply()
		applied.readCost[c.part.TableName] += 2 * store.StrongReadUnits(sizeOf(c.table.items[c.key]))
	}
	s.tokens[in.ClientRequestToken] = applied
	var capacity []consumed
	for _, name := range sortedNames(units) {
		capacity = append(capacity, consumed{TableName: name, CapacityUnits: units[name],
			WriteCapacityUnits: units[name]})
	}
	return map[string]any{"ConsumedCapacity": capacity}, nil
}

func digestOf(in transactInput) ([sha256.Size]byte, error) {
	in.ClientRequestToken = ""
	text, err := json.Marshal(in)
	return sha256.Sum256(text), err
}

// replay answers a repeated token: the same transaction succeeds again without being applied again and
// is billed as reads; another one is refused.
func (a appliedTransaction) replay(digest [sha256.Size]byte) (any, error) {
	if digest != a.digest {
		return nil, &awsError{status: http.StatusBadRequest, code: "IdempotentParameterMismatchException",
			message: "the token was used with another request"}
	}
	var capacity []consumed
	for _, name := range sortedNames(a.readCost) {
		capacity = append(capacity, consumed{TableName: name, CapacityUnits: a.readCost[name],
			ReadCapacityUnits: a.readCost[name]})
	}
	return map[string]any{"ConsumedCapacity": capacity}, nil
}

func (s *Server) locate(items []transactItem) ([]change, error) {
	if len(items) < 1 || len(items) > maxTransactItems {
		return nil, validation("between 1 and 100 items in a transaction")
	}
	type place struct {
		table string
		key   [2]string
	}
	changes, seen, bytes := make([]change, 0, len(items)), map[place]bool{}, 0
	for _, item := range items {
		c, err := s.locateOne(item)
		if err != nil {
			return nil, err
		}
		at := place{c.part.TableName, c.key}
		if seen[at] {
			return nil, validation("transaction request cannot include multiple operations on one item")
		}
		seen[at] = true
		bytes += c.part.Item.size()
		changes = append(changes, c)
	}
	if bytes > store.MaxTransactionBytes {
		return nil, validation("the transaction exceeds 4 MB")
	}
	return changes, nil
}

func (s *Server) locateOne(item transactItem) (change, error) {
	var parts []*transactPart
	for _, part := range []*transactPart{item.Put, item.Delete, item.ConditionCheck} {
		if part != nil {
			parts = append(parts, part)
		}
	}
	if len(parts) != 1 {
		return change{}, validation("a transaction item must be exactly one of put, delete and condition check")
	}
	part := parts[0]
	if (part.Item != nil) != (item.Put != nil) || (part.Key != nil) != (item.Put == nil) {
		return change{}, validation("a put has an item, anything else a key")
	}
	t, err := s.tableNamed(part.TableName)
	if err != nil {
		return change{}, err
	}
	c := change{part: part, table: t, check: item.ConditionCheck != nil}
	if item.Put != nil {
		c.key, err = t.checkItem(part.Item)
	} else {
		c.key, err = t.exactKey(part.Key)
	}
	return c, err
}

// refuse evaluates every condition and cancels the transaction if one does not hold.
func refuse(changes []change) error {
	reasons, failed := make([]cancellationReason, len(changes)), false
	for i, c := range changes {
		var stored attributes
		if r := c.table.items[c.key]; r != nil {
			stored = r.item
		}
		holds, err := conditionHolds(c.part.ConditionExpression,
			placeholders{c.part.ExpressionAttributeNames, c.part.ExpressionAttributeValues}, stored)
		if err != nil {
			return err
		}
		reasons[i] = cancellationReason{Code: "None"}
		if !holds {
			failed = true
			reasons[i] = cancellationReason{Code: "ConditionalCheckFailed", Message: "The conditional request failed"}
		}
	}
	if failed {
		return cancelled(reasons)
	}
	return nil
}

// apply makes the change and gives its write units.
func (c change) apply() float64 {
	before := sizeOf(c.table.items[c.key])
	if c.check {
		return store.TransactionWriteUnits(before, before)
	}
	return c.table.replace(c.key, c.part.Item) + store.TransactionWriteUnits(before, c.part.Item.size())
}

func sizeOf(r *record) int {
	if r == nil {
		return 0
	}
	return r.item.size()
}
