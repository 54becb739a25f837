package api

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// None is the body of an operation that takes none.
type None = struct{}

// Call is one authenticated, authorised and strictly decoded request.
type Call[In any] struct {
	Operation string
	Principal Principal
	Site      domain.SiteID // of the path; empty on paths without one
	Body      In
	Query     Query

	// Key is the raw Idempotency-Key; empty on reads.
	Key string
	// IdempotencyDigest names the write: hex SHA-256 over site, subject, operation and key; empty on reads.
	IdempotencyDigest string
	// RequestDigest is SHA-256 over operation, path and canonical body: what a repeated key must agree with.
	RequestDigest [32]byte
	// At is the server's instant of the request, read once, UTC, whole milliseconds.
	At        time.Time
	RequestID string

	request *http.Request
}

// Path gives a path parameter, decoded.
func (c Call[In]) Path(name string) string { return c.request.PathValue(name) }

// Number gives a path parameter that the contract has as a number.
func (c Call[In]) Number(name string) int {
	n, _ := strconv.Atoi(c.Path(name)) // held against its limit before any handler
	return n
}

// Answer is what an operation answers. Body is encoded once, canonically (Encode); Raw, when not
// nil, is sent as it is. Status 0 is the operation's own.
type Answer struct {
	Status   int
	Body     any
	Raw      []byte
	Replayed bool // the first answer of the same Idempotency-Key: adds Idempotency-Replayed: true
}

// OK answers with the operation's own status.
func OK(body any) (Answer, error) { return Answer{Body: body}, nil }

// Query is the query parameters of a request; only those that the operation knows, each at most once.
type Query struct{ values url.Values }

// Has reports whether the parameter was given.
func (q Query) Has(name string) bool { return q.values.Has(name) }

// Text gives a parameter as it is; empty if not given.
func (q Query) Text(name string) string { return q.values.Get(name) }

// Day gives a business day; the zero Day if not given. Errors: day.malformed.
func (q Query) Day(name string) (domain.Day, error) {
	if !q.Has(name) {
		return "", nil
	}
	return ParseDay(q.Text(name), name)
}

// ParseDay reads a business day of a path or query, naming the parameter in the error.
func ParseDay(text, name string) (domain.Day, error) {
	if _, err := time.Parse(time.DateOnly, text); err != nil || len(text) != len(time.DateOnly) {
		return "", domain.Invalid("day.malformed", name)
	}
	return domain.Day(text), nil
}

// ParseMonth reads a calendar month of a path, naming the parameter in the error.
func ParseMonth(text, name string) (domain.Month, error) {
	if _, err := time.Parse("2006-01", text); err != nil || len(text) != len("2006-01") {
		return "", domain.Invalid("month.malformed", name)
	}
	return domain.Month(text), nil
}

// checkPath refuses a path that names something as nothing is named. Errors: path.outside_limits.
func checkPath(request *http.Request, op Operation) error {
	for part := range strings.SplitSeq(op.Path, "/") {
		if name := strings.Trim(part, "{}"); name != part {
			if l := limitOf("path " + name); l != nil && !l.allowsParameter(request.PathValue(name)) {
				return l.refuse("path.outside_limits", name)
			}
		}
	}
	return nil
}

// checkQuery refuses parameters that the operation does not know, repeated ones and those outside their limits.
func checkQuery(raw string, op Operation) (Query, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return Query{}, &domain.Error{Code: "query.malformed"}
	}
	for name, given := range values {
		known := false
		for _, q := range op.Query {
			known = known || q == name
		}
		if !known {
			// the name is the caller's text and stays out
			return Query{}, &domain.Error{Code: "query.unknown_parameter"}
		}
		if len(given) > 1 {
			return Query{}, domain.Invalid("query.repeated", name)
		}
		if l := limitOf("query " + name); l != nil && !l.allowsParameter(given[0]) {
			return Query{}, l.refuse("query.outside_limits", name)
		}
	}
	return Query{values}, nil
}
