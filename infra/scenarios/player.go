package scenarios

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Player plays one scenario against a product running at Base under a simulated clock.
type Player struct {
	Base   string
	Client *http.Client
	Seen   func(Call) // is told of every call, if given

	scenario  Scenario
	site      string
	tokens    map[string]string
	visits    map[string]string         // phone → visit
	unknown   string                    // the visit of a visitor without a phone
	deals     map[string]string         // phone → deal
	bookings  map[string]string         // phone → appointment; "" → the latest
	secret    string                    // of the site's webhook source
	opened    string                    // the latest case of expediting
	recorded  map[string]string         // visit → the record that stands
	dataAsked string                    // the latest request about data
	refs      map[string]string         // the customers of numbers, as first found
	trained   string                    // the latest training
	praised   string                    // the latest commendation
	results   map[string]string         // agent → the result that stands
	given     map[string]string         // agent, kind and assessor → the assessment that stands
	said      map[string]string         // visit → the feedback that stands
	last      map[string]map[string]any // visit → its last answer
	now       time.Time
	writes    int
	made      int // units and contracts
	doing     Step
	role      string // whom "as" of the present step names; empty: the action's own role
	agent     string
	subject   string          // the phone number that the present step speaks of
	report    string          // the latest conduct report
	staffed   string          // the latest day on which somebody checked in
	announced string          // the latest pre-registration
	asked     string          // the latest request for a swap
	person    string          // another person of the role than its usual one
	appealed  map[string]bool // deals whose ruling was appealed
	waiting   []said          // what was said and waited, the oldest first
}

// Call is one call that a scenario made, for whoever keeps an account of them.
type Call struct {
	Step         Step // nil: of the set-up
	Method, Path string
}

// Answer is one response: its status and its body.
type Answer struct {
	Status int
	Body   map[string]any
}

// refusal gives the clause or code of a problem, empty for a success.
func (a Answer) refusal() string {
	if a.Status < 400 {
		return ""
	}
	if clause, ok := a.Body["clause"].(string); ok && clause != "" {
		return clause
	}
	return fmt.Sprint(a.Body["code"])
}

// Play sets the site up and plays every step; the first expectation that is not met is the error.
func (p *Player) Play(s Scenario) error {
	if err := p.Begin(s); err != nil {
		return err
	}
	for i := range s.Steps {
		if _, err := p.Step(i); err != nil {
			return err
		}
	}
	return nil
}

// Begin sets the scenario's site up on the morning of its first day.
func (p *Player) Begin(s Scenario) error {
	p.scenario, p.staffed, p.secret, p.doing = s, "", "", nil
	for _, ids := range []*map[string]string{&p.tokens, &p.visits, &p.deals, &p.bookings, &p.said, &p.recorded, &p.refs,
		&p.results, &p.given} {
		*ids = map[string]string{}
	}
	p.last, p.appealed, p.waiting = map[string]map[string]any{}, map[string]bool{}, nil
	if len(s.Steps) == 0 {
		return fmt.Errorf("%s: no steps", s.Name)
	}
	first, err := s.Steps[0].At()
	if err != nil {
		return err
	}
	if err := p.moveTo(time.Date(first.Year(), first.Month(), first.Day(), 7, 0, 0, 0, siteZone)); err != nil {
		return err
	}
	if err := p.setUp(); err != nil {
		return fmt.Errorf("%s: set-up: %w", s.Name, err)
	}
	return nil
}

// Step plays one step of the scenario that was begun; where it does not come out, the error is a StepError.
func (p *Player) Step(i int) (Answer, error) {
	answer, err := p.step(p.scenario.Steps[i])
	if err != nil {
		err = &StepError{p.scenario.Name, i + 1, len(p.scenario.Steps), p.scenario.Steps[i], answer, err}
	}
	return answer, err
}

// Read reads from the scenario's site as a role; what was refused is an error.
func (p *Player) Read(role, path string, into any) error {
	answer, err := p.call(role, "", "GET", p.path(path), nil)
	if err == nil && answer.Status >= 300 {
		err = fmt.Errorf("%s: %v", path, answer)
	}
	if err != nil {
		return err
	}
	raw, err := json.Marshal(answer.Body)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

// DealOf gives the deal of a phone number; without a number, the only deal.
func (p *Player) DealOf(phone string) string { return p.dealID(phone) }

func (p *Player) setUp() error {
	p.site = cmp.Or(p.scenario.Site.ID, "site-1")
	body := map[string]any{"id": p.site, "name": cmp.Or(p.scenario.Site.Name, "示例案场"), "preset": p.scenario.Policy,
		"region": "east-china"}
	names, members := p.scenario.GroupsInOrder()
	groupOf := map[string]string{}
	var groups []any
	for _, name := range names {
		groups = append(groups, map[string]any{"id": name, "name": p.scenario.NameOf(name)})
		for _, agent := range members[name] {
			groupOf[agent] = name
		}
	}
	if len(groups) > 0 {
		body["groups"] = groups
	}
	if err := p.must("marketing_centre", "", "POST", "/v1/sites", body); err != nil {
		return err
	}
	for _, agent := range p.scenario.AllAgents() {
		body := map[string]any{"id": agent, "name": p.scenario.NameOf(agent), "monthly_base_fen": p.baseOf(agent)}
		if group := groupOf[agent]; group != "" {
			body["group"] = group
		}
		if err := p.must("site_manager", "", "POST", p.path("/agents"), body); err != nil {
			return err
		}
	}
	return nil
}

// baseOf finds the monthly base salary that a conduct step names for an agent.
func (p *Player) baseOf(agent string) any {
	for _, step := range p.scenario.Steps {
		if c := object(step["conduct"]); c != nil && c["agent"] == agent && c["monthly_base_fen"] != nil {
			return c["monthly_base_fen"]
		}
	}
	return 500000
}

func (p *Player) path(rest string) string { return "/v1/sites/" + p.site + rest }

func (p *Player) moveTo(at time.Time) error {
	p.now = at
	answer, err := p.call("", "", "POST", "/dev/clock", map[string]any{"now": at.UTC().Format(time.RFC3339)})
	if err == nil && answer.Status >= 300 {
		err = fmt.Errorf("clock: %v", answer)
	}
	return err
}

// must makes a call that has to succeed.
func (p *Player) must(role, agent, method, path string, body any) error {
	answer, err := p.call(role, agent, method, path, body)
	if err == nil && answer.Status >= 300 {
		err = fmt.Errorf("%s %s: %v", method, path, answer)
	}
	return err
}

// call makes one request as a role; every write carries its own Idempotency-Key.
func (p *Player) call(role, agent, method, path string, body any) (Answer, error) {
	var payload io.Reader
	if body != nil {
		sent, err := json.Marshal(body)
		if err != nil {
			return Answer{}, err
		}
		payload = bytes.NewReader(sent)
	}
	request, err := http.NewRequestWithContext(context.Background(), method, p.Base+path, payload)
	if err != nil {
		return Answer{}, err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if method != http.MethodGet {
		p.writes++
		request.Header.Set("Idempotency-Key", fmt.Sprintf("%s-%s-%06d", p.site, p.now.Format("20060102"), p.writes))
	}
	if role != "" && role != "screen" && p.role != "" {
		role, agent = p.role, p.agent
	}
	if role != "" {
		token, err := p.token(role, agent)
		if err != nil {
			return Answer{}, err
		}
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return p.send(request)
}

func (p *Player) send(request *http.Request) (Answer, error) {
	response, err := p.Client.Do(request)
	if err != nil {
		return Answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, 4<<20))
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Status: response.StatusCode}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &answer.Body); err != nil {
			return answer, fmt.Errorf("%s %s: answer is not an object: %w", request.Method, request.URL.Path, err)
		}
	}
	if p.Seen != nil {
		p.Seen(Call{p.doing, request.Method, request.URL.Path})
	}
	return answer, nil
}

func (p *Player) token(role, agent string) (string, error) {
	key := role + "/" + agent + p.person
	if token := p.tokens[key]; token != "" {
		return token, nil
	}
	claims := map[string]any{"role": role, "subject": role + "-" + agent + p.person}
	switch role {
	case "marketing_centre", "auditor":
	case "regional_sales":
		claims["region"] = "east-china"
	case "visitor": // who is signed in by the visit alone
		claims["site"], claims["subject"], agent = p.site, agent, ""
	default:
		claims["site"] = p.site
	}
	if agent != "" {
		claims["agent"] = agent
	}
	answer, err := p.call("", "", "POST", "/dev/tokens", claims)
	if err != nil {
		return "", err
	}
	token, _ := answer.Body["token"].(string)
	if token == "" {
		return "", fmt.Errorf("no token for %s: %v", key, answer)
	}
	p.tokens[key] = token
	return token, nil
}
