package pages

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/site"
)

// lang writes in the language of a page, in the time and with the names of its site.
type lang struct {
	English bool
	Now     time.Time
	Site    contract.Site     // once read
	agents  map[string]string // names by id, from the order table
}

// T gives a text of the table by its key.
func (l *lang) T(key string) string { return l.say(textAt(key)) }

// either gives the Chinese or the English text of two, as the API's answers have both.
func (l *lang) either(zh, en string) string { return l.say(said{zh, en}) }

// Lang is the language tag of the page.
func (l *lang) Lang() string { return l.either("zh-CN", "en") }

func (l *lang) say(text said) string {
	if l.English {
		return text.en
	}
	return text.zh
}

// word names a value of one of the contract's closed sets, which its type tells; one without a word stands for itself.
func (l *lang) word(value any) string {
	v := reflect.ValueOf(value)
	for _, c := range enumWords(v.Type().Name()) {
		if c.value == v.String() {
			return l.say(c.label)
		}
	}
	return v.String()
}

// named gives the text of a code under a subject, as "done." and an operation; a code without one stands for itself.
func (l *lang) named(subject, code string) string {
	if text, known := findText(subject + code); known {
		return l.say(text)
	}
	return code
}

// Rule names a rule of the door or of credit; one without a name stands for itself.
func (l *lang) Rule(rule string) string {
	if name, known := ruleNames()[policy.RuleName(rule)]; known {
		return l.either(name[0], name[1])
	}
	return l.named("rule.", rule)
}

// ruleNames are the names of the rules, which their own table holds.
var ruleNames = sync.OnceValue(attribution.Words)

// Reason says why a rule did or did not decide.
func (l *lang) Reason(reason string) string { return l.named("why.", reason) }

// Breach names a kind of breach; one without a name stands for itself.
func (l *lang) Breach(kind string) string { return l.named("breach.", kind) }

// Message is a refusal in the language of the page.
func (l *lang) Message(r *refusal) string { return l.either(r.MessageZh, r.MessageEn) }

// Name gives an agent's name, or the id of one whom the order table does not hold.
func (l *lang) Name(agent string) string {
	if name := l.agents[agent]; name != "" {
		return name
	}
	return agent
}

// Names gives the names of agents, with the language's comma.
func (l *lang) Names(agents []string) string {
	var all []string
	for _, agent := range agents {
		all = append(all, l.Name(agent))
	}
	return strings.Join(all, l.T("comma"))
}

// Party names who is credited: an agent, or a fund.
func (l *lang) Party(party string) string {
	if fund, known := findText("party." + party); known {
		return l.say(fund)
	}
	return l.Name(party)
}

// Short gives the part of a visit's number that tells the visits of a day apart: 20261124-000007 is No. 7.
func (l *lang) Short(visit string) string {
	_, number, ok := strings.Cut(visit, "-")
	if !ok {
		return visit
	}
	number = strings.TrimLeft(number, "0")
	return l.either(number+" 号", "No. "+number)
}

// Standing says in a word where an agent of the board is.
func (l *lang) Standing(s contract.Standing) string {
	switch {
	case s.Receiving != "":
		return l.T("standing.receiving")
	case s.OnSite && s.MakeUps > 0:
		return l.T("standing.make-up")
	case s.OnSite:
		return l.T("standing.on-site")
	case s.Presence == contract.PresenceAway:
		return l.word(s.AbsenceReason)
	}
	return l.T("standing.not-checked-in")
}

// place gives the number of a place; a dash for nobody's.
func (l *lang) place(s contract.Standing) string {
	if s.Place == 0 {
		return "–"
	}
	return strconv.Itoa(s.Place)
}

// Why says why an agent stands where they stand, with the clause.
func (l *lang) Why(s contract.Standing) string {
	text := l.either(s.ReasonZh, s.ReasonEn)
	if s.Clause != "" {
		text += " · " + s.Clause
	}
	return text
}

// Yuan writes fen as yuan.
func (l *lang) Yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "−", -fen
	}
	whole := strconv.FormatInt(fen/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s¥%s.%02d", sign, whole, fen%100)
}

// Percent writes basis points as percent.
func (l *lang) Percent(basisPoints int) string {
	text := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%02d", basisPoints/100, basisPoints%100), "0"), ".")
	return text + "%"
}

func (l *lang) zone() *time.Location {
	if zone, ok := site.LoadZone(l.Site.TimeZone); ok {
		return zone
	}
	return time.UTC
}

// Clock gives the hour and minute on the site's clock; empty for no time.
func (l *lang) Clock(at any) string { return l.format(at, "15:04") }

// Date gives the day and the hour on the site's clock; empty for no time.
func (l *lang) Date(at any) string { return l.format(at, "2006-01-02 15:04") }

func (l *lang) format(at any, layout string) string {
	if when := instant(at); !when.IsZero() {
		return when.In(l.zone()).Format(layout)
	}
	return ""
}

// minutes says how long something has lasted.
func (l *lang) minutes(since time.Time) string {
	return strconv.Itoa(l.Minutes(since)) + " " + l.T("minutes")
}

// Minutes gives how long something has lasted, in whole minutes.
func (l *lang) Minutes(since any) int { return max(0, int(l.Now.Sub(instant(since))/time.Minute)) }

// Late reports whether a deadline has passed.
func (l *lang) Late(due time.Time) bool { return l.Now.After(due) }

// dotted joins what is known of something; what is empty is left out.
func dotted(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

// yesNo is how a choice of yes and no says that something is so.
func yesNo(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}
