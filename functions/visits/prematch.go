package visits

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// matchPreRegistrations proposes the open pre-registrations that a visitor or caller might be meant by: of the
// same number, else of the same name; a person decides (SC.5).
func (h *Handler) matchPreRegistrations(ctx context.Context,
	call api.Call[contract.PreRegistrationQuestion]) (api.Answer, error) {
	var name privacy.Name
	var err error
	if call.Body.Name != nil {
		if name, err = privacy.ParseName(*call.Body.Name); err != nil {
			return api.Answer{}, domain.InField(err, "/name")
		}
	}
	if name.IsZero() && call.Body.Phone == nil {
		return api.Answer{}, domain.Invalid("pre_registration.nothing_known", "/name")
	}
	look, number, err := h.logMatch(ctx, call, name)
	if err != nil {
		return api.Answer{}, err
	}
	var found []*floor.PreRegistration
	numbered := ""
	if call.Body.Phone != nil {
		stored, err := h.announcedNumber(ctx, look, number)
		if err != nil {
			return api.Answer{}, err
		}
		if stored != nil {
			found, numbered = append(found, stored), stored.ID
		}
	}
	if !name.IsZero() {
		namesakes, err := floor.Namesakes(ctx, h.floor, call.Site, name)
		if err != nil {
			return api.Answer{}, err
		}
		found = append(found, slices.DeleteFunc(namesakes,
			func(p *floor.PreRegistration) bool { return p.ID == numbered })...)
	}
	out := contract.PreRegistrationMatches{Items: []contract.PreRegistrationMatch{}}
	for _, stored := range found {
		person, err := floor.RevealPerson(h.floor, call.Site, *stored)
		if err != nil {
			return api.Answer{}, err
		}
		out.Items = append(out.Items, contract.PreRegistrationMatch{ID: stored.ID, Agent: string(stored.Agent),
			MaskedName: privacy.MaskName(person.Name),
			Features:   person.Features, FiledAt: stored.At.UTC(), SamePhone: stored.ID == numbered,
			FeaturesInCommon: inCommon(person.Features, view.Text(call.Body.Features))})
	}
	slices.SortStableFunc(out.Items, func(a, b contract.PreRegistrationMatch) int {
		if a.SamePhone != b.SamePhone {
			return cmp.Compare(btoi(b.SamePhone), btoi(a.SamePhone))
		}
		return cmp.Or(cmp.Compare(b.FeaturesInCommon, a.FeaturesInCommon), a.FiledAt.Compare(b.FiledAt))
	})
	return api.OK(out)
}

// logMatch writes down that an account asks for those announced of a number or a name (GR.8, CM.2.5), and gives the
// look with the file of the number, nil if there is none.
func (h *Handler) logMatch(ctx context.Context, call api.Call[contract.PreRegistrationQuestion],
	name privacy.Name) (floor.Look, *floor.CustomerFile, error) {
	keys := []store.Key{floor.LookupCountKey(call.Site, call.Principal.Subject)}
	var phone privacy.Phone
	var err error
	if call.Body.Phone != nil {
		if phone, err = parsePhone(*call.Body.Phone, "/phone"); err != nil {
			return floor.Look{}, nil, err
		}
		keys = append(keys, store.CustomerKey(call.Site, h.floor.Ring().CustomerRef(call.Site, phone)))
	}
	look, err := h.floor.Look(ctx, call.Site, call.At, keys...)
	if err != nil {
		return look, nil, err
	}
	of := domain.CustomerRef(h.floor.Ring().NameRef(call.Site, name))
	var file *floor.CustomerFile
	if call.Body.Phone != nil {
		if of, file, err = look.PersonOf(ctx, phone); err != nil {
			return look, nil, err
		}
	}
	return look, file, floor.LogLookup(ctx, h.floor, look, floor.LoggedLookup{At: look.At,
		Account: call.Principal.Subject, Role: call.Principal.Role, Operation: call.Operation, Customer: of,
		Found: floor.FoundAnnounced})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// announcedNumber gives the open pre-registration that a number's file leads to; nil if there is none.
func (h *Handler) announcedNumber(ctx context.Context, look floor.Look,
	file *floor.CustomerFile) (*floor.PreRegistration, error) {
	if file == nil || file.Announced == nil {
		return nil, nil
	}
	stored, _, err := floor.Read[*floor.PreRegistration](ctx, h.floor.Store(),
		store.PreRegistrationKey(look.Site.ID, file.Announced.ID), nil)
	if err != nil || stored == nil || stored.Status != floor.PreOpen {
		return nil, err
	}
	return stored, nil
}

// inCommon counts the features that both descriptions name.
func inCommon(a, b string) int {
	separator := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }
	words := strings.FieldsFunc(a, separator)
	n := 0
	for _, word := range strings.FieldsFunc(b, separator) {
		if slices.Contains(words, word) {
			n++
		}
	}
	return n
}

// confirmPreRegistration is a person's word that the visitor is the one whom an agent announced: the door is
// decided again with it, the visitor becomes that agent's and is handed over (SC.5, SC.6).
func (h *Handler) confirmPreRegistration(ctx context.Context,
	call api.Call[contract.PreRegistrationConfirmation]) (api.Answer, error) {
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Visit, error) {
		entry, file, err := floor.VisitCustomer(w, visit)
		if err != nil {
			return contract.Visit{}, err
		}
		stored, err := openPreRegistration(w, call.Body.PreRegistration)
		if err != nil {
			return contract.Visit{}, err
		}
		return confirm(w, entry, file, stored)
	}))
}

func confirm(w *floor.Work, entry journal.Entry, file *floor.CustomerFile,
	stored *floor.PreRegistration) (contract.Visit, error) {
	var none contract.Visit
	clause := w.Policy.Rules.PreRegistration.Clause
	switch {
	case entry.Answers == nil || entry.Reception == nil:
		return none, domain.Invalid("visit.unknown", "/visit")
	case stored.At.After(entry.At):
		return none, domain.Refuse("pre_registration.later_than_visit", clause)
	case !file.BoughtAt.IsZero():
		return none, domain.Refuse("pre_registration.signed", clause)
	}
	var facts floor.DoorFacts
	if len(entry.Facts) > 0 {
		if err := json.Unmarshal(entry.Facts, &facts); err != nil {
			return none, fmt.Errorf("visits: decode facts: %w", err)
		}
	}
	said := stored.Announcement
	facts.Announced = &said
	reception := attribution.Receive(w.Policy.Rules, facts.Door(*entry.Answers, w.At))
	if !decidedBy(reception, policy.PreRegisteredVisitor) {
		return none, domain.Refuse("pre_registration.no_effect", reception.Clause)
	}
	record := journal.Entry{Customer: file.Ref, Refers: entry.Visit, Answers: entry.Answers, Reception: &reception}
	var err error
	if record.Facts, err = facts.Facts(); err != nil {
		return none, err
	}
	file.Announced = &said
	file.OwnedSince(register.OwnerChange{Owner: said.Agent, Since: w.At, Visit: entry.Visit, Clause: reception.Clause})
	if contact, ok := file.LastContact(entry.Visit); ok {
		contact.Pending = false
	}
	floor.SaveCustomer(w, file)
	stored.Person = file.Ref
	stored.Close(floor.PreMatched, w.At, entry.Visit)
	if err := floor.SavePreRegistration(w, stored); err != nil {
		return none, err
	}
	effects, err := floor.HandToOwner(w, entry.Visit, said.Agent, record)
	if err != nil {
		return none, err
	}
	out, err := seen(w, entry, file, effects...)
	out.Clause, out.OwnershipClause = string(reception.Clause), string(reception.Clause)
	out.Considered, out.TurnedDown = view.Considered(reception.Considered), view.TurnedDown(reception.TurnedDown)
	if moved, ok := findKind(effects, rotation.Transferred); ok {
		out.HandsOverTo = string(moved.Agent)
	}
	return out, err
}
