package pages

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// pass lets a visitor fill in the form of their own visit, once, on their own phone (GP.10, GP.19). It is sealed into
// the address of the code that the receiver shows, opens nothing else, and shows nothing of what is known of them.
type pass struct {
	Visit   string            `json:"v"`
	Site    string            `json:"s"`
	Claims  map[string]string `json:"c"` // of the receiver, in whose name the page is read
	Expires time.Time         `json:"e"`
}

const (
	passUse  = "visitor-form"
	passLife = 30 * time.Minute
)

// passData is the code that the receiver shows.
type passData struct {
	Visit   string
	Code    string
	Expires time.Time
}

// visitorCode shows the code of the visitor's form on the receiver's phone.
func (h *Handler) visitorCode(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	var visit contract.Visit
	if err := p.ask("getVisit", names{"site": p.Site.ID, "visit": p.r.PathValue("visit")}, &visit); err != nil {
		return err
	}
	if visit.Receives != p.Me() {
		return problem("visit.not_yours")
	}
	given := pass{Visit: visit.Visit, Site: p.Site.ID, Claims: p.Session.Claims, Expires: p.Now.Add(passLife)}
	vault, err := h.vault()
	if err != nil {
		return err
	}
	sealed, err := vault.seal(passUse, given)
	if err != nil {
		return err
	}
	code, err := qrCode(h.options.Origin + "/visitor/" + sealed)
	if err != nil {
		return err
	}
	return p.send(visitorCodePage(p, passData{visit.Visit, code, given.Expires}))
}

var errPass = &refusal{Problem: contract.Problem{Status: http.StatusForbidden, Code: "page.pass",
	MessageZh: "此表单已失效，请接待人员重新出示二维码", MessageEn: "This form is no longer open; ask for a new code"}}

var errOwnPhone = &refusal{Problem: contract.Problem{Status: http.StatusForbidden, Code: "page.own_phone",
	MessageZh: "请访客在自己的手机上打开", MessageEn: "The visitor opens this on their own phone"}}

// openPass reads the pass of the address and reads the page as its receiver. Whoever is signed in on this phone is no
// visitor on their own.
func (p *page) openPass() (pass, error) {
	var given pass
	vault, err := p.h.vault()
	if err != nil {
		return given, err
	}
	if p.h.sessionOf(p.r) != nil {
		return given, errOwnPhone
	}
	if !vault.unseal(passUse, p.r.PathValue("pass"), &given) || !p.Now.Before(given.Expires) {
		return given, errPass
	}
	principal, err := api.PrincipalOf(given.Claims)
	if err != nil || principal.Role != domain.RoleAgent {
		return given, errPass
	}
	p.acting, p.Session = given.Claims, nil
	return given, p.readSite(given.Site)
}

// visitorData is what a visitor's page shows: whether the form is there, and the feedback that was sent.
type visitorData struct {
	Address string
	Filled  bool
	Said    *contract.Feedback
}

// visitor shows the form to the visitor, and asks what they think of the reception (GP.10, CF.7, RS.1.8).
func (h *Handler) visitor(p *page) error {
	given, err := p.openPass()
	if err != nil {
		return err
	}
	return p.showVisitor(given)
}

func (p *page) showVisitor(given pass) error {
	data := visitorData{Address: "/visitor/" + p.r.PathValue("pass")}
	var visit contract.Visit
	if err := p.ask("getVisit", names{"site": given.Site, "visit": given.Visit}, &visit); err != nil {
		return err
	}
	data.Filled = !visit.FormMissing
	p.acting = given.visitor()
	var said contract.VisitFeedback
	if err := p.ask("getVisitFeedback", names{"site": given.Site, "visit": given.Visit}, &said); err != nil {
		return err
	}
	if n := len(said.Items); n > 0 {
		data.Said = &said.Items[n-1]
	}
	return p.send(visitorPage(p, data))
}

// visitor gives the claims of the visitor themselves: the receiver cannot judge their own reception.
func (given pass) visitor() map[string]string {
	return map[string]string{"sub": given.Visit, "role": string(domain.RoleVisitor), "site": given.Site}
}

// visitorFeedback records what the visitor thinks of the reception; the same form sent again is the same, another one
// shows what was sent.
func (h *Handler) visitorFeedback(p *page) error {
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	given, err := p.openPass()
	if err != nil {
		return err
	}
	vault, err := h.vault()
	if err != nil {
		return err
	}
	receiver := p.acting
	p.acting = given.visitor()
	body := p.bodyOf("giveFeedback", p.r.PostForm)
	for _, beyond := range []string{"channel", "department", "deadline", "corrects"} {
		delete(body, beyond)
	}
	_, err = p.call("giveFeedback", names{"site": given.Site, "visit": given.Visit}, body,
		vault.sign(passUse, "feedback\x00"+given.Visit), nil)
	var refused *refusal
	if errors.As(err, &refused) && !sentBefore(refused) {
		p.acting = receiver
		p.Attempt = &attempt{Action: "giveFeedback", Values: p.r.PostForm, Refused: refused}
		return p.showVisitor(given)
	}
	if err != nil && !sentBefore(refused) {
		return err
	}
	p.redirect(done("/visitor/"+p.r.PathValue("pass"), "giveFeedback"))
	return nil
}

// sentBefore reports that the visitor, or the desk for them, has spoken already: the page shows what was said.
func sentBefore(refused *refusal) bool {
	return refused != nil && (refused.Code == "feedback.given_already" || refused.Code == "idempotency.key_reused")
}

// visitorForm records what the visitor filled in; the same form sent again is the same.
func (h *Handler) visitorForm(p *page) error {
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	given, err := p.openPass()
	if err != nil {
		return err
	}
	vault, err := h.vault()
	if err != nil {
		return err
	}
	receiver := p.acting
	p.acting = given.visitor()
	body := p.bodyOf("fillVisitorForm", p.r.PostForm)
	delete(body, "paper")
	_, err = p.call("fillVisitorForm", names{"site": given.Site, "visit": given.Visit}, body,
		vault.sign(passUse, given.Visit), nil)
	var refused *refusal
	if errors.As(err, &refused) {
		p.acting = receiver
		p.Attempt = &attempt{Action: "fillVisitorForm", Values: p.r.PostForm, Refused: refused}
		return p.showVisitor(given)
	}
	if err != nil {
		return err
	}
	p.redirect(done(p.Path, "fillVisitorForm"))
	return nil
}

// sources are the usual answers to how a visitor heard of the site.
func (l *lang) sources() []option {
	var out []option
	for _, key := range []string{"source.passing", "source.friend", "source.online", "source.outdoor"} {
		text := l.say(textAt(key))
		out = append(out, option{text, text})
	}
	return out
}

// asksToScore is what a visitor scores, the required one first (AS.2.2).
var asksToScore = []string{"overall", "efficiency", "attitude", "problem_solving"}

// scored are the scores that may be given, the best last.
func scored() []option { return []option{{"1", "1"}, {"2", "2"}, {"3", "3"}, {"4", "4"}, {"5", "5"}} }

// marks are the scores of a feedback, by measure.
func (p *page) marks(f *contract.Feedback) []option {
	var out []option
	for i, score := range []int{f.Overall, f.Efficiency, f.Attitude, f.ProblemSolving} {
		if score > 0 {
			label := p.form("giveFeedback").field(asksToScore[i]).label
			out = append(out, option{strconv.Itoa(score), p.say(label)})
		}
	}
	return out
}
