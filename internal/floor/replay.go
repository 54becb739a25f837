package floor

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// DoorFacts is what the register knew when somebody came in, kept with the entry for replay.
type DoorFacts struct {
	Visitor  *register.Customer `json:"visitor,omitempty"`
	Referrer *register.Customer `json:"referrer,omitempty"`
	Departed []domain.AgentID   `json:"departed,omitempty"` // agents of the site who may not receive
}

// DealFacts is what the credit of a deal was decided on, kept with the decision for replay.
type DealFacts struct {
	Deal     attribution.Deal   `json:"deal"`
	Customer *register.Customer `json:"customer,omitempty"`
}

// Facts gives the door's facts as they are stored; nil when the register knew nothing.
func (d DoorFacts) Facts() (json.RawMessage, error) {
	if d.Visitor == nil && d.Referrer == nil && len(d.Departed) == 0 {
		return nil, nil
	}
	raw, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("floor: encode facts: %w", err)
	}
	return raw, nil
}

// Door gives what attribution decides on.
func (d DoorFacts) Door(answers register.Answers) attribution.Door {
	return attribution.Door{Answers: answers, Visitor: d.Visitor, Referrer: d.Referrer,
		Employed: func(agent domain.AgentID) bool { return !slices.Contains(d.Departed, agent) }}
}

// DoorOf gives the door of a stored entry.
func DoorOf(entry journal.Entry) (attribution.Door, error) {
	var facts DoorFacts
	if len(entry.Facts) > 0 {
		if err := json.Unmarshal(entry.Facts, &facts); err != nil {
			return attribution.Door{}, fmt.Errorf("floor: decode facts: %w", err)
		}
	}
	return facts.Door(*entry.Answers), nil
}

// Opening gives the rotation state before an entry that opens a day or a site.
func Opening(entry journal.Entry) (rotation.State, error) {
	if entry.Operation != "openDay" {
		return rotation.State{}, nil
	}
	var snapshot Snapshot
	if err := json.Unmarshal(entry.Facts, &snapshot); err != nil {
		return rotation.State{}, fmt.Errorf("floor: decode snapshot: %w", err)
	}
	return rotation.Decode(snapshot.State, snapshot.Roster)
}

// departed lists the agents who may not receive.
func (w *Work) departed() []domain.AgentID {
	var list []domain.AgentID
	for _, agent := range w.Site.Agents {
		if !w.Site.Employed(agent.ID) {
			list = append(list, agent.ID)
		}
	}
	return list
}

// AtDoor gathers what the register knows of a visitor and a referrer, as copies that later changes of
// the files do not reach.
func (w *Work) AtDoor(visitor, referrer *CustomerFile) DoorFacts {
	return DoorFacts{Visitor: copied(visitor), Referrer: copied(referrer), Departed: w.departed()}
}

func copied(file *CustomerFile) *register.Customer {
	if file == nil {
		return nil
	}
	c := file.Customer
	c.History, c.Contacts, c.FollowUps = slices.Clone(c.History), slices.Clone(c.Contacts), slices.Clone(c.FollowUps)
	return &c
}
