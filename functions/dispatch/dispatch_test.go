package dispatch_test

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/functions/dispatch"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/embedded"
)

type sent struct{ bodies []string }

func (s *sent) Send(_ context.Context, bodies []string) error {
	s.bodies = append(s.bodies, bodies...)
	return nil
}

// TestOneSiteThatDoesNotRead: a site whose stored form is damaged is named in the log, and the others get their night.
func TestOneSiteThatDoesNotRead(t *testing.T) {
	s, err := embedded.Open(filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, id := range []domain.SiteID{"first", "second", "third"} {
		write, err := floor.Replace(store.Item{}, store.SiteKey(id), site.Site{ID: id, TimeZone: "Asia/Shanghai"})
		if err != nil {
			t.Fatal(err)
		}
		if id == "second" {
			write.Item.Body = []byte{1, 2, 3}
		}
		listed := store.Write{Action: store.Put, Condition: store.MustNotExist,
			Item: store.Item{Key: store.Key{Table: store.Operations, Partition: store.DirectoryPartition,
				Sort: string(id)}}}
		if err := s.Commit(t.Context(), write, listed); err != nil {
			t.Fatal(err)
		}
	}
	var log bytes.Buffer
	queue := &sent{}
	d := dispatch.Dispatcher{Store: s, Queue: queue, Logger: slog.New(slog.NewTextHandler(&log, nil))}
	at := time.Date(2026, 11, 30, 15, 45, 0, 0, time.UTC)
	if err := d.Handle(t.Context(), dispatch.Tick{ScheduledAt: at}); err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(queue.bodies, " "); len(queue.bodies) != 2 || strings.Contains(all, "second") {
		t.Errorf("orders: %s", all)
	}
	if !strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), "second") {
		t.Errorf("log: %s", log.String())
	}
}
