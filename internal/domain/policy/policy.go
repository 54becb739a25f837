// Package policy holds a site's rules as dated data: presets made from the source documents,
// versions with an effective day, and the parameters that rotation, attribution and conduct read.
// Versions are never edited; a past event is judged by the version in force on its business day.
package policy

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Preset names one of the rule sets that come from the source documents.
type Preset string

const (
	SelfSale      Preset = "self-sale"      // clauses SS.*
	GroupRotation Preset = "group-rotation" // clauses GP.*
	LeasingHall   Preset = "leasing-hall"   // clauses QC.*
	Points        Preset = "points"         // clauses PC.*
	FrontSeat     Preset = "front-seat"     // clauses RC.*
	FirstContact  Preset = "first-contact"  // clauses SC.*
)

// Version is one published policy of a site.
type Version struct {
	Number        int        `json:"number"` // 1, 2, 3 … within the site
	Preset        Preset     `json:"preset"`
	EffectiveFrom domain.Day `json:"effective_from"` // in force from the start of this business day
	PublishedBy   string     `json:"published_by"`   // subject of the principal
	PublishedAt   time.Time  `json:"published_at"`
	ConfirmedBy   string     `json:"confirmed_by,omitempty"` // the second person, where it loosens a control
	ConfirmedAt   time.Time  `json:"confirmed_at,omitzero"`
	Note          string     `json:"note,omitempty"`
	Rules         Rules      `json:"rules"`
}

// Rules is everything a policy decides, as data with citations.
type Rules struct {
	Rotation        Rotation        `json:"rotation"`
	Reception       Reception       `json:"reception"`
	PreRegistration PreRegistration `json:"pre_registration"`
	Recognition     []Recognition   `json:"recognition"`
	Protection      Protection      `json:"protection"`
	Attribution     Attribution     `json:"attribution"`
	Claims          []Claim         `json:"claims"`
	Disputes        Disputes        `json:"disputes"`
	Conduct         Conduct         `json:"conduct"`
	Settlement      Settlement      `json:"settlement"`
	Authority       Authority       `json:"authority"`
	Assessment      Assessment      `json:"assessment,omitzero"`
	// rules added after a case that no rule settled (RC.14)
	Supplements []Supplement `json:"supplements,omitempty"`
	// who confirms what people say to their own gain; a kind without a row has the usual
	Standing []Standing `json:"standing,omitempty"`
	Leavers  Leavers    `json:"leavers,omitzero"`
}

// Supplement is a supplementary rule in words, added so that a case does not recur (RC.14).
type Supplement struct {
	Text   string        `json:"text"`
	Clause domain.Clause `json:"clause"`
	Deal   domain.DealID `json:"deal,omitempty"` // the case that gave rise to it
}
