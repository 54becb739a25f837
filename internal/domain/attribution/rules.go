package attribution

import (
	"cmp"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// EarlierRuleDecided is the reason of a rule that would decide too but comes later in the policy.
const EarlierRuleDecided = "earlier_rule_decided"

// rule is one row of a family: the name by which a policy lists it, its function, and its name for people.
type rule[Case, Answer any] struct {
	name   policy.RuleName
	run    func(*Case) finding[Answer]
	zh, en string
}

// finding is what one rule finds in a case.
type finding[Answer any] struct {
	decides bool
	reason  string
	clause  domain.Clause // empty: the rule's own
	answer  Answer
}

// family is the table of all rules of one kind.
type family[Case, Answer any] []rule[Case, Answer]

// ask runs a rule by its name; otherwise is found of a rule that this program does not know.
func (f family[Case, Answer]) ask(name policy.RuleName, of *Case, otherwise finding[Answer]) finding[Answer] {
	for i := range f {
		if f[i].name == name {
			return f[i].run(of)
		}
	}
	return otherwise
}

func (f family[Case, Answer]) names() []policy.RuleName {
	var out []policy.RuleName
	for _, row := range f {
		out = append(out, row.name)
	}
	return out
}

// Names gives the rules that a policy may list.
func Names() policy.Names { return policy.Names{Door: doorRules.names(), Credit: creditRules.names()} }

// Words gives what every rule is called in Chinese and in English.
func Words() map[policy.RuleName][2]string {
	out := map[policy.RuleName][2]string{}
	for _, row := range doorRules {
		out[row.name] = [2]string{row.zh, row.en}
	}
	for _, row := range creditRules {
		out[row.name] = [2]string{row.zh, row.en}
	}
	return out
}

// decide asks a policy's rules in their order: the first that decides, decides, and every other one is
// run for the diagnostics. It gives what that one found and its place, -1 if none decided.
func decide[Listed, Answer any](listed []Listed, ask func(Listed) (policy.RuleName, domain.Clause, finding[Answer])) (
	decided finding[Answer], at int, considered []Considered) {
	at, considered = -1, make([]Considered, 0, len(listed))
	for i, one := range listed {
		name, clause, found := ask(one)
		found.clause = cmp.Or(found.clause, clause)
		row := Considered{Rule: name, Clause: found.clause, Reason: found.reason}
		switch {
		case found.decides && at >= 0:
			row.Reason = EarlierRuleDecided
		case found.decides:
			decided, at, row.Decided = found, i, true
		}
		considered = append(considered, row)
	}
	return decided, at, considered
}
