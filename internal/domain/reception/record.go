// Package reception holds what an agent writes down after a reception (接待记录): what was talked about, questions and
// answers, what went well and what did not, what the visitor still needs, and gifts declined or taken in (LC.4.4,
// LS.2.5, BR.4.4, RT.2.5, CM.3, GR.6).
package reception

import (
	"fmt"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Question is what the visitor asked and what was answered (BR.4.4).
type Question struct {
	Asked    string `json:"q"`
	Answered string `json:"a"`
}

// Gift is what a visitor offered (礼品, GR.6).
type Gift struct {
	What     string `json:"w"`
	Declined bool   `json:"d,omitempty"` // else taken in and recorded here
}

// Content is what the record says. It is about a customer and is sealed under the customer's key.
type Content struct {
	Topics      string     `json:"t"` // main content
	Questions   []Question `json:"q,omitempty"`
	Well        string     `json:"w,omitempty"` // what went well (RT.2.5)
	Badly       string     `json:"b,omitempty"` // what did not
	Improvement string     `json:"i,omitempty"`
	FollowUp    string     `json:"f,omitempty"` // what the visitor still needs, reported to the leader (CM.3)
	Gifts       []Gift     `json:"g,omitempty"`
}

// MaxVersions bounds the writings of one record.
const MaxVersions = 20

// Check gives the content without the space around it. The main content is required (LC.4.4), a question has its
// answer (BR.4.4). Error: record.text.
func Check(c Content) (Content, error) {
	texts := []text{{"/topics", &c.Topics, true}, {"/well", &c.Well, false}, {"/badly", &c.Badly, false},
		{"/improvement", &c.Improvement, false}, {"/follow_up", &c.FollowUp, false}}
	c.Questions, c.Gifts = append([]Question(nil), c.Questions...), append([]Gift(nil), c.Gifts...)
	for i := range c.Questions {
		texts = append(texts, text{fmt.Sprintf("/questions/%d/asked", i), &c.Questions[i].Asked, true},
			text{fmt.Sprintf("/questions/%d/answered", i), &c.Questions[i].Answered, true})
	}
	for i := range c.Gifts {
		texts = append(texts, text{fmt.Sprintf("/gifts/%d/what", i), &c.Gifts[i].What, true})
	}
	for _, t := range texts {
		*t.value = strings.TrimSpace(*t.value)
		if t.must && *t.value == "" {
			return c, domain.Invalid("record.text", t.field)
		}
	}
	return c, nil
}

type text struct {
	field string
	value *string
	must  bool
}

// Version is one writing of a visit's record, without its content.
type Version struct {
	ID        string    `json:"id"` // "r" + business day and journal sequence
	At        time.Time `json:"at"`
	By        string    `json:"by"` // subject
	Corrects  string    `json:"x,omitempty"`
	FollowsUp bool      `json:"f,omitempty"` // something is still needed
	Gifts     bool      `json:"g,omitempty"`
}

// OfVisit is the record of one visit: its first writing and the corrections, of which the last one stands.
type OfVisit struct {
	Visit    domain.VisitID     `json:"v"`
	Customer domain.CustomerRef `json:"c"`
	Agent    domain.AgentID     `json:"a"` // who received
	Versions []Version          `json:"e"`
}

// Current gives the version that stands.
func (o OfVisit) Current() (Version, bool) {
	if len(o.Versions) == 0 {
		return Version{}, false
	}
	return o.Versions[len(o.Versions)-1], true
}

// Add puts a writing after what is there. A correction names the version that stands; nothing is edited (LS.2.5).
// Errors: record.written, record.unknown, record.too_long.
func Add(all OfVisit, next Version) (OfVisit, error) {
	last, written := all.Current()
	switch {
	case !written && next.Corrects != "", written && next.Corrects != "" && next.Corrects != last.ID:
		return all, domain.Invalid("record.unknown", "/corrects")
	case written && next.Corrects == "":
		return all, (&domain.Error{Code: "record.written"}).With("record", last.ID)
	case len(all.Versions) >= MaxVersions:
		return all, &domain.Error{Code: "record.too_long"}
	}
	all.Versions = append(all.Versions[:len(all.Versions):len(all.Versions)], next)
	return all, nil
}
