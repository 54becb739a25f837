package demo

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/lunxu/lunxu/infra/scenarios"
	"github.com/lunxu/lunxu/internal/api/contract"
)

//go:embed riverside.yaml hillside.yaml
var files embed.FS

// site is one scenario during the play, with what is kept of it for the end.
type site struct {
	scenarios.Scenario
	player   *scenarios.Player
	next     int
	callers  map[string]string // phone number → name
	buyers   []string          // phone numbers, in the order of their deals
	board    contract.Board    // as it stood before the last day was closed
	closed   contract.DayClosed
	arrivals int
}

// play begins both scenarios, plays their steps in the order of time and prints what came of them.
func play(ctx context.Context, base string, client *http.Client, out *report) error {
	var sites []*site
	for _, name := range []string{"riverside.yaml", "hillside.yaml"} {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		list, err := scenarios.Parse(name, text)
		if err != nil {
			return err
		}
		s := &site{Scenario: list[0], player: &scenarios.Player{Base: base, Client: client},
			callers: map[string]string{}}
		if err := s.player.Begin(s.Scenario); err != nil {
			return err
		}
		sites = append(sites, s)
	}
	day := ""
	for {
		s, at, err := earliest(sites)
		if s == nil || err != nil {
			out.count(sites)
			return firstOf(err, func() error { return sum(out, sites) })
		}
		if date := at.Format(time.DateOnly); date != day {
			out.count(sites)
			out.line("\n==== %s ====", date)
			day = date
		}
		if err := firstOf(ctx.Err(), func() error { return s.step(at, out) }); err != nil {
			return err
		}
	}
}

func firstOf(err error, then func() error) error {
	if err != nil {
		return err
	}
	return then()
}

// earliest gives the site whose next step is the first in time; nil after the last.
func earliest(sites []*site) (first *site, at time.Time, err error) {
	for _, s := range sites {
		if s.next == len(s.Steps) {
			continue
		}
		next, err := s.Steps[s.next].At()
		if err != nil {
			return nil, at, err
		}
		if first == nil || next.Before(at) {
			first, at = s, next
		}
	}
	return first, at, nil
}

// step plays the site's next step, keeps what the end needs and tells what the step says of itself.
func (s *site) step(at time.Time, out *report) error {
	step := s.Steps[s.next]
	if step["day_close"] != nil {
		if err := s.player.Read("supervisor", "/board", &s.board); err != nil {
			return err
		}
	}
	answer, err := s.player.Step(s.next)
	if err != nil {
		return err
	}
	s.next++
	switch {
	case step["arrive"] != nil:
		s.arrivals++
		s.know(step["arrive"])
	case step["identify"] != nil:
		s.know(step["identify"])
	case step["deal"] != nil:
		deal, _ := step["deal"].(map[string]any)
		s.buyers = append(s.buyers, fmt.Sprint(deal["phone"]))
	case step["day_close"] != nil:
		if err := decode(answer, &s.closed); err != nil {
			return err
		}
	}
	if step["says"] == nil {
		return out.err
	}
	line := fmt.Sprint(step["says"])
	if step["shares"] != nil || step["ruling"] != nil {
		var deal contract.Deal
		if err := decode(answer, &deal); err != nil {
			return err
		}
		line += "：" + s.credit(deal)
	}
	if clause, ok := answer.Body["clause"].(string); ok && step["check_in"] == nil {
		line += cited(clause)
	}
	out.line("%s  %s  %s", at.Format("15:04"), s.Site.Name, line)
	return out.err
}

func (s *site) know(visitor any) {
	said, _ := visitor.(map[string]any)
	s.callers[fmt.Sprint(said["phone"])] = fmt.Sprint(said["name"])
}

func decode(answer scenarios.Answer, into any) error {
	raw, err := json.Marshal(answer.Body)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

// agentName gives the name of an agent, or of a fund that is credited, for people to read.
func (s *site) agentName(agent string) string {
	if agent == "@company" {
		return "公司 @company"
	}
	if name := s.NameOf(agent); name != agent {
		return name + " " + agent
	}
	return agent
}

func (s *site) agentNames(agents []contract.AgentID) string {
	if len(agents) == 0 {
		return "—"
	}
	names := make([]string, 0, len(agents))
	for _, agent := range agents {
		names = append(names, s.agentName(agent))
	}
	return strings.Join(names, " → ")
}

// credit tells a deal's shares in one line.
func (s *site) credit(deal contract.Deal) string {
	if len(deal.Shares) == 0 {
		return statusText[string(deal.Status)]
	}
	parts := make([]string, 0, len(deal.Shares))
	for _, part := range deal.Shares {
		parts = append(parts, fmt.Sprintf("%s %s%% %s", s.agentName(part.Party),
			percent(int64(part.BasisPoints)), yuan(part.AmountFen)))
	}
	return strings.Join(parts, " + ")
}
