// Package guarantees_test holds the product to what it promises whatever happens: costs, order under
// concurrency, idempotency, nights that survive being killed, isolation of sites, faults of the service
// and a register that shows tampering. Every promise is checked through the HTTP API on both engines.
package guarantees_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/dynamo"
	"github.com/lunxu/lunxu/internal/store/embedded"
	"github.com/lunxu/lunxu/internal/store/protocol"
)

// morning is when every product of these tests starts: 09:00 on the clock of its sites.
var morning = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

// clock is the store's clock; it follows the product's once that runs.
type clock struct{ product *server.Server }

func (c *clock) now() time.Time {
	if c.product == nil {
		return morning
	}
	return c.product.Clock.Now()
}

// engine is one of the two engines. service is the DynamoDB service behind it, nil for the embedded one.
type engine struct {
	name string
	open func(testing.TB, *clock) (s store.Store, service *protocol.Server)
}

var engines = []engine{{"embedded", openEmbedded}, {"dynamo", openDynamo}}

func openEmbedded(t testing.TB, c *clock) (store.Store, *protocol.Server) {
	t.Helper()
	s, err := embedded.Open(filepath.Join(t.TempDir(), "store.db"), embedded.WithClock(c.now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, nil
}

func openDynamo(t testing.TB, c *clock) (store.Store, *protocol.Server) {
	t.Helper()
	return openDynamoWith(t, c, nil)
}

// openDynamoWith opens the DynamoDB engine with a client of its own; nil is the engine's.
func openDynamoWith(t testing.TB, c *clock, client dynamodb.HTTPClient) (store.Store, *protocol.Server) {
	t.Helper()
	service := protocol.New(store.Tables(), store.Indexes())
	listener := httptest.NewServer(service)
	t.Cleanup(listener.Close)
	credentials := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
	})
	s, err := dynamo.New(dynamo.Options{Region: "us-east-1", Endpoint: listener.URL, Credentials: credentials,
		Now: c.now, HTTPClient: client})
	if err != nil {
		t.Fatal(err)
	}
	return s, service
}

// product is a running product with the store that it writes to.
type product struct {
	*server.Server
	t       testing.TB
	store   store.Store // as the engine holds it, without the wrapping
	service *protocol.Server
	data    string
	mu      sync.Mutex
	tokens  map[string]string
}

// start opens a product over an engine. wrap, if given, stands between the product and its store.
func start(t testing.TB, e engine, wrap ...func(store.Store) store.Store) *product {
	t.Helper()
	c := &clock{}
	s, service := e.open(t, c)
	between := s
	for _, w := range wrap {
		between = w(between)
	}
	p := &product{t: t, store: s, service: service, data: t.TempDir(), tokens: map[string]string{}}
	p.Server = p.process(between)
	c.product = p.Server
	return p
}

// process opens one process of the product over a store; all of them share the keys.
func (p *product) process(over store.Store) *server.Server {
	p.t.Helper()
	opened, err := server.Open(server.Config{Data: p.data, Origin: "http://localhost:8080", Simulated: true,
		Logger: slog.New(slog.DiscardHandler), Store: over})
	if err != nil {
		p.t.Fatal(err)
	}
	if err := opened.Clock.Set(morning); err != nil {
		p.t.Fatal(err)
	}
	return opened
}

// another gives a further process over the same store, as a second Lambda instance is: no lock of the
// first one binds it.
func (p *product) another() *product {
	p.t.Helper()
	next := &product{t: p.t, store: p.store, service: p.service, data: p.data, tokens: map[string]string{}}
	next.Server = p.process(p.store)
	if err := next.Clock.Set(p.Clock.Now()); err != nil {
		p.t.Fatal(err)
	}
	return next
}

// onBoth runs a test over each engine.
func onBoth(t *testing.T, test func(*testing.T, engine)) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { test(t, e) })
	}
}
