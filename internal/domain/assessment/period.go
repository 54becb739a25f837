// Package assessment assesses the staff of a site (考评): what the register, the visitors, the departments and the
// training records say of each agent in a quarter or half-year, what superiors and colleagues think, and the result
// that a superior gives (AS.2.2, AS.2.3, AS.2.4, AS.2.5, CM.5, BR.6, CF.6).
package assessment

import (
	"strconv"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// Period is a quarter, "2026-Q4", or a half-year, "2026-H2" (AS.2.5).
type Period string

// PeriodOf gives the period of a cycle that a day belongs to.
func PeriodOf(cycle policy.Cycle, day domain.Day) Period {
	month := int(day[5]-'0')*10 + int(day[6]-'0')
	if cycle == policy.HalfYear {
		return Period(string(day[:4]) + "-H" + strconv.Itoa((month+5)/6))
	}
	return Period(string(day[:4]) + "-Q" + strconv.Itoa((month+2)/3))
}

// ParsePeriod reads "2026-Q4" or "2026-H2". Error: assessment.period_malformed.
func ParsePeriod(text string) (Period, error) {
	for _, known := range []string{"-Q1", "-Q2", "-Q3", "-Q4", "-H1", "-H2"} {
		if len(text) == 7 && text[4:] == known && domain.Only(text[:4], "0123456789") && text[:4] > "0000" {
			return Period(text), nil
		}
	}
	return "", domain.Invalid("assessment.period_malformed", "/period")
}

// Cycle gives the cycle of the period.
func (p Period) Cycle() policy.Cycle {
	if p[5] == 'H' {
		return policy.HalfYear
	}
	return policy.Quarter
}

// Days gives the period's first and last day.
func (p Period) Days() (first, last domain.Day) {
	months := p.Months()
	last = domain.Day(string(months[len(months)-1]) + "-28")
	for !last.LastOfMonth() {
		last = last.AddDays(1)
	}
	return domain.Day(string(months[0]) + "-01"), last
}

// Months gives the period's calendar months, three or six.
func (p Period) Months() []domain.Month {
	each := 3
	if p.Cycle() == policy.HalfYear {
		each = 6
	}
	var months []domain.Month
	first := int(p[6]-'1')*each + 1
	for month := first; month < first+each; month++ {
		months = append(months, domain.Month(string(p[:5])+string(rune('0'+month/10))+string(rune('0'+month%10))))
	}
	return months
}

// Before gives the period before this one.
func (p Period) Before() Period {
	first, _ := p.Days()
	return PeriodOf(p.Cycle(), first.AddDays(-1))
}
