package visits

import (
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/view"
)

// How a form came to be, as its entry says.
const (
	formOnPhone = "visitor_form"          // by the visitor themselves
	formOnPaper = "visitor_form:paper"    // signed on paper, which the caller saw
	formForThem = "visitor_form:unsigned" // written down by an agent: the visitor has agreed to nothing yet
)

// visitorForm is the visitor information form.
type visitorForm struct {
	name         privacy.Name
	need, source string
	how          string
}

// translateForm holds that nobody agrees for a visitor: the visitor does, or has signed the paper that the desk saw.
func translateForm(by api.Principal, visit domain.VisitID, body contract.VisitorForm) (visitorForm, error) {
	f := visitorForm{need: view.Text(&body.Need), source: view.Text(body.Source), how: formOnPaper}
	agrees, paper := view.Yes(body.Consent), view.Yes(body.Paper)
	switch {
	case by.Role == domain.RoleVisitor && by.Subject != string(visit):
		return f, domain.Invalid("visit.unknown", "/visit")
	case by.Role == domain.RoleVisitor:
		f.how = formOnPhone
	case by.Agent != "" && (agrees || paper):
		return f, domain.Invalid("form.consent_not_yours", "/consent")
	case by.Agent != "":
		f.how = formForThem
	}
	switch {
	case f.how != formForThem && !agrees:
		return f, domain.Invalid("form.consent_missing", "/consent")
	case f.how == formOnPaper && !paper:
		return f, domain.Invalid("form.paper_not_seen", "/paper")
	}
	if body.Name == nil {
		return f, nil
	}
	var err error
	f.name, err = privacy.ParseName(*body.Name)
	return f, domain.InField(err, "/name")
}

// fillVisitorForm records the visitor information form: who, what need, and what for (GP.10, GP.19, CR.2.3).
func (h *Handler) fillVisitorForm(ctx context.Context, call api.Call[contract.VisitorForm]) (api.Answer, error) {
	form, err := translateForm(call.Principal, domain.VisitID(call.Path("visit")), call.Body)
	if err != nil {
		return api.Answer{}, err
	}
	return onOwnVisit(ctx, h, call, func(w *floor.Work, entry journal.Entry,
		file *floor.CustomerFile) (contract.Visit, error) {
		written, err := form.record(w, entry.Visit, file)
		if err != nil {
			return contract.Visit{}, err
		}
		fact, waits, err := form.settle(w, entry.Visit, file, written)
		if err != nil {
			return contract.Visit{}, err
		}
		out, err := seen(w, entry, file)
		out.Standing = view.FactStanding(fact, waits)
		return out, err
	})
}

// record writes the form's entry. What an agent writes changes nothing of who the visitor is.
func (f visitorForm) record(w *floor.Work, visit domain.VisitID, file *floor.CustomerFile) (domain.VisitID, error) {
	who, err := floor.Reveal(w, file)
	if err != nil {
		return "", err
	}
	if f.name.Text() != "" {
		who.Name = f.name.Text()
	}
	if f.name.Text() != "" && f.how != formForThem {
		if err := floor.Seal(w, file, who); err != nil {
			return "", err
		}
	}
	form := struct {
		Identity floor.Identity `json:"who"`
		Need     string         `json:"need"`
		Source   string         `json:"source,omitempty"`
	}{who, f.need, f.source}
	record := journal.Entry{Customer: file.Ref, Refers: visit, Note: f.how}
	if f.how == formOnPhone {
		record.Actor, record.Role = "visitor:"+string(visit), domain.RoleVisitor
	}
	if record.Sealed, err = floor.SealEntry(w, file, form); err != nil {
		return "", err
	}
	floor.SaveCustomer(w, file)
	written := w.NextVisit()
	return written, w.Record(record)
}

// settle counts the form as there once the visitor has agreed; then the visitor's word confirms besides what waits
// for it about their visit. Until then what an agent wrote waits.
func (f visitorForm) settle(w *floor.Work, visit domain.VisitID, file *floor.CustomerFile,
	written domain.VisitID) (standing.Fact, bool, error) {
	if f.how != formForThem {
		file.FormFilled = true
		return standing.Fact{}, false, confirmOpen(w, file, visit, standing.Form, standing.Arrival)
	}
	return floor.Say(w, standing.Fact{Kind: standing.Form, Customer: file.Ref, Visit: visit, Entry: written,
		Interest: standing.Interest{Gains: []domain.AgentID{w.SaidBy().Agent}}}, nil)
}

// confirmOpen lets the caller confirm what waits about their visit, as far as they may.
func confirmOpen(w *floor.Work, file *floor.CustomerFile, visit domain.VisitID, kinds ...standing.Kind) error {
	for _, open := range slices.Clone(file.Waiting) {
		if !slices.Contains(kinds, open.Kind) {
			continue
		}
		fact, err := floor.LoadFact(w, open.ID)
		if err != nil {
			return err
		}
		if fact.Visit != visit || fact.MayConfirm(w.SaidBy()) != nil {
			continue
		}
		if _, _, err := floor.Confirm(w, appliers(), fact, w.SaidBy()); err != nil {
			return err
		}
	}
	return nil
}

// formAgreed counts a form that an agent wrote as there, now that the visitor has agreed to it.
func formAgreed(w *floor.Work, fact standing.Fact) (any, error) {
	entry, file, err := floor.VisitCustomer(w, fact.Visit)
	if err != nil {
		return nil, err
	}
	file.FormFilled = true
	floor.SaveCustomer(w, file)
	return seen(w, entry, file)
}
