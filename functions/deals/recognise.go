package deals

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// recognising is a translated recognition (认出).
type recognising struct {
	customer  domain.CustomerRef
	relation  policy.Relation
	agent     domain.AgentID
	entry     domain.VisitID
	number    *privacy.Phone // given instead of an entry
	takesOver bool
	by        string
	principal api.Principal
	saidAt    time.Time          // it holds from then on
	of        domain.CustomerRef // the entry's customer, as found when it was said; empty: it is said now
}

func translateRecognition(call api.Call[contract.NewRecognition]) (recognising, error) {
	body := call.Body
	r := recognising{customer: domain.CustomerRef(call.Path("customer")), relation: policy.Relation(body.Relation),
		agent: call.Principal.Agent, takesOver: body.TakesOver == nil || *body.TakesOver, by: call.Principal.Subject,
		principal: call.Principal, saidAt: call.At}
	if call.Principal.Role != domain.RoleAgent {
		if body.Agent == nil {
			return r, domain.Invalid("agent.missing", "/agent")
		}
		r.agent = domain.AgentID(*body.Agent)
	} else if body.Agent != nil && domain.AgentID(*body.Agent) != r.agent {
		return r, domain.Invalid("recognition.not_yours", "/agent")
	}
	if (body.Entry == nil) == (body.EntryOfPhone == nil) {
		return r, domain.Invalid("recognition.entry_missing", "/entry")
	}
	if body.Entry != nil {
		r.entry = domain.VisitID(*body.Entry)
		return r, nil
	}
	phone, err := privacy.ParsePhone(*body.EntryOfPhone)
	if err != nil {
		return r, domain.InField(err, "/entry_of_phone")
	}
	r.number = &phone
	return r, nil
}

// recogniseCustomer records that an agent found, by an earlier entry of the register, whose customer somebody
// is (QC.4, RC.4.a, RC.4.e, PC.6.a, SC.2, SC.6), and what comes of it.
func (h *Handler) recogniseCustomer(ctx context.Context, call api.Call[contract.NewRecognition]) (api.Answer, error) {
	request, err := translateRecognition(call)
	if err != nil {
		return api.Answer{}, err
	}
	keys := []store.Key{store.CustomerKey(call.Site, request.customer)}
	if request.number != nil {
		keys = append(keys, store.CustomerKey(call.Site, h.floor.Ring().CustomerRef(call.Site, *request.number)))
	}
	if day, seq, err := journal.ParseVisit(request.entry); err == nil {
		keys = append(keys, store.JournalKey(call.Site, day, seq))
	}
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, keys...),
		func(w *floor.Work) (contract.RecognitionOutcome, error) {
			return recognise(w, request)
		}))
}

// known is the files and deals that a recognition touches.
type known struct {
	customer, of *floor.CustomerFile
	family       []*floor.CustomerFile // the two and those linked to either
	deals        []held
}

func recognise(w *floor.Work, request recognising) (contract.RecognitionOutcome, error) {
	var none contract.RecognitionOutcome
	if _, err := knownAgent(w, string(request.agent), "/agent"); err != nil {
		return none, err
	}
	found, err := gather(w, &request)
	if err != nil {
		return none, err
	}
	verdict, record, err := found.judge(w, request, w.Policy)
	if err != nil {
		return none, err
	}
	if verdict.Deals == policy.Disputed { // a person rules: that hears whoever loses by it
		return found.carryOut(w, request, verdict, record)
	}
	return found.said(w, request, verdict, record)
}

// judge lets the rules of a version decide on the recognition, as of when it was said.
func (k known) judge(w *floor.Work, request recognising, version policy.Version) (attribution.Verdict, journal.Entry,
	error) {
	facts, err := k.facts(w, request, zoneUnder(w, version))
	if err != nil {
		return attribution.Verdict{}, journal.Entry{}, err
	}
	verdict := facts.Recognise(version)
	record := journal.Entry{Customer: k.customer.Ref, Refers: request.entry, Verdict: &verdict,
		PolicyVersion: version.Number}
	if record.Facts, err = json.Marshal(facts); err != nil {
		return verdict, record, fmt.Errorf("deals: encode facts: %w", err)
	}
	if verdict.Refused != "" {
		return verdict, record, refuseRecognition(w, verdict, record)
	}
	return verdict, record, nil
}

// refuseRecognition refuses; one that comes after the signing is evidence and stays (QC.4.a).
func refuseRecognition(w *floor.Work, verdict attribution.Verdict, record journal.Entry) error {
	refusal := domain.Refuse(verdict.Refused, verdict.Clause)
	if verdict.Refused != attribution.RecognitionTooLate {
		return refusal
	}
	if err := w.Record(record); err != nil {
		return err
	}
	return &floor.RecordedError{Refusal: refusal}
}

// gather loads the customer, the entry's customer, their families and deals.
func gather(w *floor.Work, request *recognising) (known, error) {
	var found known
	var err error
	if found.customer, err = floor.LoadCustomer(w, request.customer); err != nil {
		return found, err
	}
	if found.customer == nil {
		return found, domain.Invalid("customer.unknown", "/customer")
	}
	if !found.customer.ErasedAt.IsZero() {
		return found, domain.Invalid("customer.erased", "/customer")
	}
	if err := found.evidence(w, request); err != nil {
		return found, err
	}
	if err := found.kin(w); err != nil {
		return found, err
	}
	err = found.load(w)
	return found, err
}

// evidence finds the entry's customer and, for a number, the claimant's own first entry, else the first.
func (k *known) evidence(w *floor.Work, request *recognising) (err error) {
	if request.of != "" {
		if k.of, err = floor.LoadCustomer(w, request.of); err == nil && k.of == nil {
			err = domain.Invalid("customer.unknown", "/entry")
		}
		return err
	}
	if request.number == nil {
		_, k.of, err = floor.VisitCustomer(w, request.entry)
		return domain.InField(err, "/entry")
	}
	of, err := floor.RefOf(w, *request.number)
	if err != nil {
		return err
	}
	if k.of, err = floor.LoadCustomer(w, of); err != nil {
		return err
	}
	if k.of == nil {
		return domain.Invalid("visit.unknown", "/entry_of_phone")
	}
	if _, request.entry = k.of.FirstKnown(); len(k.of.Contacts) > 0 && request.entry == "" {
		request.entry = k.of.Contacts[0].Visit
	}
	if request.entry == "" {
		return domain.Invalid("visit.unknown", "/entry_of_phone")
	}
	for _, c := range k.of.Contacts {
		if c.Agent == request.agent {
			request.entry = c.Visit
			break
		}
	}
	return nil
}

// maxKin bounds how many files one family is followed through.
const maxKin = 12

// kin follows the links of a family both ways.
func (k *known) kin(w *floor.Work) error {
	k.family = []*floor.CustomerFile{k.customer}
	if k.of.Ref != k.customer.Ref {
		k.family = append(k.family, k.of)
	}
	for i := 0; i < len(k.family) && len(k.family) < maxKin; i++ {
		refs := k.family[i].Aliases(w.At)
		for _, link := range k.family[i].Links {
			if link.Relation == policy.Family || link.Relation == policy.SamePerson {
				refs = append(refs, link.Of)
			}
		}
		for _, ref := range refs {
			file, err := floor.LoadCustomer(w, ref)
			if err != nil {
				return err
			}
			if file != nil && !slices.ContainsFunc(k.family,
				func(f *floor.CustomerFile) bool { return f.Ref == file.Ref }) {
				k.family = append(k.family, file)
			}
		}
	}
	return nil
}

// load reads every deal of the files.
func (k *known) load(w *floor.Work) error {
	var keys []store.Key
	for _, file := range k.family {
		for _, id := range file.OpenDeals {
			keys = append(keys, store.DealKey(w.Site.ID, id))
		}
	}
	if err := w.Need(keys...); err != nil {
		return err
	}
	for _, file := range k.family {
		for _, id := range file.OpenDeals {
			d, err := loadDeal(w, id)
			if err != nil {
				return err
			}
			if d.Status != deal.Cancelled {
				k.deals = append(k.deals, held{Deal: d, file: file})
			}
		}
	}
	return nil
}

func (k known) facts(w *floor.Work, request recognising, zone string) (floor.RecognitionFacts, error) {
	facts := floor.RecognitionFacts{Zone: zone, Recognition: attribution.Recognition{Reading: attribution.Reading,
		Relation: request.relation, Entry: request.entry, Agent: request.agent, By: request.by,
		TakesOver: request.takesOver, Present: k.customer.OpenVisit != "", At: request.saidAt.UTC()}}
	var err error
	if facts.Customer, err = floor.Person(w, k.customer, request.saidAt); err != nil {
		return facts, err
	}
	if facts.Of, err = floor.Person(w, k.of, request.saidAt); err != nil {
		return facts, err
	}
	facts.Absent = floor.AbsentAt(w, facts.Customer, facts.First())
	for _, file := range k.family {
		if file.Ref != k.customer.Ref && file.Ref != k.of.Ref {
			facts.Kin = append(facts.Kin, floor.CopyOf(file))
		}
	}
	facts.Signed = slices.ContainsFunc(k.deals, func(d held) bool {
		return k.customer.IsAlso(d.file.Ref) && d.Stage == deal.Signed && !d.SignedAt.After(request.saidAt)
	})
	return facts, nil
}

// carryOut keeps the links, moves the ownership, hands a visit over, and decides anew on the deals.
func (k known) carryOut(w *floor.Work, request recognising, verdict attribution.Verdict,
	record journal.Entry) (contract.RecognitionOutcome, error) {
	var none contract.RecognitionOutcome
	decision := w.NextVisit()
	record.Visit = decision
	var effects []rotation.Effect
	err := k.mark(w, request, verdict)
	if err != nil {
		return none, err
	}
	if verdict.Moves && k.customer.OpenVisit != "" {
		effects, err = floor.HandToOwner(w, k.customer.OpenVisit, verdict.Owner, record)
	} else {
		err = w.Record(record)
	}
	if err != nil {
		return none, err
	}
	out := k.outcome(request, verdict, decision, effects)
	for _, d := range k.deals {
		if !touches(verdict, d.file.Ref) {
			continue
		}
		if err := reconsider(w, d, request, verdict); err != nil {
			return none, err
		}
		out.Deals = append(out.Deals, view.Deal(d.Deal))
	}
	return out, nil
}

// touches reports whether a verdict changes anything about a file.
func touches(verdict attribution.Verdict, ref domain.CustomerRef) bool {
	if len(verdict.Members) == 0 {
		return true
	}
	i := slices.IndexFunc(verdict.Members, func(m attribution.Member) bool { return m.Ref == ref })
	return i >= 0 && (len(verdict.Members[i].Links) > 0 || verdict.Members[i].Moves)
}

// mark writes links and owners into the files.
func (k known) mark(w *floor.Work, request recognising, verdict attribution.Verdict) error {
	if request.relation == policy.SamePerson && verdict.Deals != policy.Disputed {
		if err := k.join(w, request, verdict); err != nil {
			return err
		}
	}
	members := verdict.Members
	if len(members) == 0 {
		members = []attribution.Member{{Ref: k.customer.Ref, Links: []register.Link{*verdict.Link},
			Moves: verdict.Moves}}
	}
	for _, member := range members {
		i := slices.IndexFunc(k.family, func(f *floor.CustomerFile) bool { return f.Ref == member.Ref })
		if i < 0 || len(member.Links) == 0 && !member.Moves {
			continue
		}
		file := k.family[i]
		file.Links = append(file.Links, member.Links...)
		if member.Moves {
			file.OwnedFrom(register.OwnerChange{Owner: verdict.Owner, Since: request.saidAt, Visit: request.entry,
				Clause: verdict.Clause})
		}
		if contact, ok := file.LastContact(file.OpenVisit); ok && member.Moves {
			contact.Pending = false
		}
		if request.relation == policy.ReferredBy && file.Referrer == "" {
			file.Referrer = k.of.Ref
		}
		floor.SaveCustomer(w, file)
	}
	return nil
}

// join makes one person of the numbers of both, all of whose files are the owner's from now on.
func (k known) join(w *floor.Work, request recognising, verdict attribution.Verdict) error {
	files := []*floor.CustomerFile{k.customer, k.of}
	for _, file := range files[:2] {
		others, err := floor.NumbersOf(w, file, w.At)
		if err != nil {
			return err
		}
		for _, other := range others {
			if !slices.Contains(files, other) {
				files = append(files, other)
			}
		}
	}
	customers := make([]*register.Customer, len(files))
	for i, file := range files {
		customers[i] = &file.Customer
	}
	register.SameAs(customers, request.saidAt)
	for _, file := range files {
		if verdict.Owner != "" && file != k.customer {
			file.OwnedFrom(register.OwnerChange{Owner: verdict.Owner, Since: request.saidAt, Visit: request.entry,
				Clause: verdict.Clause})
		}
		floor.SaveCustomer(w, file)
	}
	return nil
}

// reconsider credits a deal anew. Where a person must rule, the agent's objection opens a dispute; a settled
// deal is corrected by its exact mirror and the new lines (RC.4.a). A person's ruling stands whatever the
// written rules say now.
func reconsider(w *floor.Work, d held, request recognising, verdict attribution.Verdict) error {
	objects := slices.ContainsFunc(d.Disputes, func(x deal.Objection) bool { return x.Open && x.By == request.agent })
	if verdict.Deals == policy.Disputed && !objects {
		if _, err := openDispute(w, d, objection{by: request.agent, text: "认出：" + string(verdict.Link.Relation),
			clause: verdict.Clause, principal: request.principal}); err != nil {
			return err
		}
	}
	return recredit(w, d)
}

// recredit decides on a deal anew and corrects by exact mirrors what is settled.
func recredit(w *floor.Work, d held) error {
	before := d.Ruling
	if err := credit(w, d.Deal, d.file); err != nil {
		return err
	}
	if d.Ruled() == nil && len(d.Ruling.Shares) > 0 && !slices.Equal(before.Shares, d.Ruling.Shares) {
		if err := correct(w, d.Deal); err != nil {
			return err
		}
	}
	return keepDeal(w, d.Deal)
}

func (k known) outcome(request recognising, verdict attribution.Verdict, decision domain.VisitID,
	effects []rotation.Effect) contract.RecognitionOutcome {
	out := contract.RecognitionOutcome{Customer: string(k.customer.Ref), Agent: string(request.agent),
		Relation: contract.Relation(request.relation),
		Entry:    string(request.entry), TakesOver: verdict.Link == nil || verdict.Link.TakesOver,
		Owner: string(verdict.Owner), Clause: string(verdict.Clause),
		Decision: string(decision), Considered: view.Considered(verdict.Considered),
		TurnedDown:   view.TurnedDown(verdict.TurnedDown),
		AfterSigning: string(verdict.Deals), Visit: string(k.customer.OpenVisit), Deals: []contract.Deal{},
		Effects: view.Effects(effects)}
	for _, effect := range effects {
		if effect.Kind == rotation.Transferred {
			out.HandsOverTo = string(effect.Agent)
		}
	}
	for _, turned := range verdict.TurnedDown {
		out.Notify = append(out.Notify, string(turned.Agent))
	}
	if verdict.Owner != "" && verdict.Owner != request.agent && !slices.Contains(out.Notify, string(verdict.Owner)) {
		out.Notify = append(out.Notify, string(verdict.Owner))
	}
	// RC.4.e, SC.2: never settled between the agents alone
	out.Notify = append(out.Notify, string(domain.RoleSiteManager))
	return out
}
