// Package lambdaedge serves an http.Handler as a function behind an API Gateway HTTP API (payload
// format 2.0).
//
// The adapter is our own because the common one splits every header at its commas, which breaks an
// Idempotency-Key that holds one, leaves the name of the stage in the path, cuts a path at a "?"
// that the gateway has decoded, and logs paths.
package lambdaedge

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"github.com/lunxu/lunxu/internal/api"
)

// Start serves the handler until the process ends.
func Start(handler http.Handler) { lambda.Start(Adapt(handler)) }

// Adapt gives the function that answers one event of the gateway. Its error, an unreadable event, is
// a fault of the gateway and becomes its 500; the handler's own errors are responses.
func Adapt(handler http.Handler) func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse,
	error) {
	return func(ctx context.Context, event events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		request, err := requestOf(ctx, event)
		if err != nil {
			return events.APIGatewayV2HTTPResponse{}, err
		}
		w := &recorder{header: http.Header{}}
		handler.ServeHTTP(w, request)
		return w.response(request.Method), nil
	}
}

func requestOf(ctx context.Context, event events.APIGatewayV2HTTPRequest) (*http.Request, error) {
	body := []byte(event.Body)
	if event.IsBase64Encoded {
		decoded, err := base64.StdEncoding.Strict().DecodeString(event.Body)
		if err != nil || strings.ContainsAny(event.Body, "\r\n") { // the decoder passes over line breaks
			return nil, errors.New("lambdaedge: the body of the event is not base64") // without the body
		}
		body = decoded
	}
	gateway := event.RequestContext
	ctx = api.WithRequestID(ctx, gateway.RequestID)
	if a := gateway.Authorizer; a != nil && a.JWT != nil && a.JWT.Claims != nil {
		ctx = api.WithClaims(ctx, a.JWT.Claims)
	}
	target := pathOf(event.RawPath, gateway.Stage)
	target.RawQuery = event.RawQueryString
	request := (&http.Request{Method: gateway.HTTP.Method, URL: target, Host: gateway.DomainName,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: headerOf(event),
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
		RequestURI: target.RequestURI()}).WithContext(ctx)
	return request, nil
}

// pathOf strips a named stage from a path and keeps what is left as one path: the gateway hands an
// HTTP API its path decoded, so that "?", "#" and "%" in it are text. A path that is still encoded, as
// local gateways send it, is decoded here.
func pathOf(raw, stage string) *url.URL {
	if rest, ok := strings.CutPrefix(raw, "/"+stage); ok && stage != "" && (rest == "" || rest[0] == '/') {
		raw = rest
	}
	if raw == "" {
		raw = "/"
	}
	decoded, err := url.PathUnescape(raw)
	if err != nil {
		return &url.URL{Path: raw}
	}
	return &url.URL{Path: decoded, RawPath: raw}
}

// headerOf keeps each header as one value, as the gateway joined it: no header of the contract is a
// list, and a comma may be part of a value.
func headerOf(event events.APIGatewayV2HTTPRequest) http.Header {
	header := http.Header{}
	for name, value := range event.Headers {
		header.Set(name, value)
	}
	if len(event.Cookies) > 0 {
		header.Set("Cookie", strings.Join(event.Cookies, "; "))
	}
	return header
}

// recorder holds a response until it is whole.
type recorder struct {
	header http.Header
	sent   http.Header // as it was when the status was written
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status, w.sent = status, w.header.Clone()
	}
}

func (w *recorder) Write(part []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(part)
}

func (w *recorder) response(method string) events.APIGatewayV2HTTPResponse {
	w.WriteHeader(http.StatusOK)
	out := events.APIGatewayV2HTTPResponse{StatusCode: w.status, Headers: map[string]string{},
		Cookies: w.sent.Values("Set-Cookie")}
	for name, values := range w.sent {
		if name != "Set-Cookie" { // a list of its own: cookies hold commas
			out.Headers[name] = strings.Join(values, ", ")
		}
	}
	switch {
	case method == http.MethodHead:
	case utf8.Valid(w.body.Bytes()):
		out.Body = w.body.String()
	default:
		out.Body, out.IsBase64Encoded = base64.StdEncoding.EncodeToString(w.body.Bytes()), true
	}
	return out
}
