// Package view translates between the contract's types and the domain's: commands on the way in,
// boards, visits, deals and statements on the way out. It decides nothing.
package view

import (
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// Command makes the floor's command of a call; hint names what the decision will read.
func Command[In any](call api.Call[In], hint ...store.Key) floor.Command {
	return floor.Command{Site: call.Site, Operation: call.Operation, Subject: call.Principal.Subject,
		Role: call.Principal.Role, Agent: call.Principal.Agent,
		Key: call.IdempotencyDigest, Request: call.RequestDigest, At: call.At, Hint: hint}
}

// Respond turns a result into a response; a replay of the first answer says so.
func Respond[T any](result floor.Result[T], err error) (api.Answer, error) {
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: result.Value, Replayed: result.Replayed}, nil
}

// Text gives an optional text without the space around it.
func Text(value *string) string {
	if value == nil {
		return ""
	}
	return strings.TrimSpace(*value)
}

// Yes reports an optional flag that is given and set.
func Yes(flag *bool) bool { return flag != nil && *flag }

// Effects gives the consequences of an event.
func Effects(effects []rotation.Effect) []contract.Effect {
	out := make([]contract.Effect, 0, len(effects))
	for _, e := range effects {
		out = append(out, contract.Effect{Kind: string(e.Kind), Agent: string(e.Agent), Other: string(e.Other),
			Visit: string(e.Visit), Turn: contract.Turn(e.Turn), Note: e.Note, Clause: string(e.Clause)})
	}
	return out
}

// Considered gives the rules that were looked at.
func Considered(rules []attribution.Considered) []contract.Considered {
	out := make([]contract.Considered, 0, len(rules))
	for _, c := range rules {
		out = append(out, contract.Considered{Rule: string(c.Rule), Clause: string(c.Clause), Decided: c.Decided,
			Reason: c.Reason})
	}
	return out
}

// TurnedDown gives the claimants who were turned down.
func TurnedDown(claimants []attribution.TurnedDown) []contract.TurnedDown {
	out := make([]contract.TurnedDown, 0, len(claimants))
	for _, t := range claimants {
		out = append(out, contract.TurnedDown{Agent: string(t.Agent), Clause: string(t.Clause), Reason: t.Reason})
	}
	return out
}

// Visits gives visit ids.
func Visits(ids []domain.VisitID) []contract.VisitID { return Texts[contract.VisitID](ids) }

// Texts carries a list of named texts over to another type of text; never nil.
func Texts[To, From ~string](list []From) []To {
	out := make([]To, 0, len(list))
	for _, item := range list {
		out = append(out, To(item))
	}
	return out
}

// Time gives an optional time: nil for the zero time.
func Time(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	utc := at.UTC()
	return &utc
}
