package standing

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

var said = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func as(role domain.Role, agent domain.AgentID, subject string) Said {
	return Said{Role: role, Agent: agent, Subject: subject}
}

var (
	jia     = as(domain.RoleAgent, "jia", "u-jia")
	yi      = as(domain.RoleAgent, "yi", "u-yi")
	desk    = as(domain.RoleFrontDesk, "", "u-desk")
	manager = as(domain.RoleSiteManager, "", "u-manager")
)

func rules(t testing.TB) policy.Rules {
	t.Helper()
	r, err := policy.Load(policy.SelfSale)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// recognised: jia says that somebody is jia's, which costs yi.
func recognised(t testing.TB) Fact {
	return Ask(Fact{ID: "w1", Kind: Recognition, Said: jia, Interest: Interest{Gains: []domain.AgentID{"jia"},
		Loses: []domain.AgentID{"yi"}}}, rules(t), 1, said)
}

func TestWhoseWordStands(t *testing.T) {
	rule := rules(t).StandingOf(Recognition)
	gains := Interest{Gains: []domain.AgentID{"jia"}, Loses: []domain.AgentID{"yi"}}
	for name, c := range map[string]struct {
		who    Said
		of     Interest
		stands bool
	}{
		"who gains":                 {jia, gains, false},
		"who gains, as the desk":    {as(domain.RoleFrontDesk, "jia", "u-3"), gains, false},
		"who gains, as the manager": {as(domain.RoleSiteManager, "jia", "u-4"), gains, false},
		"who loses":                 {yi, gains, true},
		"one of two who lose": {yi, Interest{Gains: gains.Gains, Loses: []domain.AgentID{"yi", "bing"}},
			false},
		"a colleague without an interest": {as(domain.RoleAgent, "bing", "u-5"), gains, false},
		"nobody loses, who gains":         {jia, Interest{Gains: gains.Gains}, false},
		"the desk":                        {desk, gains, true},
		"the manager":                     {manager, gains, true},
		"finance is no witness of faces":  {as(domain.RoleFinance, "", "u-6"), gains, false},
		"the screen":                      {as(domain.RoleScreen, "", "u-7"), gains, false},
		"the night":                       {BySystem, gains, true},
	} {
		if v := Judge(rule, c.who, c.of); v.Stands != c.stands {
			t.Errorf("%s: stands %v", name, v.Stands)
		}
	}
}

func code(err error) domain.Code {
	var coded *domain.Error
	if !errors.As(err, &coded) {
		return ""
	}
	return coded.Code
}

func TestWhoMayDecide(t *testing.T) {
	open := recognised(t)
	other := as(domain.RoleFrontDesk, "jia", "u-9")
	for name, c := range map[string]struct {
		who              Said
		confirm, refuses domain.Code
	}{
		"who said it": {jia, "standing.own_word", "standing.own_word"},
		"the same account": {as(domain.RoleSiteManager, "", "u-jia"), "standing.own_word",
			"standing.own_word"},
		"another account of theirs": {other, "standing.own_word", "standing.own_word"},
		"who loses":                 {yi, "", "standing.not_authorised"},
		"a colleague": {as(domain.RoleAgent, "bing", "u-5"), "standing.not_authorised",
			"standing.not_authorised"},
		"the desk": {desk, "", ""},
		"a level not yet reached": {as(domain.RoleRegionalSales, "", "u-8"), "standing.not_authorised",
			"standing.not_authorised"},
	} {
		if got := code(open.MayConfirm(c.who)); got != c.confirm {
			t.Errorf("%s confirms: %s", name, got)
		}
		if got := code(open.MayRefuse(c.who)); got != c.refuses {
			t.Errorf("%s refuses: %s", name, got)
		}
	}
	bySupervisor := open
	bySupervisor.Said = as(domain.RoleSupervisor, "", "u-s")
	if got := code(bySupervisor.MayConfirm(jia)); got != "standing.interested" {
		t.Error(got)
	}
	if got := code(open.Confirm(desk, said).MayConfirm(manager)); got != "standing.not_open" {
		t.Error(got)
	}
}

func TestEveryoneWhoLosesMustConsent(t *testing.T) {
	f := recognised(t)
	f.Loses = []domain.AgentID{"yi", "bing"}
	one := f.Confirm(yi, said)
	if one.Status != Waiting || len(one.Consents) != 1 {
		t.Fatalf("%+v", one)
	}
	if both := one.Confirm(as(domain.RoleAgent, "bing", "u-5"), said); both.Status != Confirmed {
		t.Error(both.Status)
	}
}

func TestAnObjectionIsHeardByWhoeverRules(t *testing.T) {
	f := recognised(t)
	if got := code(f.MayObject(jia, said)); got != "standing.not_the_loser" {
		t.Error(got)
	}
	if got := code(f.MayObject(yi, f.ObjectUntil.Add(1))); got != "standing.objection_late" {
		t.Error(got)
	}
	if err := f.MayObject(yi, f.ObjectUntil); err != nil {
		t.Fatal(err)
	}
	heard := f.Object(Objection{Agent: "yi", At: said})
	if got := code(heard.MayConfirm(desk)); got != "standing.not_authorised" {
		t.Error(got)
	}
	if err := heard.MayConfirm(manager); err != nil {
		t.Error(err)
	}
	if got := code(heard.MayObject(yi, said)); got != "standing.objected_already" {
		t.Error(got)
	}
	if got := code(heard.MayConfirm(yi)); got != "standing.not_authorised" {
		t.Error(got)
	}
}

// A fact climbs one level after each deadline and lapses after the last; of a deal only the listing goes on.
func TestTimePasses(t *testing.T) {
	f := recognised(t)
	if _, moved := f.Climb(f.Deadline.Add(-1)); moved {
		t.Error("before the deadline")
	}
	regional := as(domain.RoleRegionalSales, "", "u-8")
	for level := 1; level <= len(f.Rule.ClimbsTo); level++ {
		next, moved := f.Climb(f.Deadline)
		if !moved || next.Level != level || !next.Deadline.Equal(f.Deadline.Add(24*time.Hour)) {
			t.Fatalf("%+v", next)
		}
		f = next
	}
	if err := f.MayConfirm(regional); err != nil {
		t.Error(err)
	}
	if lapsed, moved := f.Climb(f.Deadline); !moved || lapsed.Status != Lapsed {
		t.Error(lapsed.Status)
	}
	f.Kind = Deal
	if stays, moved := f.Climb(f.Deadline); moved || !stays.Open() {
		t.Error("a deal stays")
	}
	silent := recognised(t)
	silent.Rule.SilenceConsents = true
	if next, _ := silent.Climb(silent.ObjectUntil); next.Status != Confirmed {
		t.Error(next.Status)
	}
	heard := silent.Object(Objection{Agent: "yi", At: said})
	if next, _ := heard.Climb(silent.ObjectUntil); next.Status == Confirmed {
		t.Error("who objects is not silent")
	}
}

// Whatever somebody does alone, what serves them never stands.
func TestNobodyIsTheirOwnWitness(t *testing.T) {
	r := rules(t)
	agents := []domain.AgentID{"", "jia", "yi", "bing"}
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(policy.FactKinds()).Draw(t, "kind")
		me := rapid.SampledFrom(agents[1:]).Draw(t, "me")
		f := Ask(Fact{Kind: kind, Interest: Interest{Gains: []domain.AgentID{me}, Loses: slices.DeleteFunc(
			rapid.SliceOfDistinct(rapid.SampledFrom(agents[1:]), rapid.ID).Draw(t, "loses"),
			func(a domain.AgentID) bool { return a == me })}}, r, 1, said)
		account := func(label string) Said {
			return as(rapid.SampledFrom(domain.Roles()[:9]).Draw(t, label), me,
				rapid.SampledFrom([]string{"u-1", "u-2"}).Draw(t, label+" account"))
		}
		f.Said = account("says")
		if Judge(f.Rule, f.Said, f.Interest).Stands {
			t.Fatal("stands at once")
		}
		f.Level = rapid.IntRange(0, 4).Draw(t, "level")
		if who := account("confirms"); f.MayConfirm(who) == nil {
			t.Fatalf("%+v confirms %+v", who, f)
		}
	})
}
