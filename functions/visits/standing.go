package visits

import (
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
)

// Appliers gives how the facts about visits, calls and announcements are carried out once they are confirmed.
func Appliers(*floor.Floor) floor.Appliers { return appliers() }

func appliers() floor.Appliers {
	return floor.Appliers{
		standing.Form:    {Confirm: formAgreed},
		standing.Match:   {Confirm: matchConfirmed},
		standing.Arrival: {Confirm: arrivalStands},
		standing.Call:    {Confirm: callStands},
	}
}
