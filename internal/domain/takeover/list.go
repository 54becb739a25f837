package takeover

import (
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Status is where a list stands.
type Status string

// The states of a list. Rows are added to an open one only.
const (
	Open      Status = "open"
	SignedOff Status = "signed_off" // being taken over
	Done      Status = "done"
	Withdrawn Status = "withdrawn"
)

// List is one list of customers and how far it is.
type List struct {
	ID          string          `json:"id"`
	FileName    string          `json:"fn"`
	By          string          `json:"by"`           // subject of whoever brought it
	Brought     []Person        `json:"br,omitempty"` // who began it or added rows
	At          time.Time       `json:"at"`
	Status      Status          `json:"st"`
	Rows        int             `json:"r"`
	Parts       int             `json:"p"`
	Digest      string          `json:"dg"`
	Counts      map[Outcome]int `json:"n,omitempty"`
	SignedBy    string          `json:"sb,omitempty"`
	SignedAt    time.Time       `json:"sa,omitzero"`
	Statement   string          `json:"sm,omitempty"` // of whoever signed
	PartsDone   int             `json:"pd,omitempty"`
	EndedAt     time.Time       `json:"ea,omitzero"`
	WithdrawnBy string          `json:"wb,omitempty"`
}

// Person is an account and, of somebody who sells, the agent.
type Person struct {
	Subject string         `json:"s"`
	Agent   domain.AgentID `json:"a,omitempty"`
}

// same reports that two calls may come from one person.
func (p Person) same(other Person) bool {
	return p.Subject == other.Subject || p.Agent != "" && p.Agent == other.Agent
}

// BroughtBy notes who had a hand in the list.
func (l List) BroughtBy(who Person) List {
	if !slices.Contains(l.Brought, who) {
		l.Brought = append(slices.Clone(l.Brought), who)
	}
	return l
}

// MaySign refuses on a running site whoever brought the list: earlier customers take owners and turns from others, so a
// second person signs. Before the first business day nobody loses by it. Error: takeover.same_person.
func (l List) MaySign(who Person, running bool) error {
	own := who.Subject == l.By || slices.ContainsFunc(l.Brought, who.same)
	if running && own {
		return domain.Refuse("takeover.same_person", "LC.4.4")
	}
	return nil
}

// Begin opens a list. Error: takeover.file_name.
func Begin(id, fileName, by string, at time.Time) (List, error) {
	fileName = strings.TrimSpace(fileName)
	if fileName == "" {
		return List{}, domain.Invalid("takeover.file_name", "/file_name")
	}
	return List{ID: id, FileName: fileName, By: by, At: at, Status: Open, Counts: map[Outcome]int{}}, nil
}

// Add adds a part whose first row follows the last one. Errors: takeover.not_open, takeover.out_of_order,
// takeover.part_size, takeover.too_long.
func (l List) Add(rows []Row, checks []Check) (List, error) {
	switch {
	case l.Status != Open:
		return l, domain.Invalid("takeover.not_open", "/takeover")
	case len(rows) == 0 || len(rows) > MaxPart:
		return l, domain.Invalid("takeover.part_size", "/rows")
	case rows[0].Line != l.Rows+1:
		return l, domain.Invalid("takeover.out_of_order", "/first")
	case l.Rows+len(rows) > MaxRows:
		return l, domain.Invalid("takeover.too_long", "/rows")
	}
	digest, err := Digest(l.Digest, rows)
	if err != nil {
		return l, err
	}
	l.Digest, l.Rows, l.Parts = digest, l.Rows+len(rows), l.Parts+1
	l.Counts = counted(l.Counts, checks, 1)
	return l, nil
}

// SignOff lets an open list be taken over. Errors: takeover.not_open, takeover.empty, takeover.changed when the
// list is not the one that was seen, takeover.statement.
func (l List) SignOff(digest, statement, by string, at time.Time) (List, error) {
	statement = strings.TrimSpace(statement)
	switch {
	case l.Status != Open:
		return l, domain.Invalid("takeover.not_open", "/takeover")
	case l.Counts[Ready] == 0:
		return l, domain.Invalid("takeover.empty", "/takeover")
	case digest != l.Digest:
		return l, domain.Invalid("takeover.changed", "/digest")
	case statement == "":
		return l, domain.Invalid("takeover.statement", "/statement")
	}
	l.Status, l.SignedBy, l.SignedAt, l.Statement = SignedOff, by, at, statement
	return l, nil
}

// Withdraw gives an open list up. Error: takeover.not_open.
func (l List) Withdraw(by string, at time.Time) (List, error) {
	if l.Status != Open {
		return l, domain.Invalid("takeover.not_open", "/takeover")
	}
	l.Status, l.WithdrawnBy, l.EndedAt = Withdrawn, by, at
	return l, nil
}

// Take goes on by one part: what its rows came to before, and what they have come to now.
func (l List) Take(before, after []Check, at time.Time) List {
	l.Counts = counted(counted(l.Counts, before, -1), after, 1)
	l.PartsDone++
	if l.PartsDone == l.Parts {
		l.Status, l.EndedAt = Done, at
	}
	return l
}

// counted adds checks to the counts by outcome.
func counted(counts map[Outcome]int, checks []Check, by int) map[Outcome]int {
	out := map[Outcome]int{}
	for outcome, n := range counts {
		out[outcome] = n
	}
	for _, c := range checks {
		out[c.Outcome] += by
	}
	return out
}
