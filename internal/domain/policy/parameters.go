package policy

import (
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

// Unit says how a parameter's value is to be read.
type Unit string

// The units of parameters.
const (
	UnitClause      Unit = "clause"       // a citation; empty: no such rule, or none is cited
	UnitYesNo       Unit = "yes_no"       // true or false
	UnitChoice      Unit = "choice"       // one of the named values
	UnitName        Unit = "name"         // a name of the site's own
	UnitText        Unit = "text"         // words for people
	UnitRoles       Unit = "roles"        // a list of roles
	UnitParties     Unit = "parties"      // a list of parties to credit
	UnitChoices     Unit = "choices"      // a list of named values
	UnitHours       Unit = "hours"        // whole hours; 0: no limit
	UnitMinutes     Unit = "minutes"      // whole minutes; 0: none
	UnitMonths      Unit = "months"       // calendar months; 0: none
	UnitBasisPoints Unit = "basis_points" // 10000 is the whole
	UnitFen         Unit = "fen"          // 1/100 yuan
	UnitPoints      Unit = "points"       // of conduct
	UnitTimes       Unit = "times"        // a count
	UnitHundredths  Unit = "hundredths"   // 2175 is 21.75
)

// Parameter explains one value of the rules to whoever runs a site. Path is its JSON pointer within Rules,
// with "*" for the rows of a list or the names of a table.
type Parameter struct {
	Path    string
	Unit    Unit
	ZH, EN  string
	Clauses []domain.Clause // of the source documents that the parameter comes from
}

// Explain finds the parameter of a JSON pointer within Rules; false: it points to no single value.
func Explain(pointer string) (Parameter, bool) {
	for _, p := range Parameters() {
		if p.covers(pointer) {
			return p, true
		}
	}
	return Parameter{}, false
}

// covers reports that a pointer is of this parameter: of the value, or of a row of its list.
func (p Parameter) covers(pointer string) bool {
	pattern, names := strings.Split(p.Path, "/"), strings.Split(pointer, "/")
	if p.Unit == UnitRoles || p.Unit == UnitParties || p.Unit == UnitChoices {
		names = names[:min(len(names), len(pattern))]
	}
	if len(pattern) != len(names) {
		return false
	}
	for i, part := range pattern {
		if part != "*" && part != names[i] {
			return false
		}
	}
	return true
}

// Document gives the letters that begin the clauses of a preset's document.
func (p Preset) Document() string {
	return map[Preset]string{SelfSale: "SS", GroupRotation: "GP", LeasingHall: "QC", Points: "PC", FrontSeat: "RC",
		FirstContact: "SC"}[p]
}

// Parameters lists every parameter once, in the order of Rules.
func Parameters() []Parameter {
	return slices.Concat(rotationParameters(), receptionParameters(), attributionParameters(), disputeParameters(),
		conductParameters(),
		authorityParameters(), assessmentParameters(), standingParameters(), leaverParameters())
}
