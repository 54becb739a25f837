package attribution

import (
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

const (
	ss, gp, qc = policy.SelfSale, policy.GroupRotation, policy.LeasingHall
	pc, rc, sc = policy.Points, policy.FrontSeat, policy.FirstContact

	toured, material = register.Toured, register.MaterialsOnly
	absent, busy     = register.WasAbsent, register.WasBusy
)

// altered gives a fixture with a change.
func altered[T any](it *T, change func(*T)) *T {
	change(it)
	return it
}

func preset(t testing.TB, name policy.Preset) policy.Rules {
	t.Helper()
	rules, err := policy.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// day gives 10:00 on the nth day.
func day(n int) time.Time { return time.Date(2026, 3, n, 10, 0, 0, 0, time.UTC) }

func visit(n int) domain.VisitID {
	return domain.VisitID(time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC).Format("20060102") + "-000001")
}

// met is a reception on day n.
func met(n int, agent domain.AgentID, outcome register.Outcome) register.Contact {
	return register.Contact{Visit: visit(n), At: day(n), Agent: agent, Outcome: outcome}
}

// stoodIn is a reception on day n on the owner's behalf.
func stoodIn(n int, agent, owner domain.AgentID, why register.Availability, outcome register.Outcome) register.Contact {
	c := met(n, agent, outcome)
	c.OnBehalfOf, c.Original = owner, why
	return c
}

func owned(n int, owner domain.AgentID) register.OwnerChange {
	return register.OwnerChange{Owner: owner, Since: day(n), Visit: visit(n), Clause: "SS.4.2.3"}
}

// file is a customer of the owner since day 1 with the contacts given.
func file(owner domain.AgentID, contacts ...register.Contact) *register.Customer {
	c := &register.Customer{Ref: "c", Contacts: contacts}
	if owner != "" {
		c.History = []register.OwnerChange{owned(1, owner)}
	}
	return c
}

func yes() *bool { v := true; return &v }
func no() *bool  { v := false; return &v }
