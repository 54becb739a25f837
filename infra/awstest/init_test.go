package awstest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/lunxu/lunxu/infra/awstest/cfn"
	"github.com/lunxu/lunxu/infra/awstest/runtimeapi"
)

const (
	// maxInit is how many times as long as a function that does nothing a function may take to start. Both are
	// measured in turn in one run, so that a slow or busy machine slows both.
	maxInit    = 1.5
	initRounds = 15
	// initRetries repeats the measurement of a function that is over the bound: a burst of other work on the
	// machine passes, a slow start does not.
	initRetries = 3
)

// TestInit compares the start of every function, keyset opened and first read primed, with that of a function that does
// nothing, built with the same flags.
func TestInit(t *testing.T) {
	c := newCloud(t)
	hello := runtimeapi.Config{Bootstrap: buildHere(t, "infra/awstest/testdata/hello"), Name: "hello", Memory: 256, Timeout: time.Minute}
	for _, f := range deployed(t, c) {
		config := c.config(t, f)
		var ratio float64
		for range initRetries {
			base, own := medians(t, hello, config)
			ratio = float64(own) / float64(base)
			t.Logf("%-10s %.2f × hello (%s, hello %s; medians of %d)", f.Folder, ratio, own.Round(10*time.Microsecond),
				base.Round(10*time.Microsecond), initRounds)
			if ratio <= maxInit {
				break
			}
		}
		if ratio > maxInit {
			t.Errorf("%s: starts in %.2f × hello, at most %.1f", f.Folder, ratio, maxInit)
		}
	}
}

// medians measures both in turn; the first round warms the page cache and does not count.
func medians(t testing.TB, a, b runtimeapi.Config) (time.Duration, time.Duration) {
	t.Helper()
	var times [2][]time.Duration
	for round := range initRounds + 1 {
		for i, config := range []runtimeapi.Config{a, b} {
			p, err := runtimeapi.Start(t.Context(), config)
			if err != nil {
				t.Fatal(err)
			}
			p.Stop()
			if round > 0 {
				times[i] = append(times[i], p.Init())
			}
		}
	}
	return median(times[0]), median(times[1])
}

func median[T cmp.Ordered](of []T) T {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

// deployed lists the functions that have both a folder and a place in the template; TestEveryFolderIsDeployed holds
// that no other exist.
func deployed(t testing.TB, c *cloud) []cfn.Function {
	t.Helper()
	names := folders(t)
	var of []cfn.Function
	for _, f := range c.template.Functions() {
		if slices.Contains(names, f.Folder) {
			of = append(of, f)
		}
	}
	return of
}

// config starts the function as the template deploys it, on this machine's architecture.
func (c *cloud) config(t testing.TB, f cfn.Function) runtimeapi.Config {
	t.Helper()
	memory, _ := c.template.Setting(f, "MemorySize").(uint64)
	seconds, _ := c.template.Setting(f, "Timeout").(uint64)
	return runtimeapi.Config{
		Bootstrap: buildHere(t, "functions/"+f.Folder+"/lambda"), Name: f.Folder, Memory: int64(memory),
		Env: c.environment(t, f), Timeout: time.Duration(seconds) * time.Second,
	}
}
