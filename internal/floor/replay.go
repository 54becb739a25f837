package floor

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/site"
)

// DoorFacts is what the register knew when somebody came in, kept with the entry for replay.
type DoorFacts struct {
	Visitor   *register.Customer     `json:"visitor,omitempty"`
	Referrer  *register.Customer     `json:"referrer,omitempty"`
	Family    *register.Customer     `json:"family,omitempty"`
	Principal *register.Customer     `json:"principal,omitempty"`
	Announced *register.Announcement `json:"announced,omitempty"`
	Departed  []domain.AgentID       `json:"departed,omitempty"`  // agents of the site who may not receive
	Suspended []domain.AgentID       `json:"suspended,omitempty"` // those of them who have not left
	Kept      bool                   `json:"kept,omitempty"`      // the policy keeps a leaver's customers
	Zone      string                 `json:"zone,omitempty"`      // of the site, where the policy counts days
	Reading   int                    `json:"reading,omitempty"`   // attribution.Reading, as it was then
}

// DealFacts is what the credit of a deal was decided on, kept with the decision for replay.
type DealFacts struct {
	Deal     attribution.Deal   `json:"deal"`
	Customer *register.Customer `json:"customer,omitempty"`
	Zone     string             `json:"zone,omitempty"` // of the site, where the policy counts days

	// a person's ruling, which takes the place of the rules
	Person *attribution.PersonalRuling `json:"person,omitempty"`
}

// ClaimFacts is what a claim was decided on, kept with the decision for replay.
type ClaimFacts struct {
	Claim attribution.Claim `json:"claim"`
	Zone  string            `json:"zone,omitempty"` // of the site, where the policy counts days
	// when it was said, where it is decided later; zero: now
	SaidAt time.Time `json:"said_at,omitzero"`
}

// Decide decides on the claim as of when it was said, or as of an instant.
func (c ClaimFacts) Decide(version policy.Version, asOf time.Time) attribution.ClaimVerdict {
	if !c.SaidAt.IsZero() {
		asOf = c.SaidAt
	}
	return attribution.DecideClaim(version.Rules, version.Number, c.Claim, asOf, zoneNamed(c.Zone))
}

// Facts gives the door's facts as they are stored; nil when the register knew nothing.
func (d DoorFacts) Facts() (json.RawMessage, error) {
	if d.Visitor == nil && d.Referrer == nil && d.Family == nil && d.Principal == nil && d.Announced == nil &&
		len(d.Departed) == 0 {
		return nil, nil // without a visitor on file no days are counted, so the zone says nothing
	}
	raw, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("floor: encode facts: %w", err)
	}
	return raw, nil
}

// Door gives what attribution decides on at an instant.
func (d DoorFacts) Door(answers register.Answers, at time.Time) attribution.Door {
	return attribution.Door{Answers: answers, Visitor: d.Visitor, Referrer: d.Referrer, Family: d.Family,
		Principal: d.Principal, Announced: d.Announced, At: at, Zone: zoneNamed(d.Zone), Reading: d.Reading,
		Employed:     func(agent domain.AgentID) bool { return !slices.Contains(d.Departed, agent) },
		Suspended:    func(agent domain.AgentID) bool { return slices.Contains(d.Suspended, agent) },
		KeepsLeavers: d.Kept}
}

// Credit decides on the credit of the deal as of an instant.
func (d DealFacts) Credit(version policy.Version, asOf time.Time) attribution.Ruling {
	if d.Person != nil {
		return attribution.RuledByPerson(version.Number, *d.Person, asOf)
	}
	return attribution.Credit(version.Rules, version.Number, d.Deal, d.Customer, asOf, zoneNamed(d.Zone))
}

func zoneNamed(name string) *time.Location {
	zone, _ := site.LoadZone(name)
	return zone
}

// ZoneForDays names the site's zone where the policy in force counts days (PC.2).
func ZoneForDays(w *Work) string {
	if w.Policy.Rules.Protection.Months == 0 {
		return ""
	}
	return w.Site.TimeZone
}

// DoorOf gives the door of a stored entry.
func DoorOf(entry journal.Entry) (attribution.Door, error) {
	var facts DoorFacts
	if len(entry.Facts) > 0 {
		if err := json.Unmarshal(entry.Facts, &facts); err != nil {
			return attribution.Door{}, fmt.Errorf("floor: decode facts: %w", err)
		}
	}
	return facts.Door(*entry.Answers, entry.At), nil
}

// Opening gives the rotation state before an entry that opens a day or a site.
func Opening(entry journal.Entry) (rotation.State, error) {
	if entry.Operation != "openDay" {
		return rotation.State{}, nil
	}
	var opening Snapshot
	if err := json.Unmarshal(entry.Facts, &opening); err != nil {
		return rotation.State{}, fmt.Errorf("floor: decode snapshot: %w", err)
	}
	return opening.State, nil
}

// departedAgents lists the agents who may not receive.
func departedAgents(w *Work) []domain.AgentID {
	var list []domain.AgentID
	for _, agent := range w.Site.Agents {
		if !w.Site.Employed(agent.ID) {
			list = append(list, agent.ID)
		}
	}
	return list
}

// Around is whom a visitor's answers lead to in the register; nil where they lead to nobody.
type Around struct {
	Visitor, Referrer, Family, Principal *CustomerFile
	Announced                            *register.Announcement
}

// AtDoor gathers what the register knows of a visitor and those around, all numbers of each together, as copies that
// later changes of the files do not reach.
func AtDoor(w *Work, around Around) (DoorFacts, error) {
	facts := DoorFacts{Announced: around.Announced, Departed: departedAgents(w), Zone: ZoneForDays(w),
		Reading:   attribution.Reading,
		Suspended: w.Site.With(site.Suspended), Kept: w.Policy.Rules.Leavers.KeepCustomers}
	for _, one := range []struct {
		file *CustomerFile
		into **register.Customer
	}{{around.Visitor, &facts.Visitor}, {around.Referrer, &facts.Referrer}, {around.Family, &facts.Family},
		{around.Principal, &facts.Principal}} {
		var err error
		if *one.into, err = Person(w, one.file, w.At); err != nil {
			return facts, err
		}
	}
	return facts, nil
}

// CopyOf gives what the register knows of a customer, as a copy that later changes of the file do not
// reach; nil of nobody.
func CopyOf(file *CustomerFile) *register.Customer {
	if file == nil {
		return nil
	}
	c := *file.Standing()
	c.Links, c.SharedWith = slices.Clone(c.Links), slices.Clone(c.SharedWith)
	c.Same = slices.Clone(c.Same)
	if c.Announced != nil {
		announced := *c.Announced
		c.Announced = &announced
	}
	return &c
}

// RecognitionFacts is what a recognition was decided on, kept with the entry for replay.
type RecognitionFacts struct {
	attribution.Recognition
	Zone string `json:"zone,omitempty"` // of the site, where the policy counts days
}

// Recognise decides on the recognition.
func (r RecognitionFacts) Recognise(version policy.Version) attribution.Verdict {
	return attribution.Recognise(version.Rules, r.Recognition, zoneNamed(r.Zone))
}

// VerdictAgain decides again on what an entry keeps a verdict of.
func VerdictAgain(entry journal.Entry, version policy.Version) (attribution.Verdict, error) {
	var decide func() attribution.Verdict
	var facts any
	switch entry.Verdict.Kind {
	case attribution.OfRecognition:
		r := &RecognitionFacts{}
		facts, decide = r, func() attribution.Verdict { return r.Recognise(version) }
	case attribution.OfPreRegistration:
		a := &attribution.Announcing{}
		facts, decide = a, func() attribution.Verdict { return attribution.PreRegister(version.Rules, *a) }
	case attribution.OfReassignment:
		r := &attribution.Reassigning{}
		facts, decide = r, func() attribution.Verdict { return attribution.Reassign(version.Rules, *r) }
	default:
		return attribution.Verdict{}, fmt.Errorf("floor: unknown verdict %q", entry.Verdict.Kind)
	}
	if err := json.Unmarshal(entry.Facts, facts); err != nil {
		return attribution.Verdict{}, fmt.Errorf("floor: decode facts: %w", err)
	}
	return decide(), nil
}
