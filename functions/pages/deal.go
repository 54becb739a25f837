package pages

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// phoneDeals lists the deals that concern the agent; asked for all, those of the colleagues too, since whoever has a
// claim to one must be able to find it.
func (h *Handler) phoneDeals(p *page) error {
	list, err := p.deals(string(p.Session.Principal.Site), p.Is("agent"))
	if err != nil {
		return err
	}
	if !p.allDeals() {
		list.Items = slices.DeleteFunc(list.Items, func(d contract.Deal) bool { return !concerns(d, p.Me()) })
	}
	return p.send(dealsPage(p, list))
}

// manageDeals lists the deals, those that wait for a ruling first.
func (h *Handler) manageDeals(p *page) error {
	list, err := p.deals(p.r.PathValue("site"), !p.Is("agent", "front_desk", "screen"))
	if err != nil {
		return err
	}
	slices.SortStableFunc(list.Items, func(a, b contract.Deal) int { return waits(b) - waits(a) })
	return p.send(dealsPage(p, list))
}

func (p *page) deals(site string, may bool) (contract.DealList, error) {
	var list contract.DealList
	if !may {
		return list, errRole
	}
	with := names{"site": site, "cursor": p.r.URL.Query().Get("cursor"), "limit": "100"}
	_, err := p.readFloor(site, question{"listDeals", with, &list})
	return list, err
}

// allDeals reports whether the phone shows the colleagues' deals too.
func (p *page) allDeals() bool { return p.r.URL.Query().Get("all") == "1" }

// concerns reports whether an agent closed a deal, shares in it, claims or disputes it, or was turned down for it.
func concerns(d contract.Deal, agent string) bool {
	return d.ClosedBy == agent ||
		slices.ContainsFunc(d.Shares, func(s contract.DealShare) bool { return s.Party == agent }) ||
		slices.ContainsFunc(d.Claims, func(c contract.DealClaim) bool { return c.Agent == agent }) ||
		slices.ContainsFunc(d.Disputes, func(s contract.DealDispute) bool { return s.By == agent }) ||
		slices.ContainsFunc(d.TurnedDown, func(t contract.TurnedDown) bool { return t.Agent == agent })
}

func waits(d contract.Deal) int {
	if d.Status == contract.DealStatusWaitingForRuling {
		return 1
	}
	return 0
}

func dealColour(status contract.DealStatus) string {
	switch status {
	case contract.DealStatusWaitingForRuling:
		return "amber"
	case contract.DealStatusCancelled:
		return "red"
	}
	return "green"
}

// dealData is a deal with what its credit rests on.
type dealData struct {
	Deal       contract.Deal
	Owner      contract.Ownership
	Disputes   []contract.Dispute // with what each side says
	Claims     []contract.Claim
	Claim      *claimForm
	Rules      policy.Rules // in force
	MayRule    bool
	MayApprove bool // the ruling that somebody else has proposed
}

// deal shows a deal's credit, the claims side by side with their evidence, and the ruling (SS.4.2.2.c, GP.0.2).
func (h *Handler) deal(p *page) error {
	var d dealData
	site := p.r.PathValue("site")
	_, err := p.readFloor(site, question{"getDeal", names{"site": site, "deal": p.r.PathValue("deal")}, &d.Deal})
	if err != nil {
		return err
	}
	if err := p.readAround(&d); err != nil {
		return err
	}
	if d.Claim, err = p.claimForm(d.Deal, d.Rules); err != nil {
		return err
	}
	proposed := awaiting(d.Deal)
	d.MayRule = waits(d.Deal) == 1 && proposed == nil && p.May("ruleDeal")
	d.MayApprove = proposed != nil && proposed.By != p.Session.Principal.Subject && p.May("approveRuling") &&
		slices.Contains(d.Rules.Authority.Rulings, p.Session.Principal.Role)
	return p.send(dealPage(p, d))
}

// readAround reads what belongs to a deal: its customer, the disputes and claims, and the rules in force.
func (p *page) readAround(d *dealData) error {
	site := p.Site.ID
	var version contract.PolicyVersion
	var claims contract.ClaimList
	asks := p.aboutRules(&version)
	if d.Deal.Customer != "" && p.May("getCustomer") {
		asks = append(asks, question{"getCustomer", names{"site": site, "customer": d.Deal.Customer}, &d.Owner})
	}
	if len(d.Deal.Claims) > 0 && p.May("listClaims") {
		asks = append(asks, question{"listClaims", names{"site": site, "deal": d.Deal.Deal, "limit": "200"}, &claims})
	}
	disputes := map[string]*contract.Dispute{}
	for _, of := range d.Deal.Disputes {
		if disputes[of.Dispute] == nil && p.May("getDispute") {
			disputes[of.Dispute] = &contract.Dispute{}
			asks = append(asks, question{"getDispute", names{"site": site, "dispute": of.Dispute},
				disputes[of.Dispute]})
		}
	}
	if err := p.askAll(asks...); err != nil {
		return err
	}
	for _, of := range d.Deal.Disputes {
		if one := disputes[of.Dispute]; one != nil {
			d.Disputes = append(d.Disputes, *one)
			delete(disputes, of.Dispute)
		}
	}
	d.Claims = claimsOf(d.Deal, claims)
	var err error
	d.Rules, err = rulesOf(version)
	return err
}

// claimants gives who may be credited: the owner, whoever received, and who was turned down.
func (d dealData) claimants() []string {
	all := []string{d.Owner.Owner, d.Deal.ClosedBy}
	for _, c := range d.Owner.Contacts {
		all = append(all, c.Agent)
	}
	for _, t := range d.Deal.TurnedDown {
		all = append(all, t.Agent)
	}
	for _, dispute := range d.Deal.Disputes {
		all = append(all, dispute.By)
	}
	return once(all)
}

// once leaves out what is empty or there already.
func once(all []string) []string {
	var out []string
	for _, one := range all {
		if one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// received reports whether an agent has received the deal's customer.
func (d dealData) received(agent string) bool {
	return slices.ContainsFunc(d.Owner.Contacts, func(c contract.CustomerContact) bool { return c.Agent == agent })
}

// roles names roles.
func (l *lang) roles(all []contract.Role) string {
	var out []string
	for _, role := range all {
		out = append(out, l.word(role))
	}
	return strings.Join(out, " ")
}

// fileClaim is the form of a claim with what may be chosen.
func (p *page) fileClaim(deal contract.Deal, c claimForm) *opForm {
	f := p.form("fileClaim", "deal", deal.Deal).once(strconv.Itoa(len(deal.Claims))).must("agent")
	grounds, announced := []option{}, []option{}
	for _, g := range c.Grounds {
		text := p.word(contract.ClaimGround(g.Ground)) + " · " + g.Clause
		switch {
		case !g.Until.IsZero():
			text += " · " + p.Date(g.Until) + " " + p.T("at-latest")
		case g.ToSigning:
			text += " · " + p.T("claim.at-signing")
		}
		if g.Disputes {
			text += " · " + p.T("claim.ruled")
		}
		grounds = append(grounds, option{string(g.Ground), text})
	}
	for _, a := range c.Announced {
		announced = append(announced, option{a.ID, a.MaskedName + " " + a.MaskedPhone + " · " + p.Date(a.FiledAt)})
	}
	return f.of("ground", grounds).of("evidence.pre_registration", announced)
}

// ruleDeal is the form of a ruling: the shares of the claimants, of one more, and what else a ruling may find.
func (p *page) ruleDeal(d dealData) *opForm {
	rulings, disputes := strconv.Itoa(len(d.Deal.Rulings)), strconv.Itoa(len(d.Deal.Disputes))
	f := p.form("ruleDeal", "deal", d.Deal.Deal).once(rulings, disputes)
	f.fixed = []string{"shares.party"}
	var parties []option
	for _, party := range append(p.Agents(), policy.Funds()...) {
		parties = append(parties, option{party, p.Party(party)})
	}
	kinds := p.breaches(d.Rules)
	for n := range 8 {
		f.of("penalties."+strconv.Itoa(n)+".breach", kinds)
	}
	f.of("credit_to", append([]option{{"original", p.T("ruling.original")}}, parties...))
	return f.of("shares."+strconv.Itoa(len(d.claimants()))+".party", parties)
}

// withoutZero leaves out of a ruling the shares that are nothing.
func withoutZero(_ *page, _ form, body map[string]any) {
	shares, _ := body["shares"].([]any)
	shares = slices.DeleteFunc(shares, func(s any) bool { return s.(map[string]any)["basis_points"] == int64(0) })
	if body["shares"] = shares; len(shares) == 0 {
		delete(body, "shares")
	}
}

// rulingLine says who ruled and when, and what the second person said.
func (l *lang) rulingLine(r contract.DealRuling) string {
	line := l.word(contract.Role(r.Role)) + " · " + l.Date(r.At)
	if r.ApprovedAt == nil {
		return line
	}
	if r.Status == "declined" {
		return line + " · " + l.T("ruling.declined") + " " + l.Date(r.ApprovedAt)
	}
	return line + " · " + l.T("ruling.approved") + " " + l.Date(r.ApprovedAt)
}

// awaitingApproval is the status of a ruling that takes a second person (PC.3.a).
const awaitingApproval = "awaiting_approval"

// awaiting gives the ruling of a deal that was proposed and that nobody else has approved or declined yet.
func awaiting(deal contract.Deal) *contract.DealRuling {
	at := slices.IndexFunc(deal.Rulings, func(r contract.DealRuling) bool { return r.Status == awaitingApproval })
	if at < 0 {
		return nil
	}
	return &deal.Rulings[at]
}

// breaches are the kinds of breaches that a policy knows.
func (l *lang) breaches(rules policy.Rules) []option {
	var kinds []option
	for _, b := range rules.Conduct.Breaches {
		kinds = append(kinds, option{b.Kind, l.Breach(b.Kind) + " " + string(b.Clause)})
	}
	return kinds
}

// customerAt is the page of a customer: on an agent's phone, or at the site's desk.
func (p *page) customerAt(customer string) string {
	if p.Is("agent") {
		return "/phone/customers/" + customer
	}
	return "/customers/" + p.Site.ID + "/" + customer
}
