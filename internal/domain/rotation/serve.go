package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain/policy"
)

// serve gives work to whoever is free: first their own visitors whom a helper receives, then the
// waiting list. Each round takes one visitor off a list that nothing refills, so it ends.
func (f *floor) serve() {
	if f.Day == "" {
		return
	}
	for f.takeOverOne() || f.serveOneWaiting() {
	}
}

// takeOverOne hands the oldest visitor who is received on behalf of a free agent to that agent, where
// that is not left to the helper (RC.9).
func (f *floor) takeOverOne() bool {
	if f.rot.TakeOver == policy.ByHelper {
		return false
	}
	for i, r := range f.Receptions {
		if r.OnBehalfOf != "" && f.freeAgent(r.OnBehalfOf) {
			f.transfer(i, r.OnBehalfOf)
			return true
		}
	}
	return false
}

func (f *floor) serveOneWaiting() bool {
	if len(f.Waiting) == 0 {
		return false
	}
	first := f.Waiting[0]
	picked := f.pick(first)
	if picked.agent == "" {
		return false
	}
	f.Waiting = slices.Delete(f.Waiting, 0, 1)
	f.assign(first, picked)
	return true
}
