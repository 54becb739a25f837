package api

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// exchange is one request on its way to its response.
type exchange struct {
	w         http.ResponseWriter
	logger    *slog.Logger
	id        string
	at        time.Time
	op        Operation
	principal Principal
	site      domain.SiteID
	status    int         // sent; 0: nothing yet
	code      domain.Code // of a refusal
}

type exchangeKey struct{}

func exchangeOf(request *http.Request) *exchange {
	return request.Context().Value(exchangeKey{}).(*exchange)
}

// validTrace reports whether a text can be carried as a request id.
func validTrace(text string) bool {
	return len(text) >= 8 && len(text) <= 128 &&
		domain.Only(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789=;:._-")
}

type requestIDKey struct{}

// WithRequestID carries the id that the gateway gave the request, for the answer and the log.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// requestID takes over the gateway's id of the request or else its trace id, or makes one.
func requestID(request *http.Request) string {
	if given, _ := request.Context().Value(requestIDKey{}).(string); validTrace(given) {
		return given
	}
	if given := request.Header.Get("X-Amzn-Trace-Id"); validTrace(given) {
		return given
	}
	return strings.ToLower(rand.Text())
}

func (x *exchange) answer(a Answer) {
	body := a.Raw
	if body == nil {
		encoded, err := Encode(a.Body)
		if err != nil {
			x.refuse(err)
			return
		}
		body = encoded
	}
	status := a.Status
	if status == 0 {
		status = x.op.Status
	}
	if a.Replayed {
		x.w.Header().Set("Idempotency-Replayed", "true")
	}
	x.send(status, "application/json", body)
}

func (x *exchange) refuse(err error) {
	refusal := refusalOf(err)
	if refusal.Code == "internal" {
		x.logger.Error("fault", "request_id", x.id, "operation", x.op.ID, "error", err.Error())
	}
	x.sendProblem(refusal)
}

func (x *exchange) sendProblem(refusal *domain.Error) {
	problem := x.located(problemOf(refusal, x.id))
	body, err := Encode(problem)
	if err != nil { // a struct of texts always encodes
		panic(err)
	}
	if problem.Status == http.StatusServiceUnavailable {
		x.w.Header().Set("Retry-After", "1")
	}
	if problem.Status == http.StatusUnauthorized {
		x.w.Header().Set("WWW-Authenticate", "Bearer")
	}
	x.code = refusal.Code
	x.send(problem.Status, "application/problem+json", body)
}

// located names a parameter of the path as the contract does, without the slash of a pointer into the
// body, and answers 404 where the path names what does not exist: the same in a body is 422.
func (x *exchange) located(problem contract.Problem) contract.Problem {
	name := strings.TrimPrefix(problem.Field, "/")
	if name == "" || !strings.Contains(x.op.Path, "{"+name+"}") {
		return problem
	}
	problem.Field = name
	if strings.HasSuffix(problem.Code, ".unknown") {
		problem.Status = http.StatusNotFound
	}
	return problem
}

// notServed answers a request that no operation is for: an unknown path, another method than those allowed at it, or
// the question which those are.
func (x *exchange) notServed(method, allowed string) {
	if allowed == "" {
		x.sendProblem(&domain.Error{Code: "path.unknown"})
		return
	}
	x.w.Header().Set("Allow", allowed)
	if method == http.MethodOptions {
		x.send(http.StatusNoContent, "", nil)
		return
	}
	x.sendProblem(&domain.Error{Code: "method.not_allowed"})
}

func (x *exchange) send(status int, contentType string, body []byte) {
	if x.status != 0 {
		return
	}
	x.status = status
	header := x.w.Header()
	if status != http.StatusNoContent {
		header.Set("Content-Type", contentType)
		header.Set("Content-Length", strconv.Itoa(len(body)))
	}
	header.Set("Cache-Control", "no-store") // answers hold personal data
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Request-Id", x.id)
	x.w.WriteHeader(status)
	if _, err := x.w.Write(body); err != nil {
		x.logger.Warn("answer not delivered", "request_id", x.id, "operation", x.op.ID)
	}
}

// recover turns a panic into a 500 without detail; the stack is logged, the value is not, since it
// may hold what the caller sent.
func (x *exchange) recover() {
	if recover() == nil {
		return
	}
	x.logger.Error("panic", "request_id", x.id, "operation", x.op.ID, "stack", string(debug.Stack()))
	x.sendProblem(&domain.Error{Code: "internal"})
}

// log writes the one line of a request. It names no path, query, body or subject: they may hold
// personal data.
func (x *exchange) log(ctx context.Context, took time.Duration) {
	attributes := []slog.Attr{slog.String("operation", x.op.ID), slog.Int("status", x.status),
		slog.Int64("duration_us", took.Microseconds()), slog.String("site", string(x.site)),
		slog.String("role", string(x.principal.Role)), slog.String("request_id", x.id)}
	if x.code != "" {
		attributes = append(attributes, slog.String("code", string(x.code)))
	}
	x.logger.LogAttrs(ctx, slog.LevelInfo, "request", attributes...)
}
