package dynamo_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/dynamo"
	"github.com/lunxu/lunxu/internal/store/protocol"
	"github.com/lunxu/lunxu/internal/store/storetest"
)

var testCredentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
})

// serve gives a store on a fresh protocol server.
func serve(t testing.TB, changes ...func(*dynamo.Options)) (*dynamo.Store, *protocol.Server) {
	t.Helper()
	server := protocol.New(store.Tables(), store.Indexes())
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	options := dynamo.Options{Region: "us-east-1", Endpoint: listener.URL, Credentials: testCredentials}
	for _, change := range changes {
		change(&options)
	}
	s, err := dynamo.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return s, server
}

// patience shortens the time that one attempt may take.
func patience(attempt time.Duration) func(*dynamo.Options) {
	return func(o *dynamo.Options) { o.HTTPClient = &http.Client{Timeout: attempt} }
}

func open(t testing.TB) store.Store {
	s, _ := serve(t)
	return s
}

func TestContract(t *testing.T) {
	for place, open := range openers(t) {
		t.Run(place, func(t *testing.T) { storetest.Run(t, open) })
	}
}

func TestUsage(t *testing.T) { storetest.RunUsage(t, open) }

func BenchmarkStore(b *testing.B) { storetest.Benchmark(b, open) }
