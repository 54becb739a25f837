package visits

import (
	"context"
	"time"

	"github.com/lunxu/lunxu/functions/deals"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// phoneCall is a translated call (来电登记).
type phoneCall struct {
	phone   privacy.Phone
	name    privacy.Name
	agent   domain.AgentID
	content string
	at      *string
}

func translateCall(call api.Call[contract.NewPhoneCall]) (phoneCall, error) {
	c := phoneCall{agent: call.Principal.Agent, content: view.Text(call.Body.Content), at: call.Body.CalledAt}
	if call.Principal.Role != domain.RoleAgent {
		if call.Body.Agent == nil {
			return c, domain.Invalid("agent.missing", "/agent")
		}
		c.agent = domain.AgentID(*call.Body.Agent)
	} else if call.Body.Agent != nil && domain.AgentID(*call.Body.Agent) != c.agent {
		return c, domain.Invalid("agent.not_yourself", "/agent")
	}
	var err error
	if c.phone, err = parsePhone(call.Body.Phone, "/phone"); err != nil {
		return c, err
	}
	if call.Body.Name != nil {
		c.name, err = privacy.ParseName(*call.Body.Name)
	}
	return c, domain.InField(err, "/name")
}

// registerCall keeps a call in the register of calls, apart from the visits (RC.11). A call is no first
// registration unless the site lets it count (RC.8); a caller who was announced is the announcing agent's
// (SC.5).
func (h *Handler) registerCall(ctx context.Context, call api.Call[contract.NewPhoneCall]) (api.Answer, error) {
	request, err := translateCall(call)
	if err != nil {
		return api.Answer{}, err
	}
	hint := store.CustomerKey(call.Site, h.floor.Ring().CustomerRef(call.Site, request.phone))
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, hint), func(w *floor.Work) (contract.PhoneCall,
		error) {
		if _, ok := w.Site.Agent(request.agent); !ok {
			return contract.PhoneCall{}, domain.Invalid("agent.unknown", "/agent")
		}
		if err := checkCallDay(w, request.at); err != nil {
			return contract.PhoneCall{}, err
		}
		ref, err := floor.RefOf(w, request.phone)
		if err != nil {
			return contract.PhoneCall{}, err
		}
		return keepCall(w, ref, request)
	}))
}

// checkCallDay refuses a call of another day: the register of calls is complete the same day (RC.11).
func checkCallDay(w *floor.Work, text *string) error {
	if text == nil {
		return nil
	}
	called, err := time.Parse(time.RFC3339, *text)
	if err != nil {
		return domain.Invalid("time.malformed", "/called_at")
	}
	if w.Site.Day(called) != w.Day || called.After(w.At) {
		refusal := domain.Refuse("call.back_dated", w.Policy.Rules.Reception.BackDated)
		refusal.Field = "/called_at"
		return refusal
	}
	return nil
}

func keepCall(w *floor.Work, ref domain.CustomerRef, request phoneCall) (contract.PhoneCall, error) {
	var none contract.PhoneCall
	file, err := floor.LoadCustomer(w, ref)
	if err != nil {
		return none, err
	}
	if file == nil {
		file = &floor.CustomerFile{}
		file.Ref = ref
	}
	age := contract.CustomerAgeNew
	if file.Registered() || len(file.Calls) > 0 {
		age = contract.CustomerAgeReturning
	}
	who, err := arrival{phone: &request.phone, name: request.name}.identify(w, file)
	if err != nil {
		return none, err
	}
	id := w.NextVisit()
	floor.SaveCustomer(w, file)
	record := journal.Entry{Visit: id, Customer: ref, Note: string(age)}
	if record.Sealed, err = floor.SealEntry(w, file, sealedEntry{Identity: who, Text: request.content}); err != nil {
		return none, err
	}
	if err := w.Record(record); err != nil {
		return none, err
	}
	entry, _ := w.Sealed()
	fact, waits, err := sayCall(w, file, request.agent, id)
	if err != nil {
		return none, err
	}
	file.Calls = append(file.Calls, register.Call{At: w.At, Agent: request.agent, Entry: id, Waits: fact.ID})
	if err := announcedCaller(w, file, id, fact.ID); err != nil {
		return none, err
	}
	out := callView(entry, file, who)
	out.Standing = view.FactStanding(fact, waits)
	if owner, owned := file.Owner(); owned && owner.Owner != request.agent {
		out.Notify = append(out.Notify, string(owner.Owner))
	}
	return out, nil
}

// sayCall lets a call that an agent enters wait where a call makes an owner or gives the agent a claim: whom it names
// nobody else has heard. A call that the desk enters stands, and so does one of the agent's own customer.
func sayCall(w *floor.Work, file *floor.CustomerFile, agent domain.AgentID,
	id domain.VisitID) (standing.Fact, bool, error) {
	rules := w.Policy.Rules
	of := standing.Interest{Gains: []domain.AgentID{agent}}
	if announced, makes := makesOwner(w, file); makes && announced != agent {
		of.Gains = append(of.Gains, announced)
	} else if owner, owned := file.Owner(); !makes && (owned && owner.Owner == agent || !rules.Reception.CallsCount &&
		!rules.PreRegistration.NeedsContact) {
		return standing.Fact{}, false, nil
	}
	if w.SaidBy().Agent == "" {
		return standing.Fact{}, false, nil
	}
	fact, waits, err := floor.Say(w, standing.Fact{Kind: standing.Call, Customer: file.Ref, Entry: id, Interest: of},
		nil)
	if !waits {
		fact.ID = ""
	}
	return fact, waits, err
}

// callStands lets a call stand from when it was said, with the owner whom it made.
func callStands(w *floor.Work, fact standing.Fact) (any, error) {
	stored, err := floor.EntryAt(w, fact.Entry, domain.Invalid("visit.unknown", "/fact"))
	if err != nil {
		return nil, err
	}
	file, err := floor.LoadCustomer(w, fact.Customer)
	if err != nil || file == nil {
		return nil, err
	}
	file.Stands(fact.ID)
	floor.SaveCustomer(w, file)
	if owner, owned := file.Owner(); owned && owner.Visit == fact.Entry {
		if err := closeByCall(w, file, fact.Entry); err != nil {
			return nil, err
		}
	}
	if err := deals.DecideAgain(w, file); err != nil {
		return nil, err
	}
	who, err := floor.Reveal(w, file)
	return callView(stored.Entry, file, who), err
}

// announcedCaller makes a caller whom an agent announced that agent's, except where a call is no
// registration (SC.5, RC.8).
func announcedCaller(w *floor.Work, file *floor.CustomerFile, call domain.VisitID, waits string) error {
	agent, makes := makesOwner(w, file)
	if !makes {
		return nil
	}
	file.OwnedSince(register.OwnerChange{Owner: agent, Since: w.At, Visit: call,
		Clause: w.Policy.Rules.Reception.Clause(policy.PreRegisteredVisitor), Waits: waits})
	if waits != "" {
		return nil
	}
	return closeByCall(w, file, call)
}

// makesOwner tells whose customer a call of somebody announced makes them.
func makesOwner(w *floor.Work, file *floor.CustomerFile) (domain.AgentID, bool) {
	rules := w.Policy.Rules.Reception
	onlyOnSite := rules.Clause(policy.PhoneRegistration) != "" && !rules.CallsCount
	_, owned := file.Owner()
	if file.Announced == nil || rules.Clause(policy.PreRegisteredVisitor) == "" || onlyOnSite || owned ||
		file.Registered() || !w.Site.Employed(file.Announced.Agent) {
		return "", false
	}
	return file.Announced.Agent, true
}

func closeByCall(w *floor.Work, file *floor.CustomerFile, call domain.VisitID) error {
	if file.Announced == nil {
		return nil
	}
	stored, err := floor.LoadPreRegistration(w, file.Announced.ID)
	if err != nil || stored.Status != floor.PreOpen || file.Announced.Views {
		return err
	}
	stored.Close(floor.PreMatched, w.At, call)
	return floor.SavePreRegistration(w, stored)
}

func callView(entry journal.Entry, file *floor.CustomerFile, who floor.Identity) contract.PhoneCall {
	out := contract.PhoneCall{Call: string(entry.Visit), Day: string(entry.Day), Seq: entry.Seq, At: entry.At.UTC(),
		Customer:  string(file.Ref),
		Customers: contract.CustomerAge(entry.Note), MaskedPhone: privacy.MaskPhone(who.Phone),
		MaskedName: privacy.MaskName(who.Name)}
	for _, c := range file.Calls {
		if c.Entry == entry.Visit {
			out.Agent = string(c.Agent)
		}
	}
	if owner, owned := file.Owner(); owned {
		out.Owner, out.Clause = string(owner.Owner), string(owner.Clause)
	}
	return out
}

// customerAge reads the wish for new or returning customers only (RC.11).
func customerAge(q api.Query) (contract.CustomerAge, error) {
	switch age := contract.CustomerAge(q.Text("customers")); age {
	case "", contract.CustomerAgeNew, contract.CustomerAgeReturning:
		return age, nil
	}
	return "", domain.Invalid("query.customers", "customers")
}

// listCalls lists the calls of a business day (RC.11).
func (h *Handler) listCalls(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	age, err := customerAge(call.Query)
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	stored, cursor, err := h.page(ctx, call, look)
	if err != nil {
		return api.Answer{}, err
	}
	var calls []journal.Entry
	var refs []domain.CustomerRef
	for _, s := range stored {
		if s.Operation == "registerCall" && (age == "" || s.Note == string(age)) {
			calls, refs = append(calls, s.Entry), append(refs, s.Customer)
		}
	}
	files, err := floor.CustomerFiles(ctx, h.floor, call.Site, refs)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.PhoneCallList{Items: []contract.PhoneCall{}, NextCursor: cursor}
	for _, entry := range calls {
		file := files[entry.Customer]
		if file == nil {
			continue // erased
		}
		who, err := floor.RevealOf(h.floor, call.Site, file)
		if err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, callView(entry, file, who))
	}
	return api.OK(list)
}
