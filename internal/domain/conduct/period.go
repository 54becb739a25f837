package conduct

import (
	"strconv"

	"github.com/lunxu/lunxu/internal/domain"
)

// Period is the span that breaches and points are counted in, named by its first calendar month,
// "2026-01"; empty: for good.
type Period string

// PeriodOf gives the period of so many calendar months that a business day falls in. Periods are
// reckoned from January: 12 is the calendar year, 3 the quarter. 0 months: for good.
func PeriodOf(months int, day domain.Day) Period {
	if months == 0 {
		return ""
	}
	month := string(day.Month())
	year, _ := strconv.Atoi(month[:4])
	of, _ := strconv.Atoi(month[5:])
	since := year*12 + of - 1
	first := since - since%months
	text := strconv.Itoa(100 + first%12 + 1)
	return Period(strconv.Itoa(10000 + first/12)[1:] + "-" + text[1:])
}
