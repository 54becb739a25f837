package guarantees_test

import (
	"testing"
	"time"
)

// BenchmarkArrival registers first-time visitors of a site of twelve agents, from the request to the
// answer, on the embedded store with its disk.
func BenchmarkArrival(b *testing.B) {
	for _, policy := range policies {
		b.Run(policy, func(b *testing.B) {
			s := start(b, engines[0]).openSite("riverside", policy, present)
			s.checkAllIn()
			desk := s.as("front_desk")
			n := 0
			b.ReportAllocs()
			for b.Loop() {
				body := newcomer(n)
				body["outcome"] = "toured" // the reception ends at once, so that somebody is always free
				s.must(desk, "POST", s.path("/arrivals"), body)
				n++
			}
		})
	}
}

// BenchmarkOwnershipLookUp asks for the owner of a customer who is in the register.
func BenchmarkOwnershipLookUp(b *testing.B) {
	s := start(b, engines[0]).openSite("riverside", "self-sale", present)
	s.checkAllIn()
	for n := range present {
		s.arrive(newcomer(n))
	}
	s.must(s.as("site_manager"), "PUT", s.path("/privacy-rules"),
		map[string]any{"window_minutes": 10, "numbers_in_window": 300, "numbers_per_day": 1000, "retention_months": 36})
	desk, n := s.as("front_desk"), 0
	b.ReportAllocs()
	for b.Loop() {
		s.must(desk, "POST", s.path("/ownership-lookups"), map[string]any{"phone": phone(n % present)})
		n++
	}
}

// BenchmarkCheckIn checks agents in by the screen's token; a new day begins whenever all are there.
func BenchmarkCheckIn(b *testing.B) {
	s := start(b, engines[0]).openSite("riverside", "self-sale", 40)
	rest := s.agents[1:]
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		if i%len(rest) == 0 {
			s.later(24 * time.Hour)
			s.checkIn(s.agents[0]) // opens the day
		}
		as, body := s.agent(rest[i%len(rest)]), s.scan(rest[i%len(rest)])
		s.token(as)
		b.StartTimer()
		s.must(as, "POST", s.path("/check-ins"), body)
	}
}
