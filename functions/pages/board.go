package pages

import (
	"html/template"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// boardData is what the site's screen shows.
type boardData struct {
	Board contract.Board
	Code  template.HTML // the check-in code; empty for everybody but the screen
	Next  string        // the agent whose turn it is; empty: nobody is free
	Size  string        // how many agents the order has room for: few, some, many
}

// board shows the site's screen (SS.4.2.1, GP.1): the check-in code for the screen itself, the order, who receives
// and who waits.
func (h *Handler) board(p *page) error {
	if err := p.readSite(p.r.PathValue("site")); err != nil {
		return err
	}
	var data boardData
	var err error
	if data.Board, err = p.readBoard(); err != nil {
		return err
	}
	data.Next, data.Size = nextOf(data.Board), sizeOf(data.Board)
	if p.Is("screen") {
		if data.Code, err = p.checkInCode(); err != nil {
			return err
		}
	}
	return p.render("board", data)
}

// sizeOf tells how large the names may be: an order of few agents fills the screen as one of many does.
func sizeOf(board contract.Board) string {
	members := 0
	for _, group := range board.Groups {
		members += len(group.Members)
	}
	switch {
	case members <= 6:
		return "few"
	case members <= 20:
		return "some"
	}
	return "many"
}

// nextOf gives who receives the next visitor who names nobody: make-up turns come first, first granted first, then
// the reception position. The board tells both; this only reads it.
func nextOf(board contract.Board) string {
	free := map[string]bool{}
	for _, group := range board.Groups {
		for _, member := range group.Members {
			free[member.Agent] = member.OnSite && member.Receiving == ""
		}
	}
	for _, agent := range board.MakeUps {
		if free[agent] {
			return agent
		}
	}
	return board.Position
}

// checkInCode draws the token that the screen shows for the next seconds.
func (p *page) checkInCode() (template.HTML, error) {
	var token contract.CheckInToken
	if err := p.ask("getCheckInToken", names{"site": p.Site.ID}, &token); err != nil {
		return "", err
	}
	return qrCode(token.CheckInURL)
}
