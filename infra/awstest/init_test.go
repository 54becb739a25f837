package awstest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/lunxu/lunxu/infra/awstest/cfn"
	"github.com/lunxu/lunxu/infra/awstest/runtimeapi"
)

// initRounds is how many starts of each are measured; the median counts.
const initRounds = 41

// BenchmarkInit compares the start of every function with that of a function that does nothing, built with the same
// flags, in turn and in one run: go test ./infra/awstest -run '^$' -bench Init -benchtime 1x
func BenchmarkInit(b *testing.B) {
	c := newCloud(b)
	hello := runtimeapi.Config{Bootstrap: buildHere(b, "infra/awstest/testdata/hello"), Name: "hello", Memory: 256,
		Timeout: time.Minute}
	for _, f := range deployed(b, c) {
		config := c.config(b, f)
		b.Run(f.Folder, func(b *testing.B) {
			for range b.N {
				base, own := medians(b, hello, config)
				b.ReportMetric(float64(own)/float64(base), "x-hello")
				b.ReportMetric(float64(own.Microseconds()), "init-us")
			}
		})
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
