package store

import (
	"context"
	"sync"
)

// Usage counts what an operation cost: round trips and capacity units as DynamoDB bills them
// (strong read 1 per 4 KB, write 1 per KB, doubled in a transaction, index maintenance included).
type Usage struct {
	RoundTrips int
	ReadUnits  float64
	WriteUnits float64
}

// Meter adds up the usage of the calls made under one context.
type Meter struct {
	mu    sync.Mutex
	usage Usage
}

type meterKey struct{}

// WithMeter gives a context whose store calls are counted by the returned meter.
func WithMeter(ctx context.Context) (context.Context, *Meter) {
	m := &Meter{}
	return context.WithValue(ctx, meterKey{}, m), m
}

// Usage gives what was counted so far.
func (m *Meter) Usage() Usage {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.usage
}

// Count adds usage to the meter of the context, if there is one. Engines call it once per round trip.
// A commit that fails counts its round trip only: DynamoDB bills failed conditions but does not report them.
func Count(ctx context.Context, u Usage) {
	m, ok := ctx.Value(meterKey{}).(*Meter)
	if !ok {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.usage.RoundTrips += u.RoundTrips
	m.usage.ReadUnits += u.ReadUnits
	m.usage.WriteUnits += u.WriteUnits
}
