package site

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/lookup"
)

// Privacy is how a site guards customers' data (GR.8, CM.2.5, LS.3.1). A zero field is its default.
type Privacy struct {
	WindowMinutes   int `json:"window_minutes,omitempty"`
	NumbersInWindow int `json:"numbers_in_window,omitempty"` // that one account may look up within WindowMinutes
	NumbersPerDay   int `json:"numbers_per_day,omitempty"`   // and on a business day
	RetentionMonths int `json:"retention_months,omitempty"`  // without any contact, after which a person is erased
}

// defaults are what a site begins with. Three years are what the civil limitation period asks for.
var defaults = Privacy{WindowMinutes: 10, NumbersInWindow: 30, NumbersPerDay: 200, RetentionMonths: 36}

// PrivacyRules gives the rules in force, defaults filled in.
func (s *Site) PrivacyRules() Privacy {
	out := defaults
	if s.Privacy == nil {
		return out
	}
	for _, one := range []struct {
		set  int
		into *int
	}{{s.Privacy.WindowMinutes, &out.WindowMinutes}, {s.Privacy.NumbersInWindow, &out.NumbersInWindow},
		{s.Privacy.NumbersPerDay, &out.NumbersPerDay}, {s.Privacy.RetentionMonths, &out.RetentionMonths}} {
		if one.set > 0 {
			*one.into = one.set
		}
	}
	return out
}

// Lookups gives the limits for one account.
func (p Privacy) Lookups() lookup.Limits {
	return lookup.Limits{Window: time.Duration(p.WindowMinutes) * time.Minute, InWindow: p.NumbersInWindow,
		PerDay: p.NumbersPerDay}
}

// Check refuses rules beyond what the stored counts are designed for, or that keep data without an end. Error:
// privacy.rule_out_of_range.
func (p Privacy) Check() error {
	for _, one := range []struct {
		field         string
		value, lo, hi int
	}{{"/window_minutes", p.WindowMinutes, 1, 120}, {"/numbers_in_window", p.NumbersInWindow, 1, 300},
		{"/numbers_per_day", p.NumbersPerDay, 1, 1000}, {"/retention_months", p.RetentionMonths, 6, 120}} {
		if one.value < one.lo || one.value > one.hi {
			return domain.Invalid("privacy.rule_out_of_range", one.field)
		}
	}
	return nil
}
