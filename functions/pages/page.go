package pages

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// page is one page on its way to a browser.
type page struct {
	lang
	client
	h *Handler
	w http.ResponseWriter

	Path    string
	Attempt *attempt  // a refused form that brought the browser back here; nil: none
	Done    string    // the action that has just succeeded; empty: none
	fresh   []string  // the keys of forms that are new with this page
	shown   *revealed // what this page shows in full, once it is known; nil: nothing
}

// attempt is a form that comes back with what was typed, and with the reason if it was refused.
type attempt struct {
	Action  string
	Values  url.Values
	Refused *refusal
}

type attemptKey struct{}

func (h *Handler) newPage(w http.ResponseWriter, r *http.Request) *page {
	p := &page{h: h, w: w, Path: r.URL.Path, Done: r.URL.Query().Get("done")}
	p.client = client{r: r, api: h.options.API, Session: h.sessionOf(r)}
	p.lang = lang{Now: h.options.Now(), English: h.cookie(r, languageCookie) == "en"}
	p.Attempt, _ = r.Context().Value(attemptKey{}).(*attempt)
	return p
}

// languageLife is how long a browser keeps the choice of language.
const languageLife = 400 * 24 * time.Hour

// chooseLanguage keeps the language that a link of the page asks for and leads back to the page.
func (p *page) chooseLanguage() bool {
	query := p.r.URL.Query()
	asked := query.Get("lang")
	if asked != "zh" && asked != "en" {
		return false
	}
	p.h.setCookie(p.w, languageCookie, asked, languageLife)
	query.Del("lang")
	p.redirect(local((&url.URL{Path: p.Path, RawQuery: query.Encode()}).String()))
	return true
}

// In gives the address of this page in another language.
func (p *page) In(language string) string { return p.address("lang", language) }

// Address gives where this page is to be got. A browser that shows the answer to a form is somewhere else, where
// nothing is to be got.
func (p *page) Address() string { return p.address("done", "") }

// address gives the address of this page with a parameter; without it if the value is empty.
func (p *page) address(parameter, value string) string {
	query := p.r.URL.Query()
	query.Del("done")
	if value != "" {
		query.Set(parameter, value)
	}
	return (&url.URL{Path: p.Path, RawQuery: query.Encode()}).String()
}

// local gives an address of these pages as it is, and the home page for any other: nobody is led away.
func local(address string) string {
	parsed, err := url.Parse(address)
	if err != nil || parsed.IsAbs() || parsed.Host != "" || !strings.HasPrefix(address, "/") ||
		strings.ContainsAny(address, "\\\r\n\t") {
		return "/"
	}
	return (&url.URL{Path: "/" + strings.TrimLeft(parsed.Path, "/"), RawQuery: parsed.RawQuery}).String()
}

// redirect answers so that a reload or the back button repeats nothing.
func (p *page) redirect(to string) { http.Redirect(p.w, p.r, to, http.StatusSeeOther) }

func (p *page) toSignIn() {
	back := p.r.URL.RequestURI()
	if p.r.Method != http.MethodGet {
		back = local(p.r.PostFormValue("back"))
	}
	if p.live() { // the script of the page asks for its parts only; it loads the page again when it sees this
		p.w.WriteHeader(http.StatusUnauthorized)
		return
	}
	p.redirect("/sign-in?next=" + url.QueryEscape(back))
}

// live reports whether a script asks for the part of the page that changes.
func (p *page) live() bool { return p.r.Header.Get("X-Live") != "" }

// What the pages refuse themselves.
var (
	errForeign = &refusal{Problem: contract.Problem{Status: http.StatusForbidden, Code: "page.foreign",
		MessageZh: "请求来自其他网站，未执行", MessageEn: "The request came from another site; nothing was done"}}
	errRole = &refusal{Problem: contract.Problem{Status: http.StatusForbidden, Code: "page.role",
		MessageZh: "您的角色无权打开此页面", MessageEn: "This page is not for your role"}}
	errStale = &refusal{Problem: contract.Problem{Status: http.StatusForbidden, Code: "page.stale",
		MessageZh: "页面已过期，未执行。请返回刷新后再试",
		MessageEn: "The page is out of date; nothing was done. Go back, reload and try again"}}
	errFormTooLong = &refusal{Problem: contract.Problem{Status: http.StatusRequestEntityTooLarge, Code: "page.too_long",
		MessageZh: "表单过长或无法读取，未执行", MessageEn: "The form is too long or cannot be read; nothing was done"}}
)

// fail shows why a page cannot be shown or a form was not taken: what went wrong, in the API's words, and
// the way on. Whatever is no refusal is told to the log only.
func (p *page) fail(err error) {
	var refused *refusal
	if !errors.As(err, &refused) {
		var coded *domain.Error
		if !errors.As(err, &coded) {
			p.h.options.Logger.ErrorContext(p.r.Context(), "page failed", "page", p.r.Pattern, "error", err.Error())
		}
		refused = &refusal{Problem: api.ProblemOf(err)}
	}
	if refused.Status == http.StatusUnauthorized && p.Session != nil {
		p.toSignIn()
		return
	}
	if p.shutOut(refused) {
		return
	}
	if p.live() {
		p.w.WriteHeader(refused.Status)
		return
	}
	p.write(refused.Status, func(out io.Writer) error { return problemPage(p, refused).Render(p.r.Context(), out) })
}

// shutOut signs an agent out who does not work at the site any more: the page that says so is the last one. True: the
// script of a page was answered, which loads its page again to find that out.
func (p *page) shutOut(refused *refusal) bool {
	switch refused.Code {
	case "agent.left", "agent.suspended", "agent.not_on_roster":
	default:
		return false
	}
	if p.Session == nil || p.Session.Principal.Role != domain.RoleAgent {
		return false
	}
	if p.live() {
		p.w.WriteHeader(http.StatusUnauthorized)
		return true
	}
	p.endSession()
	return false
}

// send shows a page; to the script that refreshes its live part, that part; after a refused form with the refusal's
// status.
func (p *page) send(whole templ.Component, live ...templ.Component) error {
	if p.live() && len(live) > 0 {
		whole = live[0]
	}
	status := http.StatusOK
	if p.Attempt != nil && p.Attempt.Refused != nil {
		status = p.Attempt.Refused.Status
	}
	p.write(status, func(out io.Writer) error { return whole.Render(p.r.Context(), out) })
	return nil
}

// write sends what makes writes; a live part with its mark, and not at all where that is what the browser shows.
func (p *page) write(status int, makes func(io.Writer) error) {
	var out bytes.Buffer
	if err := makes(&out); err != nil {
		p.h.options.Logger.ErrorContext(p.r.Context(), "page not written", "page", p.r.Pattern, "error", err.Error())
		http.Error(p.w, "500", http.StatusInternalServerError)
		return
	}
	if p.live() && p.r.Method == http.MethodGet && status == http.StatusOK {
		mark := p.markOf(out.Bytes())
		p.w.Header().Set("ETag", mark)
		if p.r.Header.Get("If-None-Match") == mark {
			p.w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	p.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	p.w.WriteHeader(status)
	if _, err := p.w.Write(out.Bytes()); err != nil {
		p.h.options.Logger.InfoContext(p.r.Context(), "page not delivered", "page", p.r.Pattern)
	}
}

// markOf gives the mark of a part: the same for as long as it says the same. The keys of forms that are new with every
// page say nothing; the form that is there already is as good.
func (p *page) markOf(part []byte) string {
	for _, key := range p.fresh {
		part = bytes.ReplaceAll(part, []byte(key), nil)
	}
	sum := sha256.Sum256(part)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}

// readFloor reads the site of a page and its board, from which it learns the agents' names, and what else is asked.
func (p *page) readFloor(site string, more ...question) (contract.Board, error) {
	var board contract.Board
	err := p.askAll(append([]question{{"getSite", names{"site": site}, &p.Site},
		{"getBoard", names{"site": site}, &board}}, more...)...)
	p.agents = map[string]string{}
	for _, member := range members(board) {
		p.agents[member.Agent] = member.Name
	}
	return board, err
}

// readSite reads the site of the page.
func (p *page) readSite(id string) error { return p.ask("getSite", names{"site": id}, &p.Site) }

// readBoard reads the floor, and learns the agents' names from it.
func (p *page) readBoard() (contract.Board, error) { return p.readFloor(p.Site.ID) }

// instant accepts both forms in which the contract gives times.
func instant(at any) time.Time {
	switch at := at.(type) {
	case time.Time:
		return at
	case *time.Time:
		if at != nil {
			return *at
		}
	}
	return time.Time{}
}

// Value gives back what was typed into a refused form of an action.
func (p *page) Value(action, field string) string {
	if p.Attempt == nil || p.Attempt.Action != action {
		return ""
	}
	return p.Attempt.Values.Get(field)
}

// withAttempt gives a request for a page that shows a refused form.
func withAttempt(r *http.Request, a *attempt) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), attemptKey{}, a))
}
