package inbox

import (
	"maps"

	"github.com/lunxu/lunxu/functions/deals"
	"github.com/lunxu/lunxu/functions/sites"
	"github.com/lunxu/lunxu/functions/visits"
	"github.com/lunxu/lunxu/internal/floor"
)

// Appliers gives, for each kind of fact that can wait, how it is carried out: by the function that owns the kind.
func Appliers(f *floor.Floor) floor.Appliers {
	all := floor.Appliers{}
	for _, of := range []floor.Appliers{deals.Appliers(f), sites.Appliers(f), visits.Appliers(f)} {
		maps.Copy(all, of)
	}
	return all
}
