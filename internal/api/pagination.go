package api

import (
	"encoding/base64"
	"strconv"

	"github.com/lunxu/lunxu/internal/domain"
)

// DefaultLimit is the size of a page where none is asked for; the contract sets the largest.
const DefaultLimit = 50

// Limit gives the size of the page asked for.
func (q Query) Limit() (int, error) {
	if !q.Has("limit") {
		return DefaultLimit, nil
	}
	return strconv.Atoi(q.Text("limit"))
}

// Cursor gives the position that a former page ended at, empty for the first page. Errors: query.cursor.
func (q Query) Cursor() (string, error) {
	if !q.Has("cursor") {
		return "", nil
	}
	text := q.Text("cursor")
	position, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(position) == 0 {
		return "", domain.Invalid("query.cursor", "cursor")
	}
	return string(position), nil
}

// NextCursor makes the opaque cursor of a position (a store's cursor, a sort key); empty on the last page.
func NextCursor(position string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(position))
}

// Slice pages a list that is in memory: items from the cursor on, and the next cursor.
func Slice[T any](q Query, items []T) (part []T, next string, err error) {
	limit, err := q.Limit()
	if err != nil {
		return nil, "", err
	}
	position, err := q.Cursor()
	if err != nil {
		return nil, "", err
	}
	from := 0
	if position != "" {
		if from, err = strconv.Atoi(position); err != nil || from < 1 || from > len(items) {
			return nil, "", domain.Invalid("query.cursor", "cursor")
		}
	}
	to := min(from+limit, len(items))
	if to < len(items) {
		next = NextCursor(strconv.Itoa(to))
	}
	return items[from:to], next, nil
}
