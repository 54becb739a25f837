package visits

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
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
