package visits

import (
	"context"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/view"
)

// identification is who a visitor turns out to be, and by whom referred.
type identification struct {
	phone    privacy.Phone
	name     privacy.Name
	referrer *privacy.Phone
}

func translateIdentification(body contract.Identification) (identification, error) {
	var i identification
	var err error
	if i.phone, err = parsePhone(body.Phone, "/phone"); err != nil {
		return i, err
	}
	if body.Name != nil {
		if i.name, err = privacy.ParseName(*body.Name); err != nil {
			return i, domain.InField(err, "/name")
		}
	}
	if body.ReferredByPhone != nil {
		phone, err := parsePhone(*body.ReferredByPhone, "/referred_by_phone")
		if err != nil {
			return i, err
		}
		i.referrer = &phone
	}
	return i, nil
}

// identify looks a visitor up who was received without being known (GP.16, GP.17.b).
func (h *Handler) identify(ctx context.Context, call api.Call[contract.Identification]) (api.Answer, error) {
	request, err := translateIdentification(call.Body)
	if err != nil {
		return api.Answer{}, err
	}
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Visit, error) {
		if err := onlyReceiver(w, call.Principal, visit); err != nil {
			return contract.Visit{}, err
		}
		if w.SaidBy().Agent != "" {
			return request.said(w, visit)
		}
		return identify(w, visit, request)
	}))
}

// askedIdentity is who an agent says that a visitor is, kept sealed until somebody else says so.
type askedIdentity struct {
	Phone    string `json:"phone"`
	Name     string `json:"name,omitempty"`
	Referrer string `json:"referrer,omitempty"`
}

// said lets an agent's word wait: the number decides whose the visitor is, and who gets the turn back.
func (i identification) said(w *floor.Work, visit domain.VisitID) (contract.Visit, error) {
	f, err := i.find(w, visit)
	if err != nil {
		return contract.Visit{}, err
	}
	of := standing.Interest{Gains: []domain.AgentID{w.SaidBy().Agent}}
	if owner, owned := f.known.owner(); owned && owner != w.SaidBy().Agent {
		of.Gains = append(of.Gains, owner)
	}
	asked := askedIdentity{Phone: i.phone.Digits(), Name: i.name.Text()}
	if i.referrer != nil {
		asked.Referrer = i.referrer.Digits()
	}
	fact, waits, err := floor.Say(w, standing.Fact{Kind: standing.Arrival, Customer: f.file.Ref, Visit: visit,
		Interest: of}, map[string]askedIdentity{"identify": asked})
	if err != nil {
		return contract.Visit{}, err
	}
	out, err := seen(w, f.entry, f.file)
	out.Standing = view.FactStanding(fact, waits)
	return out, err
}

// carryOut identifies the visitor, now that somebody else says so too.
func (a askedIdentity) carryOut(w *floor.Work, fact standing.Fact) (any, error) {
	body := contract.Identification{Phone: a.Phone}
	if a.Name != "" {
		body.Name = &a.Name
	}
	if a.Referrer != "" {
		body.ReferredByPhone = &a.Referrer
	}
	request, err := translateIdentification(body)
	if err != nil {
		return nil, err
	}
	return identify(w, fact.Visit, request)
}

// identified is what the register has on a visitor and the number that is theirs.
type identified struct {
	entry     journal.Entry
	file      *floor.CustomerFile
	ref       domain.CustomerRef
	known     knownFile
	anonymous bool
}

// knownFile is the file of a number; nil where the register has none.
type knownFile struct{ *floor.CustomerFile }

func (k knownFile) owner() (domain.AgentID, bool) {
	if k.CustomerFile == nil {
		return "", false
	}
	change, owned := k.Owner()
	return change.Owner, owned
}

// find reads whom a visit is of and whose the number is. Errors: visit.already_identified, visit.already_in_progress.
func (i identification) find(w *floor.Work, visit domain.VisitID) (identified, error) {
	var f identified
	var err error
	if f.entry, f.file, err = floor.VisitCustomer(w, visit); err != nil {
		return f, err
	}
	if f.ref, err = floor.RefOf(w, i.phone); err != nil {
		return f, err
	}
	f.anonymous = strings.HasPrefix(string(f.file.Ref), "v")
	if !f.anonymous && (f.file.Ref != f.ref || i.referrer == nil) {
		return f, domain.Invalid("visit.already_identified", "/phone")
	}
	if f.known.CustomerFile, err = floor.LoadCustomer(w, f.ref); err != nil {
		return f, err
	}
	if k := f.known.CustomerFile; f.anonymous && k != nil && k.OpenVisit != "" {
		return f, (&domain.Error{Code: "visit.already_in_progress"}).With("visit", string(k.OpenVisit))
	}
	return f, nil
}

func identify(w *floor.Work, visit domain.VisitID, request identification) (contract.Visit, error) {
	f, err := request.find(w, visit)
	if err != nil {
		return contract.Visit{}, err
	}
	entry, file, known, ref, anonymous := f.entry, f.file, f.known.CustomerFile, f.ref, f.anonymous
	var referrer *register.Customer
	if request.referrer != nil {
		referring, err := fileOf(w, request.referrer)
		if err != nil {
			return contract.Visit{}, err
		}
		if referring != nil {
			if referrer, err = floor.Person(w, referring, w.At); err != nil {
				return contract.Visit{}, err
			}
		}
	}
	contact, ok := file.LastContact(visit)
	if !ok || contact.Agent == "" {
		return contract.Visit{}, domain.Invalid("rotation.visit_not_open", "/visit")
	}
	receiver := receiverOr(w, visit, contact.Agent)
	before, err := registerBefore(w, known, visit)
	if err != nil {
		return contract.Visit{}, err
	}
	answer := attribution.Identify(w.Policy.Rules, receiver, before, referrer,
		attribution.Roster{Employed: w.Site.Employed, Suspended: w.Site.Suspended})
	target, who, err := merge(w, file, known, ref, visit, request)
	if err != nil {
		return contract.Visit{}, err
	}
	if referrer != nil && target.ToFindOut == visit {
		target.ToFindOut, target.Referrer = "", referrer.Ref
	}
	if answer.NewOwnership {
		target.OwnedSince(register.OwnerChange{Owner: answer.Owner, Since: w.At, Visit: visit, Clause: answer.Clause,
			Waits: contact.Waits, Released: answer.Released})
	}
	if err := floor.SpreadOwner(w, target); err != nil {
		return contract.Visit{}, err
	}
	out, err := recordIdentification(w, entry, target, who, answer, receiver)
	if err != nil || !anonymous || target.Announced == nil || target.Announced.Views {
		return out, err
	}
	return identifiedAsAnnounced(w, entry, target, out)
}

// identifiedAsAnnounced matches a visitor whose number, known only now, an agent announced before (SC.5).
func identifiedAsAnnounced(w *floor.Work, entry journal.Entry, file *floor.CustomerFile,
	out contract.Visit) (contract.Visit, error) {
	stored, err := floor.LoadPreRegistration(w, file.Announced.ID)
	if err != nil || stored.Status != floor.PreOpen || stored.At.After(entry.At) || len(file.Contacts) > 1 {
		return out, err
	}
	match, err := matching(w, entry, file, stored, w.At)
	if err != nil {
		return out, err
	}
	return match.carryOut(w, entry, file, w.At, "")
}

// registerBefore is what the register knew before the visit in question.
func registerBefore(w *floor.Work, file *floor.CustomerFile, visit domain.VisitID) (*register.Customer, error) {
	before, err := floor.Person(w, file, w.At)
	if err != nil || before == nil {
		return nil, err
	}
	before.Contacts = slices.DeleteFunc(before.Contacts,
		func(c register.Contact) bool { return c.Visit == visit })
	before.History = slices.DeleteFunc(before.History,
		func(c register.OwnerChange) bool { return c.Visit == visit })
	if len(before.Contacts) == 0 && len(before.History) == 0 {
		return nil, nil
	}
	return before, nil
}

// merge moves the visit of an unidentified visitor into the file of the identified customer.
func merge(w *floor.Work, from, known *floor.CustomerFile, ref domain.CustomerRef, visit domain.VisitID,
	request identification) (*floor.CustomerFile, floor.Identity, error) {
	target := known
	if target == nil {
		target = &floor.CustomerFile{}
		target.Ref, target.Kind = ref, from.Kind
	}
	said, err := floor.Reveal(w, from)
	if err != nil {
		return nil, said, err
	}
	who, err := floor.Reveal(w, target)
	if err != nil {
		return nil, who, err
	}
	who.Phone = request.phone.Digits()
	for _, name := range []string{said.Name, request.name.Text()} {
		if name != "" {
			who.Name = name
		}
	}
	if from.Ref != target.Ref {
		for _, c := range from.Contacts {
			if c.Visit == visit {
				target.Contacts = append(target.Contacts, c)
			}
		}
		target.OpenVisit, target.FormFilled = from.OpenVisit, target.FormFilled || from.FormFilled
		target.ToFindOut, target.Waiting = from.ToFindOut, append(target.Waiting, from.Waiting...)
		from.OpenVisit, from.MergedInto = "", target.Ref
		from.History, from.Waiting = nil, nil
		floor.SaveCustomer(w, from)
	}
	floor.SaveCustomer(w, target)
	return target, who, floor.Seal(w, target, who)
}

// recordIdentification lets the rotation make the receiver good and hand the visitor over.
func recordIdentification(w *floor.Work, entry journal.Entry, file *floor.CustomerFile, who floor.Identity,
	answer attribution.Reception, receiver domain.AgentID) (contract.Visit, error) {
	visit := entry.Visit
	record := journal.Entry{Customer: file.Ref, Refers: visit, Reception: &answer}
	var err error
	if record.Sealed, err = floor.SealEntry(w, file, sealedEntry{Identity: who}); err != nil {
		return contract.Visit{}, err
	}
	var effects []rotation.Effect
	switch {
	case answer.GiveBackTo == "":
		err = w.Record(record)
	case answer.NewOwnership: // the referrer's agent: a make-up turn only after the supervisor's word (GP.17.b)
		file.GiveBack = visit
		err = w.Record(record)
	default:
		effects, err = belongsTo(w, file, record, answer, receiver)
	}
	if err != nil {
		return contract.Visit{}, err
	}
	contact, ok := firstContact(file, visit)
	if ok {
		contact.Turn = turnAfter(effects, contact.Turn)
	}
	out := view.Visit{Entry: entry, File: file, Who: who, State: w.State}.Contract()
	if ok && len(effects) > 0 {
		out.Turn = contract.Turn(contact.Turn)
	}
	out.Clause, out.OwnershipClause = string(answer.Clause), string(answer.Clause)
	out.Considered, out.TurnedDown = view.Considered(answer.Considered), view.TurnedDown(answer.TurnedDown)
	out.Effects, out.GiveBackTo = view.Effects(effects), string(answer.GiveBackTo)
	if answer.GiveBackTo != "" && !slices.Contains(out.Notify, string(answer.GiveBackTo)) {
		out.Notify = append(out.Notify, string(answer.GiveBackTo))
	}
	if moved, ok := findKind(effects, rotation.Transferred); ok {
		out.HandsOverTo = string(moved.Agent)
	}
	return out, nil
}

// belongsTo has the turn that the visitor took made good: of who received first, if it was one. When the reception is
// over and took none, or its turn has been made good, nothing of the rotation is left to do.
func belongsTo(w *floor.Work, file *floor.CustomerFile, record journal.Entry, answer attribution.Reception,
	receiver domain.AgentID) ([]rotation.Effect, error) {
	first, known := firstContact(file, record.Refers)
	missed := known && tookTurn(first.Turn)
	if missed {
		receiver = first.Agent
	}
	if _, open := floor.ReceiverOf(w, record.Refers); !open && !missed {
		return nil, w.Record(record)
	}
	return w.Apply(rotation.Event{Kind: rotation.Belongs, Visit: record.Refers, Agent: answer.GiveBackTo,
		Other: receiver, Clause: answer.Clause}, record)
}

// tookTurn reports a reception that took a turn which nothing has made good so far.
func tookTurn(turn string) bool {
	return turn == string(rotation.Used) || turn == string(rotation.SpendsMakeUp)
}

// turnAfter gives what an event made of the receiver's turn: made up for (GP.16), or given back. A reception served by
// a make-up turn stays one: it took no ordinary turn.
func turnAfter(effects []rotation.Effect, before string) string {
	if set, found := findKind(effects, rotation.TurnSet); found {
		return string(set.Turn)
	}
	if _, granted := findKind(effects, rotation.MakeUpGranted); granted && before == string(rotation.Used) {
		return string(rotation.MakeUpTurn)
	}
	return before
}

func findKind(effects []rotation.Effect, kind rotation.EffectKind) (rotation.Effect, bool) {
	for _, e := range effects {
		if e.Kind == kind {
			return e, true
		}
	}
	return rotation.Effect{}, false
}
