package pages

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// setupData is what a site is made of: its agents, in the order table and off it, and the ways in for booking systems.
type setupData struct {
	Agents  []contract.Agent
	Chosen  *contract.Agent // whom the page offers to change
	Sources []contract.WebhookSource
	Fresh   *freshSecret
}

// maySetUp reports whether the setup of a site is for whoever is signed in.
func (p *page) maySetUp() bool { return !p.Is("agent", "front_desk", "screen", "finance") }

// setup shows a site with its agents, order table and webhook sources, and takes what changes (SS.3.1, GP.0.2).
func (h *Handler) setup(p *page) error {
	if !p.maySetUp() {
		return errRole
	}
	with := names{"site": p.r.PathValue("site"), "limit": "200"}
	var agents contract.AgentList
	var sources contract.WebhookSourceList
	err := p.openManage(question{"listAgents", with, &agents}, question{"listWebhookSources", with, &sources})
	if err != nil {
		return err
	}
	for _, agent := range agents.Items {
		p.agents[agent.ID] = agent.Name
	}
	data := setupData{Agents: agents.Items, Sources: sources.Items}
	chosen := p.r.URL.Query().Get("agent")
	if p.Attempt != nil && p.Attempt.Action == "changeAgent" {
		chosen = p.Attempt.Values.Get("agent")
	}
	if i := slices.IndexFunc(data.Agents, func(a contract.Agent) bool { return a.ID == chosen }); i >= 0 {
		data.Chosen = &data.Agents[i]
	}
	if data.Fresh, err = p.takeSecret(); err != nil {
		return err
	}
	return p.send(setupPage(p, data))
}

// groups are the site's groups to choose from.
func (p *page) groups() []option {
	var all []option
	for _, g := range p.Site.Groups {
		all = append(all, option{g.ID, g.Name})
	}
	return all
}

// group names a group of the site.
func (p *page) group(id string) string {
	for _, g := range p.Site.Groups {
		if g.ID == id {
			return g.Name
		}
	}
	return id
}

// agentLine says what is known of an agent.
func (p *page) agentLine(a contract.Agent) string {
	line := []string{a.ID, p.word(a.Employment)}
	if a.Group != "" {
		line = append(line, p.group(a.Group))
	}
	if a.MonthlyBaseFen > 0 {
		line = append(line, p.Yuan(a.MonthlyBaseFen))
	}
	return strings.Join(line, " · ")
}

// orderForm is the form of the order table: the places there are, then the agents who have none. Each agent is typed a
// number; who has none gets no place.
func (p *page) orderForm(d setupData) (*opForm, []contract.TablePlace) {
	f, places := p.form("setOrderTable"), slices.Clone(p.Site.OrderTable)
	for i := range places {
		f.with("place."+strconv.Itoa(i), strconv.Itoa(i+1))
	}
	for _, a := range d.Agents {
		placed := slices.ContainsFunc(places, func(t contract.TablePlace) bool { return t.Agent == a.ID })
		if !placed && a.Employment == contract.EmploymentEmployed {
			places = append(places, contract.TablePlace{Agent: a.ID, Group: a.Group})
		}
	}
	for i, place := range places {
		f.with("places."+strconv.Itoa(i)+".group", place.Group)
	}
	return f.with("groups", strings.Join(p.groupIDs(), "\n")), places
}

func (p *page) groupIDs() []string {
	var all []string
	for _, g := range p.Site.Groups {
		all = append(all, g.ID)
	}
	return all
}

// inOrder puts the places of the order table in the order of the numbers typed, and takes out those without.
func inOrder(_ *page, f form, body map[string]any) {
	rows, _ := body["places"].([]any)
	number := map[int]int{}
	var placed []int
	for i := range rows {
		if n := f.number("place." + strconv.Itoa(i)); n != nil {
			number[i] = *n
			placed = append(placed, i)
		}
	}
	slices.SortStableFunc(placed, func(a, b int) int { return cmp.Compare(number[a], number[b]) })
	sorted := []any{}
	for _, i := range placed {
		sorted = append(sorted, rows[i])
	}
	body["places"] = sorted
}

// noGroups says that the last group is taken away, where nothing stands in any row.
func noGroups(_ *page, f form, body map[string]any) {
	if f.Has("groups.0.id") && body["groups"] == nil {
		body["groups"] = []any{}
	}
}

// toSetup leads to the setup of a new site.
func toSetup(_ *page, f form, _ *answer) (string, error) {
	return "/manage/" + f.Get("id") + "/setup?done=createSite", nil
}

// freshSecret is a new secret of a webhook source on its way to the one page that shows it.
type freshSecret struct {
	Session, Source, Secret string
	Until                   time.Time
}

// toSecret leads back to the setup with the secret that was made; one that the sender chose is not shown.
func toSecret(operation string) func(*page, form, *answer) (string, error) {
	return func(p *page, f form, out *answer) (string, error) {
		var made contract.WebhookSource
		if err := out.decode(&made); err != nil {
			return "", err
		}
		next := done(f.Get("back"), operation)
		if made.Secret == "" {
			return next, nil
		}
		return next, p.hand(secretCookie, freshSecret{p.Session.ID, made.Source, made.Secret, p.Now.Add(revealedLife)})
	}
}

// takeSecret takes the secret that the browser brings; nil for nothing and for what is of another session.
func (p *page) takeSecret() (*freshSecret, error) {
	var fresh freshSecret
	if brought, err := p.take(secretCookie, &fresh); err != nil || !brought || fresh.Session != p.Session.ID ||
		!p.Now.Before(fresh.Until) {
		return nil, err
	}
	return &fresh, nil
}
