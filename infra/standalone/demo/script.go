package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// step is one action at its time.
type step struct {
	at time.Time
	s  *stage
	do action
}

// script is what happens at one site on one day.
type script struct {
	site  *stage
	day   time.Time
	steps []step
}

// at adds actions at a clock time, "09:10".
func (sc *script) at(clock string, actions ...action) {
	for _, do := range actions {
		sc.steps = append(sc.steps, step{at: sc.time(clock), s: sc.site, do: do})
	}
}

// visit adds a visit that begins at a clock time and is finished some minutes later.
func (sc *script) visit(clock string, minutes int, who, outcome string, tell ...func(*stage, *contract.Arrival)) {
	at := sc.time(clock)
	sc.steps = append(sc.steps, step{at: at, s: sc.site, do: arrive(who, tell...)},
		step{at: at.Add(time.Duration(minutes) * time.Minute), s: sc.site, do: finish(who, outcome)})
}

// time reads a clock time of the day. A wrong one becomes a step that fails, so that the play ends with it.
func (sc *script) time(clock string) time.Time {
	at, err := time.ParseInLocation("15:04", clock, zone)
	if err != nil {
		fails := func(context.Context, *stage) (string, error) {
			return "", fmt.Errorf("clock time of the script: %w", err)
		}
		sc.steps = append(sc.steps, step{at: sc.day, s: sc.site, do: fails})
	}
	return sc.day.Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
}
