// Package demo plays two scenarios side by side on the running product, two days of two sites under a simulated
// clock, and prints what came of them: boards, statements, rulings and the register's proof.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"

	"github.com/lunxu/lunxu/infra/standalone/server"
)

// Run plays the demo in a directory of its own and writes its progress and its result to out. It ends
// with an error at the first step that does not come out as it states, or when the context ends.
func Run(ctx context.Context, out io.Writer) error {
	data, err := os.MkdirTemp("", "lunxu-demo-")
	if err != nil {
		return fmt.Errorf("demo directory: %w", err)
	}
	defer func() { _ = os.RemoveAll(data) }()
	product, err := server.Open(server.Config{Data: data, Origin: "http://localhost", Simulated: true,
		Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	serving := httptest.NewServer(product)
	err = play(ctx, serving.URL, serving.Client(), &report{out: out})
	serving.Close()
	return errors.Join(err, product.Close())
}
