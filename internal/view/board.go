package view

import (
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/site"
)

// Floor is what the views of the rotation are made from.
type Floor struct {
	Site    *site.Site
	Rules   policy.Rules
	State   rotation.State
	Version int64      // of the floor
	Today   domain.Day // shown while no business day is open
}

// Board gives the floor as the site's screen and phones show it.
func Board(f Floor) contract.Board {
	board := rotation.Board(f.State, f.Rules.Rotation, f.Rules.Reception)
	if board.Day == "" {
		board.Day = f.Today
	}
	out := contract.Board{Day: string(board.Day), Version: f.Version, Position: string(board.Position),
		Groups: []contract.BoardGroup{}, Order: []contract.AgentID{}, MakeUps: Texts[contract.AgentID](board.MakeUps),
		Receptions: []contract.BoardReception{}, Waiting: []contract.BoardWaiting{}, NotesDue: []contract.NoteDue{}}
	for i, group := range board.Groups {
		g := contract.BoardGroup{Group: string(group.Group), Name: groupName(f.Site, group.Group),
			HoldsPosition: i == 0,
			Order:         []contract.AgentID{}, Members: []contract.Standing{}}
		for _, member := range group.Members {
			if member.Presence == rotation.OnSite {
				g.Order = append(g.Order, string(member.Agent))
			}
			g.Members = append(g.Members, placeOf(f, board.Position, member))
		}
		out.Order = append(out.Order, g.Order...)
		out.Groups = append(out.Groups, g)
	}
	for _, r := range f.State.Receptions {
		out.Receptions = append(out.Receptions, contract.BoardReception{Visit: string(r.Visit), Agent: string(r.Agent),
			OnBehalfOf: string(r.OnBehalfOf), Turn: contract.Turn(r.Turn), OnTurnTakes: contract.TurnChoice(r.Choice),
			Since: r.Started.UTC()})
	}
	for _, v := range board.Waiting {
		out.Waiting = append(out.Waiting,
			contract.BoardWaiting{Visit: string(v.Visit), Since: v.Since.UTC(), Prefers: string(v.Prefer)})
	}
	for _, n := range board.Notes {
		out.NotesDue = append(out.NotesDue,
			contract.NoteDue{Visit: string(n.Visit), From: string(n.From), To: string(n.To), DueAt: n.DueAt.UTC()})
	}
	return out
}

func groupName(s *site.Site, id domain.GroupID) string {
	for _, g := range s.Groups {
		if g.ID == id {
			return g.Name
		}
	}
	return ""
}

// Standing gives one agent's place and why; false when the agent is not on the order table.
func Standing(f Floor, agent domain.AgentID) (contract.Standing, bool) {
	board := rotation.Board(f.State, f.Rules.Rotation, f.Rules.Reception)
	for _, group := range board.Groups {
		for _, member := range group.Members {
			if member.Agent == agent {
				return placeOf(f, board.Position, member), true
			}
		}
	}
	return contract.Standing{}, false
}

func placeOf(f Floor, position domain.AgentID, m rotation.BoardMember) contract.Standing {
	why := m.Why
	reason := reasonOf(m)
	out := contract.Standing{Agent: string(m.Agent), Place: why.Place, OnSite: m.Presence == rotation.OnSite,
		Presence: contract.Presence(m.Presence.String()), AbsenceReason: contract.AbsenceReason(m.Reason),
		Since: Time(why.Since), ReasonCode: why.Standing.String(), ReasonZh: reason.zh, ReasonEn: reason.en,
		Clause: string(why.Clause), CheckedInAt: Time(m.CheckedIn), Duty: m.Duty,
		AtPosition: position != "" && position == m.Agent,
		Receiving:  string(m.Receives.Visit), MakeUps: why.MakeUps, MakeUpOwed: why.Owed, ToTailOnReturn: why.DueAway,
		Ahead: Texts[contract.AgentID](why.Ahead)}
	if why.Standing == rotation.OrderChanged {
		// who publishes the order, not the rotation, is what it rests on
		out.Clause = string(f.Rules.Authority.OrderTableClause)
	}
	if agent, ok := f.Site.Agent(m.Agent); ok {
		out.Name, out.Group = agent.Name, string(agent.Group)
	}
	for _, member := range f.State.Members {
		if member.Agent == m.Agent && m.Presence != rotation.NotCheckedIn {
			out.Manual = member.Device == 0
		}
	}
	return out
}

// reasonOf says why an agent stands where they stand now: what moved them last, and what has come of it since.
func reasonOf(m rotation.BoardMember) said {
	reason := standingTexts[m.Why.Standing]
	switch m.Why.Standing {
	case rotation.PassedOverBusy:
		if m.Why.Owed { // GP.13.a
			return said{"轮到时正在接待，结束后排到末位，补接一次",
				"was receiving when the turn came: afterwards to the tail, with one make-up turn"}
		}
	case rotation.UsedTurn, rotation.ReturnedToTail, rotation.TurnSkipped, rotation.StayedWithOld,
		rotation.TurnForfeited:
		if m.Why.Place == 1 && m.Receives.Visit == "" {
			reason.zh += "；之后依次前移，现居首位"
			reason.en += "; has moved up since and is the first now"
		}
	}
	return reason
}

// said is a text in both languages.
type said struct{ zh, en string }

// standingTexts says why an agent stands where they stand.
var standingTexts = map[rotation.Standing]said{
	rotation.StandsByOrderTable: {"按接待顺序表排列", "stands by the order table"},
	rotation.UsedTurn:           {"已接待一轮，排到末位", "received a visitor in turn, went to the tail"},
	rotation.ReturnedToTail:     {"轮到时因私外出，回来列末位", "was away on a private errand when the turn came, tail on return"},
	rotation.ReturnedToPlace:    {"外出回来，补回原位", "back at the place held"},
	rotation.PassedOverBusy:     {"轮到时正在接待，保留位置", "was receiving when the turn came, place kept"},
	rotation.PassedOverAway:     {"轮到时不在岗", "was away when the turn came"},
	rotation.TurnUsedByCover:    {"短时离开，由次位义务接待，本轮已用", "briefly away, a colleague received on their behalf, turn used"},
	rotation.KeptPlace:          {"接待指定客户或老客户，不占轮序", "received a designated or returning visitor, place kept"},
	rotation.HelperReturned:     {"协助接待后已交还，回到原位", "handed the visitor back, place kept"},
	rotation.Swapped:            {"经主管批准换位", "swapped places with the supervisor's approval"},
	rotation.OrderChanged:       {"顺序表已调整", "the order table was changed"},
	rotation.MakeUpEarned:       {"获补接待权", "earned a make-up turn"},
	rotation.JoinedTable:        {"新加入顺序表，排在末位", "joined the order table at its tail"},
	rotation.StandsByArrival:    {"按当天到岗先后排列", "stands by the order of arrival today"},
	rotation.TurnSkipped:        {"轮到时不在，轮空一次，排到末位", "was away when the turn came: skipped once, to the tail"},
	rotation.StayedWithOld: {"轮到时接待老客户，轮空一次，排到末位",
		"stayed with an old customer when the turn came: skipped once, to the tail"},
	rotation.TurnForfeited: {"轮到时因私未就位，放弃本轮，排到末位",
		"was not ready for a private reason when the turn came: gave the turn up, to the tail"},
	rotation.BackUnmissed:  {"外出期间没有轮到，仍在原位", "the turn did not come while away, place kept"},
	rotation.OpensTomorrow: {"当天最后接待，次日排首位", "received the day's last turn, the first of the next day"},
}

// effectTexts says what an effect did.
var effectTexts = map[rotation.EffectKind]said{
	rotation.Assigned:      {"接待来访客户", "receives the visitor"},
	rotation.Waits:         {"暂无空闲人员，客户等候", "nobody is free, the visitor waits"},
	rotation.PassedOver:    {"轮到时跳过", "passed over when the turn came"},
	rotation.Skipped:       {"轮空一次，不补", "skipped once, not made up"},
	rotation.Forfeited:     {"放弃本轮接待", "gave up the turn"},
	rotation.TurnTaken:     {"本轮接待权已用", "the turn is used"},
	rotation.TailTaken:     {"排到末位", "went to the tail"},
	rotation.PlaceKept:     {"位置不变", "place kept"},
	rotation.Transferred:   {"客户转交", "the visitor was handed over"},
	rotation.MakeUpGranted: {"获补接待权一次", "granted a make-up turn"},
	rotation.MakeUpOwed:    {"待补接待权一次", "a make-up turn is owed"},
	rotation.MakeUpSpent:   {"使用补接待权", "spent a make-up turn"},
	rotation.PositionTo:    {"站接待位", "is at the reception position"},
	rotation.CoverArranged: {"代站接待位", "covers the reception position"},
	rotation.Vacated:       {"离岗致接待位空缺", "left the reception position vacant"},
	rotation.Closed:        {"接待结束", "the reception ended"},
	rotation.NoteDue:       {"需向原接待人交接说明", "owes the original agent a hand-over note"},
	rotation.TurnSet:       {"本次接待的轮次另行认定", "the reception counts otherwise from now on"},
	rotation.TailCalls:     {"通知原接待组接手", "tells the original agent's group to take over"},
	rotation.Dropped:       {"下班时客户仍在等候", "the visitor still waited at the close"},
	rotation.JoinedOrder:   {"到岗，按先后列入当天顺序", "arrived and joined the day's order"},
	rotation.Exchanged:     {"与同事换位", "exchanged places with a colleague"},
	rotation.ChoiceMade:    {"已选择轮到时接新客户或继续接老客户", "chose between the new visitor and the old customer"},
	rotation.FirstTomorrow: {"当天最后接待，次日首位", "received last today, opens tomorrow"},
}

// EffectText says in both languages what an effect did.
func EffectText(kind rotation.EffectKind) (zh, en string) {
	text := effectTexts[kind]
	return text.zh, text.en
}
