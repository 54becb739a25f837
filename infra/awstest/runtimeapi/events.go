package runtimeapi

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"time"
)

// Request is an HTTP request as the HTTP API hands it to a function.
type Request struct {
	Method  string
	Path    string // without stage
	Stage   string // empty: $default; a named stage stands in front of the path
	Route   string // "GET /v1/sites/{site}"; empty: $default
	Query   url.Values
	Headers map[string][]string
	Cookies []string
	Body    []byte
	Base64  bool
	Claims  map[string]string // nil: no authorizer
}

// Event gives the request as payload format 2.0: lower-case headers joined by commas, cookies apart, query values
// joined by commas beside the raw query, claims as texts.
func (r Request) Event() map[string]any {
	stage, raw := "$default", r.Path
	if r.Stage != "" {
		stage, raw = r.Stage, "/"+r.Stage+r.Path
	}
	route := r.Route
	if route == "" {
		route = "$default"
	}
	at := time.Date(2026, 11, 24, 1, 30, 0, 0, time.UTC)
	domain := "a1b2c3d4e5.execute-api.cn-north-1.amazonaws.com.cn"
	context := map[string]any{
		"accountId": "123456789012", "apiId": "a1b2c3d4e5", "domainName": domain, "domainPrefix": "a1b2c3d4e5",
		"http": map[string]any{"method": r.Method, "path": raw, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.7",
			"userAgent": "test"},
		"requestId": "JKJaXmPLvHcESHA=", "routeKey": route, "stage": stage,
		"time": at.Format("02/Jan/2006:15:04:05 -0700"), "timeEpoch": at.UnixMilli(),
	}
	if r.Claims != nil {
		context["authorizer"] = map[string]any{"jwt": map[string]any{"claims": r.Claims, "scopes": nil}}
	}
	event := map[string]any{
		"version": "2.0", "routeKey": route, "rawPath": raw, "rawQueryString": r.Query.Encode(),
		"headers": r.headers(domain), "requestContext": context, "isBase64Encoded": r.Base64,
	}
	r.optional(event)
	return event
}

func (r Request) headers(domain string) map[string]string {
	headers := map[string]string{
		"host": domain, "x-forwarded-for": "192.0.2.7", "x-forwarded-port": "443", "x-forwarded-proto": "https",
		"x-amzn-trace-id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700",
	}
	for name, values := range r.Headers {
		headers[strings.ToLower(name)] = strings.Join(values, ",")
	}
	return headers
}

// optional adds what the service leaves out when there is none.
func (r Request) optional(event map[string]any) {
	if len(r.Query) > 0 {
		joined := map[string]string{}
		for name, values := range r.Query {
			joined[name] = strings.Join(values, ",")
		}
		event["queryStringParameters"] = joined
	}
	if len(r.Cookies) > 0 {
		event["cookies"] = r.Cookies
	}
	if len(r.Body) > 0 {
		event["body"] = string(r.Body)
		if r.Base64 {
			event["body"] = base64.StdEncoding.EncodeToString(r.Body)
		}
	}
}

// Response is a function's answer to a request.
type Response struct {
	StatusCode      int                 `json:"statusCode"`
	Headers         map[string]string   `json:"headers"`
	MultiHeaders    map[string][]string `json:"multiValueHeaders"`
	Body            string              `json:"body"`
	IsBase64Encoded bool                `json:"isBase64Encoded"`
	Cookies         []string            `json:"cookies"`
}

// ParseResponse reads an answer; the body is decoded.
func ParseResponse(payload []byte) (Response, error) {
	var response Response
	if err := json.Unmarshal(payload, &response); err != nil {
		return response, err
	}
	if response.IsBase64Encoded {
		body, err := base64.StdEncoding.DecodeString(response.Body)
		if err != nil {
			return response, err
		}
		response.Body = string(body)
	}
	return response, nil
}

// Header finds a header whatever its case.
func (r Response) Header(name string) string {
	for key, value := range r.Headers {
		if strings.EqualFold(key, name) {
			return value
		}
	}
	return ""
}

// Messages gives an SQS event with one record for each body; the message ids are m0, m1, …
func Messages(queueARN string, ids []string, bodies []string) map[string]any {
	records := make([]map[string]any, len(bodies))
	for i, body := range bodies {
		records[i] = map[string]any{
			"messageId": ids[i], "receiptHandle": "handle-" + ids[i], "body": body, "md5OfBody": "",
			"attributes":        map[string]string{"ApproximateReceiveCount": "1", "SentTimestamp": "1795480200000"},
			"messageAttributes": map[string]any{}, "eventSource": "aws:sqs", "eventSourceARN": queueARN,
			"awsRegion": "cn-north-1",
		}
	}
	return map[string]any{"Records": records}
}
