package embedded_test

import (
	"path/filepath"
	"testing"

	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/embedded"
	"github.com/lunxu/lunxu/internal/store/storetest"
)

func open(t testing.TB) store.Store {
	return openAt(t, filepath.Join(t.TempDir(), "site.db"))
}

func openAt(t testing.TB, path string, options ...embedded.Option) *embedded.Store {
	t.Helper()
	s, err := embedded.Open(path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestContract(t *testing.T) { storetest.Run(t, open) }

func TestUsage(t *testing.T) { storetest.RunUsage(t, open) }

func BenchmarkStore(b *testing.B) { storetest.Benchmark(b, open) }
