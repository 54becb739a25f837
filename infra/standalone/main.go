// Command standalone runs the whole product in one process on its embedded store.
//
//	go run ./infra/standalone            the product on http://localhost:8080
//	go run ./infra/standalone -demo      a day of two sites, played against the running API
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/lunxu/lunxu/infra/standalone/demo"
	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/notify"
	"github.com/lunxu/lunxu/internal/webhook"
)

func main() {
	address := flag.String("addr", "localhost:8080", "address to listen on")
	origin := flag.String("origin", "", "where browsers and phones reach it; empty: http:// and the address")
	data := flag.String("data", "data", "data directory: the store and the keys")
	clock := flag.String("clock", "system", "system, or simulated: a clock that POST /dev/clock moves")
	play := flag.Bool("demo", false, "play a day of two sites in a directory of its own, print what came of it, and "+
		"stop")
	notices := flag.String("notify", "",
		"address to post customers' notices to, signed by Standard Webhooks; the log if left out")
	secret := flag.String("notify-secret", "", "file with the secret (whsec_…) that signs them")
	flag.Parse()
	if err := run(*play, *address, cmp.Or(*origin, "http://"+*address), *data, *clock, *notices, *secret); err != nil {
		fmt.Fprintln(os.Stderr, "lunxu:", err)
		os.Exit(1)
	}
}

func run(play bool, address, origin, data, clock, notices, secret string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch {
	case play:
		return demo.Run(ctx, os.Stdout)
	case clock != "system" && clock != "simulated":
		return fmt.Errorf("-clock is system or simulated, not %q", clock)
	}
	return serve(ctx, address, origin, data, clock == "simulated", notices, secret)
}

// drain is how long requests in progress may take when the process is told to stop.
const drain = 10 * time.Second

// sender gives the way out for notices: a signed webhook, or nil for the log.
func sender(address, secretFile string) (notify.Sender, error) {
	if address == "" {
		return nil, nil
	}
	text, err := os.ReadFile(secretFile)
	if err != nil {
		return nil, fmt.Errorf("-notify-secret: %w", err)
	}
	secret, err := webhook.ParseSecret(webhook.Standard, strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("-notify-secret: %w", err)
	}
	return notify.Webhook{URL: address, Secret: secret, Client: &http.Client{Timeout: 10 * time.Second}}, nil
}

func serve(ctx context.Context, address, origin, data string, simulated bool, notices, secret string) error {
	out, err := sender(notices, secret)
	if err != nil {
		return err
	}
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	product, err := server.Open(server.Config{Data: data, Origin: origin, Simulated: simulated, Logger: logger,
		Notify: out})
	if err != nil {
		return err
	}
	if err := product.OpenDemoSite(ctx); err != nil {
		return errors.Join(err, product.Close())
	}
	nights, stopNights := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { product.EveryNight(nights) })
	work.Go(func() { product.WorkJobs(nights) })
	listener := &http.Server{Addr: address, Handler: product, ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:  10 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- listener.ListenAndServe() }()
	fmt.Print(server.Greeting(origin))
	select {
	case err = <-failed:
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
		defer cancel()
		err = listener.Shutdown(grace)
	}
	stopNights()
	work.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, product.Close())
}
