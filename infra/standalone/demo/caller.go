package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// identity is who a call is made as.
type identity struct{ role, site, agent string }

// caller makes calls to the API. Every write carries an Idempotency-Key of its own.
type caller struct {
	base   string
	client *http.Client
	tokens map[identity]string
	writes int
}

// moveTo sets the simulated clock. Tokens do not outlive the move, so that none expires during the play.
func (c *caller) moveTo(ctx context.Context, at time.Time) error {
	c.tokens = map[identity]string{}
	return c.send(ctx, "", http.MethodPost, "/dev/clock", map[string]any{"now": at.UTC()}, nil)
}

// call makes one call as somebody and decodes its answer, unless into is nil. Anything but a success is
// an error that names the call and the refusal.
func (c *caller) call(ctx context.Context, as identity, method, path string, body, into any) error {
	token, err := c.token(ctx, as)
	if err != nil {
		return err
	}
	return c.send(ctx, token, method, path, body, into)
}

// token signs in, once for each identity and instant.
func (c *caller) token(ctx context.Context, as identity) (string, error) {
	if token := c.tokens[as]; token != "" {
		return token, nil
	}
	claims := map[string]string{"role": as.role, "subject": as.role + "-" + as.site + "-" + as.agent, "site": as.site, "agent": as.agent}
	var answer struct {
		Token string `json:"token"`
	}
	if err := c.send(ctx, "", http.MethodPost, "/dev/tokens", claims, &answer); err != nil {
		return "", err
	}
	c.tokens[as] = answer.Token
	return answer.Token, nil
}

func (c *caller) send(ctx context.Context, token, method, path string, body, into any) error {
	var payload io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
		payload = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, payload)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if method != http.MethodGet {
		c.writes++
		request.Header.Set("Idempotency-Key", fmt.Sprintf("demo-%08d", c.writes))
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return c.exchange(request, into)
}

// exchange sends the request and reads the answer or the problem.
func (c *caller) exchange(request *http.Request, into any) error {
	named := request.Method + " " + request.URL.Path
	response, err := c.client.Do(request)
	if err != nil {
		return fmt.Errorf("%s: %w", named, err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, 4<<20))
	if err != nil {
		return fmt.Errorf("%s: %w", named, err)
	}
	if response.StatusCode >= 300 {
		var problem contract.Problem
		if json.Unmarshal(raw, &problem) != nil || problem.Code == "" {
			return fmt.Errorf("%s: status %d", named, response.StatusCode)
		}
		return fmt.Errorf("%s: refused with %d %s %s: %s", named, response.StatusCode, problem.Code, problem.Clause, problem.MessageEn)
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%s: answer not understood: %w", named, err)
	}
	return nil
}
