package store

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"
)

// Position is where a query goes on: strictly after this item in the query's direction.
type Position struct {
	Sort string // of the table or of the index
	Key  Key    // the item's primary key
}

// cursorSumBytes is long enough that an altered cursor passes by chance once in 2^64 tries. The sum
// is no secret: a forged cursor still reads nothing outside the partition and bounds of its query,
// because it holds a place in the order and never a partition to read.
const cursorSumBytes = 8

// EncodeCursor makes the cursor that continues the query after the position.
func EncodeCursor(q Query, after Position) string {
	payload := appendField(nil, after.Sort)
	if q.Index != "" {
		payload = appendField(payload, after.Key.Partition)
		payload = appendField(payload, after.Key.Sort)
	}
	return base64.RawURLEncoding.EncodeToString(append(cursorSum(q, payload), payload...))
}

// DecodeCursor reads the query's cursor; nil if it has none. A cursor that was altered, comes from
// another table, index, partition or direction, or lies outside the bounds, is ErrInvalid.
func DecodeCursor(q Query) (*Position, error) {
	if q.Cursor == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(q.Cursor)
	if err != nil || len(raw) < cursorSumBytes || strings.ContainsAny(q.Cursor, "\r\n") { // the decoder skips line ends
		return nil, invalid("cursor malformed")
	}
	payload := raw[cursorSumBytes:]
	if string(cursorSum(q, payload)) != string(raw[:cursorSumBytes]) {
		return nil, invalid("cursor altered or of another query")
	}
	after, ok := decodePosition(q, payload)
	if !ok || validateKey(after.Key) != nil || validateKeyPart("sort key", after.Sort, maxSortBytes) != nil {
		return nil, invalid("cursor malformed")
	}
	if after.Sort < q.From || q.To != "" && after.Sort > q.To {
		return nil, invalid("cursor outside the bounds")
	}
	return &after, nil
}

func decodePosition(q Query, payload []byte) (Position, bool) {
	after := Position{Key: Key{Table: q.Table, Partition: q.Partition}}
	fields := []*string{&after.Sort}
	if q.Index != "" {
		fields = append(fields, &after.Key.Partition, &after.Key.Sort)
	}
	for _, field := range fields {
		length, n := binary.Uvarint(payload)
		if n <= 0 || length > uint64(len(payload)-n) {
			return Position{}, false
		}
		*field, payload = string(payload[n:n+int(length)]), payload[n+int(length):]
	}
	if q.Index == "" {
		after.Key.Sort = after.Sort
	}
	return after, len(payload) == 0
}

func cursorSum(q Query, payload []byte) []byte {
	var text []byte
	for _, part := range []string{"cursor 1", string(q.Table), string(q.Index), q.Partition} {
		text = appendField(text, part)
	}
	direction := byte('a')
	if q.Descending {
		direction = 'd'
	}
	sum := sha256.Sum256(append(append(text, direction), payload...))
	return sum[:cursorSumBytes]
}

func appendField(to []byte, field string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(field))), field...)
}
