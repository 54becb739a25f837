// Package dynamo keeps the product's data in DynamoDB, for everything that one machine does not carry.
//
// It uses four operations of the service: GetItem, BatchGetItem, Query and TransactWriteItems. Commits
// of a single write go through TransactWriteItems too, at twice the write units of a PutItem: the SDK
// repeats a request whose answer was lost, and only a transaction's client token keeps a repetition from
// failing the very condition that its first attempt made false.
package dynamo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/lunxu/lunxu/internal/store"
)

// The bounds of one call: an attempt ends after attemptTime, and there are at most maxAttempts with
// pauses of at most maxPause between them. The SDK's default client would wait for ever.
const (
	attemptTime = 2 * time.Second
	dialTime    = 500 * time.Millisecond
	maxAttempts = 4
	firstPause  = 25 * time.Millisecond
	maxPause    = 400 * time.Millisecond
)

// Options says where the tables are and how to reach them.
type Options struct {
	Region      string
	Endpoint    string // empty: the region's own
	Credentials aws.CredentialsProvider
	TableNames  map[store.Table]string // a table without entry has its declared name
	HTTPClient  dynamodb.HTTPClient    // nil: NewHTTPClient
	Now         func() time.Time       // hides expired items in reads; nil: time.Now
}

// ErrConfiguration tells that options or environment variables are missing.
var ErrConfiguration = errors.New("dynamo: configuration")

// FromEnvironment makes the options' store from the variables of a Lambda function: AWS_REGION,
// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL_DYNAMODB (optional),
// and OPERATIONS_TABLE, RECORDS_TABLE, CUSTOMERS_TABLE. A function that has no business with a table
// leaves its variable out; using the table is then ErrConfiguration.
func FromEnvironment(getenv func(string) string) (*Store, error) {
	id, secret := getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY")
	if id == "" || secret == "" {
		return nil, fmt.Errorf("%w: credentials missing", ErrConfiguration)
	}
	credentials := aws.Credentials{AccessKeyID: id, SecretAccessKey: secret,
		SessionToken: getenv("AWS_SESSION_TOKEN"), Source: "environment"}
	return New(Options{
		Region:   getenv("AWS_REGION"),
		Endpoint: getenv("AWS_ENDPOINT_URL_DYNAMODB"),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return credentials, nil
		}),
		TableNames: map[store.Table]string{
			store.Operations: getenv("OPERATIONS_TABLE"),
			store.Records:    getenv("RECORDS_TABLE"),
			store.Customers:  getenv("CUSTOMERS_TABLE"),
		},
	})
}

// New makes a store. It does not connect.
func New(options Options) (*Store, error) {
	if options.Region == "" || options.Credentials == nil {
		return nil, fmt.Errorf("%w: region or credentials missing", ErrConfiguration)
	}
	s := &Store{now: options.Now, names: map[store.Table]string{}, tables: map[string]store.Table{}}
	if s.now == nil {
		s.now = time.Now
	}
	for _, table := range store.Tables() {
		name, given := options.TableNames[table.Table]
		if !given {
			name = string(table.Table)
		}
		if name == "" {
			continue
		}
		if other, taken := s.tables[name]; taken {
			return nil, fmt.Errorf("%w: tables %s and %s have the same name", ErrConfiguration, other, table.Table)
		}
		s.names[table.Table], s.tables[name] = name, table.Table
	}
	s.client = dynamodb.New(clientOptions(options))
	return s, nil
}

func clientOptions(options Options) dynamodb.Options {
	to := dynamodb.Options{
		Region:      options.Region,
		Credentials: options.Credentials,
		HTTPClient:  options.HTTPClient,
		Retryer: retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts = maxAttempts
			o.MaxBackoff = maxPause
			o.Backoff = retry.BackoffDelayerFunc(func(attempt int, _ error) (time.Duration, error) {
				return pause(attempt), nil
			})
		}),
	}
	if options.Endpoint != "" {
		to.BaseEndpoint = aws.String(options.Endpoint)
	}
	if to.HTTPClient == nil {
		to.HTTPClient = NewHTTPClient()
	}
	return to
}

// NewHTTPClient makes the SDK's own client with the time limits of this package.
func NewHTTPClient() *awshttp.BuildableClient {
	return awshttp.NewBuildableClient().WithTimeout(attemptTime).WithDialerOptions(func(d *net.Dialer) {
		d.Timeout = dialTime
	})
}

// pause gives a random wait before the next attempt; attempt counts from 1. The bound doubles from
// firstPause to maxPause.
func pause(attempt int) time.Duration {
	bound := firstPause << min(max(attempt-1, 0), 8)
	return rand.N(min(bound, maxPause))
}
