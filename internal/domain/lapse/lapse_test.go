package lapse_test

import (
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain/lapse"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// owned is a customer of jia whom jia received at the instant.
func owned(text string) *register.Customer {
	return &register.Customer{Ref: "c", History: []register.OwnerChange{{Owner: "jia", Since: at(text)}},
		Contacts: []register.Contact{{Visit: "v", At: at(text), Agent: "jia"}}}
}

var month = policy.Protection{Months: 1, Clause: "PC.2"}

// TestAnAgentIsWarnedAWeekAndADayAhead: PC.2 lapses a month after the last touch; 31 January lapses on the last
// of February.
func TestAnAgentIsWarnedAWeekAndADayAhead(t *testing.T) {
	bought := owned("2026-01-31 10:00")
	bought.BoughtAt = at("2026-02-01 10:00")
	nobodys := owned("2026-01-31 10:00")
	nobodys.History = nil
	for name, c := range map[string]struct {
		customer *register.Customer
		policy   policy.Protection
		now      string
		want     lapse.Level
	}{
		"eight days ahead":         {owned("2026-01-31 10:00"), month, "2026-02-20 23:30", ""},
		"a week ahead":             {owned("2026-01-31 10:00"), month, "2026-02-21 23:30", lapse.Week},
		"a night was missed":       {owned("2026-01-31 10:00"), month, "2026-02-24 23:30", lapse.Week},
		"a day ahead":              {owned("2026-01-31 10:00"), month, "2026-02-27 23:30", lapse.Day},
		"on the last day":          {owned("2026-01-31 10:00"), month, "2026-02-28 23:30", ""},
		"in a leap year":           {owned("2028-01-31 10:00"), month, "2028-02-28 23:30", lapse.Day},
		"never lapses":             {owned("2026-01-31 10:00"), policy.Protection{}, "2026-02-27 23:30", ""},
		"bought":                   {bought, month, "2026-02-27 23:30", ""},
		"nobody's":                 {nobodys, month, "2026-02-27 23:30", ""},
		"a longer period in force": {owned("2026-01-31 10:00"), policy.Protection{Months: 2}, "2026-02-27 23:30", ""},
	} {
		warning, level, due := lapse.Due(c.policy, c.customer, at(c.now), shanghai)
		if level != c.want || due != (c.want != "") || due && (warning.Agent != "jia" || warning.Customer != "c") {
			t.Errorf("%s: %+v, %q, %v", name, warning, level, due)
		}
	}
}

func TestEachWarningIsGivenOnceAndAnsweredByATouch(t *testing.T) {
	customer := owned("2026-01-31 10:00")
	warning, level, _ := lapse.Due(month, customer, at("2026-02-21 23:30"), shanghai)
	warning, first := warning.Give(level, at("2026-02-21 23:30"), "e1")
	if _, again := warning.Give(level, at("2026-02-21 23:30"), "e2"); !first || again {
		t.Error("the week's warning is given once")
	}
	warning, second := warning.Give(lapse.Day, at("2026-02-27 23:30"), "e3")
	if _, back := warning.Give(lapse.Week, at("2026-02-27 23:30"), "e4"); !second || back || len(warning.Given) != 2 {
		t.Errorf("%+v", warning)
	}
	if !warning.Answered(customer, at("2026-02-28 09:00")).IsZero() || !warning.Stands(customer) {
		t.Error("nothing was done yet")
	}
	customer.FollowUps = append(customer.FollowUps, register.FollowUp{At: at("2026-02-28 09:00"), Agent: "yi"})
	if !warning.Answered(customer, at("2026-02-28 10:00")).IsZero() {
		t.Error("another agent's follow-up answers nothing")
	}
	customer.FollowUps = append(customer.FollowUps, register.FollowUp{At: at("2026-02-28 09:30"), Agent: "jia"})
	if got := warning.Answered(customer, at("2026-02-28 10:00")); !got.Equal(at("2026-02-28 09:30")) {
		t.Errorf("answered %v", got)
	}
	customer.History = append(customer.History, register.OwnerChange{Owner: "yi", Since: at("2026-02-28 11:00")})
	if warning.Stands(customer) {
		t.Error("the customer is another's now")
	}
}
