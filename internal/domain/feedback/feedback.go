// Package feedback holds what visitors think of their reception (满意度): asked on leaving, given once for each
// visit, summed up by agent and month, and passed on: a complaint to whoever verifies it, a suggestion to the
// department concerned (CF.7, GR.6, LS.2.6, RS.1.8, LC.5.1).
package feedback

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// Channel is how feedback came in.
type Channel string

// The channels. What comes by QR was entered by the visitor; the others by the member of staff who heard it.
const (
	ByQR    Channel = "qr"
	ByMouth Channel = "oral"
	ByPhone Channel = "phone"
)

// Scores are marks from 1 (worst) to 5 (best); 0 is not answered.
type Scores struct {
	Overall        int `json:"o"`           // 满意度
	Efficiency     int `json:"e,omitempty"` // 接待效率
	Attitude       int `json:"a,omitempty"` // 服务态度
	ProblemSolving int `json:"p,omitempty"` // 解决问题
}

// The bounds of a score.
const (
	Worst = 1
	Best  = 5
)

// Given is one feedback as the register keeps it, without the words, which are sealed beside it.
type Given struct {
	Agent      domain.AgentID `json:"a,omitempty"` // who received; empty: nobody did
	Channel    Channel        `json:"ch"`
	Scores     Scores         `json:"s"`
	Complaint  bool           `json:"c,omitempty"` // 投诉
	Suggestion bool           `json:"g,omitempty"` // 建议
	Words      bool           `json:"w,omitempty"` // words are sealed beside it
	Department string         `json:"d,omitempty"` // to which it was passed on
	Corrects   string         `json:"x,omitempty"` // the feedback that this one replaces
}

// Entry is one feedback with where it led.
type Entry struct {
	ID      string           `json:"id"` // "f" + business day and journal sequence
	At      time.Time        `json:"at"`
	By      string           `json:"by"` // subject
	Given   Given            `json:"g"`
	Report  conduct.ReportID `json:"r,omitempty"` // of the breach that the complaint alleges
	Handled string           `json:"h,omitempty"` // the case of a complaint that alleges no breach
	Case    string           `json:"e,omitempty"` // the department's to which it was passed on
}

// OfVisit is all feedback on one visit, the first one and its corrections.
type OfVisit struct {
	Visit    domain.VisitID     `json:"v"`
	Customer domain.CustomerRef `json:"c"` // under whose key the words of the latest are sealed
	Entries  []Entry            `json:"e"`
}

// MaxEntries bounds the feedback on one visit.
const MaxEntries = 20

// Current gives what stands: the latest entry.
func (o OfVisit) Current() (Entry, bool) {
	if len(o.Entries) == 0 {
		return Entry{}, false
	}
	return o.Entries[len(o.Entries)-1], true
}

// Check refuses scores outside 1 to 5, a feedback without the overall score (AS.2.2), and a complaint or a
// suggestion without words, which nobody could verify or answer. Errors: feedback.score, feedback.words_missing.
func Check(g Given) error {
	for _, s := range []struct {
		field string
		value int
		must  bool
	}{{"/overall", g.Scores.Overall, true}, {"/efficiency", g.Scores.Efficiency, false},
		{"/attitude", g.Scores.Attitude, false}, {"/problem_solving", g.Scores.ProblemSolving, false}} {
		if s.value == 0 && !s.must {
			continue
		}
		if s.value < Worst || s.value > Best {
			return domain.Invalid("feedback.score", s.field)
		}
	}
	if (g.Complaint || g.Suggestion) && !g.Words {
		return domain.Invalid("feedback.words_missing", "/words")
	}
	return nil
}

// Add puts a feedback after what is there. The first one needs no reference; a later one corrects the one that
// stands and names it, so that neither a second tap nor two desks count a visit twice. A visitor speaks once.
// What was complained of stays complained of until somebody has found on it, and what was passed on stays passed on.
// Errors: feedback.given_already, feedback.unknown, feedback.too_many.
func Add(all OfVisit, next Entry) (OfVisit, error) {
	last, given := all.Current()
	corrects := next.Given.Corrects
	switch {
	case !given && corrects != "":
		return all, domain.Invalid("feedback.unknown", "/corrects")
	case given && (corrects == "" || next.Given.Channel == ByQR):
		return all, (&domain.Error{Code: "feedback.given_already"}).With("feedback", last.ID)
	case given && corrects != last.ID:
		return all, domain.Invalid("feedback.unknown", "/corrects")
	case len(all.Entries) >= MaxEntries:
		return all, &domain.Error{Code: "feedback.too_many"}
	}
	if given {
		next.Given.Complaint = next.Given.Complaint || last.Given.Complaint
		next.Report, next.Handled, next.Case = last.Report, last.Handled, last.Case
		if last.Case != "" {
			next.Given.Suggestion = next.Given.Suggestion || last.Given.Suggestion
			next.Given.Department = last.Given.Department
		}
	}
	all.Entries = append(all.Entries[:len(all.Entries):len(all.Entries)], next)
	return all, nil
}

// NewComplaint reports a complaint that nobody looks into yet.
func (e Entry) NewComplaint() bool { return e.Given.Complaint && e.Report == "" && e.Handled == "" }

// NeedsRouting reports a suggestion that no department has got yet: somebody at the desk or above names one
// (GR.6, LC.5.1).
func (e Entry) NeedsRouting() bool { return e.Given.Suggestion && e.Case == "" }

// Route passes what stands on to a department, whose case is given. Errors: feedback.none, feedback.routed,
// feedback.nothing_to_route.
func Route(all OfVisit, department, opened string) (OfVisit, error) {
	last, given := all.Current()
	switch {
	case !given:
		return all, domain.Invalid("feedback.none", "/visit")
	case last.Case != "":
		return all, (&domain.Error{Code: "feedback.routed"}).With("case", last.Case)
	case !last.Given.Complaint && !last.Given.Suggestion:
		return all, &domain.Error{Code: "feedback.nothing_to_route"}
	}
	last.Case, last.Given.Department = opened, department
	all.Entries = append(all.Entries[:len(all.Entries)-1:len(all.Entries)-1], last)
	return all, nil
}

// Breach gives the breach that a complaint about service alleges under the site's rules: a broker's or
// competitor's own one (GP.14.c), else every visitor's (GP.20). Without one a complaint is a case of the site's
// management and costs nobody anything. Nothing follows before a person has verified it.
func Breach(rules policy.Conduct, visitor register.VisitorKind) (policy.Breach, bool) {
	kinds := []string{policy.ServiceComplaint}
	if visitor == register.KindBroker || visitor == register.KindCompetitor {
		kinds = []string{policy.BrokerComplaint, policy.ServiceComplaint}
	}
	for _, kind := range kinds {
		if breach, err := conduct.Find(rules, kind); err == nil {
			return breach, true
		}
	}
	return policy.Breach{}, false
}

// What a case gets that names neither department nor deadline: a complaint goes to the site's management.
const (
	Management = "案场管理"
	UsualTerm  = 72 * time.Hour
)
