// Package deployed wires a function for AWS Lambda: store, keys and router from the environment, the
// machine's clock, structured logs.
package deployed

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/lambdaedge"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store/dynamo"
)

// Keys opens the installation's keys; nil for functions that see no personal data.
type Keys func(ctx context.Context) (*privacy.Ring, error)

// Floor opens the floors of the installation. The connection to the tables and the keys are opened beside
// the start, while the run time fetches the first event; what needs them waits. A configuration that does
// not hold ends the process, so that it is noticed at deployment and not by a customer. The functions share a log, so
// that each line names its own.
func Floor(keys Keys) (*floor.Floor, *slog.Logger) {
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil)).With("function", os.Getenv("AWS_LAMBDA_FUNCTION_NAME"))
	tables, err := dynamo.FromEnvironment(os.Getenv)
	exitOn(logger, err)
	go prime(tables)
	ring := sync.OnceValue(func() *privacy.Ring { return open(keys, logger) })
	go ring()
	return floor.NewWaiting(tables, ring, rand.Reader), logger
}

// open opens the keys; nil for functions that see no personal data.
func open(keys Keys, logger *slog.Logger) *privacy.Ring {
	if keys == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	ring, err := keys(ctx)
	exitOn(logger, err)
	return ring
}

func exitOn(logger *slog.Logger, err error) {
	if err != nil {
		logger.Error("the function cannot start", "error", err.Error())
		os.Exit(1)
	}
}

// prime opens the connection that the first request would otherwise wait for. A failure is the first
// request's to report.
func prime(tables *dynamo.Store) {
	ctx, cancel := context.WithTimeout(context.Background(), 800*time.Millisecond)
	defer cancel()
	tables.Prime(ctx)
}

// Serve serves the operations that register adds, until the process ends.
func Serve(keys Keys, register func(*api.Router, *floor.Floor)) {
	f, logger := Floor(keys)
	router := api.New(api.Options{Now: func() time.Time { return time.Now().UTC() }, Logger: logger, Region: f.Region,
		Admit: f.Admit})
	register(router, f)
	var handler http.Handler = router
	lambdaedge.Start(handler)
}
