package pages

import (
	"errors"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// localTime is how a browser's field gives a date and a time of day.
const localTime = "2006-01-02T15:04"

// explainData is why it was or was not the agent's turn at an instant.
type explainData struct {
	At      string // as the field of the form holds it
	Told    *contract.TurnExplanation
	Refused *refusal // nil: told
}

// explain shows why it is, or was, not the agent's turn, rebuilt from the register event by event. The form asks for
// another instant on the site's clock.
func (h *Handler) explain(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	at := p.Now.In(p.zone())
	data := explainData{At: at.Format(localTime)}
	if asked := p.r.URL.Query().Get("at"); asked != "" {
		data.At = asked
		parsed, err := time.ParseInLocation(localTime, asked, p.zone())
		if err != nil {
			data.Refused = problem("time.malformed")
			return p.send(explainPage(p, data))
		}
		at = lastOf(parsed, p.Now)
	}
	var told contract.TurnExplanation
	err := p.ask("explainTurn", names{"site": p.Site.ID, "agent": p.Me(), "at": at.Format(time.RFC3339)}, &told)
	if !errors.As(err, &data.Refused) && err != nil {
		return err
	}
	if data.Refused == nil {
		data.Told = &told
	}
	return p.send(explainPage(p, data))
}

// lastOf gives the last second of the minute that is asked for, since the field has no seconds and what happened in the
// minute is meant; up to now, if it is the present one.
func lastOf(minute, now time.Time) time.Time {
	end := minute.Add(time.Minute - time.Second)
	if now.Before(end) && !now.Before(minute) {
		return now.Truncate(time.Second)
	}
	return end
}
