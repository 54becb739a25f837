package ownership

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/lunxu/lunxu/functions/deals"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

const (
	followUpsADay = 5   // of one customer: more tells nothing more
	receivedOf    = 90  // days after which who received no longer follows up
	followUpsKept = 400 // of one customer; the register has the older ones
)

// recordFollowUp records a follow-up or call-back (GP.19). It keeps a protection, and with it money: so it says what
// was talked about, is bounded a day, and is for those whose customer it is.
func (h *Handler) recordFollowUp(ctx context.Context, call api.Call[contract.FollowUp]) (api.Answer, error) {
	ref, remark := domain.CustomerRef(call.Path("customer")), view.Text(&call.Body.Remark)
	if remark == "" {
		return api.Answer{}, domain.Invalid("body.field_missing", "/remark")
	}
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, store.CustomerKey(call.Site, ref)),
		func(w *floor.Work) (contract.Ownership, error) {
			file, err := customerOf(w, ref)
			if err != nil {
				return contract.Ownership{}, err
			}
			person, err := floor.AsPerson(w, file)
			if err != nil {
				return contract.Ownership{}, err
			}
			by := call.Principal.Agent
			if by == "" {
				owner, _ := person.Owner()
				by = owner.Owner
			}
			if err := mayFollowUp(w, person, by); err != nil {
				return contract.Ownership{}, err
			}
			file.FollowUps = append(file.FollowUps, register.FollowUp{At: w.At, Agent: by, Entry: w.NextVisit()})
			file.FollowUps = file.FollowUps[max(0, len(file.FollowUps)-followUpsKept):]
			return keepFollowUp(w, file, journal.Entry{Customer: file.Ref, Note: "follow_up"}, remark)
		}))
}

// mayFollowUp holds who follows up, and how often. Errors: follow_up.not_yours, follow_up.too_many.
func mayFollowUp(w *floor.Work, file *floor.CustomerFile, by domain.AgentID) error {
	if !concerned(&file.Customer, by, w.At) {
		return domain.Invalid("follow_up.not_yours", "/customer")
	}
	today := 0
	for _, f := range file.FollowUps {
		if w.Site.Day(f.At) == w.Day {
			today++
		}
	}
	if today >= followUpsADay {
		return (&domain.Error{Code: "follow_up.too_many"}).With("limit", strconv.Itoa(followUpsADay))
	}
	return nil
}

// concerned reports whether an agent owns a customer, shares or recognised them, or received them of late. A customer
// whom nobody owns nobody may keep.
func concerned(file *register.Customer, agent domain.AgentID, at time.Time) bool {
	owner, owned := file.Owner()
	switch {
	case agent == "":
		return true // management, of a customer whom nobody owns
	case owned && owner.Owner == agent, slices.Contains(file.SharedWith, agent):
		return true
	}
	since := at.AddDate(0, 0, -receivedOf)
	return slices.ContainsFunc(file.Standing().Contacts, func(c register.Contact) bool {
		return (c.Agent == agent || c.OnBehalfOf == agent) && c.At.After(since)
	}) || slices.ContainsFunc(file.Links, func(l register.Link) bool { return l.First == agent || l.Second == agent })
}

// keepFollowUp commits the file with its entry.
func keepFollowUp(w *floor.Work, file *floor.CustomerFile, record journal.Entry,
	text string) (contract.Ownership, error) {
	floor.SaveCustomer(w, file)
	var err error
	if record.Sealed, err = floor.SealEntry(w, file, map[string]string{"txt": text}); err != nil {
		return contract.Ownership{}, err
	}
	if err := w.Record(record); err != nil {
		return contract.Ownership{}, err
	}
	if file, err = floor.AsPerson(w, file); err != nil {
		return contract.Ownership{}, err
	}
	who, err := floor.Reveal(w, file)
	return view.Ownership(file, who), err
}

// refuseFollowUp takes a follow-up out that was none, as long as the policy lets an objection be made: it keeps no
// protection then, and the customer's deals are decided again.
func (h *Handler) refuseFollowUp(ctx context.Context, call api.Call[contract.FollowUpRefusal]) (api.Answer, error) {
	ref, id := domain.CustomerRef(call.Path("customer")), domain.VisitID(call.Path("follow_up"))
	reason := view.Text(&call.Body.Reason)
	if reason == "" {
		return api.Answer{}, domain.Invalid("body.field_missing", "/reason")
	}
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, store.CustomerKey(call.Site, ref)),
		func(w *floor.Work) (contract.Ownership, error) {
			file, i, err := followUpAt(w, ref, id)
			if err != nil {
				return contract.Ownership{}, err
			}
			if err := mayRefuse(w, file.FollowUps[i]); err != nil {
				return contract.Ownership{}, err
			}
			file.FollowUps[i].Refused = true
			out, err := keepFollowUp(w, file, journal.Entry{Customer: file.Ref, Refers: id, Note: "follow_up:refused"},
				reason)
			if err != nil {
				return out, err
			}
			return out, deals.DecideAgain(w, file)
		}))
}

// followUpAt finds a follow-up in the file of one of the person's numbers. Error: follow_up.unknown.
func followUpAt(w *floor.Work, ref domain.CustomerRef, id domain.VisitID) (*floor.CustomerFile, int, error) {
	file, err := customerOf(w, ref)
	if err != nil {
		return nil, 0, err
	}
	others, err := floor.NumbersOf(w, file, w.At)
	if err != nil {
		return nil, 0, err
	}
	for _, one := range append([]*floor.CustomerFile{file}, others...) {
		i := slices.IndexFunc(one.FollowUps, func(f register.FollowUp) bool { return id != "" && f.Entry == id })
		if i >= 0 {
			return one, i, nil
		}
	}
	return nil, 0, domain.Invalid("follow_up.unknown", "/follow_up")
}

func mayRefuse(w *floor.Work, f register.FollowUp) error {
	rule := w.Policy.Rules.StandingOf(policy.FactFollowUp)
	switch {
	case f.Refused:
		return domain.Refuse("standing.not_open", rule.Clause).With("status", "refused")
	case w.SaidBy().Agent != "" && w.SaidBy().Agent == f.Agent:
		return domain.Refuse("standing.own_word", rule.Clause)
	case w.At.After(f.At.Add(time.Duration(rule.ObjectHours) * time.Hour)):
		return domain.Refuse("standing.objection_late", rule.Clause)
	}
	return nil
}
