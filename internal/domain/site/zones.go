package site

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"time"
)

// The zones a site can lie in travel with the program: a deployed function's machine has none of its own,
// and a decision replayed years later must not depend on the machine's.
//
//go:embed zones
var zoneFiles embed.FS

// Zones lists the IANA names of the time zones a site can lie in.
func Zones() []string {
	return []string{"Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore"}
}

var loaded sync.Map // name → *time.Location

// LoadZone gives a zone of the list; false for any other name.
func LoadZone(name string) (*time.Location, bool) {
	if zone, ok := loaded.Load(name); ok {
		location, ok := zone.(*time.Location)
		return location, ok
	}
	if !slices.Contains(Zones(), name) {
		return nil, false
	}
	data, err := zoneFiles.ReadFile("zones/" + name[strings.LastIndex(name, "/")+1:])
	if err != nil {
		return nil, false
	}
	zone, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		return nil, false
	}
	loaded.Store(name, zone)
	return zone, true
}
