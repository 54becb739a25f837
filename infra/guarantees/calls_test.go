package guarantees_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"

	"github.com/lunxu/lunxu/internal/store"
)

// who is somebody who calls.
type who struct{ role, site, agent string } // agent: of a visitor, the visit

// answer is one response.
type answer struct {
	status   int
	raw      []byte
	replayed bool
	usage    store.Usage
}

func (a answer) String() string { return fmt.Sprintf("%d %s", a.status, a.raw) }

// into reads the body.
func (a answer) into(value any) error { return json.Unmarshal(a.raw, value) }

// code gives the code of a problem.
func (a answer) code() string {
	var problem struct {
		Code string `json:"code"`
	}
	if a.status < 400 || a.into(&problem) != nil {
		return ""
	}
	return problem.Code
}

var keys atomic.Int64

// freshKey gives an Idempotency-Key that nobody used before.
func freshKey() string { return fmt.Sprintf("key-%06d", keys.Add(1)) }

// request is one call in the making.
type request struct {
	as           who
	method, path string
	body         any
	key          string // of a write
}

// do serves the request in this process, so that the meter of its context counts what the store was asked.
func (p *product) do(r request) answer {
	p.t.Helper()
	raw := []byte(nil)
	if r.body != nil {
		var err error
		if raw, err = json.Marshal(r.body); err != nil {
			p.t.Fatal(err)
		}
	}
	ctx, meter := store.WithMeter(context.Background())
	sent := httptest.NewRequestWithContext(ctx, r.method, r.path, bytes.NewReader(raw))
	if r.method != http.MethodGet {
		sent.Header.Set("Content-Type", "application/json")
		sent.Header.Set("Idempotency-Key", r.key)
	}
	if r.as.role != "" {
		sent.Header.Set("Authorization", "Bearer "+p.token(r.as))
	}
	received := httptest.NewRecorder()
	p.ServeHTTP(received, sent)
	return answer{received.Code, received.Body.Bytes(), received.Header().Get("Idempotency-Replayed") == "true",
		meter.Usage()}
}

// call makes one request with a key of its own.
func (p *product) call(as who, method, path string, body any) answer {
	p.t.Helper()
	return p.do(request{as: as, method: method, path: path, body: body, key: freshKey()})
}

// must makes a request that has to succeed.
func (p *product) must(as who, method, path string, body any) answer {
	p.t.Helper()
	a := p.call(as, method, path, body)
	if a.status >= 300 {
		p.t.Fatalf("%s %s: %s", method, path, a)
	}
	return a
}

// token signs somebody in, once for the product's present instant.
func (p *product) token(as who) string {
	p.t.Helper()
	name := fmt.Sprint(as, p.Clock.Now().Truncate(time.Hour))
	p.mu.Lock()
	defer p.mu.Unlock()
	if known := p.tokens[name]; known != "" {
		return known
	}
	claims := map[string]string{"role": as.role}
	switch as.role {
	case "marketing_centre", "auditor":
	case "regional_sales":
		claims["region"] = region
	default:
		claims["site"] = as.site
	}
	if as.role == "visitor" { // signed in by the visit alone
		claims["subject"] = as.agent
	} else if as.agent != "" {
		claims["agent"] = as.agent
	}
	var signed struct {
		Token string `json:"token"`
	}
	a := p.do(request{method: http.MethodPost, path: "/dev/tokens", body: claims})
	if err := a.into(&signed); err != nil || signed.Token == "" {
		p.t.Fatalf("sign in %v: %s", as, a)
	}
	p.tokens[name] = signed.Token
	return signed.Token
}
