package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Delivery is one request to an open operation, one that nobody signs in for, as it came: what it takes carries its own
// proof (the deliveries of booking systems are signed), and nothing about it is proven yet.
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
	if !ok || !op.Open {
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

// receive reads a delivery; a path that names no source is refused by the handler, like any other that is unproven.
// Errors: query.unknown_parameter, body.too_large, body.malformed.
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
