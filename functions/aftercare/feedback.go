package aftercare

import (
	"context"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/expedite"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// said is a translated feedback.
type said struct {
	given    feedback.Given
	words    string
	deadline time.Time // of the department named; zero: the usual one
}

// translateFeedback reads what was sent. A visitor says what they think and no more; staff say how they heard it.
func translateFeedback(by api.Principal, body contract.NewFeedback, at time.Time) (said, error) {
	out := said{words: view.Text(body.Words), given: feedback.Given{Channel: feedback.ByQR,
		Complaint: view.Yes(body.Complaint), Suggestion: view.Yes(body.Suggestion),
		Department: view.Text(body.Department), Corrects: view.Text(body.Corrects),
		Scores: feedback.Scores{Overall: body.Overall, Efficiency: score(body.Efficiency),
			Attitude: score(body.Attitude), ProblemSolving: score(body.ProblemSolving)}}}
	if body.Channel != nil {
		out.given.Channel = feedback.Channel(*body.Channel)
	}
	visitor := by.Role == domain.RoleVisitor
	switch {
	case visitor != (out.given.Channel == feedback.ByQR):
		return out, domain.Invalid("feedback.channel", "/channel")
	case visitor && (out.given.Department != "" || body.Deadline != nil):
		return out, domain.Invalid("feedback.staff_only", "/department")
	case out.given.Department == "" && body.Deadline != nil:
		return out, domain.Invalid("case.department", "/department")
	case out.given.Department != "" && !out.given.Complaint && !out.given.Suggestion:
		return out, (&domain.Error{Code: "feedback.nothing_to_route", Field: "/department"})
	}
	out.given.Words = out.words != ""
	if err := feedback.Check(out.given); err != nil {
		return out, err
	}
	var err error
	out.deadline, err = termOf(body.Deadline, at)
	return out, err
}

// score gives a score that is there; what is not a score is refused by its check, nothing sent is 0.
func score(sent *int) int {
	switch {
	case sent == nil:
		return 0
	case *sent == 0:
		return -1
	}
	return *sent
}

// termOf gives the deadline of a department: the usual one if none is named.
func termOf(named *time.Time, at time.Time) (time.Time, error) {
	if named == nil {
		return at.Add(feedback.UsualTerm).UTC().Truncate(time.Second), nil
	}
	return named.UTC().Truncate(time.Second), expedite.CheckDeadline(*named, at)
}

// onVisit makes the command of a call about one visit. A visitor speaks of their own only.
func onVisit[In any](call api.Call[In]) (floor.Command, domain.VisitID, error) {
	visit := domain.VisitID(call.Path("visit"))
	if call.Principal.Role == domain.RoleVisitor && call.Principal.Subject != string(visit) {
		return floor.Command{}, visit, domain.Invalid("feedback.not_yours", "/visit")
	}
	day, seq, err := journal.ParseVisit(visit)
	if err != nil {
		return floor.Command{}, visit, domain.Invalid("visit.unknown", "/visit")
	}
	return view.Command(call, store.JournalKey(call.Site, day, seq), store.FeedbackKey(call.Site, day.Month(), visit)),
		visit, nil
}

// spoken is what is kept as the answer of a change: what stands after it, without the words.
type spoken struct {
	Visit domain.VisitID     `json:"v"`
	Ref   domain.CustomerRef `json:"c"`
	Entry feedback.Entry     `json:"e"`
}

// giveFeedback records what a visitor thinks of their reception, asked on leaving or told later (CF.7, GR.6, LS.2.6,
// RS.1.8). A complaint goes to whoever verifies it (GP.14.c, GP.20), a suggestion to the department named (LC.5.1).
func (h *Handler) giveFeedback(ctx context.Context, call api.Call[contract.NewFeedback]) (api.Answer, error) {
	request, err := translateFeedback(call.Principal, call.Body, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	cmd, visit, err := onVisit(call)
	if err != nil {
		return api.Answer{}, err
	}
	return h.answerFeedback(ctx, call.Site, call.Principal)(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (spoken,
		error) {
		file, before, err := feedbackOn(w, visit)
		if err != nil {
			return spoken{}, err
		}
		next := feedback.Entry{ID: "f" + string(w.NextVisit()), At: w.At, By: call.Principal.Subject,
			Given: request.given}
		next.Given.Agent = floor.ReceivedBy(w, file, visit)
		all, err := feedback.Add(before, next)
		if err != nil {
			return spoken{}, err
		}
		all.Customer = file.Ref
		now, _ := all.Current()
		if err := recordFeedback(w, file, visit, now, request.words); err != nil {
			return spoken{}, err
		}
		if now, err = leadOn(w, file, visit, now, request); err != nil {
			return spoken{}, err
		}
		all.Entries[len(all.Entries)-1] = now
		return spoken{visit, file.Ref, now}, floor.SaveFeedback(w, before, all)
	}))
}

// feedbackOn reads a visit's customer and what was said of it.
func feedbackOn(w *floor.Work, visit domain.VisitID) (*floor.CustomerFile, feedback.OfVisit, error) {
	entry, file, err := floor.VisitCustomer(w, visit)
	if err != nil {
		return nil, feedback.OfVisit{}, err
	}
	if entry.Operation != "registerArrival" {
		return nil, feedback.OfVisit{}, domain.Invalid("visit.unknown", "/visit")
	}
	before, err := floor.LoadFeedback(w, visit)
	return file, before, err
}

// recordFeedback writes the register's entry: the scores in clear, the words under the customer's key, so that an
// erased customer's scores still count.
func recordFeedback(w *floor.Work, file *floor.CustomerFile, visit domain.VisitID, now feedback.Entry,
	words string) error {
	record := journal.Entry{Customer: file.Ref, Refers: visit, Feedback: &now.Given, Note: "feedback"}
	if now.Given.Corrects != "" {
		record.Note = "feedback_corrected"
	}
	if words != "" {
		var err error
		if record.Sealed, err = floor.SealEntry(w, file, words); err != nil {
			return err
		}
	}
	return w.Record(record)
}

// leadOn sends a new complaint to be verified, or to the site's management where the policy knows no breach of
// service, and whatever names a department to it.
func leadOn(w *floor.Work, file *floor.CustomerFile, visit domain.VisitID, now feedback.Entry,
	request said) (feedback.Entry, error) {
	var err error
	complains := now.NewComplaint()
	breach, alleged := feedback.Breach(w.Policy.Rules.Conduct, file.Kind)
	alleged = alleged && now.Given.Agent != ""
	if complains && alleged {
		if now.Report, err = floor.Complain(w, visit, now.Given.Agent, breach.Kind); err != nil {
			return now, err
		}
	}
	if request.given.Department != "" && now.Case == "" {
		if now.Case, err = openFeedbackCase(w, file, visit, now.Given, request); err != nil {
			return now, err
		}
	}
	switch {
	case !complains || alleged:
	case request.given.Department != "" && now.Case != "":
		now.Handled = now.Case
	default:
		own := request
		own.given.Department = feedback.Management
		now.Handled, err = openFeedbackCase(w, file, visit, now.Given, own)
	}
	return now, err
}

// openFeedbackCase opens the case of what a visitor complained of or suggested.
func openFeedbackCase(w *floor.Work, file *floor.CustomerFile, visit domain.VisitID, given feedback.Given,
	request said) (string, error) {
	kind := expedite.Suggestion
	if given.Complaint {
		kind = expedite.Complaint
	}
	c := expedite.Case{ID: "e" + string(w.NextVisit()), Visit: visit, Customer: file.Ref, Agent: given.Agent,
		Kind: kind, Department: request.given.Department,
		OpenedAt: w.At, OpenedBy: w.Subject(), Deadline: request.deadline}
	var err error
	if c.Request, err = floor.SealFor(w, file, floor.CasePlace(w.Site.ID, c.ID), request.words); err != nil {
		return "", err
	}
	return c.ID, floor.SaveCase(w, expedite.Case{}, c, journal.Entry{Note: "case_opened", Refers: visit})
}

// routeFeedback passes a suggestion, or a complaint, on to the department that somebody names for it (GR.6, LC.5.1,
// CR.2.4).
func (h *Handler) routeFeedback(ctx context.Context, call api.Call[contract.FeedbackRouting]) (api.Answer, error) {
	department := strings.TrimSpace(call.Body.Department)
	deadline, err := termOf(call.Body.Deadline, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	cmd, visit, err := onVisit(call)
	if err != nil {
		return api.Answer{}, err
	}
	return h.answerFeedback(ctx, call.Site, call.Principal)(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (spoken,
		error) {
		_, before, err := feedbackOn(w, visit)
		if err != nil {
			return spoken{}, err
		}
		if said, given := before.Current(); given {
			if err := floor.NotTheirOwn(w, "standing.own_matter", "GR.6", said.Given.Agent); err != nil {
				return spoken{}, err
			}
		}
		id := "e" + string(w.NextVisit())
		all, err := feedback.Route(before, department, id)
		if err != nil {
			return spoken{}, err
		}
		now, _ := all.Current()
		holder, err := floor.KeyHolder(w, all.Customer)
		if err != nil {
			return spoken{}, err
		}
		request := said{given: feedback.Given{Department: department}, deadline: deadline}
		if request.words, err = floor.FeedbackWords(w, holder, now.ID); err == nil && request.words == "" {
			err = &domain.Error{Code: "feedback.nothing_to_route"} // corrected to no words, or the customer was erased
		}
		if err != nil {
			return spoken{}, err
		}
		if _, err = openFeedbackCase(w, holder, visit, now.Given, request); err != nil {
			return spoken{}, err
		}
		return spoken{visit, all.Customer, now}, floor.SaveFeedback(w, before, all)
	}))
}
