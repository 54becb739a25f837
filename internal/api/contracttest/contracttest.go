// Package contracttest holds every exchange of a test against the contract (infra/openapi.yaml).
package contracttest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// New gives a transport that sends requests with next and fails the test where an exchange departs
// from the contract: an accepted request that the contract refuses, any response that it does not
// describe, and properties in a response that it does not name. Paths under /dev/ are no part of the
// contract and pass unchecked. The body of a response is read whole before it is handed on.
func New(t testing.TB, next http.RoundTripper) http.RoundTripper {
	t.Helper()
	if _, err := contract(); err != nil {
		t.Fatal(err)
	}
	return &transport{t, next}
}

type transport struct {
	t    testing.TB
	next http.RoundTripper
}

func (c *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	var sent []byte
	if request.Body != nil {
		body, err := io.ReadAll(request.Body)
		if err := errors.Join(err, request.Body.Close()); err != nil {
			return nil, err
		}
		sent = body
		request = request.Clone(request.Context())
		request.Body = io.NopCloser(bytes.NewReader(sent))
	}
	response, err := c.next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	answered, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(answered))
	Check(c.t, request, sent, response, answered)
	return response, nil
}

// Check holds one exchange against the contract, as New does, for tests without a transport.
func Check(t testing.TB, request *http.Request, sent []byte, response *http.Response, answered []byte) {
	t.Helper()
	if strings.HasPrefix(request.URL.Path, "/dev/") {
		return
	}
	contract, err := contract()
	if err != nil {
		t.Fatal(err)
	}
	name := request.Method + " " + request.URL.Path
	found := contract.find(request)
	if found.route != nil {
		name = found.route.Operation.OperationID
	}
	for _, difference := range contract.differences(found, request, sent, response, answered) {
		t.Errorf("%s, status %d: %v", name, response.StatusCode, difference)
	}
}

func (c *described) differences(found match, request *http.Request, sent []byte, response *http.Response,
	answered []byte) []error {
	if found.route == nil {
		if response.StatusCode < http.StatusBadRequest {
			return []error{errors.New("the contract has no such operation")}
		}
		return one(c.problem(response, answered))
	}
	again := request.Clone(context.Background())
	again.Body = io.NopCloser(bytes.NewReader(sent))
	again.ContentLength = int64(len(sent))
	input := &openapi3filter.RequestValidationInput{Request: again, PathParams: found.parameters, Route: found.route,
		Options: &openapi3filter.Options{
			MultiError: true, IncludeResponseStatus: true, SkipSettingDefaults: true,
			AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}}
	var out []error
	if response.StatusCode < http.StatusBadRequest {
		if err := openapi3filter.ValidateRequest(context.Background(), input); err != nil {
			out = append(out, fmt.Errorf("accepted a request that the contract refuses: %w", err))
		}
		if len(sent) > 0 && found.route.Operation.RequestBody == nil {
			out = append(out, errors.New("accepted a body that the contract does not have"))
		}
	}
	checked := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: response.StatusCode,
		Header: response.Header, Options: input.Options}
	return append(out, one(openapi3filter.ValidateResponse(context.Background(), checked.SetBodyBytes(answered)))...)
}

// problem holds a refusal outside every operation against the contract's problem document.
func (c *described) problem(response *http.Response, answered []byte) error {
	if given := response.Header.Get("Content-Type"); given != "application/problem+json" {
		return fmt.Errorf("a refusal of type %q", given)
	}
	var document any
	if err := json.Unmarshal(answered, &document); err != nil {
		return err
	}
	return c.document.Components.Schemas["Problem"].Value.VisitJSON(document, openapi3.MultiErrors())
}

func one(err error) []error {
	if err == nil {
		return nil
	}
	return []error{err}
}
