package pages

import (
	"strconv"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// checkIn shows the page that the screen's code leads to: one tap checks the agent in (SS.4.2.1).
func (h *Handler) checkIn(p *page) error {
	if _, err := p.readFloor(p.r.PathValue("site")); err != nil {
		return err
	}
	if !p.Is("agent") {
		return errRole
	}
	return p.send(checkInPage(p))
}

// phoneData is what an agent's phone shows of the floor.
type phoneData struct {
	Board        contract.Board
	Mine         contract.Standing
	OnTable      bool // on today's order table
	Visit        *contract.Visit
	Since        contract.BoardReception
	NotesDue     []contract.NoteDue // that this agent owes
	MyTurn       bool               // first in order and free
	Alert        string             // changes when the phone should call its owner
	Lapsing      int                // customers whose protection ends soon and who wait for a follow-up (PC.2)
	ChoiceClause domain.Clause      // by which the agent chooses what happens when the turn comes; empty: no choice
	Announces    bool               // the policy knows pre-registrations
	ToDecide     int                // what was said that waits for the agent
}

// stamp changes with every change of the floor, so that a form made after a change is another form than the one made
// before it.
func (d phoneData) stamp() string { return d.Board.Day + "/" + strconv.FormatInt(d.Board.Version, 10) }

// phone shows an agent where they stand and why, their visitor, and what they owe.
func (h *Handler) phone(p *page) error {
	if p.Session.Principal.Role != domain.RoleAgent {
		return errRole
	}
	data, err := p.readPhone()
	if err != nil {
		return err
	}
	return p.send(phonePage(p, data), phoneLive(p, data))
}

func (p *page) readPhone() (phoneData, error) {
	site := string(p.Session.Principal.Site)
	var data phoneData
	var warnings contract.LapseWarningList
	var inbox contract.FactList
	var first []question
	if !p.live() {
		first = append(first, question{"listLapseWarnings", names{"site": site, "limit": "200"}, &warnings},
			inboxQuestion(site, &inbox))
	}
	var err error
	if data.Board, err = p.readFloor(site, first...); err != nil {
		return data, err
	}
	data.Lapsing, data.ToDecide = unanswered(warnings), toDecide(inbox)
	for _, member := range members(data.Board) {
		if member.Agent == p.Me() {
			data.OnTable, data.Mine = true, member
		}
	}
	for _, note := range data.Board.NotesDue {
		if note.From == p.Me() {
			data.NotesDue = append(data.NotesDue, note)
		}
	}
	if err := p.readMine(&data); err != nil {
		return data, err
	}
	data.MyTurn = data.Mine.OnSite && data.Visit == nil && nextOf(data.Board) == p.Me()
	switch {
	case data.Visit != nil:
		data.Alert = data.Visit.Visit
	case data.MyTurn:
		data.Alert = "turn"
	}
	return data, nil
}

// readMine reads the visitor whom the agent receives and, for the whole page, what moved the agent today, which takes
// the day's journal, and the rules.
func (p *page) readMine(data *phoneData) error {
	var asks []question
	for _, reception := range data.Board.Receptions {
		if reception.Agent == p.Me() {
			data.Since, data.Visit = reception, &contract.Visit{}
			asks = append(asks, question{"getVisit", names{"site": p.Site.ID, "visit": reception.Visit}, data.Visit})
		}
	}
	if data.OnTable && !p.live() {
		asks = append(asks, question{"explainStanding", names{"site": p.Site.ID, "agent": p.Me()}, &data.Mine})
	}
	chooses := data.Visit != nil && data.Since.Turn == contract.TurnKept && data.Since.OnBehalfOf == ""
	var version contract.PolicyVersion
	if !p.live() || chooses {
		asks = append(asks, p.aboutRules(&version)...)
	}
	if err := p.askAll(asks...); err != nil {
		return err
	}
	rules, err := rulesOf(version)
	data.Announces = rules.PreRegistration.Clause != ""
	if chooses && data.Visit.Owner == p.Me() {
		data.ChoiceClause = rules.Rotation.OldCustomerOnTurn
	}
	return err
}

// takesNew gives what the agent has chosen for when their turn comes; nothing yet.
func (d phoneData) takesNew() []string {
	switch d.Since.OnTurnTakes {
	case contract.TurnChoiceNew:
		return []string{"yes"}
	case contract.TurnChoiceOld:
		return []string{"no"}
	}
	return nil
}

func (l *lang) turnChoices() []option {
	return []option{{"yes", l.T("phone.take-new")}, {"no", l.T("phone.take-old")}}
}

// ahead says who comes before.
func (l *lang) ahead(s contract.Standing) string {
	if len(s.Ahead) == 0 {
		return l.T("phone.before-me-receive")
	}
	return l.T("phone.before-me-free") + "：" + l.Names(s.Ahead)
}

// ownerOrMe names a customer's owner to an agent.
func (p *page) ownerOrMe(owner string) string {
	switch owner {
	case "":
		return p.T("phone.nobodys-yet")
	case p.Me():
		return p.T("phone.you")
	}
	return p.Name(owner)
}

// phoneWays are the ways on from an agent's phone.
func (p *page) phoneWays(d phoneData) []link {
	desk := "/desk/" + p.Site.ID
	ways := []link{{Href: desk + "/appointments", Text: p.T("appointments")},
		{Href: desk + "/preparations", Text: p.T("preparations")}}
	if d.OnTable {
		ways = append(ways, link{Href: "/phone/why", Text: p.T("phone.why")})
	}
	ways = append(ways, link{Href: "/phone/records", Text: p.T("phone.records")},
		link{Href: "/phone/assessment", Text: p.T("phone.assessment")},
		link{Href: "/phone/feedback", Text: p.T("feedback")})
	if d.Announces {
		ways = append(ways, link{Href: "/phone/expected", Text: p.T("phone.expected")})
	}
	return ways
}

// dueColour gives the colour of a note that is owed.
func dueColour(l *lang, note contract.NoteDue) string {
	if l.Late(note.DueAt) {
		return "red"
	}
	return "amber"
}

// due says until when a note is owed.
func (l *lang) due(note contract.NoteDue) string {
	if l.Late(note.DueAt) {
		return l.T("overdue")
	}
	return l.Clock(note.DueAt) + " " + l.T("at-latest")
}
