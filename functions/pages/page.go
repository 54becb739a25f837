package pages

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/site"
)

// page is one page on its way to a browser; templates read its exported fields and methods.
type page struct {
	h *Handler
	w http.ResponseWriter
	r *http.Request

	Session *session // nil: nobody is signed in
	English bool
	Path    string
	Now     time.Time
	Data    any // the page's own

	acting  map[string]string // whose claims the calls of a visitor's page carry; nil: those of the session
	Site    contract.Site     // of the page, once read
	agents  map[string]string
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
	p := &page{h: h, w: w, r: r, Path: r.URL.Path, Now: h.options.Now(), Session: h.sessionOf(r), Done: r.URL.Query().Get("done")}
	p.English = h.cookie(r, languageCookie) == "en"
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

// Address gives where this page is to be got. A browser that shows the answer to a form is somewhere else, where nothing
// is to be got.
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
	if err != nil || parsed.IsAbs() || parsed.Host != "" || !strings.HasPrefix(address, "/") || strings.ContainsAny(address, "\\\r\n\t") {
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
		MessageZh: "页面已过期，未执行。请返回刷新后再试", MessageEn: "The page is out of date; nothing was done. Go back, reload and try again"}}
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
	if p.live() {
		p.w.WriteHeader(refused.Status)
		return
	}
	p.show(refused.Status, "problem", refused)
}

// render shows a page; after a refused form with the refusal's status.
func (p *page) render(name string, data any) error {
	status := http.StatusOK
	if p.Attempt != nil && p.Attempt.Refused != nil {
		status = p.Attempt.Refused.Status
	}
	p.show(status, name, data)
	return nil
}

func (p *page) show(status int, name string, data any) {
	part := "layout"
	if p.live() {
		part = "live"
	}
	p.write(status, name, part, data)
}

// part shows one part of a page to the script that asks for it.
func (p *page) part(name, part string, data any) { p.write(http.StatusOK, name, part, data) }

func (p *page) write(status int, name, part string, data any) {
	p.Data = data
	var out bytes.Buffer
	if err := templateOf(name).ExecuteTemplate(&out, part, p); err != nil {
		p.h.options.Logger.ErrorContext(p.r.Context(), "page not written", "page", name, "error", err.Error())
		http.Error(p.w, "500", http.StatusInternalServerError)
		return
	}
	if part == "live" && status == http.StatusOK {
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
		p.h.options.Logger.InfoContext(p.r.Context(), "page not delivered", "page", name)
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

// readSite reads the site of the page and the names of its agents' order table.
func (p *page) readSite(id string) error {
	if err := p.ask("getSite", names{"site": id}, &p.Site); err != nil {
		return err
	}
	return nil
}

// readBoard reads the floor, and learns the agents' names from it.
func (p *page) readBoard() (contract.Board, error) {
	var board contract.Board
	if err := p.ask("getBoard", names{"site": p.Site.ID}, &board); err != nil {
		return board, err
	}
	p.agents = map[string]string{}
	for _, group := range board.Groups {
		for _, member := range group.Members {
			p.agents[member.Agent] = member.Name
		}
	}
	return board, nil
}

// Name gives an agent's name, or the id of one whom the order table does not hold.
func (p *page) Name(agent string) string {
	if name := p.agents[agent]; name != "" {
		return name
	}
	return agent
}

// Names gives the names of agents, with the language's comma.
func (p *page) Names(agents []string) string {
	var all []string
	for _, agent := range agents {
		all = append(all, p.Name(agent))
	}
	return strings.Join(all, p.T("、", ", "))
}

// T gives a text in the language of the page.
func (p *page) T(zh, en string) string {
	if p.English {
		return en
	}
	return zh
}

// Lang is the language tag of the page.
func (p *page) Lang() string { return p.T("zh-CN", "en") }

func (p *page) zone() *time.Location {
	if zone, ok := site.LoadZone(p.Site.TimeZone); ok {
		return zone
	}
	return time.UTC
}

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

// Clock gives the hour and minute on the site's clock; empty for no time.
func (p *page) Clock(at any) string { return p.format(at, "15:04") }

// Date gives the day and the hour on the site's clock; empty for no time.
func (p *page) Date(at any) string { return p.format(at, "2006-01-02 15:04") }

func (p *page) format(at any, layout string) string {
	if when := instant(at); !when.IsZero() {
		return when.In(p.zone()).Format(layout)
	}
	return ""
}

// Minutes gives how long something has lasted, in whole minutes.
func (p *page) Minutes(since any) int { return max(0, int(p.Now.Sub(instant(since))/time.Minute)) }

// Is reports whether the one signed in has one of the roles.
func (p *page) Is(roles ...string) bool {
	if p.Session == nil {
		return false
	}
	for _, role := range roles {
		if p.Session.Principal.Role == domain.Role(role) {
			return true
		}
	}
	return false
}

// Me is the agent signed in; empty for other roles.
func (p *page) Me() string { return string(p.Session.Principal.Agent) }

// Value gives back what was typed into a refused form of an action.
func (p *page) Value(action, field string) string {
	if p.Attempt == nil || p.Attempt.Action != action {
		return ""
	}
	return p.Attempt.Values.Get(field)
}

// Message is a refusal in the language of the page.
func (p *page) Message(r *refusal) string { return p.T(r.MessageZh, r.MessageEn) }

// withAttempt gives a request for a page that shows a refused form.
func withAttempt(r *http.Request, a *attempt) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), attemptKey{}, a))
}

// Stamp changes with every change of the floor, so that a form made after a change is another form than the one made
// before it.
func (p *page) Stamp() string {
	if data, ok := p.Data.(phoneData); ok {
		return data.Board.Day + "/" + strconv.FormatInt(data.Board.Version, 10)
	}
	return ""
}

// Late reports whether a deadline has passed.
func (p *page) Late(due time.Time) bool { return p.Now.After(due) }
