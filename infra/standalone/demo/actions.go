package demo

import (
	"context"
	"fmt"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// action is one thing that happens at a site. It gives the line to show, empty where it is routine.
type action func(ctx context.Context, s *stage) (string, error)

// checkIn has agents scan the screen's code, one after the other.
func checkIn(agents ...string) action {
	return func(ctx context.Context, s *stage) (string, error) {
		for _, agent := range agents {
			var screen contract.CheckInToken
			if err := s.read(ctx, s.as("screen"), s.path("/check-in-token"), &screen); err != nil {
				return "", err
			}
			scan := contract.CheckIn{Token: screen.Token, Device: "phone-of-" + s.plan.id + "-" + agent}
			if err := s.post(ctx, s.agent(agent), s.path("/check-ins"), scan, nil); err != nil {
				return "", err
			}
		}
		return fmt.Sprintf("%d 人扫码签到 / %d agents checked in", len(agents), len(agents)), nil
	}
}

// arrive registers a visitor; tell adds what the visitor says at the door.
func arrive(who string, tell ...func(*stage, *contract.Arrival)) action {
	return func(ctx context.Context, s *stage) (string, error) {
		phone, name := s.phone(who), who
		body := contract.Arrival{Phone: &phone, Name: &name}
		for _, say := range tell {
			say(s, &body)
		}
		var visit contract.Visit
		if err := s.post(ctx, s.as("front_desk"), s.path("/arrivals"), body, &visit); err != nil {
			return "", err
		}
		s.arrivals++
		s.visits[who] = visit
		if visit.Waiting {
			s.waiting = append(s.waiting, who)
		}
		return s.received(who, visit), nil
	}
}

// received tells of an arrival that is not a plain turn of the order table.
func (s *stage) received(who string, v contract.Visit) string {
	switch {
	case v.Waiting:
		return who + " 等候，全员接待中 / waits, everybody is busy"
	case v.OnBehalfOfAgent != "":
		return fmt.Sprintf("%s 由 %s 代 %s 接待 / received on behalf (%s)", who,
			s.agentName(string(v.Receives)), s.agentName(string(v.OnBehalfOfAgent)), v.Clause)
	case v.Turn != "used":
		return fmt.Sprintf("%s → %s，%s (%s)", who, s.agentName(string(v.Receives)), turnText[string(v.Turn)], v.Clause)
	}
	return ""
}

// turnText says what a reception does to the receiver's turn.
var turnText = map[string]string{
	"kept":          "不占轮次 / turn kept",
	"makeup":        "补接一次 / make-up turn granted",
	"spends-makeup": "使用补接 / spends a make-up turn",
}

func first(_ *stage, a *contract.Arrival)     { a.FirstVisit = new(true) }
func returning(_ *stage, a *contract.Arrival) { a.FirstVisit = new(false) }

func designating(agent string) func(*stage, *contract.Arrival) {
	return func(_ *stage, a *contract.Arrival) { a.Names = &contract.Naming{Agent: new(contract.AgentID(agent))} }
}

// forgot is a visitor who came before, has forgotten the agent's name and has not left a number yet.
func forgot(_ *stage, a *contract.Arrival) {
	a.FirstVisit, a.Names = new(false), &contract.Naming{Forgotten: new(true)}
	a.Phone, a.PhoneUnknown = nil, new(true)
}

func ofKind(kind string) func(*stage, *contract.Arrival) {
	return func(_ *stage, a *contract.Arrival) { a.Kind = new(contract.VisitorKind(kind)) }
}

// withCard is a broker who says so at once and hands over a card.
func withCard(_ *stage, a *contract.Arrival) {
	a.Kind, a.DisclosesIdentity, a.Card = new(contract.VisitorKind("broker")), new(true), new(true)
}

// referredBy is a first visitor who names the customer who sent them but not the agent.
func referredBy(referrer string) func(*stage, *contract.Arrival) {
	return func(s *stage, a *contract.Arrival) {
		a.FirstVisit, a.ReferredByPhone = new(true), new(s.phone(referrer))
		a.Names = &contract.Naming{Forgotten: new(true)}
	}
}
