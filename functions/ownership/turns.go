package ownership

import (
	"context"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/turnhistory"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// explainTurn answers "why was it not my turn at that moment?" from the journal of the instant's
// business day. An agent may ask about themselves only.
func (h *Handler) explainTurn(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	agent := domain.AgentID(call.Query.Text("agent"))
	if call.Principal.Role == domain.RoleAgent && agent != call.Principal.Agent {
		return api.Answer{}, domain.Invalid("agent.not_yourself", "agent")
	}
	at, err := instant(call.Query.Text("at"))
	if err != nil {
		return api.Answer{}, err
	}
	if at.After(call.At) {
		return api.Answer{}, domain.Invalid("turn.in_future", "at")
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	if _, known := look.Site.Agent(agent); !known {
		return api.Answer{}, domain.Invalid("agent.unknown", "agent")
	}
	opening, steps, err := h.day(ctx, look, look.Site.Day(at))
	if err != nil {
		return api.Answer{}, err
	}
	if len(steps) == 0 {
		return api.Answer{}, domain.Invalid("turn.no_entries", "at")
	}
	told, err := turnhistory.Explain(opening, steps, agent, at)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(view.TurnHistory(told, at))
}

// instant reads a time with its offset. A query turns the + of an offset that was not escaped into a
// space, which no RFC 3339 time holds at that place.
func instant(text string) (time.Time, error) {
	if i := len(text) - len(" 08:00"); i > 0 && text[i] == ' ' {
		text = text[:i] + "+" + text[i+1:]
	}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(text))
	if err != nil || at.Year() < 2000 || at.Year() > 9999 {
		return time.Time{}, domain.Invalid("time.malformed", "at")
	}
	return at, nil
}

// day gives the rotation with which a business day's journal begins and the events that it went through.
func (h *Handler) day(ctx context.Context, look floor.Look,
	day domain.Day) (rotation.State, []turnhistory.Step, error) {
	var opening rotation.State
	var steps []turnhistory.Step
	versions := map[int]*policy.Rules{}
	started := false
	for e, err := range floor.EntriesOf(ctx, h.floor, look.Site.ID, day) {
		if err != nil {
			return opening, nil, err
		}
		if e.Operation == "openDay" || (!started && e.Note == "site_opened") {
			if opening, err = floor.Opening(e.Entry); err != nil {
				return opening, nil, err
			}
			started, steps = true, nil // the snapshot holds whatever came before it
		}
		if e.Event == nil || !started || e.Operation == "checkInRefused" {
			continue
		}
		if versions[e.PolicyVersion] == nil {
			version, err := versionOf(look, e.PolicyVersion)
			if err != nil {
				return opening, nil, err
			}
			versions[e.PolicyVersion] = &version.Rules
		}
		steps = append(steps, turnhistory.Step{Seq: e.Seq, Rules: versions[e.PolicyVersion], Event: *e.Event})
	}
	return opening, steps, nil
}

func versionOf(look floor.Look, number int) (policy.Version, error) {
	for _, v := range look.Site.Versions {
		if v.Number == number {
			return v, nil
		}
	}
	return policy.Version{}, domain.Invalid("policy.version_unknown", "/decision")
}
