package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// openOperations lists the operations that nobody signs in for. What they take carries its own proof: the
// deliveries of booking systems are signed.
var openOperations = []string{"receiveWebhook"}

// Open reports whether an operation takes requests without a token.
func (o Operation) Open() bool { return slices.Contains(openOperations, o.ID) }

// Delivery is one request to an open operation, as it came: nothing about it is proven yet.
type Delivery struct {
	Header    http.Header
	Body      []byte // at most MaxBody
	At        time.Time
	RequestID string

	request *http.Request
}

// Path gives a path parameter, decoded.
func (d Delivery) Path(name string) string { return d.request.PathValue(name) }

// HandleOpen adds an open operation. Like Handle it panics on faults of wiring.
func HandleOpen(r *Router, operation string, handler func(context.Context, Delivery) (Answer, error)) {
	op, ok := OperationByID(operation)
	if !ok || !op.Open() {
		panic("api: no open operation " + operation)
	}
	pattern := op.Method + " " + op.Path
	r.routes[pattern] = op
	r.mux.HandleFunc(pattern, func(_ http.ResponseWriter, request *http.Request) {
		x := exchangeOf(request)
		x.op = op
		delivery, err := receive(x, request)
		if err != nil {
			x.refuse(err)
			return
		}
		answer, err := handler(request.Context(), delivery)
		if err != nil {
			x.refuse(err)
			return
		}
		x.answer(answer)
	})
}

// receive reads a delivery. Errors: query.unknown_parameter, body.too_large, body.malformed.
func receive(x *exchange, request *http.Request) (Delivery, error) {
	if _, err := checkQuery(request.URL.RawQuery, x.op); err != nil {
		return Delivery{}, err
	}
	body, err := io.ReadAll(http.MaxBytesReader(x.w, request.Body, MaxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return Delivery{}, &domain.Error{Code: "body.too_large"}
	case err != nil && request.Context().Err() != nil:
		return Delivery{}, request.Context().Err()
	case err != nil:
		return Delivery{}, &domain.Error{Code: "body.malformed"}
	}
	return Delivery{Header: request.Header, Body: body, At: x.at, RequestID: x.id, request: request}, nil
}
