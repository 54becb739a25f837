// Package dispatch turns the scheduler's tick into one message per site whose night has come.
package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// Window is how long after its hour a site's night is asked for. It is longer than the scheduler's period,
// so that no night is missed; a night asked for twice changes nothing.
const Window = 6 * time.Hour

// Tick is the scheduler's event.
type Tick struct {
	ScheduledAt time.Time `json:"scheduled_at"`
}

// Queue takes messages.
type Queue interface {
	Send(ctx context.Context, bodies []string) error
}

// Dispatcher asks for the nights that are due.
type Dispatcher struct {
	Store  store.Store
	Queue  Queue
	Logger *slog.Logger
}

const page = 100

// Handle sends an order for each site whose night has come.
func (d *Dispatcher) Handle(ctx context.Context, tick Tick) error {
	if tick.ScheduledAt.IsZero() {
		return errors.New("dispatch: the event has no scheduled_at")
	}
	query := store.Query{Table: store.Operations, Partition: store.DirectoryPartition, Limit: page}
	sent := 0
	for listed, err := range store.Pages(ctx, d.Store, query) {
		if err != nil {
			return err
		}
		orders, err := d.orders(ctx, listed, tick.ScheduledAt)
		if err != nil {
			return err
		}
		if len(orders) > 0 {
			if err := d.Queue.Send(ctx, orders); err != nil {
				return err
			}
		}
		sent += len(orders)
	}
	d.Logger.InfoContext(ctx, "nights asked for", "sites", sent)
	return nil
}

func (d *Dispatcher) orders(ctx context.Context, directory []store.Item, at time.Time) ([]string, error) {
	keys := make([]store.Key, 0, len(directory))
	for _, row := range directory {
		keys = append(keys, store.SiteKey(domain.SiteID(row.Key.Sort)))
	}
	sites, err := floor.ReadEach[site.Site](ctx, d.Store, keys, func(key store.Key, err error) {
		d.Logger.ErrorContext(ctx, "site does not read: its night is not asked for", "site", key.Partition, "error",
			err.Error())
	})
	if err != nil {
		return nil, err
	}
	var bodies []string
	for _, s := range sites {
		night := settle.LastNight(at, s.Zone())
		if at.Sub(night) >= Window || night.Before(s.CreatedAt) {
			continue
		}
		body, err := json.Marshal(settle.Night{Site: s.ID, At: night})
		if err != nil {
			return nil, fmt.Errorf("dispatch: encode order: %w", err)
		}
		bodies = append(bodies, string(body))
	}
	return bodies, nil
}
