package policy

import (
	"strconv"

	"github.com/lunxu/lunxu/internal/domain"
)

// faults collects everything that is wrong with a rule document, in the order of the document.
type faults struct {
	names *Names // of the rules that there are; nil: not asked
	found []*domain.Error
}

func (f *faults) add(fault *domain.Error) { f.found = append(f.found, fault) }

// when adds a fault if something is wrong, and reports whether it is.
func (f *faults) when(wrong bool, code domain.Code, field string) bool {
	if wrong {
		f.add(domain.Invalid(code, field))
	}
	return wrong
}

// number holds a number between nothing and its bound.
func (f *faults) number(value, most int64, field string) {
	f.when(value < 0, "policy.number_negative", field)
	f.when(value > most, "policy.number_too_large", field)
}

func (f *faults) hours(value int, field string)  { f.number(int64(value), maxHours, field) }
func (f *faults) points(value int, field string) { f.number(int64(value), maxCount, field) }

func (f *faults) share(basisPoints int, field string) {
	f.when(basisPoints < 0 || basisPoints > wholeBasisPoints, "policy.basis_points_out_of_range", field)
}

// The bounds keep sums and deadlines far from overflowing; none is a rule of any document.
const (
	wholeBasisPoints = 10000
	maxHours         = 10 * 366 * 24
	maxMinutes       = 7 * 24 * 60
	maxMonths        = 120
	maxCount         = 1000 // points, repetitions, days' and months' base
	maxFixedFen      = 100_000_000_00
	maxPaidDays      = 3100 // hundredths of a day
	maxSupplement    = 500  // characters
)

// row gives the pointer of a row of a list.
func row(list string, i int) string { return list + "/" + strconv.Itoa(i) }
