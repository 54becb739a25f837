package store

import (
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
)

// PoliciesPartition lists a site's published policy versions by number. They are append-only.
func PoliciesPartition(site domain.SiteID) string { return sitePartition(site, "#POLICIES") }

// PolicyKey is one published policy version.
func PolicyKey(site domain.SiteID, number int) Key {
	return Key{Records, PoliciesPartition(site), fmt.Sprintf("%06d", number)}
}

// SwapsPartition lists a site's requests for a swap of places by id, which is by time.
func SwapsPartition(site domain.SiteID) string { return sitePartition(site, "#SWAPS") }

// SwapKey is one request for a swap with its decision.
func SwapKey(site domain.SiteID, id string) Key {
	return Key{Operations, SwapsPartition(site), id}
}

// DigestKey is the n-th summary of one night's settlement.
func DigestKey(site domain.SiteID, day domain.Day, ordinal int) Key {
	return Key{Records, RunsPartition(site), fmt.Sprintf("%s#%03d", day, ordinal)}
}
