package visits

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/floor"
)

// foretold is the pre-registration that leads to a visitor, if any does.
type foretold struct {
	stored *floor.PreRegistration
	said   *register.Announcement
}

func (f foretold) announcement() *register.Announcement { return f.said }

// announced finds the visitor's pre-registration: by the number at once, else the one that a person has
// confirmed (SC.5).
func (a arrival) announced(w *floor.Work, file *floor.CustomerFile) (foretold, error) {
	if file.Announced != nil {
		stored, err := floor.LoadPreRegistration(w, file.Announced.ID)
		return foretold{stored, file.Announced}, err
	}
	if a.body.PreRegistration == nil {
		return foretold{}, nil
	}
	stored, err := openPreRegistration(w, *a.body.PreRegistration)
	if err != nil {
		return foretold{}, err
	}
	if w.SaidBy().Agent != "" {
		return foretold{}, domain.Refuse("pre_registration.desk_matches", stored.Clause)
	}
	if err := a.mayBeMeant(w, stored); err != nil {
		return foretold{}, err
	}
	said := stored.Announcement
	return foretold{stored, &said}, nil
}

// mayBeMeant compares what the visitor says with the person announced.
func (a arrival) mayBeMeant(w *floor.Work, stored *floor.PreRegistration) error {
	person, err := floor.PersonAnnounced(w, stored)
	if err != nil {
		return err
	}
	return compare(w, floor.Identity{Phone: a.digits(), Name: a.name.Text()}, person)
}

func (a arrival) digits() string {
	if a.phone == nil {
		return ""
	}
	return a.phone.Digits()
}

func openPreRegistration(w *floor.Work, id string) (*floor.PreRegistration, error) {
	stored, err := floor.LoadPreRegistration(w, id)
	if err != nil {
		return nil, err
	}
	if stored.Status != floor.PreOpen {
		return nil, domain.Invalid("pre_registration.not_open", "/pre_registration")
	}
	return stored, nil
}

// settle closes the pre-registration by the visit: matched where it decided, else superseded. Whoever only
// views for the buyer leaves it open for the buyer (SC.6).
func (f foretold) settle(w *floor.Work, file *floor.CustomerFile, visit domain.VisitID,
	reception attribution.Reception) error {
	switch {
	case f.said == nil || f.said.Views || f.stored.Status != floor.PreOpen:
		return nil
	case decidedBy(reception, policy.PreRegisteredVisitor):
		file.Announced = f.said
		f.stored.Person = file.Ref
		f.stored.Close(floor.PreMatched, w.At, visit)
	case file.Announced != nil:
		f.stored.Close(floor.PreSuperseded, w.At, visit)
		if reception.Owner != f.said.Agent {
			file.Announced = nil
		}
	default:
		return nil // a confirmed match that another rule overrules stays open for whoever is meant
	}
	return floor.SavePreRegistration(w, f.stored)
}

func decidedBy(reception attribution.Reception, rule policy.RuleName) bool {
	return slices.ContainsFunc(reception.Considered, func(c attribution.Considered) bool {
		return c.Decided &&
			c.Rule == rule
	})
}
