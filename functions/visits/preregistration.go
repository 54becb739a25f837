package visits

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// uncontactedReport is the breach of announcing a person who was never contacted (PC.1.b).
const uncontactedReport = "uncontacted_report"

// announcing is a translated pre-registration.
type announcing struct {
	agent                  domain.AgentID
	name                   privacy.Name
	phone, referrer, proxy *privacy.Phone
	features, statement    string
}

func translateAnnouncing(call api.Call[contract.NewPreRegistration]) (announcing, error) {
	body := call.Body
	a := announcing{features: view.Text(body.Features), statement: view.Text(body.Statement),
		agent: call.Principal.Agent}
	if call.Principal.Role != domain.RoleAgent {
		if body.Agent == nil {
			return a, domain.Invalid("agent.missing", "/agent")
		}
		a.agent = domain.AgentID(*body.Agent)
	} else if body.Agent != nil && domain.AgentID(*body.Agent) != a.agent {
		return a, domain.Invalid("pre_registration.not_yours", "/agent")
	}
	for _, p := range []struct {
		text  *string
		into  **privacy.Phone
		field string
	}{{body.Phone, &a.phone, "/phone"}, {body.ReferredByPhone, &a.referrer, "/referred_by_phone"}, {body.ProxyPhone,
		&a.proxy, "/proxy_phone"}} {
		if p.text == nil {
			continue
		}
		phone, err := parsePhone(*p.text, p.field)
		if err != nil {
			return a, err
		}
		*p.into = &phone
	}
	if body.Name != nil {
		name, err := privacy.ParseName(*body.Name)
		if err != nil {
			return a, domain.InField(err, "/name")
		}
		a.name = name
	}
	if a.name.IsZero() && a.phone == nil {
		return a, domain.Invalid("pre_registration.nothing_known", "/name")
	}
	return a, nil
}

// preRegister announces a person before the first visit (SC.5, SC.6, RC.4.g). A person never contacted
// protects nobody, and the report counts against the agent (PC.1.b).
func (h *Handler) preRegister(ctx context.Context, call api.Call[contract.NewPreRegistration]) (api.Answer, error) {
	request, err := translateAnnouncing(call)
	if err != nil {
		return api.Answer{}, err
	}
	var keys []store.Key
	for _, phone := range []*privacy.Phone{request.phone, request.referrer, request.proxy} {
		if phone != nil {
			keys = append(keys, store.CustomerKey(call.Site, h.floor.Ring().CustomerRef(call.Site, *phone)))
		}
	}
	return h.announced(ctx, call.Site)(floor.Act(ctx, h.floor, view.Command(call, keys...),
		func(w *floor.Work) (floor.PreRegistration, error) {
			if _, ok := w.Site.Agent(request.agent); !ok {
				return floor.PreRegistration{}, domain.Invalid("agent.unknown", "/agent")
			}
			return preRegister(w, request)
		}))
}

// announced shows a pre-registration to whoever made or closed it. What is kept as the answer is the stored one without
// its key, so that who is announced stays sealed there and goes with the key.
func (h *Handler) announced(ctx context.Context,
	site domain.SiteID) func(floor.Result[floor.PreRegistration], error) (api.Answer, error) {
	return func(result floor.Result[floor.PreRegistration], err error) (api.Answer, error) {
		if err != nil {
			return api.Answer{}, err
		}
		stored, err := floor.WithKey(ctx, h.floor, site, result.Value)
		if err != nil {
			return api.Answer{}, err
		}
		person, err := floor.RevealPerson(h.floor, site, stored)
		if err != nil {
			return api.Answer{}, err
		}
		return api.Answer{Body: view.PreRegistration(&stored, person), Replayed: result.Replayed}, nil
	}
}

func preRegister(w *floor.Work, request announcing) (floor.PreRegistration, error) {
	var none floor.PreRegistration
	person, err := fileOf(w, request.phone)
	if err != nil {
		return none, err
	}
	referrer, err := fileOf(w, request.referrer)
	if err != nil {
		return none, err
	}
	facts := attribution.Announcing{ID: "p" + string(w.NextVisit()), Agent: request.agent, At: w.At.UTC(),
		Named: !request.name.IsZero(), Phone: request.phone != nil}
	if facts.Person, err = floor.Person(w, person, w.At); err != nil {
		return none, err
	}
	if facts.Referrer, err = floor.Person(w, referrer, w.At); err != nil {
		return none, err
	}
	if request.proxy != nil {
		if facts.Proxy, err = floor.RefOf(w, *request.proxy); err != nil {
			return none, err
		}
	}
	verdict := attribution.PreRegister(w.Policy.Rules, facts)
	record := journal.Entry{Verdict: &verdict}
	if record.Facts, err = json.Marshal(facts); err != nil {
		return none, fmt.Errorf("visits: encode facts: %w", err)
	}
	if verdict.Refused != "" {
		return none, refusePreRegistration(w, request.agent, verdict, record)
	}
	return keepAnnouncement(w, request, *verdict.Announced, record)
}

// refusePreRegistration refuses; a report on somebody never contacted is recorded and counted (PC.1.b).
func refusePreRegistration(w *floor.Work, agent domain.AgentID, verdict attribution.Verdict,
	record journal.Entry) error {
	refusal := domain.Refuse(verdict.Refused, verdict.Clause)
	if verdict.Refused != attribution.PreRegistrationNoContact {
		return refusal
	}
	if _, err := floor.CountBreach(w, agent, uncontactedReport); err != nil {
		return err
	}
	if err := w.Record(record); err != nil {
		return err
	}
	return &floor.RecordedError{Refusal: refusal}
}

// keepAnnouncement stores the person under a key of their own and, where the number is known, leads the
// number to it.
func keepAnnouncement(w *floor.Work, request announcing, said register.Announcement,
	record journal.Entry) (floor.PreRegistration, error) {
	var none floor.PreRegistration
	stored := &floor.PreRegistration{Announcement: said, Status: floor.PreOpen}
	person := floor.AnnouncedPerson{Features: request.features, Statement: request.statement}
	person.Name = request.name.Text()
	if !request.name.IsZero() {
		stored.NameRef = floor.NameRef(w, request.name)
	}
	if request.phone != nil {
		person.Phone = request.phone.Digits()
		var err error
		if stored.Person, err = floor.RefOf(w, *request.phone); err != nil {
			return none, err
		}
		record.Customer = stored.Person
		if err := announceOn(w, *request.phone, said); err != nil {
			return none, err
		}
	}
	if request.proxy != nil {
		said.Proxy, said.Views = "", true
		if err := announceOn(w, *request.proxy, said); err != nil {
			return none, err
		}
	}
	if err := floor.SealPerson(w, stored, person); err != nil {
		return none, err
	}
	if err := floor.CountAnnounced(w, stored); err != nil {
		return none, err
	}
	if err := w.Record(record); err != nil {
		return none, err
	}
	return stored.WithoutKey(), floor.SavePreRegistration(w, stored)
}

// announceOn marks the file of a number; one that is registered or announced already stays as it is.
func announceOn(w *floor.Work, phone privacy.Phone, said register.Announcement) error {
	file, err := fileOf(w, &phone)
	if err != nil {
		return err
	}
	if file == nil {
		ref, err := floor.RefOf(w, phone)
		if err != nil {
			return err
		}
		file = floor.NewCustomer(ref)
	}
	if file.Announced != nil || said.Views && file.Registered() {
		return nil
	}
	file.Announced = &said
	floor.SaveCustomer(w, file)
	return nil
}

// fileOf gives the file of a number; nil without a number or where the register has none.
func fileOf(w *floor.Work, phone *privacy.Phone) (*floor.CustomerFile, error) {
	if phone == nil {
		return nil, nil
	}
	ref, err := floor.RefOf(w, *phone)
	if err != nil {
		return nil, err
	}
	return floor.LoadCustomer(w, ref)
}

// withdrawPreRegistration takes an open one back; it stays in the register.
func (h *Handler) withdrawPreRegistration(ctx context.Context,
	call api.Call[contract.PreRegistrationWithdrawal]) (api.Answer, error) {
	id := call.Path("pre_registration")
	return h.announced(ctx, call.Site)(floor.Act(ctx, h.floor, view.Command(call),
		func(w *floor.Work) (floor.PreRegistration, error) {
			var none floor.PreRegistration
			stored, err := openPreRegistration(w, id)
			if err != nil {
				return none, err
			}
			if call.Principal.Role == domain.RoleAgent && stored.Agent != call.Principal.Agent {
				return none, domain.Invalid("pre_registration.not_yours", "/pre_registration")
			}
			for _, ref := range []domain.CustomerRef{stored.Person, stored.Proxy} {
				if err := forget(w, ref, stored.ID); err != nil {
					return none, err
				}
			}
			stored.Close(floor.PreWithdrawn, w.At, "")
			if err := floor.SealWithdrawal(w, stored, view.Text(call.Body.Reason)); err != nil {
				return none, err
			}
			if err := w.Record(journal.Entry{Customer: stored.Person,
				Refers: domain.VisitID(stored.ID[1:])}); err != nil {
				return none, err
			}
			return stored.WithoutKey(), floor.SavePreRegistration(w, stored)
		}))
}

// forget takes the mark of a pre-registration off a file.
func forget(w *floor.Work, ref domain.CustomerRef, id string) error {
	if ref == "" {
		return nil
	}
	file, err := floor.LoadCustomer(w, ref)
	if err == nil && file != nil && file.Announced != nil && file.Announced.ID == id {
		file.Announced = nil
		floor.SaveCustomer(w, file)
	}
	return err
}

// listPreRegistrations lists the site's, latest first; an agent sees their own.
func (h *Handler) listPreRegistrations(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Customers,
		Partition: store.PreRegistrationsPartition(call.Site), Descending: true},
		func(p *floor.PreRegistration) (*floor.PreRegistration, bool) {
			return p, call.Principal.Role != domain.RoleAgent || p.Agent == call.Principal.Agent
		})
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.PreRegistrationList{Items: make([]contract.PreRegistration, len(shown)), NextCursor: cursor}
	for i, stored := range shown {
		person, err := floor.RevealPerson(h.floor, call.Site, *stored)
		if err != nil {
			return api.Answer{}, err
		}
		list.Items[i] = view.PreRegistration(stored, person)
	}
	return api.OK(list)
}
