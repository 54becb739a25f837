package dynamo_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/dynamo"
	"github.com/lunxu/lunxu/internal/store/protocol"
)

// renamed gives the declarations with physical table names.
func renamed(prefix string) ([]store.TableSchema, []store.IndexSchema) {
	tables, indexes := store.Tables(), store.Indexes()
	for i := range tables {
		tables[i].Table = store.Table(prefix) + tables[i].Table
	}
	for i := range indexes {
		indexes[i].Table = store.Table(prefix) + indexes[i].Table
	}
	return tables, indexes
}

func TestFromEnvironment(t *testing.T) {
	server := protocol.New(renamed("prod-"))
	var header atomic.Pointer[http.Header]
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent := r.Header.Clone()
		header.Store(&sent)
		server.ServeHTTP(w, r)
	}))
	t.Cleanup(listener.Close)
	environment := map[string]string{
		"AWS_REGION": "cn-north-1", "AWS_ACCESS_KEY_ID": "the-id", "AWS_SECRET_ACCESS_KEY": "the-secret",
		"AWS_SESSION_TOKEN":         "the-token",
		"AWS_ENDPOINT_URL_DYNAMODB": listener.URL,
		"OPERATIONS_TABLE":          "prod-Operations", "RECORDS_TABLE": "prod-Records",
		"CUSTOMERS_TABLE": "prod-Customers",
	}
	getenv := func(of map[string]string) func(string) string { return func(name string) string { return of[name] } }
	s, err := dynamo.FromEnvironment(getenv(environment))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(context.Background(), put("a", "x")); err != nil {
		t.Fatal(err)
	}
	if got := header.Load().Get("X-Amz-Security-Token"); got != "the-token" {
		t.Errorf("session token sent: %q", got)
	}
	if got := header.Load().Get("Authorization"); !strings.Contains(got, "the-id/") ||
		!strings.Contains(got, "/cn-north-1/dynamodb/") {
		t.Errorf("authorization sent: %q", got)
	}
	for _, missing := range []string{"AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		partial := maps.Clone(environment)
		delete(partial, missing)
		if _, err := dynamo.FromEnvironment(getenv(partial)); !errors.Is(err, dynamo.ErrConfiguration) {
			t.Errorf("without %s: %v", missing, err)
		}
	}
	same := maps.Clone(environment)
	same["RECORDS_TABLE"] = same["OPERATIONS_TABLE"]
	if _, err := dynamo.FromEnvironment(getenv(same)); !errors.Is(err, dynamo.ErrConfiguration) {
		t.Errorf("two tables with one name: %v", err)
	}
	delete(environment, "OPERATIONS_TABLE")
	if s, err = dynamo.FromEnvironment(getenv(environment)); err != nil {
		t.Fatal(err)
	}
	_, one := s.Get(context.Background(), key("a"))
	_, two := s.Get(context.Background(), key("a"), key("b"))
	_, page := s.Query(context.Background(), store.Query{Table: store.Operations, Partition: "p", Limit: 1})
	for _, err := range []error{one, two, page, s.Commit(context.Background(), put("b", "x"))} {
		if !errors.Is(err, dynamo.ErrConfiguration) {
			t.Errorf("use of a table without name: %v", err)
		}
	}
}

// TestMissingTable: a refusal that will not pass is neither ErrUnavailable nor the caller's ErrInvalid.
func TestMissingTable(t *testing.T) {
	s, server := serve(t, func(o *dynamo.Options) {
		o.TableNames = map[store.Table]string{store.Operations: "elsewhere"}
	})
	err := s.Commit(context.Background(), put("a", "x"))
	if err == nil || errors.Is(err, store.ErrUnavailable) || errors.Is(err, store.ErrInvalid) ||
		errors.Is(err, store.ErrConflict) {
		t.Errorf("error %v", err)
	}
	if got := server.Calls("TransactWriteItems"); got != 1 {
		t.Errorf("%d calls, want 1", got)
	}
}

func TestPrime(t *testing.T) {
	s, server := serve(t)
	s.Prime(context.Background())
	server.Inject(protocol.Injection{Operation: "GetItem", Fault: protocol.Throttle})
	s.Prime(context.Background())
	if got := server.Calls("GetItem"); got != 2 {
		t.Errorf("%d calls, want 2: one attempt each", got)
	}
	server.Inject(protocol.Injection{Operation: "GetItem", Times: more, Fault: protocol.Hang})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	s.Prime(ctx)
	if took := time.Since(start); took > 500*time.Millisecond {
		t.Errorf("priming hung for %v", took)
	}
}

func TestClockHidesExpired(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	s, _ := serve(t, func(o *dynamo.Options) { o.Now = func() time.Time { return now } })
	w := put("a", "x")
	w.Item.ExpiresAt = now.Add(time.Second)
	if err := s.Commit(context.Background(), w, put("b", "x")); err != nil {
		t.Fatal(err)
	}
	for _, visible := range []int{2, 1} {
		items, err := s.Get(context.Background(), key("a"), key("b"))
		page, queryErr := s.Query(context.Background(),
			store.Query{Table: store.Operations, Partition: key("").Partition, Limit: 5})
		if errors.Join(err, queryErr) != nil || len(items) != visible || len(page.Items) != visible {
			t.Errorf("at %v: %d items, %d in page, %v, want %d", now, len(items), len(page.Items),
				errors.Join(err, queryErr), visible)
		}
		now = now.Add(time.Second)
	}
}
