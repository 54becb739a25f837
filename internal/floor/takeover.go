package floor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/domain/takeover"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// CustomerList is a list of customers to be taken over. Its rows lie encrypted under the list's own key until each
// part has been taken over or the list is withdrawn; then the key or the ciphertext is gone.
type CustomerList struct {
	takeover.List
	WrappedKey []byte `json:"key,omitempty"`
	// the start of each row's customer reference, to find a number that comes twice
	Numbers []uint64 `json:"nr,omitempty"`
}

// ListPart is one part of a list: the rows, encrypted, and what was found about them.
type ListPart struct {
	Sealed []byte           `json:"x,omitempty"`
	Checks []takeover.Check `json:"c"`
}

// LoadCustomerList reads a list. Error: takeover.unknown.
func LoadCustomerList(w *Work, id string) (*CustomerList, error) {
	return Find[*CustomerList](w, store.TakeoverKey(w.Site.ID, id), domain.Invalid("takeover.unknown", "/takeover"))
}

// NewCustomerList gives a list its key.
func NewCustomerList(w *Work, list takeover.List) (*CustomerList, error) {
	wrapped, _, err := w.floor.Ring().NewDataKey(w.floor.random)
	if err != nil {
		return nil, fmt.Errorf("floor: new key of a list: %w", err)
	}
	return &CustomerList{List: list, WrappedKey: wrapped}, nil
}

// SaveCustomerList adds a list, new or changed, to the commit. One that has ended loses its key.
func SaveCustomerList(w *Work, list *CustomerList) error {
	if list.Status == takeover.Done || list.Status == takeover.Withdrawn {
		list.WrappedKey, list.Numbers = nil, nil
	}
	return w.Save(store.TakeoverKey(w.Site.ID, list.ID), list)
}

func partPlace(site domain.SiteID, list string, part int) privacy.Place {
	return PlaceOf(store.TakeoverPartKey(site, list, part), "rows")
}

// SealPart encrypts the rows of a part under the list's key.
func SealPart(w *Work, list *CustomerList, part int, rows []takeover.Row) ([]byte, error) {
	key, err := w.floor.Ring().Unwrap(list.WrappedKey)
	if err != nil {
		return nil, fmt.Errorf("floor: unwrap key of a list: %w", err)
	}
	plain, err := json.Marshal(rows)
	if err != nil {
		return nil, fmt.Errorf("floor: encode rows: %w", err)
	}
	return key.Seal(plain, partPlace(w.Site.ID, list.ID, part))
}

// OpenPart reads the rows of a part; none once they have been taken over or given up.
func OpenPart(f *Floor, site domain.SiteID, list *CustomerList, number int, part *ListPart) ([]takeover.Row, error) {
	if len(list.WrappedKey) == 0 || len(part.Sealed) == 0 {
		return nil, nil
	}
	key, err := f.Ring().Unwrap(list.WrappedKey)
	if err != nil {
		return nil, fmt.Errorf("floor: unwrap key of a list: %w", err)
	}
	plain, err := key.Open(part.Sealed, partPlace(site, list.ID, number))
	if err != nil {
		return nil, fmt.Errorf("floor: open rows: %w", err)
	}
	var rows []takeover.Row
	if err := json.Unmarshal(plain, &rows); err != nil {
		return nil, fmt.Errorf("floor: decode rows: %w", err)
	}
	return rows, nil
}

// LoadListPart reads a part of a list, the first is 1, with its rows.
func LoadListPart(w *Work, list *CustomerList, number int) (*ListPart, []takeover.Row, error) {
	part, err := Find[*ListPart](w, store.TakeoverPartKey(w.Site.ID, list.ID, number),
		fmt.Errorf("floor: list %s has no part %d: %w", list.ID, number, store.ErrInvalid))
	if err != nil {
		return nil, nil, err
	}
	rows, err := OpenPart(w.floor, w.Site.ID, list, number, part)
	return part, rows, err
}

// SaveListPart adds a part, new or changed, to the commit.
func SaveListPart(w *Work, list *CustomerList, number int, part *ListPart) error {
	return w.Save(store.TakeoverPartKey(w.Site.ID, list.ID, number), part)
}

// Candidate is a row with what it names: the customer and, in the file's own columns, who that is.
type Candidate struct {
	takeover.Row
	Ref   domain.CustomerRef
	phone privacy.Phone
	name  privacy.Name
}

// WeighRow reads a row and everything that it is checked against, except for the lines before it.
func WeighRow(w *Work, row takeover.Row) (Candidate, takeover.Facts, error) {
	c, facts := Candidate{Row: row}, takeover.Facts{Today: w.Day}
	var err error
	if c.phone, err = privacy.ParsePhone(row.Phone); err != nil {
		facts.PhoneFault = codeOf(err)
		return c, facts, nil
	}
	if c.name, err = privacy.ParseName(row.Name); err != nil {
		facts.NameFault = codeOf(err)
	}
	if c.Ref, err = RefOf(w, c.phone); err != nil {
		return c, facts, err
	}
	facts.Owner, facts.Standing = listedOwner(w.Site, row.Owner)
	known, err := LoadCustomer(w, c.Ref)
	if err != nil {
		return c, facts, err
	}
	if known != nil {
		owner, _ := known.Owner()
		facts.Known, facts.KnownOwner = true, owner.Owner
	}
	return c, facts, nil
}

func codeOf(err error) domain.Code {
	var coded *domain.Error
	if errors.As(err, &coded) {
		return coded.Code
	}
	return "internal"
}

// listedOwner finds the agent whom a list names by id or by name.
func listedOwner(s *site.Site, text string) (domain.AgentID, takeover.Standing) {
	if text == "" {
		return "", takeover.Unknown
	}
	agent, found := s.Agent(domain.AgentID(text))
	if !found {
		agent, found = s.AgentNamed(text)
	}
	switch {
	case !found:
		return "", takeover.Unknown
	case agent.Employment == site.Left:
		return "", takeover.Departed
	}
	return agent.ID, takeover.OnRoster
}

// TakeOver opens the file of a customer of a list: owned by the list's agent since the last contact, protected from
// then on, and never registered as a visit.
func TakeOver(w *Work, list *CustomerList, c Candidate, check takeover.Check, entry domain.VisitID) error {
	file := NewCustomer(c.Ref)
	file.TakenOver = &register.TakenOver{List: list.ID, Line: c.Line, At: w.At, Entry: entry, LastDay: check.LastDay,
		BackDated: check.LastDay != "" && check.LastDay < w.Day}
	if check.Owner != "" {
		file.OwnedSince(register.OwnerChange{Owner: check.Owner, Since: touchedAt(w, check),
			Clause: w.Policy.Rules.Reception.Clause(policy.ReturningVisitor)})
	}
	if err := Seal(w, file, Identity{Phone: c.phone.Digits(), Name: c.name.Text()}); err != nil {
		return err
	}
	SaveCustomer(w, file)
	if day := w.Site.Day(touchedAt(w, check)); day != w.Day { // today's entry of the register lists the others
		w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist,
			Item: store.Item{Key: store.ListedDayKey(w.Site.ID, day, c.Ref)}})
	}
	return nil
}

// touchedAt gives when a customer of a list was last in touch; whom the list gives no day, when taken over.
func touchedAt(w *Work, check takeover.Check) time.Time {
	if check.LastDay == "" || check.LastDay >= w.Day {
		return w.At
	}
	return check.LastDay.Start(w.Site.Zone())
}

// TakenRow is what the register says of one row that was taken over; who that is lies in the customer's file.
type TakenRow struct {
	Line     int                `json:"l"`
	Customer domain.CustomerRef `json:"c"`
	Owner    domain.AgentID     `json:"a,omitempty"`
	LastDay  domain.Day         `json:"d,omitempty"`
}

// TakenOverNote marks the entries that say which customers of a list were taken over.
const TakenOverNote = "customers_taken_over"

// RecordTakeOver records what was taken over by one part of a list.
func RecordTakeOver(w *Work, list *CustomerList, taken []TakenRow) error {
	facts, err := json.Marshal(takenFacts{list.ID, list.Digest, taken})
	if err != nil {
		return fmt.Errorf("floor: encode rows taken over: %w", err)
	}
	return w.Record(journal.Entry{Note: TakenOverNote, Facts: facts})
}

// takenFacts is what such an entry holds.
type takenFacts struct {
	List   string     `json:"list"`
	Digest string     `json:"digest"`
	Rows   []TakenRow `json:"rows"`
}

// TakenIn lists the customers who were taken over by an entry.
func TakenIn(entry journal.Entry) ([]TakenRow, error) {
	if entry.Note != TakenOverNote {
		return nil, nil
	}
	var facts takenFacts
	if err := json.Unmarshal(entry.Facts, &facts); err != nil {
		return nil, fmt.Errorf("floor: decode rows taken over: %w", err)
	}
	return facts.Rows, nil
}

// TakeOverPart takes the next part of a list over that was signed off, in one transaction; each row is checked once
// more, as the register may have moved on. A list that is done is left alone. It is idempotent by nature: a part is
// taken over once, whoever asks and however often.
func TakeOverPart(ctx context.Context, f *Floor, cmd Command, id string) (*CustomerList, error) {
	cmd.Key, cmd.Hint = "", []store.Key{store.TakeoverKey(cmd.Site, id)}
	result, err := Act(ctx, f, cmd, func(w *Work) (*CustomerList, error) {
		list, err := LoadCustomerList(w, id)
		if err != nil || list.Status != takeover.SignedOff {
			return list, err
		}
		number := list.PartsDone + 1
		part, rows, err := LoadListPart(w, list, number)
		if err != nil {
			return nil, err
		}
		after, taken, err := takeRows(w, list, part.Checks, rows)
		if err != nil {
			return nil, err
		}
		list.List = list.Take(part.Checks, after, w.At)
		part.Sealed, part.Checks = nil, after
		if err := SaveListPart(w, list, number, part); err != nil {
			return nil, err
		}
		if err := RecordTakeOver(w, list, taken); err != nil {
			return nil, err
		}
		return list, SaveCustomerList(w, list)
	})
	return result.Value, err
}

// takeRows takes the rows of a part over that still can be; the parts' checks and rows go side by side.
func takeRows(w *Work, list *CustomerList, before []takeover.Check,
	rows []takeover.Row) ([]takeover.Check, []TakenRow, error) {
	if err := NeedCustomers(w, rows); err != nil {
		return nil, nil, err
	}
	after, taken, entry := slices.Clone(before), []TakenRow{}, w.NextVisit()
	for i, row := range rows {
		if before[i].Outcome != takeover.Ready {
			continue
		}
		candidate, facts, err := WeighRow(w, row)
		if err != nil {
			return nil, nil, err
		}
		check := takeover.Judge(row, facts)
		if check.Outcome == takeover.Ready {
			if err := TakeOver(w, list, candidate, check, entry); err != nil {
				return nil, nil, err
			}
			check.Outcome = takeover.TakenOver
			taken = append(taken, TakenRow{Line: row.Line, Customer: candidate.Ref, Owner: check.Owner,
				LastDay: check.LastDay})
		}
		after[i] = check
	}
	return after, taken, nil
}

// NeedCustomers has the files of all rows read in one round trip.
func NeedCustomers(w *Work, rows []takeover.Row) error {
	var keys []store.Key
	for _, row := range rows {
		if phone, err := privacy.ParsePhone(row.Phone); err == nil {
			keys = append(keys, store.CustomerKey(w.Site.ID, w.floor.Ring().CustomerRef(w.Site.ID, phone)))
		}
	}
	return w.Need(keys...)
}
