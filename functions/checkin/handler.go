// Package checkin serves presence on the floor: check-in by the screen's token, absences, returns,
// swaps, the board and the close of the day.
package checkin

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/checkintoken"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// Handler serves the presence operations of the contract.
type Handler struct {
	floor  *floor.Floor
	random io.Reader
	origin string // of the check-in page that the QR code points to
}

// Register adds the operations to a router. origin is where the check-in page is, e.g. https://example.cn.
func Register(r *api.Router, f *floor.Floor, random io.Reader, origin string) {
	h := &Handler{floor: f, random: random, origin: origin}
	api.Handle(r, "getCheckInToken", h.getCheckInToken)
	api.Handle(r, "checkIn", h.checkIn)
	api.Handle(r, "checkInManually", h.checkInManually)
	api.Handle(r, "leave", h.leave)
	api.Handle(r, "returnToFloor", h.returnToFloor)
	api.Handle(r, "swapPlaces", h.swapPlaces)
	api.Handle(r, "requestSwap", h.requestSwap)
	api.Handle(r, "listSwapRequests", h.listSwapRequests)
	api.Handle(r, "decideSwap", h.decideSwap)
	api.Handle(r, "getBoard", h.getBoard)
	api.Handle(r, "explainStanding", h.explainStanding)
	api.Handle(r, "closeDay", h.closeDay)
}

// now gives what the views of the rotation need, after the work's changes.
func now(w *floor.Work) view.Floor {
	return view.Floor{Site: w.Site, Rules: w.Policy.Rules, State: w.State, Version: w.NextVersion(), Today: w.Day}
}

func standing(w *floor.Work, agent domain.AgentID) (contract.Standing, error) {
	out, ok := view.Standing(now(w), agent)
	if !ok {
		return out, domain.Invalid("agent.not_on_table", "/agent")
	}
	return out, nil
}

func (h *Handler) getCheckInToken(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	if _, err := h.floor.Look(ctx, call.Site, call.At); err != nil {
		return api.Answer{}, err
	}
	key, err := h.floor.Ring().CheckInKey(call.Site, mintingKey)
	if err != nil {
		return api.Answer{}, err
	}
	token, err := checkintoken.Mint(key, mintingKey, call.Site, call.At, h.random)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.CheckInToken{Token: token, IssuedAt: call.At, ValidUntil: call.At.Add(checkintoken.MaxAge),
		CheckInURL: h.origin + "/check-in/" + string(call.Site) + "#" + token})
}

// Two keys are live: the one that mints, and the one before it for screens that were not restarted yet.
const (
	mintingKey  = 1
	retiringKey = 0
)

func (h *Handler) liveKey(site domain.SiteID, id byte) ([]byte, bool) {
	if id != mintingKey && id != retiringKey {
		return nil, false
	}
	key, err := h.floor.Ring().CheckInKey(site, id)
	return key, err == nil
}

// checkIn checks an agent in by the screen's token. It is idempotent by nature, one check-in per agent
// and business day: the entry itself keeps the answer, which saves the stored answer's write.
func (h *Handler) checkIn(ctx context.Context, call api.Call[contract.CheckIn]) (api.Answer, error) {
	refused := checkintoken.Verify(h.liveKey, call.Site, call.Body.Token, call.At)
	cmd := view.Command(call)
	cmd.Key, cmd.NeedsOpenDay = "", true
	once := onceKey{Key: call.IdempotencyDigest[:16], Request: hex.EncodeToString(call.RequestDigest[:8])}
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Standing, error) {
		agent := call.Principal.Agent
		if err := mayWork(w, agent); err != nil {
			return contract.Standing{}, err
		}
		if member, ok := floor.Member(w, agent); ok && member.Presence != rotation.NotCheckedIn {
			return repeated(w, member, once)
		}
		if refused != nil {
			return contract.Standing{}, refuseScan(w, agent, refused)
		}
		event := rotation.Event{Kind: rotation.CheckedIn, Agent: agent, Device: deviceTag(call.Site, call.Body.Device),
			Seq: w.NextSeq(), Duty: view.Yes(call.Body.Duty)}
		return enter(w, event, once, "")
	}))
}

// onceKey is what a check-in's entry keeps to recognise the same request again.
type onceKey struct {
	Key     string          `json:"k"`
	Request string          `json:"q"`
	Answer  json.RawMessage `json:"a,omitempty"`
}

// enter applies a check-in; its entry keeps the answer.
func enter(w *floor.Work, event rotation.Event, once onceKey, note string) (contract.Standing, error) {
	// The answer is part of the entry and the entry comes with the event, so the event is tried first.
	trial, err := w.Try(event)
	if errors.Is(err, &domain.Error{Code: "rotation.not_in_policy"}) {
		return contract.Standing{}, domain.InField(err, "/duty")
	}
	if err != nil {
		return contract.Standing{}, err
	}
	preview := now(w)
	preview.State = trial
	out, ok := view.Standing(preview, event.Agent)
	if !ok {
		return out, domain.Invalid("agent.not_on_table", "/agent")
	}
	if once.Key != "" {
		if once.Answer, err = json.Marshal(out); err != nil {
			return out, fmt.Errorf("checkin: encode answer: %w", err)
		}
	}
	facts, err := json.Marshal(once)
	if err != nil {
		return out, fmt.Errorf("checkin: encode facts: %w", err)
	}
	_, err = w.Apply(event, journal.Entry{Facts: facts, Note: note})
	return out, err
}

// repeated answers a second scan: the same request gets its first answer, any other is kept as evidence
// and refused.
func repeated(w *floor.Work, member rotation.Member, once onceKey) (contract.Standing, error) {
	var out contract.Standing
	item, found, err := w.Item(store.JournalKey(w.Site.ID, w.State.Day, member.CheckInSeq))
	if err != nil {
		return out, err
	}
	if found {
		entry, err := floor.OpenEntry(item)
		if err != nil {
			return out, err
		}
		var first onceKey
		if err := json.Unmarshal(entry.Facts, &first); err == nil && first.Key == once.Key {
			if first.Request != once.Request {
				return out, &domain.Error{Code: "idempotency.key_reused"}
			}
			w.Replays()
			err := json.Unmarshal(first.Answer, &out)
			return out, err
		}
	}
	if err := w.Record(journal.Entry{Operation: "checkInRefused", Note: "already_checked_in"}); err != nil {
		return out, err
	}
	return out, &floor.RecordedError{Refusal: domain.Invalid("rotation.already_checked_in", "")}
}

// refuseScan keeps a late or forged scan as evidence and refuses it.
func refuseScan(w *floor.Work, agent domain.AgentID, refused error) error {
	var refusal *domain.Error
	if !errors.As(refused, &refusal) {
		return refused
	}
	named := *refusal
	named.Field = "/token"
	event := rotation.Event{Kind: rotation.OutOfTurn, Agent: agent}
	event.At = w.At
	if err := w.Record(journal.Entry{Operation: "checkInRefused", Note: string(refusal.Code),
		Event: &event}); err != nil {
		return err
	}
	return &floor.RecordedError{Refusal: &named}
}

func mayWork(w *floor.Work, agent domain.AgentID) error {
	if _, ok := w.Site.Agent(agent); !ok {
		return domain.Invalid("agent.unknown", "/agent")
	}
	if !w.Site.Employed(agent) {
		return domain.Invalid("agent.not_employed", "/agent")
	}
	return nil
}

// deviceTag shortens a device's identifier; never 0, which stands for a manual entry.
func deviceTag(site domain.SiteID, device string) uint32 {
	sum := sha256.Sum256([]byte("lunxu device v1\x00" + string(site) + "\x00" + device))
	return max(1, binary.BigEndian.Uint32(sum[:]))
}

// maxManualCheckIns is how many agents a supervisor may check in by hand on one day.
const maxManualCheckIns = 3

func (h *Handler) checkInManually(ctx context.Context, call api.Call[contract.ManualCheckIn]) (api.Answer, error) {
	cmd := view.Command(call)
	cmd.NeedsOpenDay = true
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Standing, error) {
		agent := domain.AgentID(call.Body.Agent)
		if err := mayWork(w, agent); err != nil {
			return contract.Standing{}, err
		}
		if err := floor.NotTheirOwn(w, "standing.own_matter", "GR.8", agent); err != nil {
			return contract.Standing{}, err
		}
		if floor.ManualCheckIns(w) >= maxManualCheckIns {
			return contract.Standing{}, (&domain.Error{Code: "checkin.manual_limit"}).With("limit",
				fmt.Sprint(maxManualCheckIns))
		}
		event := rotation.Event{Kind: rotation.CheckedIn, Agent: agent, Seq: w.NextSeq(),
			Duty: view.Yes(call.Body.Duty)}
		if err := floor.KeepReason(w, strings.TrimSpace(call.Body.Reason)); err != nil {
			return contract.Standing{}, err
		}
		out, err := enter(w, event, onceKey{}, "manual")
		floor.CountManualCheckIn(w)
		return out, err
	}))
}

func (h *Handler) getBoard(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(view.Board(view.Floor{Site: look.Site, Rules: look.Policy.Rules, State: look.State,
		Version: look.Version, Today: look.Day}))
}

// explainStanding tells an agent where they stand and why, with everything that moved or kept them today.
func (h *Handler) explainStanding(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	agent := domain.AgentID(call.Path("agent"))
	out, ok := view.Standing(view.Floor{Site: look.Site, Rules: look.Policy.Rules, State: look.State,
		Version: look.Version}, agent)
	if !ok {
		return api.Answer{}, domain.Invalid("agent.unknown", "/agent")
	}
	reasons, err := floor.Reasons(ctx, h.floor, call.Site, look.Day)
	if err != nil {
		return api.Answer{}, err
	}
	out.History = []contract.StandingEvent{}
	for entry, err := range floor.EntriesOf(ctx, h.floor, call.Site, look.Day) {
		if err != nil {
			return api.Answer{}, err
		}
		if event := entry.Event; event != nil && event.Kind == rotation.CheckedIn && event.Agent == agent {
			out.ManualReason = reasons[entry.Seq]
		}
		for _, effect := range entry.Effects {
			exchanged := effect.Kind == rotation.Exchanged && effect.Other == agent
			if effect.Agent != agent && !exchanged || effect.Kind == rotation.PositionTo {
				continue
			}
			zh, en := view.EffectText(effect.Kind)
			out.History = append(out.History, contract.StandingEvent{At: entry.At.UTC(), Seq: entry.Seq,
				Effect: string(effect.Kind), Clause: string(effect.Clause), TextZh: zh, TextEn: en,
				Reason: reasons[entry.Seq]})
		}
	}
	return api.OK(out)
}

func (h *Handler) closeDay(ctx context.Context, call api.Call[contract.DayClose]) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.DayClosed, error) {
		day := w.State.Day
		effects, err := floor.CloseDay(w)
		if err != nil {
			return contract.DayClosed{}, err
		}
		return dayClosed(w, day, effects), nil
	}))
}

// dayClosed tells what the close ended and in which order the next day opens.
func dayClosed(w *floor.Work, day domain.Day, effects []rotation.Effect) contract.DayClosed {
	out := contract.DayClosed{Day: string(day), ClosedVisits: []contract.VisitID{}, OrderTomorrow: []contract.AgentID{},
		GroupsTomorrow: view.Texts[contract.GroupID](w.State.Groups), Effects: view.Effects(effects)}
	if w.Policy.Rules.Reception.DayReport != "" {
		out.DayReport = "/v1/sites/" + string(w.Site.ID) + "/day-reports/" + string(day)
	}
	for _, effect := range effects {
		switch effect.Kind {
		case rotation.Closed:
			out.ClosedVisits = append(out.ClosedVisits, string(effect.Visit))
		case rotation.FirstTomorrow:
			out.Clause = string(effect.Clause)
		}
	}
	if w.Policy.Rules.Rotation.Order == policy.CheckInOrder {
		return out // tomorrow's order is that of tomorrow's arrivals (QC.1.a)
	}
	for _, group := range view.Board(now(w)).Groups {
		for _, member := range group.Members {
			out.OrderTomorrow = append(out.OrderTomorrow, member.Agent)
		}
	}
	return out
}
