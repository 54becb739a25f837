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
	// a returning customer never uses the turn
	s.gives(Event{Prefer: "yi", Treatment: Preferred}, "yi", Kept, "SS.4.2.4.a")
	s.orderIs("yi", "bing", "jia")
}

func TestDesignationOfACoveredAgentOnTurn(t *testing.T) { // SS.4.2.5.a with SS.4.2.1.d
	s := opened(t, policy.SelfSale, "jia", "yi")
	s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Meal})
	s.gives(Event{Prefer: "jia", Treatment: Designated}, "yi", Kept, "SS.4.2.1.d")
	s.must(Event{Kind: Returned, Agent: "jia"})
	s.orderIs("yi", "jia")
}

func TestDesignatedOnTurnPassesTheHeadOver(t *testing.T) { // SS.4.2.5.a, SS.4.2.1.b
	s := opened(t, policy.SelfSale, "jia", "yi", "bing")
	s.must(Event{Kind: Left, Agent: "jia", Reason: policy.Private})
	s.gives(Event{Prefer: "yi", Treatment: Designated}, "yi", Used, "SS.4.2.5.a")
	s.must(Event{Kind: Returned, Agent: "jia"})
	s.orderIs("bing", "yi", "jia")
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
	s.finish(own)
	s.must(Event{Kind: Belongs, Visit: own, Agent: "yi", Other: "jia"}) // looked up afterwards: nothing to make up
	if len(s.state.MakeUps) != 0 {
		t.Errorf("make-up turns %v", s.state.MakeUps)
	}
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
	s.orderIs("bing", "jia", "yi")    // each took the ordinary turn, in the order in which their receptions ended
	if want := []domain.AgentID{"bing", "bing", "jia", "yi"}; !slices.Equal(s.state.MakeUps, want) {
		t.Errorf("make-up turns %v", s.state.MakeUps)
	}
	// GP.16: looked up after the reception
	s.must(Event{Kind: Belongs, Visit: "20261124-000098", Agent: "jia", Other: "yi"})
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
	s.refuse("rotation.cover_unavailable", "GP.2.b", Event{Kind: Left, Agent: "yi", Reason: policy.Short,
		Cover: "bing"})
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

func TestAMissedTurnIsMadeGoodOnce(t *testing.T) { // GP.13.a, GP.2.a: to the tail, one make-up turn, however often
	s := opened(t, policy.GroupRotation, "jia", "yi", "bing", "ding")
	old := s.gives(Event{Prefer: "jia", Treatment: Preferred}, "jia", Kept, "GP.3")
	s.gives(Event{}, "yi", Used, "GP.2.a")
	s.gives(Event{}, "bing", Used, "GP.2.a")
	s.finish(old)
	s.orderIs("yi", "bing", "ding", "jia")
	spending := s.gives(Event{}, "jia", SpendsMakeUp, "GP.13.a")
	s.finish(spending)
	s.orderIs("yi", "bing", "ding", "jia") // the ordinary place is as it was
	if len(s.state.MakeUps) != 0 {
		t.Errorf("make-up turns %v", s.state.MakeUps)
	}
}

func TestSpendingCitesWhatGranted(t *testing.T) { // GP.13.b
	s := opened(t, policy.GroupRotation, "jia", "yi")
	s.finish(s.gives(Event{Treatment: CompanyVisitor}, "jia", MakeUpTurn, "GP.13.b"))
	again := s.gives(Event{Treatment: CompanyVisitor}, "jia", SpendsMakeUp, "GP.13.b")
	s.finish(again) // the make-up turn went to a company customer as well: one more, and the place is as it was
	s.orderIs("yi", "jia")
	s.gives(Event{}, "jia", SpendsMakeUp, "GP.13.b")
}

func TestAHelperWhoseTurnPassed(t *testing.T) { // GP.15.b against GP.13.a: not the place and a make-up turn
	s := opened(t, policy.GroupRotation, "jia", "yi", "bing")
	s.must(Event{Kind: Left, Agent: "bing", Reason: policy.Business})
	helped := s.gives(Event{Prefer: "bing", Treatment: Preferred}, "jia", Kept, "GP.15.a")
	s.gives(Event{}, "yi", Used, "GP.2.a")
	s.must(Event{Kind: Returned, Agent: "bing"})
	s.receiverIs(helped, "bing", Kept)
	s.orderIs("yi", "bing", "jia")
	if !slices.Equal(s.state.MakeUps, []domain.AgentID{"jia"}) {
		t.Errorf("make-up turns %v", s.state.MakeUps)
	}
}

func TestACardMakesGoodWhoseTurnItWas(t *testing.T) { // GP.14.a: also after the visitor was handed over
	s := opened(t, policy.GroupRotation, "jia", "yi")
	broker := s.gives(Event{Treatment: DisclosedBroker}, "jia", Used, "GP.14.a")
	s.must(Event{Kind: HandedOver, Visit: broker, Agent: "yi"})
	s.must(Event{Kind: CardConfirmed, Visit: broker, Agent: "jia"})
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
	if why, _ = Why(s.state, s.rot, s.rec, "bing"); why.Standing != StandsByOrderTable || why.Place != 2 ||
		len(why.Ahead) != 0 {
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
	g.refuse("rotation.group_unknown", "", Event{Kind: TableSet, Groups: []domain.GroupID{"east"},
		Table: []TablePlace{{"jia", "west"}}})
	g.refuse("rotation.group_repeated", "", Event{Kind: TableSet, Groups: []domain.GroupID{"east", "east"}})
}

// QC.1.a: the table is the roster; only who has arrived has a place
func TestOrderOfArrivalAndTheOrderTable(t *testing.T) {
	s := newSite(t, policy.LeasingHall)
	s.table("all", "jia", "yi", "bing", "ding")
	s.open("2026-11-24")
	s.must(Event{Kind: CheckedIn, Agent: "ding"})
	s.must(Event{Kind: CheckedIn, Agent: "yi"})
	s.refuse("rotation.not_on_site", "", Event{Kind: SwappedPlaces, Agent: "jia", Other: "yi"})
	s.refuse("rotation.not_on_site", "", Event{Kind: SwappedPlaces, Agent: "yi", Other: "jia"})
	s.must(Event{Kind: Left, Agent: "yi", Reason: policy.Business}) // away, but arrived
	s.must(Event{Kind: SwappedPlaces, Agent: "yi", Other: "ding"})
	s.must(Event{Kind: Returned, Agent: "yi"})
	s.orderIs("yi", "ding")
	s.table("all", "bing", "ding", "jia", "yi", "wu")
	s.orderIs("yi", "ding")
	s.must(Event{Kind: CheckedIn, Agent: "wu"})
	s.must(Event{Kind: CheckedIn, Agent: "bing"})
	s.orderIs("yi", "ding", "wu", "bing")
	if why, _ := Why(s.state, s.rot, s.rec, "bing"); why.Standing != StandsByArrival || why.Clause != "QC.1.a" ||
		why.Place != 4 {
		t.Errorf("%+v", why)
	}
}

func TestDutyStaffExplained(t *testing.T) { // QC.1.b: ahead is who comes before in the round of the duty staff
	s := newSite(t, policy.LeasingHall)
	s.table("all", "jia", "yi", "bing")
	s.open("2026-11-24")
	s.must(Event{Kind: CheckedIn, Agent: "jia", Duty: true, Seq: 2})
	s.must(Event{Kind: CheckedIn, Agent: "yi", Duty: true, Seq: 3})
	s.finish(s.gives(Event{}, "jia", Kept, "QC.1.b"))
	s.orderIs("jia", "yi")
	if why, _ := Why(s.state, s.rot, s.rec, "jia"); why.Place != 2 || !slices.Equal(why.Ahead, []domain.AgentID{"yi"}) {
		t.Errorf("%+v", why)
	}
	if at := AtPosition(s.state, s.rot); at != "yi" {
		t.Errorf("%s at the position", at)
	}
	s.gives(Event{Prefer: "bing", Treatment: Preferred}, "yi", Kept, "QC.3.a") // a helper is no round
	s.gives(Event{}, "jia", Kept, "QC.1.b")
	s.must(Event{Kind: CheckedIn, Agent: "bing", Seq: 9})
	s.refuse("rotation.not_in_policy", "", Event{Kind: Arrived, Day: s.day, Visit: "20261124-000099", Choice: TakesNew})
}

func TestChoiceOnTurnEndsWithTheReception(t *testing.T) { // RC.5
	s := opened(t, policy.FrontSeat, "jia", "yi", "bing")
	old := s.gives(Event{Prefer: "jia", Treatment: Preferred, Clause: "RC.4.a"}, "jia", Kept, "RC.4.a")
	s.must(Event{Kind: TurnChosen, Visit: old, Choice: TakesNew})
	fresh := s.gives(Event{}, "jia", Used, "RC.5")
	s.receiverIs(old, "bing", Kept)
	s.finish(fresh)
	s.must(Event{Kind: HandedOver, Visit: old, Agent: "jia"})
	s.gives(Event{}, "yi", Used, "RC.1.a")
	s.gives(Event{}, "bing", Used, "RC.1.a")
	if s.state.Receptions[0].Choice != NotChosen {
		t.Errorf("%+v", s.state.Receptions[0])
	}
	s.refuse("rotation.no_old_customer", "RC.5", Event{Kind: TurnChosen, Visit: s.state.Receptions[1].Visit,
		Choice: TakesNew})
	s.refuse("rotation.choice_unknown", "", Event{Kind: TurnChosen, Visit: old, Choice: "both"})
	s.refuse("rotation.choice_unknown", "", Event{Kind: Arrived, Day: s.day, Visit: "20261124-000099", Choice: "both"})
}

func TestHandedOnVisitorsStayTheOwners(t *testing.T) { // RC.5, RC.9 against SS: by the helper, or for good
	s := opened(t, policy.FrontSeat, "jia", "yi")
	visit := s.gives(Event{Prefer: "jia", Treatment: Preferred}, "jia", Kept, "RC.4.a")
	s.must(Event{Kind: HandedOver, Visit: visit, Agent: "yi"})
	if r := s.state.Receptions[0]; r.Agent != "yi" || r.OnBehalfOf != "jia" {
		t.Errorf("%+v", r)
	}
	s = opened(t, policy.SelfSale, "jia", "yi")
	visit = s.gives(Event{Prefer: "jia", Treatment: Preferred}, "jia", Kept, "SS.4.2.4.a")
	s.must(Event{Kind: HandedOver, Visit: visit, Agent: "yi"})
	if r := s.state.Receptions[0]; r.Agent != "yi" || r.OnBehalfOf != "" {
		t.Errorf("%+v", r)
	}
}

func TestLastTurnOutlivesNeitherItsAgentNorTheDay(t *testing.T) { // RC.7
	s := opened(t, policy.FrontSeat, "jia", "yi", "bing")
	first := s.gives(Event{}, "jia", Used, "RC.1.a")
	second := s.gives(Event{}, "yi", Used, "RC.1.a")
	s.finish(second)
	s.finish(first) // began before the last turn
	s.must(Event{Kind: TableSet, Table: []TablePlace{{Agent: "bing"}, {Agent: "jia"}}})
	if effects := s.must(Event{Kind: DayClosed}); has(effects, FirstTomorrow, "yi", "RC.7") ||
		s.state.LastTurn != (LastTurn{}) {
		t.Errorf("%v %+v", effects, s.state.LastTurn)
	}
	s = opened(t, policy.FrontSeat, "jia", "yi", "bing")
	first = s.gives(Event{}, "jia", Used, "RC.1.a")
	s.finish(s.gives(Event{}, "yi", Used, "RC.1.a"))
	s.finish(first)
	if effects := s.must(Event{Kind: DayClosed}); !has(effects, FirstTomorrow, "yi", "RC.7") {
		t.Errorf("%v", effects)
	}
	s.open("2026-11-25")
	if effects := s.must(Event{Kind: DayClosed}); len(effects) != 0 {
		t.Errorf("nobody received: %v", effects)
	}
}
