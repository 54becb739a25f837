// Package demo plays two days of two sites against the running product through its HTTP API, under a
// simulated clock, and prints what came of them: boards, statements, rulings and the register's proof.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/lunxu/lunxu/infra/standalone/server"
)

// Run plays the demo in a directory of its own and writes its progress and its result to out. It ends
// with an error at the first call that the product refuses, or when the context ends.
func Run(ctx context.Context, out io.Writer) error {
	data, err := os.MkdirTemp("", "lunxu-demo-")
	if err != nil {
		return fmt.Errorf("demo directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(data) }()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("demo listener: %w", err)
	}
	origin := "http://" + listener.Addr().String()
	product, err := server.Open(server.Config{Data: data, Origin: origin, Simulated: true, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	serving := &http.Server{Handler: product, ReadHeaderTimeout: 5 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- serving.Serve(listener) }()
	err = play(ctx, &caller{base: origin, client: &http.Client{Timeout: 30 * time.Second}}, out)
	closed := serving.Close()
	if stopped := <-ended; !errors.Is(stopped, http.ErrServerClosed) {
		closed = errors.Join(closed, stopped)
	}
	return errors.Join(err, closed, product.Close())
}
