package settlement

import (
	"fmt"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
)

// storedCredits is n deals in compact form.
func storedCredits(n int) [][]byte {
	stored := make([][]byte, n)
	for i := range stored {
		agent := func(k int) attribution.Party { return attribution.Party(fmt.Sprintf("agent-%02d", k%40)) }
		c := Credit{Deal: domain.DealID(fmt.Sprintf("d20260331-%06d", i+1)), Commission: money.Fen(100001 + i*17),
			Clause:        "SS.4.2.4.b",
			PolicyVersion: 3, Round: 1, Shares: []attribution.Share{{Party: agent(i), BasisPoints: 7000},
				{Party: agent(i + 1), BasisPoints: 3000}}}
		stored[i] = AppendCredit(nil, c)
	}
	return stored
}

// settleStored is the pure part of a night: decode, credit, encode. It gives the bytes written.
func settleStored(b *testing.B, stored [][]byte) int {
	var c Credit
	var lines []Line
	var out []byte
	written := 0
	for _, body := range stored {
		if _, err := DecodeCredit(body, &c); err != nil {
			b.Fatal(err)
		}
		var err error
		if lines, err = AppendDeal(lines[:0], c, "2026-03-31"); err != nil {
			b.Fatal(err)
		}
		out = out[:0]
		for _, line := range lines {
			out = AppendLine(out, line)
		}
		written += len(out)
	}
	return written
}

// BenchmarkSettlement shows ns per deal for 10,000 and 100,000 deals on one core, and the growth of the
// cost per deal between them (1.0 is linear).
func BenchmarkSettlement(b *testing.B) {
	perDeal := map[int]float64{}
	for _, n := range []int{10_000, 100_000} {
		stored := storedCredits(n)
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if settleStored(b, stored) == 0 {
					b.Fatal("nothing was written")
				}
			}
			perDeal[n] = float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(n)
			b.ReportMetric(perDeal[n], "ns/deal")
			if small := perDeal[10_000]; small > 0 {
				b.ReportMetric(perDeal[n]/small, "growth")
			}
		})
	}
}
