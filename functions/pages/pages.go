// Package pages serves the pages that the people of a sales site work with: the site's screen, the agent's
// phone, the front desk and the manager's desk.
//
// A page decides nothing. It calls the operations of the API in process, through the same router and with
// the claims of whoever is signed in, so that roles, isolation of sites, strict decoding, idempotency and
// messages are those of the API and exist once. What is deployed therefore holds the operations' handlers
// themselves: a call over the network would need a token to pass on, and add its round trip and its cost to
// every page.
package pages

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/privacy"
)

// Options is what the pages need from outside.
type Options struct {
	API    http.Handler         // the router with every operation
	Ring   func() *privacy.Ring // may wait for the keys
	Now    func() time.Time
	Logger *slog.Logger
	Origin string // where browsers reach the pages, without a path: https://example.cn

	// One of these says how people sign in: with an OpenID issuer, or on one box as one of the people listed.
	OpenID *OpenID
	People func(context.Context) ([]Person, error)
}

// Handler serves the pages. It is safe for concurrent use.
type Handler struct {
	options Options
	mux     *http.ServeMux
	vault   func() (*vault, error)
	foreign *http.CrossOriginProtection
	secure  bool // cookies are sent over TLS, or to the machine itself, only
}

// Route is one address of the pages. What the API's own routes do not take is theirs: $default in template.yaml.
type Route struct {
	Name   string
	Method string
	Path   string
	Open   bool // served without a session
	serve  func(*Handler, *page) error
}

// Routes lists every address.
func Routes() []Route {
	return []Route{
		{"PageHome", "GET", "/", false, (*Handler).home},
		{"PageSignIn", "GET", "/sign-in", true, (*Handler).signInPage},
		{"PageSignInAs", "POST", "/sign-in", true, (*Handler).signInAs},
		{"PageSignInStart", "GET", "/sign-in/start", true, (*Handler).signInStart},
		{"PageSignInReturn", "GET", "/sign-in/return", true, (*Handler).signInReturn},
		{"PageSignOut", "POST", "/sign-out", false, (*Handler).signOut},
		{"PageAsset", "GET", "/assets/{version}/{name}", true, (*Handler).asset},
		{"PageSites", "GET", "/sites", false, (*Handler).sites},
		{"PageBoard", "GET", "/board/{site}", false, (*Handler).board},
		{"PageCheckIn", "GET", "/check-in/{site}", false, (*Handler).checkIn},
		{"PagePhone", "GET", "/phone", false, (*Handler).phone},
		{"PageCustomers", "GET", "/phone/customers", false, (*Handler).customers},
		{"PageCustomer", "GET", "/phone/customers/{customer}", false, (*Handler).customer},
		{"PageExpected", "GET", "/phone/expected", false, (*Handler).expected},
		{"PageExplain", "GET", "/phone/why", false, (*Handler).explain},
		{"PagePhoneDeals", "GET", "/phone/deals", false, (*Handler).phoneDeals},
		{"PagePhoneStatement", "GET", "/phone/statement", false, (*Handler).phoneStatement},
		{"PageDesk", "GET", "/desk/{site}", false, (*Handler).desk},
		{"PageLookUp", "POST", "/desk/{site}/look-up", false, (*Handler).lookUp},
		{"PageCalls", "GET", "/desk/{site}/calls", false, (*Handler).calls},
		{"PageCallsCSV", "GET", "/desk/{site}/calls.csv", false, (*Handler).callsCSV},
		{"PageCallsXLSX", "GET", "/desk/{site}/calls.xlsx", false, (*Handler).callsXLSX},
		{"PageCases", "GET", "/desk/{site}/cases", false, (*Handler).cases},
		{"PageCase", "GET", "/desk/{site}/cases/{case}", false, (*Handler).aCase},
		{"PageFeedback", "GET", "/desk/{site}/feedback", false, (*Handler).feedback},
		{"PageFeedbackSummary", "GET", "/manage/{site}/feedback", false, (*Handler).feedbackSummary},
		{"PagePhoneFeedback", "GET", "/phone/feedback", false, (*Handler).phoneFeedback},
		{"PageAppointments", "GET", "/desk/{site}/appointments", false, (*Handler).appointments},
		{"PageAppointment", "GET", "/desk/{site}/appointments/{appointment}", false, (*Handler).appointment},
		{"PageLetter", "GET", "/desk/{site}/appointments/{appointment}/letter", false, (*Handler).letter},
		{"PageInvite", "GET", "/desk/{site}/appointments/{appointment}/invite.ics", false, (*Handler).invite},
		{"PagePreparation", "GET", "/desk/{site}/appointments/{appointment}/preparation", false, (*Handler).preparation},
		{"PagePreparations", "GET", "/desk/{site}/preparations", false, (*Handler).preparations},
		{"PageVisit", "GET", "/visits/{site}/{visit}", false, (*Handler).visit},
		{"PageRecord", "GET", "/visits/{site}/{visit}/record", false, (*Handler).record},
		{"PagePhoneRecords", "GET", "/phone/records", false, (*Handler).records},
		{"PageManageRecords", "GET", "/manage/{site}/records", false, (*Handler).records},
		{"PageArchives", "GET", "/manage/{site}/archives", false, (*Handler).archives},
		{"PageArchive", "GET", "/manage/{site}/archives/{month}", false, (*Handler).anArchive},
		{"PageArchiveManifest", "GET", "/manage/{site}/archives/{month}/manifest.json", false, (*Handler).archiveFile},
		{"PageArchiveContent", "GET", "/manage/{site}/archives/{month}/content.jsonl", false, (*Handler).archiveLines},
		{"PageRegister", "GET", "/register/{site}", false, (*Handler).register},
		{"PageRegisterCSV", "GET", "/register/{site}/visits.csv", false, (*Handler).registerCSV},
		{"PageRegisterXLSX", "GET", "/register/{site}/visits.xlsx", false, (*Handler).registerXLSX},
		{"PageVisitorCode", "GET", "/phone/visitor-form/{visit}", false, (*Handler).visitorCode},
		{"PageVisitor", "GET", "/visitor/{pass}", true, (*Handler).visitor},
		{"PageVisitorForm", "POST", "/visitor/{pass}", true, (*Handler).visitorForm},
		{"PageVisitorFeedback", "POST", "/visitor/{pass}/feedback", true, (*Handler).visitorFeedback},
		{"PageBook", "GET", "/book/{site}", true, (*Handler).book},
		{"PageBookForm", "POST", "/book/{site}", true, (*Handler).bookForm},
		{"PageCertificate", "GET", "/decisions/{site}/{decision}", false, (*Handler).certificate},
		{"PageDeal", "GET", "/deals/{site}/{deal}", false, (*Handler).deal},
		{"PageManage", "GET", "/manage/{site}", false, (*Handler).manage},
		{"PageManageDeals", "GET", "/manage/{site}/deals", false, (*Handler).manageDeals},
		{"PageConduct", "GET", "/manage/{site}/conduct", false, (*Handler).conduct},
		{"PagePolicy", "GET", "/manage/{site}/policy", false, (*Handler).policy},
		{"PagePolicyDraft", "POST", "/manage/{site}/policy", false, (*Handler).policyDraft},
		{"PageWhatIf", "GET", "/manage/{site}/what-if/{job}", false, (*Handler).whatIf},
		{"PageReplay", "GET", "/manage/{site}/replays/{job}", false, (*Handler).replay},
		{"PageSettlement", "GET", "/manage/{site}/settlement", false, (*Handler).settlement},
		{"PageStatement", "GET", "/manage/{site}/statements/{party}", false, (*Handler).statement},
		{"PageFairness", "GET", "/manage/{site}/fairness", false, (*Handler).fairness},
		{"PageTakeovers", "GET", "/manage/{site}/takeovers", false, (*Handler).takeovers},
		{"PageBringList", "POST", "/manage/{site}/takeovers", false, (*Handler).bringList},
		{"PageTakeover", "GET", "/manage/{site}/takeovers/{takeover}", false, (*Handler).theTakeover},
		{"PagePrivacy", "GET", "/manage/{site}/privacy", false, (*Handler).privacy},
		{"PagePrivacyOf", "POST", "/manage/{site}/privacy", false, (*Handler).privacyOf},
		{"PagePersonalData", "GET", "/manage/{site}/privacy/{request}", false, (*Handler).personalData},
		{"PageLog", "GET", "/manage/{site}/log", false, (*Handler).lookUpLog},
		{"PageAssessments", "GET", "/manage/{site}/assessment", false, (*Handler).assessments},
		{"PageAssessmentsOf", "GET", "/manage/{site}/assessment/{period}", false, (*Handler).assessments},
		{"PageScorecard", "GET", "/manage/{site}/assessment/{period}/{agent}", false, (*Handler).scorecard},
		{"PagePhoneAssessment", "GET", "/phone/assessment", false, (*Handler).phoneAssessment},
		{"PagePhoneAssessmentOf", "GET", "/phone/assessment/{period}", false, (*Handler).phoneAssessment},
		{"PageAction", "POST", "/do/{action}", false, (*Handler).act},
	}
}

// New makes the pages.
func New(options Options) *Handler {
	h := &Handler{options: options, mux: http.NewServeMux(), foreign: http.NewCrossOriginProtection(), secure: securable(options.Origin)}
	h.vault = sync.OnceValues(func() (*vault, error) { return newVault(options.Ring()) })
	if err := h.foreign.AddTrustedOrigin(options.Origin); err != nil {
		panic("pages: " + err.Error()) // a fault of wiring, found at start
	}
	for _, route := range Routes() {
		path := route.Path
		if path == "/" {
			path = "/{$}"
		}
		h.mux.HandleFunc(route.Method+" "+path, func(w http.ResponseWriter, r *http.Request) { h.open(w, r, route) })
	}
	return h
}

// securable reports whether browsers take a Secure cookie from the origin: over TLS, and from the machine
// itself. A trial in a local network without TLS gets plain ones.
func securable(origin string) bool {
	for _, safe := range []string{"https://", "http://localhost", "http://127.0.0.1", "http://[::1]"} {
		if strings.HasPrefix(origin, safe) {
			return true
		}
	}
	return false
}

// maxForm bounds a form; longer ones than the API's bodies would be refused there.
const maxForm = api.MaxBody

// maxBody gives the bound of a request's body: a form, or one with a list in it.
func (r Route) maxBody() int64 {
	if r.Name == "PageBringList" {
		return maxListFile + maxForm
	}
	return maxForm
}

// ServeHTTP serves one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/v1" || strings.HasPrefix(r.URL.Path, "/v1/") { // the API's, and none of its paths
		api.Unknown(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "+
		"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cache-Control", "no-store") // pages hold personal data
	if strings.HasPrefix(h.options.Origin, "https://") {
		header.Set("Strict-Transport-Security", "max-age=31536000")
	}
	if _, pattern := h.mux.Handler(r); pattern == "" {
		h.open(w, r, Route{Open: true, serve: (*Handler).nothing})
		return
	}
	h.mux.ServeHTTP(w, r)
}

// open makes the page of a request and serves it.
func (h *Handler) open(w http.ResponseWriter, r *http.Request, route Route) {
	r.Body = http.MaxBytesReader(w, r.Body, route.maxBody())
	p := h.newPage(w, r)
	if r.Method == http.MethodGet && p.chooseLanguage() {
		return
	}
	if err := h.foreign.Check(r); err != nil {
		p.fail(errForeign)
		return
	}
	if p.Session == nil && !route.Open {
		p.toSignIn()
		return
	}
	if err := route.serve(h, p); err != nil {
		p.fail(err)
	}
}

// nothing answers an address that is no page's, or that has other methods.
func (h *Handler) nothing(p *page) error {
	allowed := api.Allowed(h.mux, p.r)
	if allowed == "" {
		return problem("path.unknown")
	}
	p.w.Header().Set("Allow", allowed)
	if p.r.Method == http.MethodOptions {
		p.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return problem("method.not_allowed")
}

func (h *Handler) asset(p *page) error { return serveAsset(p.w, p.r) }

// home sends everybody to where their work is.
func (h *Handler) home(p *page) error {
	p.redirect(homeOf(p.Session.Principal))
	return nil
}

// token gives an unguessable text.
func token() string { return strings.ToLower(rand.Text()) }
