package pages

import (
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// checkIn shows the page that the screen's code leads to: one tap checks the agent in (SS.4.2.1).
func (h *Handler) checkIn(p *page) error {
	if err := p.readSite(p.r.PathValue("site")); err != nil {
		return err
	}
	if p.Session.Principal.Role != domain.RoleAgent {
		return errRole
	}
	if _, err := p.readBoard(); err != nil {
		return err
	}
	return p.render("checkin", nil)
}

// phoneData is what an agent's phone shows of the floor.
type phoneData struct {
	Board    contract.Board
	Mine     contract.Standing
	OnTable  bool // on today's order table
	Visit    *contract.Visit
	Since    contract.BoardReception
	NotesDue []contract.NoteDue // that this agent owes
	MyTurn   bool               // first in order and free
	Alert    string             // changes when the phone should call its owner
	Lapsing  int                // customers whose protection ends soon and who wait for a follow-up (PC.2)
}

// phone shows an agent where they stand and why, their visitor, and what they owe.
func (h *Handler) phone(p *page) error {
	if p.Session.Principal.Role != domain.RoleAgent {
		return errRole
	}
	if err := p.readSite(string(p.Session.Principal.Site)); err != nil {
		return err
	}
	var data phoneData
	var err error
	if data.Board, err = p.readBoard(); err != nil {
		return err
	}
	if err := p.readStanding(&data); err != nil {
		return err
	}
	if err := p.readVisitor(&data); err != nil {
		return err
	}
	for _, note := range data.Board.NotesDue {
		if note.From == p.Me() {
			data.NotesDue = append(data.NotesDue, note)
		}
	}
	if !p.live() {
		warnings, err := p.lapsing()
		if err != nil {
			return err
		}
		data.Lapsing = p.Unanswered(warnings)
	}
	data.MyTurn = data.Mine.OnSite && data.Visit == nil && nextOf(data.Board) == p.Me()
	switch {
	case data.Visit != nil:
		data.Alert = data.Visit.Visit
	case data.MyTurn:
		data.Alert = "turn"
	}
	return p.render("phone", data)
}

// readStanding reads where the agent stands. What moved them today is read with the page and not with its live part:
// it takes the day's journal.
func (p *page) readStanding(data *phoneData) error {
	for _, group := range data.Board.Groups {
		for _, member := range group.Members {
			if member.Agent == p.Me() {
				data.OnTable, data.Mine = true, member
			}
		}
	}
	if !data.OnTable || p.live() {
		return nil
	}
	return p.ask("explainStanding", names{"site": p.Site.ID, "agent": p.Me()}, &data.Mine)
}

// readVisitor reads the visitor whom the agent receives now.
func (p *page) readVisitor(data *phoneData) error {
	for _, reception := range data.Board.Receptions {
		if reception.Agent != p.Me() {
			continue
		}
		data.Since, data.Visit = reception, &contract.Visit{}
		return p.ask("getVisit", names{"site": p.Site.ID, "visit": reception.Visit}, data.Visit)
	}
	return nil
}
