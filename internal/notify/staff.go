package notify

import (
	"context"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/preparation"
	"github.com/lunxu/lunxu/internal/floor"
)

// roleNames are the roles that what is overdue climbs to.
var roleNames = map[domain.Role]string{domain.RoleSupervisor: "销售主管 Supervisor",
	domain.RoleSiteManager: "案场经理 Site manager"}

// nameOf gives the name of somebody who prepares.
func nameOf(look floor.Look, to preparation.Party) string {
	if agent, known := look.Site.Agent(to.Agent); known {
		return agent.Name
	}
	if to.Role != "" {
		return roleNames[to.Role]
	}
	return to.Department
}

// composeForStaff writes what somebody is to make ready for an appointment as it stands now (LC.4.2); false when it
// would no longer be true. It names nobody who comes.
func (r *Runner) composeForStaff(
	ctx context.Context,
	look floor.Look,
	booked appointment.Appointment,
	notice appointment.StaffNotice,
	id string,
) (Message, bool, error) {
	if !notice.Holds(booked) {
		return Message{}, false, nil
	}
	site, list := look.Site.ID, booked.Preparation
	refs := []domain.CustomerRef{booked.Arranged.Customer}
	if list != nil {
		refs = append(refs, list.Customer)
	}
	holders, err := floor.KeyHolders(ctx, r.Floor, site, refs)
	if err != nil {
		return Message{}, false, err
	}
	files, err := floor.CustomerFiles(ctx, r.Floor, site, []domain.CustomerRef{booked.Arranged.Customer})
	if err != nil {
		return Message{}, false, err
	}
	var who appointment.Person
	if err := floor.OpenFor(r.Floor, files[booked.Arranged.Customer], floor.PersonPlace(site, booked.ID),
		booked.Arranged.Person, &who); err != nil {
		return Message{}, false, err
	}
	var ready []appointment.Ready
	for _, item := range concerned(list, notice) {
		words, err := floor.OpenPreparation(r.Floor, site, holders[list.Customer], list, item)
		if err != nil {
			return Message{}, false, err
		}
		ready = append(ready, appointment.Ready{Kind: item.Kind, Due: item.Due, Text: words.Text, Note: words.Note})
	}
	to := nameOf(look, notice.To)
	host := appointment.Host{ID: string(site), Name: look.Site.Name, Zone: look.Site.Zone()}
	letter := appointment.WritePreparation(notice.Kind, to, booked, who.Place, ready, host)
	return Message{ID: id, Kind: string(notice.Kind), Site: string(site), Appointment: string(booked.ID), To: to,
			Subject: appointment.Subject(notice.Kind, host), TextChinese: letter.Chinese, TextEnglish: letter.English},
		true, nil
}

// concerned lists the items that a notice is about.
func concerned(list *preparation.List, notice appointment.StaffNotice) []preparation.Item {
	switch {
	case notice.Kind == appointment.PrepareOff:
		return nil
	case notice.Kind == appointment.PrepareOverdue:
		item, _ := list.Item(notice.Item)
		return []preparation.Item{item}
	}
	return list.Owed(notice.To)
}
