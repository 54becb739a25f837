package coverage

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatRacesIsListed holds races.txt, from which .ci/run takes what it tests under the race detector.
func TestWhatRacesIsListed(t *testing.T) {
	const path = "races.txt"
	want, err := Races(root)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, read(t, path)); diff != "" {
		t.Errorf("%s is not what starts goroutines or locks; run with -update\n%s", path, diff)
	}
}
