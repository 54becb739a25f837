// Package api is the edge of every function: routes and roles, strict decoding and limits, errors, answers.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"path"
	"sync"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// DefaultDeadline bounds a request where the options name no other.
const DefaultDeadline = 5 * time.Second

// Options is what a router needs from outside.
type Options struct {
	Now      func() time.Time // the server's clock
	Logger   *slog.Logger
	Deadline time.Duration // of one request; 0: DefaultDeadline
	// Region gives the sales region of a site, for the regional sales department's reach (GP.0.2).
	// Without it the department reaches no site.
	Region func(context.Context, domain.SiteID) (string, error)
	// Admit is the door of agents: what it gives runs an operation in an agent's name, and settle, which is called
	// before anything is answered, refuses whoever does not work at the site. Without it no agent is served.
	Admit func(ctx context.Context, site domain.SiteID, agent domain.AgentID,
		at time.Time) (admitted context.Context, settle func() error)
}

// Router serves operations of the contract: it authenticates, authorises, decodes strictly, calls
// the handler and turns its answer or error into a response. It is an http.Handler and safe for
// concurrent use once every operation is added.
type Router struct {
	options Options
	mux     *http.ServeMux
	routes  map[string]Operation // by mux pattern
}

// New makes a router without operations.
func New(options Options) *Router {
	if options.Deadline == 0 {
		options.Deadline = DefaultDeadline
	}
	return &Router{options: options, mux: http.NewServeMux(), routes: map[string]Operation{}}
}

// Handle adds an operation. It panics on one that the table does not hold, or that was added before:
// both are faults of wiring, found at start.
func Handle[In any](r *Router, operation string, handler func(context.Context, Call[In]) (Answer, error)) {
	op, ok := OperationByID(operation)
	if !ok {
		panic("api: no row for operation " + operation)
	}
	pattern := op.Method + " " + op.Path
	r.routes[pattern] = op
	r.mux.HandleFunc(pattern, func(_ http.ResponseWriter, request *http.Request) {
		x := exchangeOf(request)
		x.op = op
		site, err := r.identify(x, request)
		if err != nil {
			x.refuse(err)
			return
		}
		ctx, settle := r.admit(x, request)
		var answer Answer
		call, err := accept[In](x, request, site)
		if err == nil {
			answer, err = handler(ctx, call)
		}
		if refused := settle(); refused != nil {
			err = refused
		}
		if err != nil {
			x.refuse(err)
			return
		}
		x.answer(answer)
	})
}

// admit lets an agent in who works at the site: reads, refusals and earlier answers of anybody else are not told.
func (r *Router) admit(x *exchange, request *http.Request) (ctx context.Context, settle func() error) {
	p := x.principal
	switch {
	case p.Role != domain.RoleAgent:
		return request.Context(), func() error { return nil }
	case r.options.Admit == nil:
		return request.Context(), func() error { return &domain.Error{Code: "agent.not_on_roster"} }
	}
	return r.options.Admit(request.Context(), p.Site, p.Agent, x.at)
}

// ServeHTTP serves one request.
func (r *Router) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	ctx, cancel := context.WithTimeout(request.Context(), r.options.Deadline)
	defer cancel()
	x := &exchange{w: w, logger: r.options.Logger, id: requestID(request),
		at: r.options.Now().UTC().Truncate(time.Millisecond)}
	started := time.Now()
	defer func() { x.log(ctx, time.Since(started)) }()
	defer x.recover()
	request = request.WithContext(context.WithValue(ctx, exchangeKey{}, x))
	if allowed, ok := r.find(request); !ok {
		x.notServed(request.Method, allowed)
		return
	}
	r.mux.ServeHTTP(w, request)
}

// find reports whether an operation is served here at the request's path and method and, if not, the methods that the
// contract has at the path, whoever serves them: a path leads to one function with all its methods.
func (r *Router) find(request *http.Request) (allowed string, ok bool) {
	if p := request.URL.Path; p == "" || path.Clean(p) != p {
		return "", false // the mux would redirect
	}
	if _, pattern := r.mux.Handler(request); r.routes[pattern].ID != "" {
		return "", true
	}
	return Allowed(contractPaths(), request), false
}

// contractPaths knows every path of the contract. It is made when it is first asked for, since few requests ask.
var contractPaths = sync.OnceValue(func() *http.ServeMux {
	mux := http.NewServeMux()
	for _, op := range Operations {
		mux.Handle(op.Method+" "+op.Path, http.NotFoundHandler())
	}
	return mux
})

// Allowed gives the methods that a mux serves at a request's path, as its own refusal of the method names them; empty
// where it serves the request, or nothing at the path.
func Allowed(mux *http.ServeMux, request *http.Request) string {
	handler, pattern := mux.Handler(request)
	if pattern != "" {
		return ""
	}
	refusal := headerOnly{}
	handler.ServeHTTP(refusal, request)
	return refusal.Header().Get("Allow")
}

// headerOnly takes a response for its header.
type headerOnly http.Header

func (h headerOnly) Header() http.Header            { return http.Header(h) }
func (h headerOnly) Write(body []byte) (int, error) { return len(body), nil }
func (h headerOnly) WriteHeader(int)                {}

// Unknown answers what nobody serves, for whoever stands beside the API.
func Unknown(w http.ResponseWriter, request *http.Request) {
	(&exchange{w: w, id: requestID(request)}).notServed(request.Method, "")
}
