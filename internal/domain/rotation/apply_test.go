package rotation

import (
	"slices"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// The worked examples of the rotation, asserted here and told in full in testdata.

func TestCycleGoesOnAcrossDays(t *testing.T) { // SS.4.2.1.a
	s := opened(t, policy.SelfSale, "jia", "yi", "bing")
	s.gives(Event{}, "jia", Used, "SS.4.2.1.a")
	s.gives(Event{}, "yi", Used, "SS.4.2.1.a")
	s.must(Event{Kind: DayClosed})
	s.open("2026-11-25")
	for _, a := range []domain.AgentID{"yi", "jia", "bing"} {
		s.must(Event{Kind: CheckedIn, Agent: a})
	}
	s.gives(Event{}, "bing", Used, "SS.4.2.1.a")
	s.gives(Event{}, "jia", Used, "SS.4.2.1.a")
}

func TestPrivateErrandAndCompanyBusiness(t *testing.T) { // SS.4.2.1.b, SS.4.2.1.c
	s := opened(t, policy.SelfSale, "jia", "yi", "bing", "ding")
	s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Private})
	s.must(Event{Kind: Left, Agent: "yi", Reason: policy.Business})
	s.gives(Event{}, "bing", Used, "SS.4.2.1.a")
	if !has(s.must(Event{Kind: Returned, Agent: "yi"}), PlaceKept, "yi", "SS.4.2.1.c") {
		t.Error("SS.4.2.1.c not cited")
	}
	s.orderIs("yi", "ding", "bing")
	if !has(s.must(Event{Kind: Returned, Agent: "jia"}), TailTaken, "jia", "SS.4.2.1.b") {
		t.Error("SS.4.2.1.b not cited")
	}
	s.orderIs("yi", "ding", "bing", "jia")
	s.must(Event{Kind: Left, Agent: "yi", Reason: policy.Private}) // back before the turn came: the place held
	s.must(Event{Kind: Returned, Agent: "yi"})
	s.orderIs("yi", "ding", "bing", "jia")
}

func TestShortAbsenceIsCovered(t *testing.T) { // SS.4.2.1.d
	s := opened(t, policy.SelfSale, "jia", "yi")
	s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Short})
	visit := s.gives(Event{}, "yi", Kept, "SS.4.2.1.d")
	s.must(Event{Kind: Returned, Agent: "jia"})
	s.receiverIs(visit, "jia", Used)
	s.gives(Event{}, "yi", Used, "SS.4.2.1.a")
}

func TestCoverWithNobodyLeftWaits(t *testing.T) { // SS.4.2.1.d: no turn has come until somebody receives
	s := opened(t, policy.SelfSale, "jia")
	s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Short})
	visit := s.gives(Event{}, "", "", "")
	s.must(Event{Kind: Returned, Agent: "jia"})
	s.receiverIs(visit, "jia", Used)
}

func TestDesignation(t *testing.T) { // SS.4.2.5.a
	s := opened(t, policy.SelfSale, "jia", "yi", "bing")
	s.gives(Event{Prefer: "bing", Treatment: Designated}, "bing", Kept, "SS.4.2.5.a")
	s.gives(Event{Prefer: "jia", Treatment: Designated}, "jia", Used, "SS.4.2.5.a")
	s.orderIs("yi", "bing", "jia")
	s.gives(Event{Prefer: "yi", Treatment: Preferred}, "yi", Kept, "SS.4.2.4.a") // a returning customer never uses the turn
	s.orderIs("yi", "bing", "jia")
}

func TestDesignationOfACoveredAgentOnTurn(t *testing.T) { // SS.4.2.5.a with SS.4.2.1.d
	s := opened(t, policy.SelfSale, "jia", "yi")
	s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Meal})
	s.gives(Event{Prefer: "jia", Treatment: Designated}, "yi", Kept, "SS.4.2.1.d")
	s.must(Event{Kind: Returned, Agent: "jia"})
	s.orderIs("yi", "jia")
}

func TestDesignatedHelperOfACoverIsNotOnTurn(t *testing.T) { // SS.4.2.5.a: the turn is the absent agent's
	s := opened(t, policy.SelfSale, "jia", "yi", "bing")
	s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Short})
	s.gives(Event{Prefer: "yi", Treatment: Designated}, "yi", Kept, "SS.4.2.5.a")
	s.must(Event{Kind: Returned, Agent: "jia"})
	s.orderIs("jia", "yi", "bing")
}

func TestIdentifiedVisitorEarnsOneMakeUpTurnOnly(t *testing.T) { // GP.16 has made it good; GP.13.a adds nothing
	s := opened(t, policy.GroupRotation, "jia", "yi", "bing")
	own := s.gives(Event{Prefer: "bing", Treatment: Preferred}, "bing", Kept, "GP.3")
	visit := s.gives(Event{}, "jia", Used, "GP.2.a")
	s.must(Event{Kind: Belongs, Visit: visit, Agent: "bing"})
	s.gives(Event{}, "yi", Used, "GP.2.a") // passes jia over, still with bing's visitor
	s.finish(visit)
	if !slices.Equal(s.state.MakeUps, []domain.AgentID{"jia"}) {
		t.Errorf("make-up turns %v", s.state.MakeUps)
	}
	s.finish(own)
}

func TestHelpedVisitorsGoBackOldestFirst(t *testing.T) { // SS.4.2.4.b
	s := opened(t, policy.SelfSale, "jia", "yi", "bing")
	own := s.gives(Event{Prefer: "jia", Treatment: Preferred}, "jia", Kept, "SS.4.2.4.a")
	first := s.gives(Event{Prefer: "jia", Treatment: Preferred}, "yi", Kept, "SS.4.2.4.b")
	second := s.gives(Event{Prefer: "jia", Treatment: Preferred}, "bing", Kept, "SS.4.2.4.b")
	s.finish(own)
	s.receiverIs(first, "jia", Kept)
	s.receiverIs(second, "bing", Kept)
	s.orderIs("jia", "yi", "bing")
	s.finish(first)
	s.receiverIs(second, "jia", Kept)
}

func TestIdentifiedVisitorGivesThePlaceBack(t *testing.T) { // SS.4.2.4.a: a policy without make-up turns
	s := opened(t, policy.SelfSale, "jia", "yi")
	visit := s.gives(Event{}, "jia", Used, "SS.4.2.1.a")
	s.must(Event{Kind: Belongs, Visit: visit, Agent: "yi"})
	s.receiverIs(visit, "yi", Kept)
	s.orderIs("jia", "yi")
	own := s.gives(Event{}, "jia", Used, "SS.4.2.1.a")
	s.must(Event{Kind: Belongs, Visit: own, Agent: "jia"})
	s.receiverIs(own, "jia", Kept)
	s.orderIs("jia", "yi")
	s.refuse("rotation.not_in_policy", "", Event{Kind: CardConfirmed, Visit: own})
	s.refuse("rotation.not_in_policy", "", Event{Kind: GaveBack, Visit: own, Agent: "jia"})
}

func TestGroupTailIsTheOrderOfFinishing(t *testing.T) { // GP.2.a, GP.2.b
	s := newSite(t, policy.GroupRotation)
	s.must(Event{Kind: TableSet, Groups: []domain.GroupID{"east", "west"},
		Table: []TablePlace{{"jia", "east"}, {"yi", "east"}, {"bing", "west"}, {"ding", "west"}}})
	s.open("2026-11-24")
	for _, a := range []domain.AgentID{"jia", "yi", "bing", "ding"} {
		s.must(Event{Kind: CheckedIn, Agent: a})
	}
	first := s.gives(Event{}, "jia", Used, "GP.2.a")
	second := s.gives(Event{}, "yi", Used, "GP.2.a")
	if at := AtPosition(s.state, s.rot); at != "bing" {
		t.Errorf("GP.2.b: %s at the position", at)
	}
	third := s.gives(Event{}, "bing", Used, "GP.2.b")
	s.finish(third)
	s.finish(second)
	if !has(s.must(Event{Kind: Finished, Visit: first}), PositionTo, "yi", "GP.2.a") {
		t.Error("GP.2.a: position effect missing")
	}
	s.orderIs("yi", "jia", "ding", "bing")
	s.refuse("rotation.swap_across_groups", "", Event{Kind: SwappedPlaces, Agent: "jia", Other: "bing"})
	s.must(Event{Kind: SwappedPlaces, Agent: "jia", Other: "yi"})
	s.orderIs("jia", "yi", "ding", "bing")
	s.must(Event{Kind: DayClosed})
	if !slices.Equal(s.state.Groups, []domain.GroupID{"west", "east"}) {
		t.Errorf("GP.2.a: groups %v", s.state.Groups)
	}
}

func TestMakeUpTurns(t *testing.T) { // GP.13.b, GP.14.a, GP.16, GP.17.b
	s := opened(t, policy.GroupRotation, "jia", "yi", "bing")
	company := s.gives(Event{Treatment: CompanyVisitor}, "jia", MakeUpTurn, "GP.13.b")
	forgot := s.gives(Event{}, "yi", Used, "GP.2.a")
	broker := s.gives(Event{Treatment: DisclosedBroker}, "bing", Used, "GP.14.a")
	s.must(Event{Kind: Belongs, Visit: forgot, Agent: "jia"})
	s.receiverIs(forgot, "yi", MakeUpTurn)
	s.must(Event{Kind: CardConfirmed, Visit: broker})
	s.receiverIs(broker, "bing", MakeUpTurn)
	s.finish(broker)
	s.must(Event{Kind: GaveBack, Visit: "20261124-000099", Agent: "bing"})
	s.finish(company)
	s.receiverIs(forgot, "jia", Kept) // GP.15.b: the owner is free and takes over
	s.orderIs("jia", "yi", "bing")
	if want := []domain.AgentID{"jia", "yi", "bing", "bing"}; !slices.Equal(s.state.MakeUps[:2], want[:2]) || len(s.state.MakeUps) < 4 {
		t.Errorf("make-up turns %v", s.state.MakeUps)
	}
	s.must(Event{Kind: Belongs, Visit: "20261124-000098", Agent: "jia", Other: "yi"}) // GP.16: looked up after the reception
	s.refuse("rotation.visit_not_open", "", Event{Kind: Belongs, Visit: "20261124-000097", Agent: "jia"})
}

func TestLeavingThePosition(t *testing.T) { // GP.2.b
	s := opened(t, policy.GroupRotation, "jia", "yi", "bing")
	if !has(s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Private, Cover: "none"}), Vacated, "jia", "GP.2.b") {
		t.Error("not vacated")
	}
	if effects := s.must(Event{Kind: Left, Agent: "bing", Reason: policy.Meal, Cover: "none"}); len(effects) != 1 {
		t.Errorf("not at the position: %v", effects)
	}
	s.refuse("rotation.cover_unavailable", "GP.2.b", Event{Kind: Left, Agent: "yi", Reason: policy.Short, Cover: "bing"})
	if !has(s.must(Event{Kind: Left, Agent: "yi", Reason: policy.Short}), Vacated, "yi", "GP.2.b") {
		t.Error("nobody to cover: vacant")
	}
}

func TestSigningWithTheOwnVisitorUsesOneTurn(t *testing.T) { // GP.13.a
	s := opened(t, policy.GroupRotation, "jia", "yi")
	visit := s.gives(Event{}, "jia", Used, "GP.2.a")
	s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Signing})
	s.gives(Event{}, "yi", Used, "GP.2.a")
	s.finish(visit)
	s.must(Event{Kind: Returned, Agent: "jia"})
	if len(s.state.MakeUps) != 0 {
		t.Errorf("a turn in use earned %v", s.state.MakeUps)
	}
}

func TestOwedMakeUpOutlastsTheDay(t *testing.T) { // GP.13.a
	s := opened(t, policy.GroupRotation, "jia", "yi")
	s.gives(Event{Prefer: "jia", Treatment: Preferred}, "jia", Kept, "GP.3")
	s.gives(Event{}, "yi", Used, "GP.2.a")
	s.must(Event{Kind: DayClosed})
	if !slices.Equal(s.state.MakeUps, []domain.AgentID{"jia"}) {
		t.Errorf("make-up turns %v", s.state.MakeUps)
	}
}

func TestHandOverNotes(t *testing.T) { // GP.18
	s := opened(t, policy.GroupRotation, "jia", "yi")
	s.must(Event{Kind: Left, Agent: "yi", Reason: policy.Business})
	visit := s.gives(Event{Prefer: "yi", Treatment: Preferred}, "jia", Kept, "GP.15.a")
	s.finish(visit)
	due := s.clock.Add(time.Hour)
	if late := Overdue(s.state, due); late != nil {
		t.Errorf("overdue on the instant: %v", late)
	}
	if late := Overdue(s.state, due.Add(time.Second)); len(late) != 1 || late[0] != (Note{visit, "jia", "yi", due}) {
		t.Errorf("overdue: %v", late)
	}
	s.refuse("rotation.note_unknown", "", Event{Kind: NoteWritten, Visit: visit, Agent: "yi"})
	s.must(Event{Kind: NoteWritten, Visit: visit, Agent: "jia"})
}

func TestTableChange(t *testing.T) { // SS.3.1
	s := opened(t, policy.SelfSale, "jia", "yi", "bing")
	s.gives(Event{}, "jia", Used, "SS.4.2.1.a")
	drop := Event{Kind: TableSet, Table: []TablePlace{{Agent: "yi"}, {Agent: "ding"}}}
	s.refuse("rotation.agent_busy", "", drop)
	s.must(Event{Kind: TableSet, Table: []TablePlace{{Agent: "jia"}, {Agent: "bing"}, {Agent: "ding"}}})
	s.orderIs("jia", "bing")
	why, found := Why(s.state, s.rot, s.rec, "ding")
	if !found || why.Standing != JoinedTable || why.Place != 0 {
		t.Errorf("%+v", why)
	}
	if why, _ = Why(s.state, s.rot, s.rec, "jia"); why.Standing != OrderChanged || why.Place != 1 {
		t.Errorf("%+v", why)
	}
	if why, _ = Why(s.state, s.rot, s.rec, "bing"); why.Standing != StandsByOrderTable || why.Place != 2 || len(why.Ahead) != 0 {
		t.Errorf("%+v", why)
	}
}

func TestRefusals(t *testing.T) {
	s := opened(t, policy.SelfSale, "jia", "yi")
	visit := s.gives(Event{}, "jia", Used, "SS.4.2.1.a")
	s.must(Event{Kind: DayClosed})
	s.refuse("rotation.day_not_open", "", Event{Kind: Arrived, Visit: visit})
	s.open("2026-11-25")
	s.refuse("rotation.day_already_open", "", Event{Kind: DayOpened, Day: "2026-11-26"})
	s.must(Event{Kind: CheckedIn, Agent: "jia", Device: 7})
	cases := []struct {
		code   domain.Code
		clause domain.Clause
		ev     Event
	}{
		{"rotation.device_in_use", "", Event{Kind: CheckedIn, Agent: "yi", Device: 7}},
		{"rotation.already_checked_in", "", Event{Kind: CheckedIn, Agent: "jia"}},
		{"rotation.agent_unknown", "", Event{Kind: CheckedIn, Agent: "wu"}},
		{"rotation.not_on_site", "", Event{Kind: Left, Agent: "yi", Reason: policy.Meal}},
		{"rotation.reason_unknown", "", Event{Kind: Left, Agent: "jia", Reason: policy.OffDuty}},
		{"rotation.not_away", "", Event{Kind: Returned, Agent: "jia"}},
		{"rotation.visit_not_open", "", Event{Kind: Finished, Visit: "x"}},
		{"rotation.visit_not_waiting", "", Event{Kind: WaitingLeft, Visit: "x"}},
		{"rotation.visit_missing", "", Event{Kind: Arrived}},
		{"rotation.day_not_open", "", Event{Kind: Arrived, Visit: "x", Day: "2026-11-24"}},
		{"rotation.treatment_unknown", "", Event{Kind: Arrived, Visit: "x", Treatment: "vip"}},
		{"rotation.prefer_missing", "", Event{Kind: Arrived, Visit: "x", Treatment: Designated}},
		{"rotation.agent_unknown", "", Event{Kind: Arrived, Visit: "x", Treatment: Designated, Prefer: "wu"}},
		{"rotation.out_of_turn", "SS.4.2.2.a", Event{Kind: Arrived, Visit: "x", TakenBy: "yi"}},
		{"rotation.swap_with_self", "", Event{Kind: SwappedPlaces, Agent: "jia", Other: "jia"}},
		{"rotation.agent_repeated", "", Event{Kind: TableSet, Table: []TablePlace{{Agent: "jia"}, {Agent: "jia"}}}},
		{"rotation.event_unknown", "", Event{Kind: "shuffle"}},
		{"day.malformed", "", Event{Kind: DayOpened, Day: "tomorrow"}},
	}
	for _, c := range cases[:len(cases)-1] {
		s.refuse(c.code, c.clause, c.ev)
	}
	open := s.gives(Event{}, "jia", Used, "SS.4.2.1.a")
	s.refuse("rotation.busy_with_visitor", "", Event{Kind: Left, Agent: "jia", Reason: policy.Business})
	s.refuse("rotation.visit_already_open", "", Event{Kind: Arrived, Visit: open})
	s.refuse("rotation.agent_not_free", "", Event{Kind: HandedOver, Visit: open, Agent: "yi"})
	s.must(Event{Kind: DayClosed})
	s.refuse("day.malformed", "", cases[len(cases)-1].ev)
	g := newSite(t, policy.GroupRotation)
	g.refuse("rotation.group_unknown", "", Event{Kind: TableSet, Groups: []domain.GroupID{"east"}, Table: []TablePlace{{"jia", "west"}}})
	g.refuse("rotation.group_repeated", "", Event{Kind: TableSet, Groups: []domain.GroupID{"east", "east"}})
}
