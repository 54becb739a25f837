package floor

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// OpenFact is what a customer's file says of a fact that waits.
type OpenFact struct {
	ID    string           `json:"id"`
	Kind  standing.Kind    `json:"k"`
	At    time.Time        `json:"at"`
	By    domain.AgentID   `json:"a,omitempty"` // the agent who says it
	Gains []domain.AgentID `json:"g,omitempty"`
	Visit domain.VisitID   `json:"v,omitempty"`
}

// Applier carries out what becomes of the waiting facts of a kind. The function that owns the kind gives it. Each runs
// within the work that decides the fact, which is given as it is then.
type Applier struct {
	// Confirm does what was asked for, as of when it was said, and gives the answer that the operation would have
	// given.
	Confirm func(w *Work, fact standing.Fact) (any, error)
	// Drop takes out for good what waited: the fact was refused or withdrawn, or lapsed. Nil: nothing is to be done.
	Drop func(w *Work, fact standing.Fact) error
	// Object hears the one who loses by it; true: it goes on as a dispute and is no matter of the inbox any more. Nil:
	// the fact stays, for whoever rules on disputes.
	Object func(w *Work, fact standing.Fact, by domain.AgentID, statement string) (disputed bool, err error)
}

// Appliers has one for each kind that can wait.
type Appliers map[standing.Kind]Applier

// SaidBy gives who makes the command's call.
func (w *Work) SaidBy() standing.Said {
	return standing.Said{Role: w.cmd.Role, Agent: w.cmd.Agent, Subject: w.cmd.Subject}
}

// Say judges a fact that somebody says: its kind, whom it serves and costs, and what it is about; who says it is who
// calls, unless it tells otherwise. It stands, and nothing is kept of it; or it waits, and is kept with the request
// (sealed under the customer's key; nil: none) in the inbox of whoever may confirm it. Errors: standing.too_many.
func Say(w *Work, fact standing.Fact, request any) (standing.Fact, bool, error) {
	if fact.Said.Subject == "" {
		fact.Said = w.SaidBy()
	}
	fact = standing.Ask(fact, w.Policy.Rules, w.Policy.Number, w.At)
	if standing.Judge(fact.Rule, fact.Said, fact.Interest).Stands {
		return fact.Close(standing.Confirmed, fact.Said, w.At), false, nil
	}
	fact, err := keepWaiting(w, fact, request)
	return fact, err == nil, err
}

// SecondPerson has a fact wait for another person of these roles, whoever says it: no interest is needed for what one
// person may not do alone. After the deadline the levels above may confirm as well. Errors: standing.too_many.
func SecondPerson(w *Work, fact standing.Fact, roles []domain.Role, request any) (standing.Fact, error) {
	fact.Said = w.SaidBy()
	fact = standing.Ask(fact, w.Policy.Rules, w.Policy.Number, w.At)
	fact.Rule.Confirms = roles
	fact.Rule.ClimbsTo = slices.DeleteFunc(slices.Clone(fact.Rule.ClimbsTo), func(role domain.Role) bool {
		return slices.Contains(roles, role) || policy.Level(role) < policy.Level(fact.Said.Role)
	})
	return keepWaiting(w, fact, request)
}

// keepWaiting puts a fact into the inbox, with its request and its entry in the register.
func keepWaiting(w *Work, fact standing.Fact, request any) (standing.Fact, error) {
	fact.ID = standing.IDOf(w.Day, w.NextSeq())
	if err := countUnconfirmed(w, fact); err != nil {
		return fact, err
	}
	file, err := factFile(w, fact)
	if err != nil {
		return fact, err
	}
	if fact.Request, err = sealFact(w, file, fact.ID, "request", request); err != nil {
		return fact, err
	}
	fact.Sealed = len(fact.Request) > 0 && !inClear(file, request)
	if file != nil {
		file.Waiting = append(file.Waiting, OpenFact{ID: fact.ID, Kind: fact.Kind, At: fact.SaidAt,
			By: fact.Said.Agent, Gains: fact.Gains, Visit: fact.Visit})
		SaveCustomer(w, file)
	}
	if err := w.Record(factEntry(fact, "said")); err != nil {
		return fact, err
	}
	w.point(true, store.InboxKey(w.Site.ID, fact.ID))
	return fact, w.Save(store.FactKey(w.Site.ID, fact.ID), fact)
}

// factEntry is the register's entry of what is said, confirmed, refused …
func factEntry(fact standing.Fact, what string) journal.Entry {
	return journal.Entry{Customer: fact.Customer, Deal: fact.Deal, Refers: fact.Entry,
		Note: what + ":" + string(fact.Kind), PolicyVersion: fact.PolicyVersion}
}

// endWaiting lets what waits about a customer lapse: of who is erased nothing is to be decided any more.
func endWaiting(w *Work, file *CustomerFile) error {
	for _, open := range slices.Clone(file.Waiting) {
		if err := EndFact(w, open.ID); err != nil {
			return err
		}
	}
	return nil
}

// EndFact lets a fact lapse on which nothing is to be decided any more; without an id nothing is done.
func EndFact(w *Work, id string) error {
	if id == "" {
		return nil
	}
	fact, err := LoadFact(w, id)
	if err != nil || !fact.Open() {
		return err
	}
	return ChangeFact(w, fact.Close(standing.Lapsed, standing.BySystem, w.At), "lapsed")
}

// factFile gives the file of whom a fact is about; nil where there is none.
func factFile(w *Work, fact standing.Fact) (*CustomerFile, error) {
	if fact.Customer == "" {
		return nil, nil
	}
	return LoadCustomer(w, fact.Customer)
}

// keyOfFact gives the file under whose key a fact's texts are sealed: also of a visitor who was identified since.
func keyOfFact(w *Work, fact standing.Fact) (*CustomerFile, error) {
	if fact.Customer == "" {
		return nil, nil
	}
	return KeyHolder(w, fact.Customer)
}

// LoadFact reads a fact. Error: standing.unknown.
func LoadFact(w *Work, id string) (standing.Fact, error) {
	return Find[standing.Fact](w, store.FactKey(w.Site.ID, id), domain.Invalid("standing.unknown", "/fact"))
}

// ChangeFact commits what became of an open fact, with its entry: what says "confirmed", "refused", "climbed" …
func ChangeFact(w *Work, fact standing.Fact, what string) error {
	if !fact.Open() {
		if err := leaveInbox(w, fact); err != nil {
			return err
		}
	}
	entry := factEntry(fact, what)
	if fact.ClosedBy.Role == domain.RoleSystem || what == "climbed" {
		entry.Actor, entry.Role, entry.Operation = bySystem, domain.RoleSystem, "passTime"
	}
	if err := w.Record(entry); err != nil {
		return err
	}
	return w.Save(store.FactKey(w.Site.ID, fact.ID), fact)
}

func leaveInbox(w *Work, fact standing.Fact) error {
	w.point(false, store.InboxKey(w.Site.ID, fact.ID))
	if err := dropUnconfirmed(w, fact); err != nil {
		return err
	}
	file, err := factFile(w, fact)
	if err != nil || file == nil {
		return err
	}
	file.Waiting = slices.DeleteFunc(slices.Clone(file.Waiting), func(o OpenFact) bool { return o.ID == fact.ID })
	SaveCustomer(w, file)
	return nil
}

// unconfirmed is what an agent has said on a day and nobody has confirmed yet. Deals are bounded apart.
type unconfirmed struct {
	Day   domain.Day `json:"d"`
	Facts []string   `json:"f,omitempty"`
	Deals []string   `json:"l,omitempty"`
}

func (u *unconfirmed) of(kind standing.Kind) *[]string {
	if kind == standing.Deal || kind == standing.DealChange {
		return &u.Deals
	}
	return &u.Facts
}

// countUnconfirmed holds an agent's bound of a day. Error: standing.too_many.
func countUnconfirmed(w *Work, fact standing.Fact) error {
	if fact.Said.Agent == "" {
		return nil
	}
	key := store.UnconfirmedKey(w.Site.ID, fact.Said.Agent)
	said, err := Load(w, key, unconfirmed{})
	if err != nil {
		return err
	}
	if said.Day != w.Day {
		said = unconfirmed{Day: w.Day}
	}
	list := said.of(fact.Kind)
	if len(*list) >= fact.Rule.Daily {
		return domain.Refuse("standing.too_many", fact.Clause).With("limit", strconv.Itoa(fact.Rule.Daily))
	}
	*list = append(*list, fact.ID)
	return w.Save(key, said)
}

func dropUnconfirmed(w *Work, fact standing.Fact) error {
	if fact.Said.Agent == "" || w.Site.Day(fact.SaidAt) != w.Day {
		return nil
	}
	key := store.UnconfirmedKey(w.Site.ID, fact.Said.Agent)
	said, err := Load(w, key, unconfirmed{})
	if err != nil || said.Day != w.Day || fact.Status != standing.Confirmed {
		return err // what was refused or withdrawn was said all the same
	}
	list := said.of(fact.Kind)
	*list = slices.DeleteFunc(*list, func(id string) bool { return id == fact.ID })
	return w.Save(key, said)
}

// CountAnnounced counts an announcement that an agent makes with what they have said unconfirmed: until the person
// comes or calls, nobody else knows of them. Error: standing.too_many.
func CountAnnounced(w *Work, p *PreRegistration) error {
	if w.cmd.Agent == "" {
		return nil
	}
	return countUnconfirmed(w, announcedFact(w, p, standing.Waiting))
}

func announcedFact(w *Work, p *PreRegistration, status standing.Status) standing.Fact {
	return standing.Fact{ID: p.ID, Kind: standing.Call, Status: status, SaidAt: p.At,
		Said: standing.Said{Agent: p.Agent},
		Rule: w.Policy.Rules.StandingOf(standing.Call)}
}

// FactPlace is where a fact keeps what is said about a customer.
func FactPlace(site domain.SiteID, id, attribute string) privacy.Place {
	return PlaceOf(store.FactKey(site, id), attribute)
}

// Impersonal is a request of references and codes only: it is kept as it is, so that the night, which opens no key, can
// carry it out.
type Impersonal interface{ SaysNothingOfPersons() }

// inClear reports that a part of a fact is kept as it is.
func inClear(file *CustomerFile, content any) bool {
	_, plain := content.(Impersonal)
	return plain || file == nil
}

// sealFact encrypts a part of a fact under the customer's key; what is about no customer is kept as it is.
func sealFact(w *Work, file *CustomerFile, id, attribute string, content any) ([]byte, error) {
	if content == nil {
		return nil, nil
	}
	if inClear(file, content) {
		return json.Marshal(content)
	}
	if !file.ErasedAt.IsZero() {
		return nil, nil // nothing is said of who was erased
	}
	if len(file.WrappedKey) == 0 { // its first use makes it
		SaveCustomer(w, file)
	}
	return SealFor(w, file, FactPlace(w.Site.ID, id, attribute), content)
}

// SealFact encrypts a text about a fact.
func SealFact(w *Work, fact standing.Fact, attribute, text string) ([]byte, error) {
	file, err := keyOfFact(w, fact)
	if err != nil || text == "" {
		return nil, err
	}
	return sealFact(w, file, fact.ID, attribute, text)
}

// OpenFactPart reads what a fact keeps sealed. file is the customer's, nil where the fact is about none.
func OpenFactPart(f *Floor, site domain.SiteID, file *CustomerFile, fact standing.Fact, attribute string,
	sealed []byte, into any) error {
	if _, plain := into.(Impersonal); (plain || fact.Customer == "") && len(sealed) > 0 {
		return json.Unmarshal(sealed, into)
	}
	return OpenFor(f, file, FactPlace(site, fact.ID, attribute), sealed, into)
}

// RequestOf reads the request that a fact keeps until it is confirmed. Error: customer.erased.
func RequestOf(w *Work, fact standing.Fact, into any) error {
	file, err := keyOfFact(w, fact)
	if err != nil {
		return err
	}
	if file != nil && !file.ErasedAt.IsZero() {
		return domain.Invalid("customer.erased", "/fact")
	}
	return OpenFactPart(w.floor, w.Site.ID, file, fact, "request", fact.Request, into)
}
