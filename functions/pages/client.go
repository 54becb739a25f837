package pages

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// refusal is an operation's refusal as the API tells it.
type refusal struct{ contract.Problem }

func (r *refusal) Error() string { return "pages: refused: " + r.Code }

// problem gives the refusal of a code in the words of the API.
func problem(code domain.Code) *refusal {
	return &refusal{Problem: api.ProblemOf(&domain.Error{Code: code})}
}

// client calls the operations of the API in process, as whoever is signed in.
type client struct {
	r       *http.Request // of the page
	api     http.Handler
	Session *session          // nil: nobody is signed in
	acting  map[string]string // whose claims the calls of a visitor's page carry; nil: those of the session
}

// names are the parameters of an operation's path and query, by name.
type names map[string]string

// May reports whether an operation is open to the role of whoever is signed in.
func (c *client) May(operation string) bool {
	op, ok := api.OperationByID(operation)
	return ok && c.Session != nil && op.Allows(c.Session.Principal.Role)
}

// Is reports whether the one signed in has one of the roles.
func (c *client) Is(roles ...string) bool {
	if c.Session == nil {
		return false
	}
	for _, role := range roles {
		if c.Session.Principal.Role == domain.Role(role) {
			return true
		}
	}
	return false
}

// Me is the agent signed in; empty for other roles.
func (c *client) Me() string { return string(c.Session.Principal.Agent) }

// question is an operation that reads, and where its answer goes.
type question struct {
	operation string
	with      names
	into      any
}

// askAll asks what does not depend on each other side by side. The first refusal or fault in the order given counts.
func (c *client) askAll(all ...question) error {
	errs := make([]error, len(all))
	var group sync.WaitGroup
	for i, q := range all {
		group.Go(func() { errs[i] = c.ask(q.operation, q.with, q.into) })
	}
	group.Wait()
	return cmp.Or(errs...)
}

// ask calls an operation that reads, and decodes its answer.
func (c *client) ask(operation string, with names, into any) error {
	_, err := c.call(operation, with, nil, "", into)
	return err
}

// call calls an operation in process as whoever is signed in. Errors: *refusal, and faults.
func (c *client) call(operation string, with names, body any, key string, into any) (*answer, error) {
	op, ok := api.OperationByID(operation)
	if !ok {
		return nil, fmt.Errorf("pages: no operation %s", operation)
	}
	request, err := requestFor(c.r.Context(), op, with, body)
	if err != nil {
		return nil, err
	}
	if op.Write {
		request.Header.Set("Idempotency-Key", key)
	}
	request = request.WithContext(api.WithClaims(request.Context(), c.claims()))
	out := &answer{header: http.Header{}}
	c.api.ServeHTTP(out, request)
	if out.status >= http.StatusBadRequest {
		refused := &refusal{}
		if err := json.Unmarshal(out.body.Bytes(), &refused.Problem); err != nil {
			return nil, fmt.Errorf("pages: %s: status %d without a problem: %w", operation, out.status, err)
		}
		return out, refused
	}
	if into == nil {
		return out, nil
	}
	if err := json.Unmarshal(out.body.Bytes(), into); err != nil {
		return nil, fmt.Errorf("pages: %s: answer: %w", operation, err)
	}
	return out, nil
}

// claims gives whose claims a call carries.
func (c *client) claims() map[string]string {
	if c.acting != nil {
		return c.acting
	}
	return c.Session.Claims
}

// requestFor writes the request of an operation: the parameters of its path, those of its query, the body.
func requestFor(ctx context.Context, op api.Operation, with names, body any) (*http.Request, error) {
	path := op.Path
	for name, value := range with {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	if strings.Contains(path, "{") {
		return nil, fmt.Errorf("pages: %s: a parameter of the path is missing", op.ID)
	}
	query := url.Values{}
	for _, name := range op.Query {
		if with[name] != "" {
			query.Set(name, with[name])
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	payload := []byte(nil)
	if op.TakesBody() {
		if body == nil {
			body = struct{}{}
		}
		raw, err := json.Marshal(body)
		if err != nil {
			return nil, problem("body.malformed") // a text of the form that should be JSON and is not
		}
		payload = raw
	}
	request, err := http.NewRequestWithContext(ctx, op.Method, path, bytes.NewReader(payload))
	if err != nil {
		return nil, fmt.Errorf("pages: %s: %w", op.ID, err)
	}
	request.Header.Set("Content-Type", "application/json")
	return request, nil
}

// answer holds what an operation answers.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(part []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(part)
}

// decode reads the answer's body.
func (a *answer) decode(into any) error {
	if err := json.Unmarshal(a.body.Bytes(), into); err != nil {
		return fmt.Errorf("pages: answer: %w", err)
	}
	return nil
}
