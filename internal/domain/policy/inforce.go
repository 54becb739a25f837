package policy

import "github.com/lunxu/lunxu/internal/domain"

// InForce gives the version that judges what happened on a business day: the one with the latest
// effective day not after it and, of several with the same effective day, the highest number. The
// order of versions does not matter. False: no version was in force yet.
func InForce(versions []Version, day domain.Day) (Version, bool) {
	var best Version
	found := false
	for _, v := range versions {
		if v.EffectiveFrom > day {
			continue
		}
		if !found || v.EffectiveFrom > best.EffectiveFrom ||
			(v.EffectiveFrom == best.EffectiveFrom && v.Number > best.Number) {
			best, found = v, true
		}
	}
	return best, found
}
