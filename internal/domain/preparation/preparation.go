// Package preparation is the checklist of what is made ready before a visit (接待准备, CF.5, GR.4, LC.4.2):
// materials, room, equipment, seats, catering, car and driver, each with an owner, an instant due before the
// visit, and a mark once it is done. What is overdue climbs from the owner to the supervisor and the site manager.
package preparation

import (
	"bytes"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Kind is what is to be made ready (GR.4, LC.4.2).
type Kind string

// The kinds.
const (
	Materials Kind = "materials" // 资料
	Room      Kind = "room"      // 会议室、接待室
	Equipment Kind = "equipment" // 设备
	Seats     Kind = "seats"     // 座位
	Catering  Kind = "catering"  // 茶点、用餐
	Car       Kind = "car"       // 车辆与司机
	Other     Kind = "other"
)

// SupportDepartment is the department that prepares where no other is named (事务部门, LC.4.2).
const SupportDepartment = "事务部"

// Party is who has something to do or is told of it: an agent, a department by its name, or a role of the site.
type Party struct {
	Agent      domain.AgentID `json:"a,omitempty"`
	Department string         `json:"d,omitempty"`
	Role       domain.Role    `json:"r,omitempty"`
}

// Mark says when something was done, and by whom.
type Mark struct {
	At time.Time `json:"at"`
	By string    `json:"by"` // subject
}

// Reminder is one reminder of something overdue, each recorded. Due is the instant that it reminded of: a list
// that moves with its appointment climbs anew.
type Reminder struct {
	At  time.Time `json:"at"`
	To  Party     `json:"to"`
	Due time.Time `json:"due"`
}

// Item is one thing to be made ready. Text and Note are ciphertext under the customer's key.
type Item struct {
	ID        int        `json:"id"` // from 1; never used again in the same list
	Kind      Kind       `json:"k"`
	Owner     Party      `json:"o"`
	Due       time.Time  `json:"due"`
	Text      []byte     `json:"x"`
	Note      []byte     `json:"n,omitempty"`
	Done      *Mark      `json:"ok,omitempty"`
	Reminders []Reminder `json:"rm,omitempty"`
}

// List is the checklist of one appointment.
type List struct {
	Customer domain.CustomerRef `json:"c"`  // under whose key the texts are sealed
	Home     string             `json:"h"`  // the appointment for which they were sealed
	Last     int                `json:"n"`  // number of the latest item
	Over     bool               `json:"ov"` // the visit's time is past: nobody is reminded any more
	Items    []Item             `json:"i"`
}

// MaxItems bounds a list.
const MaxItems = 20

// Overdue reports whether an item is not done in time. The instant due is the last in time.
func (i Item) Overdue(now time.Time) bool { return i.Done == nil && now.After(i.Due) }

// same reports whether two items ask the same of the same owner.
func (i Item) same(other Item) bool {
	return i.ID == other.ID && i.Kind == other.Kind && i.Owner == other.Owner && i.Due.Equal(other.Due) &&
		bytes.Equal(i.Text, other.Text)
}

// Set gives the list with the items wanted in place of those it had; before is nil for the first list. An item
// that carries a number is the one of that number and keeps its mark and its reminders, any other is new. A list
// without items is empty: it has nothing to prepare. Errors: preparation.too_many, preparation.item_unknown,
// preparation.owner, preparation.due (CF.5).
func Set(before *List, wanted []Item, start, now time.Time) (*List, error) {
	if len(wanted) > MaxItems {
		return nil, domain.Invalid("preparation.too_many", "/items")
	}
	next := List{}
	if before != nil {
		next = *before
	}
	next.Items = make([]Item, 0, len(wanted))
	for n, item := range wanted {
		if (item.Owner.Agent == "") == (item.Owner.Department == "") || item.Owner.Role != "" {
			return nil, domain.Invalid("preparation.owner", field(n, "owner"))
		}
		kept, known := before.Item(item.ID)
		switch {
		case item.ID == 0:
			next.Last++
			item.ID = next.Last
		case !known || taken(next.Items, item.ID):
			return nil, domain.Invalid("preparation.item_unknown", field(n, "item"))
		default:
			item.Done, item.Reminders = kept.Done, kept.Reminders
		}
		if !(known && item.Due.Equal(kept.Due)) && !(item.Due.After(now) && !item.Due.After(start)) {
			refusal := domain.Refuse("preparation.due", "CF.5")
			refusal.Field = field(n, "due")
			return nil, refusal
		}
		next.Items = append(next.Items, item)
	}
	return &next, nil
}

func taken(items []Item, id int) bool {
	return slices.ContainsFunc(items, func(i Item) bool { return i.ID == id })
}

// Item finds an item by its number.
func (l *List) Item(id int) (Item, bool) {
	if l == nil || id == 0 {
		return Item{}, false
	}
	i := slices.IndexFunc(l.Items, func(i Item) bool { return i.ID == id })
	if i < 0 {
		return Item{}, false
	}
	return l.Items[i], true
}

// with gives the list with one item changed.
func (l *List) with(id int, change func(*Item)) *List {
	next := *l
	next.Items = slices.Clone(l.Items)
	for i := range next.Items {
		if next.Items[i].ID == id {
			change(&next.Items[i])
		}
	}
	return &next
}

// Tick marks an item as done (CF.5); an agent marks what is the agent's own. note replaces the item's where it is
// not empty. Errors: preparation.item_unknown, preparation.not_yours, preparation.already_done.
func Tick(l *List, id int, agent domain.AgentID, mark Mark, note []byte) (*List, error) {
	item, known := l.Item(id)
	switch {
	case !known:
		return nil, domain.Invalid("preparation.item_unknown", "/item")
	case agent != "" && item.Owner.Agent != agent:
		return nil, domain.Refuse("preparation.not_yours", "CF.5")
	case item.Done != nil:
		return nil, &domain.Error{Code: "preparation.already_done"}
	}
	return l.with(id, func(i *Item) {
		i.Done = &mark
		if len(note) > 0 {
			i.Note = note
		}
	}), nil
}

// Untick takes back a mark that was set by mistake. Errors: preparation.item_unknown, preparation.not_done.
func Untick(l *List, id int) (*List, error) {
	item, known := l.Item(id)
	if !known {
		return nil, domain.Invalid("preparation.item_unknown", "/item")
	}
	if item.Done == nil {
		return nil, &domain.Error{Code: "preparation.not_done"}
	}
	return l.with(id, func(i *Item) { i.Done = nil }), nil
}

// Move gives the list for a visit that was moved by some time: what is due moves with it. Material that is ready
// stays ready; a room, seats, a car and the rest were made ready for the old time and are to be made ready again.
func (l *List) Move(by time.Duration) *List {
	next := *l
	next.Over = false
	next.Items = slices.Clone(l.Items)
	for i := range next.Items {
		next.Items[i].Due = next.Items[i].Due.Add(by)
		if next.Items[i].Kind != Materials {
			next.Items[i].Done = nil
		}
	}
	return &next
}

// Close gives the list of a visit whose time is past: nobody is reminded any more.
func (l *List) Close() *List {
	next := *l
	next.Over = true
	return &next
}

// Next is the earliest instant at which something is due that is not done; false when nothing is.
func (l *List) Next() (time.Time, bool) {
	var next time.Time
	if l == nil || l.Over {
		return next, false
	}
	for _, item := range l.Items {
		if item.Done == nil && (next.IsZero() || item.Due.Before(next)) {
			next = item.Due
		}
	}
	return next, !next.IsZero()
}
