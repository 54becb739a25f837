package view

import (
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
)

// PreRegistration gives a pre-registration with the person masked.
func PreRegistration(p *floor.PreRegistration, person floor.AnnouncedPerson) contract.PreRegistration {
	return contract.PreRegistration{ID: p.ID, Agent: string(p.Agent), Status: contract.PreRegistrationStatus(p.Status),
		MaskedName: privacy.MaskName(person.Name), MaskedPhone: privacy.MaskPhone(person.Phone),
		Features: person.Features,
		ByProxy:  p.Proxy != "", Referred: p.Referrer != "", Clause: string(p.Clause), FiledAt: p.At.UTC(),
		ClosedAt: Time(p.ClosedAt), WithdrawnWhy: person.Withdrawn, Visit: string(p.Visit), Decision: p.ID[1:]}
}
