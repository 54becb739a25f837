package pages

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// Which forms a page shows is the policy's: a form that every site would refuse helps nobody. The rules are read with
// the page that needs them and never with the part that refreshes itself, unless the floor gives cause.

// aboutRules asks for the version of the policy in force; nothing of a site without one.
func (p *page) aboutRules(into *contract.PolicyVersion) []question {
	if p.Site.Policy == nil {
		return nil
	}
	return []question{{"getPolicyVersion", names{"site": p.Site.ID, "number": strconv.Itoa(p.Site.Policy.Version)},
		into}}
}

// rulesOf gives the rules of a version; none where there is no version.
func rulesOf(version contract.PolicyVersion) (policy.Rules, error) {
	var rules policy.Rules
	if len(version.Rules) == 0 {
		return rules, nil
	}
	if err := json.Unmarshal(version.Rules, &rules); err != nil {
		return rules, fmt.Errorf("pages: rules: %w", err)
	}
	return rules, nil
}

// rules gives the rules in force today; without a version in force, none.
func (p *page) rules() (policy.Rules, error) {
	var version contract.PolicyVersion
	if err := p.askAll(p.aboutRules(&version)...); err != nil {
		return policy.Rules{}, err
	}
	return rulesOf(version)
}

// rulesOn gives the rules that judge what was signed at an instant; those in force today for what is not signed.
func (p *page) rulesOn(signed time.Time) (policy.Rules, error) {
	if signed.IsZero() {
		return p.rules()
	}
	var all []policy.Version
	err := walk(p, "listPolicyVersions", names{"site": p.Site.ID}, func(v policy.Version) { all = append(all, v) })
	if err != nil {
		return policy.Rules{}, err
	}
	version, _ := policy.InForce(all, domain.DayOf(signed, p.zone()))
	return version.Rules, nil
}

// Tried reports whether this page shows a refused form of an action, which then stands open.
func (p *page) Tried(action string) bool { return p.Attempt != nil && p.Attempt.Action == action }

// parameter says what a parameter of the rules means, by its path.
func (l *lang) parameter(path string) string {
	meant, known := policy.Explain(path)
	if !known {
		return path
	}
	return l.either(meant.ZH, meant.EN)
}
