package embedded_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/embedded"
)

func key(sort string) store.Key {
	return store.Key{Table: store.Operations, Partition: "S#riverside", Sort: sort}
}

func put(sort string) store.Write {
	return store.Write{Action: store.Put, Item: store.Item{Key: key(sort), Version: 1, Body: []byte(sort)},
		Condition: store.MustNotExist}
}

func mustCommit(t testing.TB, s store.Store, writes ...store.Write) {
	t.Helper()
	if err := s.Commit(context.Background(), writes...); err != nil {
		t.Fatal(err)
	}
}

func count(t testing.TB, s store.Store) int {
	t.Helper()
	q, n := store.Query{Table: store.Operations, Partition: "S#riverside", Limit: 200}, 0
	for {
		page, err := s.Query(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if n += len(page.Items); page.Cursor == "" {
			return n
		}
		q.Cursor = page.Cursor
	}
}

// TestAcknowledgedCommitIsInTheFile takes the file as it lies on disk after a commit, with the store
// still open, as if the process had died.
func TestAcknowledgedCommitIsInTheFile(t *testing.T) {
	directory := t.TempDir()
	path := filepath.Join(directory, "site.db")
	s := openAt(t, path)
	for i := range 10 {
		mustCommit(t, s, put(fmt.Sprint(i)))
		left, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(directory, fmt.Sprint("copy", i))
		if err := os.WriteFile(copied, left, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := count(t, openAt(t, copied)); got != i+1 {
			t.Fatalf("%d items on disk after %d commits", got, i+1)
		}
	}
}

const childVariable = "EMBEDDED_KILL_TEST_FILE"

// TestMain lets the test binary be the process that TestKill kills.
func TestMain(m *testing.M) {
	if path := os.Getenv(childVariable); path != "" {
		commitForever(path)
	}
	os.Exit(m.Run())
}

// commitForever prints a line for each commit after it is acknowledged, until it is killed.
func commitForever(path string) {
	s, err := embedded.Open(path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for i := 0; ; i++ {
		if err := s.Commit(context.Background(), put(fmt.Sprintf("%06d", i)),
			put(fmt.Sprintf("twin %06d", i))); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		_, _ = fmt.Fprintln(os.Stdout, "committed")
	}
}

func TestKill(t *testing.T) {
	for round := range 3 {
		path := filepath.Join(t.TempDir(), "site.db")
		acknowledged := killAfter(t, path, 20+round*15)
		s := openAt(t, path)
		if got := count(t, s); got < 2*acknowledged || got%2 != 0 {
			t.Errorf("%d items after %d acknowledged commits of two", got, acknowledged)
		}
	}
}

// killAfter starts a committing process, kills it after some acknowledgements and gives how many it gave in all.
func killAfter(t *testing.T, path string, commits int) int {
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childVariable+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines, acknowledged := bufio.NewScanner(out), 0
	for lines.Scan() {
		if lines.Text() != "committed" {
			t.Fatal(lines.Text())
		}
		if acknowledged++; acknowledged == commits {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the process ended by itself")
	}
	return acknowledged
}

func TestBackupIsConsistent(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "site.db"))
	mustCommit(t, s, put("first"), put("second"))
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				if err := s.Commit(context.Background(), put(fmt.Sprintf("%d a", i)),
					put(fmt.Sprintf("%d b", i))); err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	for range 5 {
		var snapshot bytes.Buffer
		if err := s.Backup(&snapshot); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "backup.db")
		if err := os.WriteFile(path, snapshot.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := count(t, openAt(t, path)); got < 2 || got%2 != 0 {
			t.Errorf("%d items in a backup of pairs", got)
		}
	}
	close(stop)
	writer.Wait()
}

func TestRemoveExpired(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	s := openAt(t, filepath.Join(t.TempDir(), "site.db"), embedded.WithClock(func() time.Time { return now }))
	for i := range 10 {
		w := put(fmt.Sprint(i))
		w.Item.ExpiresAt = now.Add(time.Duration(i) * time.Minute)
		mustCommit(t, s, w)
	}
	mustCommit(t, s, put("kept"))
	remove := func(limit, want int) {
		t.Helper()
		if got, err := s.RemoveExpired(context.Background(), limit); got != want || err != nil {
			t.Fatalf("removed %d, %v; want %d", got, err, want)
		}
	}
	if got := count(t, s); got != 10 {
		t.Fatalf("%d items visible, want all but the one that expires now", got)
	}
	remove(100, 1)
	now = now.Add(5 * time.Minute)
	remove(3, 3)
	remove(100, 2)
	remove(100, 0)
	now = now.Add(-time.Hour) // what was removed is gone for every clock
	if got := count(t, s); got != 5 {
		t.Errorf("%d items left, want 4 that expire later and 1 kept", got)
	}
	later := put("9")
	later.Now = now.Add(2 * time.Hour)
	mustCommit(t, s, later) // replaces the expired item by one that does not expire
	now = now.Add(24 * time.Hour)
	remove(100, 3)
	if got := count(t, s); got != 2 {
		t.Errorf("%d items left, want 2", got)
	}
}

func TestClosed(t *testing.T) {
	s, err := embedded.Open(filepath.Join(t.TempDir(), "site.db"))
	if err != nil {
		t.Fatal(err)
	}
	mustCommit(t, s, put("x"))
	var outcomes sync.Map
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() { outcomes.Store(i, s.Commit(context.Background(), put(fmt.Sprint(i)))) })
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	writers.Wait()
	outcomes.Range(func(i, outcome any) bool {
		if err, _ := outcome.(error); outcome != nil && !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("commit %v during close: %v", i, err)
		}
		return true
	})
	_, getErr := s.Get(context.Background(), key("x"))
	_, queryErr := s.Query(context.Background(), store.Query{Table: store.Operations, Partition: "p", Limit: 1})
	_, expiryErr := s.RemoveExpired(context.Background(), 1)
	commitErr := s.Commit(context.Background(), put("y"))
	for what, err := range map[string]error{"get": getErr, "query": queryErr, "expiry": expiryErr,
		"commit": commitErr} {
		if !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s after close: %v", what, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	directory := t.TempDir()
	path := filepath.Join(directory, "site.db")
	openAt(t, path)
	if _, err := embedded.Open(path); err == nil {
		t.Error("a file that is open elsewhere was opened")
	}
	other := filepath.Join(directory, "other.db")
	db, err := bbolt.Open(other, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		meta, err := tx.CreateBucket([]byte("meta"))
		if err != nil {
			return err
		}
		return meta.Put([]byte("format"), []byte("from the future"))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := embedded.Open(other); err == nil || !strings.Contains(err.Error(), "format") {
		t.Errorf("file of another format: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file mode %v, %v", info.Mode(), err)
	}
}
