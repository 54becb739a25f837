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
	"slices"
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
	most   int64 // bytes of a request's body
}

func get(name, path string, serve func(*Handler, *page) error) Route {
	return Route{Name: name, Method: http.MethodGet, Path: path, serve: serve, most: maxForm}
}

func post(name, path string, serve func(*Handler, *page) error) Route {
	return Route{Name: name, Method: http.MethodPost, Path: path, serve: serve, most: maxForm}
}

// open serves a route without a session.
func (r Route) open() Route {
	r.Open = true
	return r
}

// upTo bounds the body of a request that brings a file.
func (r Route) upTo(bytes int64) Route {
	r.most = bytes
	return r
}

// Routes lists every address.
func Routes() []Route { return slices.Clone(routes) }

var routes = []Route{
	get("PageHome", "/", (*Handler).home),
	get("PageSignIn", "/sign-in", (*Handler).signInPage).open(),
	post("PageSignInAs", "/sign-in", (*Handler).signInAs).open(),
	get("PageSignInStart", "/sign-in/start", (*Handler).signInStart).open(),
	get("PageSignInReturn", "/sign-in/return", (*Handler).signInReturn).open(),
	post("PageSignOut", "/sign-out", (*Handler).signOut),
	get("PageAsset", "/assets/{version}/{name}", (*Handler).asset).open(),
	get("PageSites", "/sites", (*Handler).sites),
	get("PageBoard", "/board/{site}", (*Handler).board),
	get("PageCheckIn", "/check-in/{site}", (*Handler).checkIn),
	get("PagePhone", "/phone", (*Handler).phone),
	get("PageCustomers", "/phone/customers", (*Handler).customers),
	get("PageCustomer", "/phone/customers/{customer}", (*Handler).customer),
	get("PageSiteCustomer", "/customers/{site}/{customer}", (*Handler).customer),
	get("PageSiteExpected", "/desk/{site}/expected", (*Handler).expected),
	get("PageExpected", "/phone/expected", (*Handler).expected),
	get("PageExplain", "/phone/why", (*Handler).explain),
	get("PageInbox", "/inbox/{site}", (*Handler).inbox),
	get("PageFact", "/inbox/{site}/{fact}", (*Handler).aFact),
	get("PagePhoneDeals", "/phone/deals", (*Handler).phoneDeals),
	get("PagePhoneStatement", "/phone/statement", (*Handler).phoneStatement),
	get("PageDesk", "/desk/{site}", (*Handler).desk),
	post("PageLookUp", "/desk/{site}/look-up", (*Handler).lookUp),
	get("PageCalls", "/desk/{site}/calls", (*Handler).calls),
	post("PageAnnounced", "/desk/{site}/calls/announced", (*Handler).announced),
	get("PageCallsCSV", "/desk/{site}/calls.csv", (*Handler).callsCSV),
	get("PageCallsXLSX", "/desk/{site}/calls.xlsx", (*Handler).callsXLSX),
	get("PageCases", "/desk/{site}/cases", (*Handler).cases),
	get("PageCase", "/desk/{site}/cases/{case}", (*Handler).aCase),
	get("PageFeedback", "/desk/{site}/feedback", (*Handler).feedback),
	get("PageFeedbackSummary", "/manage/{site}/feedback", (*Handler).feedbackSummary),
	get("PagePhoneFeedback", "/phone/feedback", (*Handler).phoneFeedback),
	get("PageAppointments", "/desk/{site}/appointments", (*Handler).appointments),
	get("PageAppointment", "/desk/{site}/appointments/{appointment}", (*Handler).appointment),
	get("PageLetter", "/desk/{site}/appointments/{appointment}/letter", (*Handler).letter),
	get("PageInvite", "/desk/{site}/appointments/{appointment}/invite.ics", (*Handler).invite),
	get("PagePreparation", "/desk/{site}/appointments/{appointment}/preparation", (*Handler).preparation),
	get("PagePreparations", "/desk/{site}/preparations", (*Handler).preparations),
	get("PageVisit", "/visits/{site}/{visit}", (*Handler).visit),
	get("PageRecord", "/visits/{site}/{visit}/record", (*Handler).record),
	get("PagePhoneRecords", "/phone/records", (*Handler).records),
	get("PageManageRecords", "/manage/{site}/records", (*Handler).records),
	get("PageArchives", "/manage/{site}/archives", (*Handler).archives),
	get("PageArchive", "/manage/{site}/archives/{month}", (*Handler).anArchive),
	get("PageArchiveManifest", "/manage/{site}/archives/{month}/manifest.json", (*Handler).archiveFile),
	get("PageArchiveContent", "/manage/{site}/archives/{month}/content.jsonl", (*Handler).archiveLines),
	get("PageRegister", "/register/{site}", (*Handler).register),
	get("PageRegisterCSV", "/register/{site}/visits.csv", (*Handler).registerCSV),
	get("PageRegisterXLSX", "/register/{site}/visits.xlsx", (*Handler).registerXLSX),
	get("PageVisitorCode", "/phone/visitor-form/{visit}", (*Handler).visitorCode),
	get("PageVisitor", "/visitor/{pass}", (*Handler).visitor).open(),
	post("PageVisitorForm", "/visitor/{pass}", (*Handler).visitorForm).open(),
	post("PageVisitorFeedback", "/visitor/{pass}/feedback", (*Handler).visitorFeedback).open(),
	get("PageBook", "/book/{site}", (*Handler).book).open(),
	post("PageBookForm", "/book/{site}", (*Handler).bookForm).open(),
	get("PageCertificate", "/decisions/{site}/{decision}", (*Handler).certificate),
	get("PageDeal", "/deals/{site}/{deal}", (*Handler).deal),
	get("PageManage", "/manage/{site}", (*Handler).manage),
	get("PageSetup", "/manage/{site}/setup", (*Handler).setup),
	get("PageManageDeals", "/manage/{site}/deals", (*Handler).manageDeals),
	get("PageConduct", "/manage/{site}/conduct", (*Handler).conduct),
	get("PagePolicy", "/manage/{site}/policy", (*Handler).policy),
	post("PagePolicyDraft", "/manage/{site}/policy", (*Handler).policyDraft),
	get("PageWhatIf", "/manage/{site}/what-if/{job}", (*Handler).whatIf),
	get("PageReplay", "/manage/{site}/replays/{job}", (*Handler).replay),
	get("PageSettlement", "/manage/{site}/settlement", (*Handler).settlement),
	get("PageStatement", "/manage/{site}/statements/{party}", (*Handler).statement),
	get("PageFairness", "/manage/{site}/fairness", (*Handler).fairness),
	get("PageTakeovers", "/manage/{site}/takeovers", (*Handler).takeovers),
	post("PageBringList", "/manage/{site}/takeovers", (*Handler).bringList).upTo(maxListFile + maxForm),
	get("PageTakeover", "/manage/{site}/takeovers/{takeover}", (*Handler).theTakeover),
	get("PagePrivacy", "/manage/{site}/privacy", (*Handler).privacy),
	post("PagePrivacyOf", "/manage/{site}/privacy", (*Handler).privacyOf),
	get("PagePersonalData", "/manage/{site}/privacy/{request}", (*Handler).personalData),
	get("PageLog", "/manage/{site}/log", (*Handler).lookUpLog),
	get("PageAssessments", "/manage/{site}/assessment", (*Handler).assessments),
	get("PageAssessmentsOf", "/manage/{site}/assessment/{period}", (*Handler).assessments),
	get("PageScorecard", "/manage/{site}/assessment/{period}/{agent}", (*Handler).scorecard),
	get("PagePhoneAssessment", "/phone/assessment", (*Handler).phoneAssessment),
	get("PagePhoneAssessmentOf", "/phone/assessment/{period}", (*Handler).phoneAssessment),
	post("PageAction", "/do/{action}", (*Handler).act),
}

// New makes the pages.
func New(options Options) *Handler {
	h := &Handler{options: options, mux: http.NewServeMux(), foreign: http.NewCrossOriginProtection(),
		secure: securable(options.Origin)}
	h.vault = sync.OnceValues(func() (*vault, error) { return newVault(options.Ring()) })
	if err := h.foreign.AddTrustedOrigin(options.Origin); err != nil {
		panic("pages: " + err.Error()) // a fault of wiring, found at start
	}
	for _, route := range routes {
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

// ServeHTTP serves one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/v1" || strings.HasPrefix(r.URL.Path, "/v1/") { // the API's, and none of its paths
		api.Unknown(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "+
		"img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cache-Control", "no-store") // pages hold personal data
	if strings.HasPrefix(h.options.Origin, "https://") {
		header.Set("Strict-Transport-Security", "max-age=31536000")
	}
	if _, pattern := h.mux.Handler(r); pattern == "" {
		h.open(w, r, get("", "", (*Handler).nothing).open())
		return
	}
	h.mux.ServeHTTP(w, r)
}

// open makes the page of a request and serves it.
func (h *Handler) open(w http.ResponseWriter, r *http.Request, route Route) {
	r.Body = http.MaxBytesReader(w, r.Body, route.most)
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
