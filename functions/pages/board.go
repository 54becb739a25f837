package pages

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// boardData is what the site's screen shows.
type boardData struct {
	Board contract.Board
	Code  string // the check-in code; empty for everybody but the screen
	Next  string // the agent whose turn it is; empty: nobody is free
	Size  string // how many agents the order has room for: few, some, many
}

// board shows the site's screen (SS.4.2.1, GP.1): the check-in code for the screen itself, the order, who receives
// and who waits.
func (h *Handler) board(p *page) error {
	var data boardData
	var token contract.CheckInToken
	var reads []question
	site := p.r.PathValue("site")
	if p.Is("screen") {
		reads = append(reads, question{"getCheckInToken", names{"site": site}, &token})
	}
	var err error
	if data.Board, err = p.readFloor(site, reads...); err != nil {
		return err
	}
	data.Next, data.Size = nextOf(data.Board), sizeOf(data.Board)
	if token.CheckInURL != "" {
		if data.Code, err = qrCode(token.CheckInURL); err != nil {
			return err
		}
	}
	return p.send(boardPage(p, data), boardLive(p, data))
}

// onTurn names whose turn it is, or says why it is nobody's.
func (l *lang) onTurn(d boardData) string {
	switch {
	case d.Next != "":
		return l.Name(d.Next)
	case len(d.Board.Order) > 0:
		return l.T("board.all-receive")
	}
	return l.T("board.nobody")
}

// whyNext says why it is the next agent's turn, or what happens while it is nobody's.
func (l *lang) whyNext(d boardData) string {
	switch {
	case slices.Contains(d.Board.MakeUps, d.Next):
		return l.T("board.make-up-first")
	case d.Next == "" && len(d.Board.Order) > 0:
		return l.T("board.queue")
	case d.Next == "":
		return l.T("board.scan-first")
	}
	for _, member := range members(d.Board) {
		if member.Agent == d.Next {
			return l.Why(member)
		}
	}
	return ""
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

// members lists everybody on the order table.
func members(board contract.Board) []contract.Standing {
	var all []contract.Standing
	for _, group := range board.Groups {
		all = append(all, group.Members...)
	}
	return all
}

// colleagues gives those of the order table whom a form may name, with where they are.
func (l *lang) colleagues(board contract.Board, which func(contract.Standing) bool) []option {
	var all []option
	for _, s := range members(board) {
		if which(s) {
			all = append(all, option{s.Agent, s.Name + " · " + l.Standing(s)})
		}
	}
	return all
}

func everybody(contract.Standing) bool { return true }

func notCheckedIn(s contract.Standing) bool { return s.Presence == contract.PresenceNotCheckedIn }

// others are all but an agent.
func others(than string) func(contract.Standing) bool {
	return func(s contract.Standing) bool { return s.Agent != than }
}

// present are all on site but an agent.
func present(than string) func(contract.Standing) bool {
	return func(s contract.Standing) bool { return s.OnSite && s.Agent != than }
}

// headcounts says how many are on site, receive and wait.
func (l *lang) headcounts(board contract.Board) string {
	parts := []string{}
	add := func(key string, n int) { parts = append(parts, l.T(key)+" "+strconv.Itoa(n)) }
	add("on-site", len(board.Order))
	add("receiving-now", len(board.Receptions))
	add("waiting-now", len(board.Waiting))
	if len(board.MakeUps) > 0 {
		add("make-ups", len(board.MakeUps))
	}
	return strings.Join(parts, " · ")
}
