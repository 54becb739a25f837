package amazon

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"

	"github.com/lunxu/lunxu/internal/notify"
)

// fault is what a service does instead of taking a message.
type fault int

const (
	none fault = iota
	throttled
	failing   // inside itself, status 500
	rejecting // the message
	garbled   // answers what is no answer
	dropping  // the connection
	hanging   // until the caller gives up
)

// service answers as Amazon SES (v2, JSON) and Amazon SNS (query, XML) do, and keeps what it took.
type service struct {
	*httptest.Server
	t     *testing.T
	mu    sync.Mutex
	fault fault
	taken
}

// taken is what a service was asked and took.
type taken struct {
	calls int
	mails []mailTaken
	texts []url.Values
	auth  []string
}

// so gives what was taken so far.
func (s *service) so() taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return taken{s.calls, slices.Clone(s.mails), slices.Clone(s.texts), slices.Clone(s.auth)}
}

// now lets the service do what it is told from here on.
func (s *service) now(f fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

type mailTaken struct {
	FromEmailAddress string
	Destination      struct{ ToAddresses []string }
	Content          struct{ Raw struct{ Data []byte } }
	EmailTags        []struct{ Name, Value string }
}

func serve(t *testing.T) *service {
	t.Helper()
	s := &service{t: t}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.CloseClientConnections)
	t.Cleanup(s.Close)
	return s
}

// open opens one of the ways against the service.
func (s *service) open(name string) notify.Sender {
	s.t.Helper()
	way, err := Ways[name](s.environment)
	if err != nil {
		s.t.Fatal(err)
	}
	return way
}

func (s *service) environment(name string) string {
	return map[string]string{"AWS_REGION": "ap-southeast-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
		"AWS_SECRET_ACCESS_KEY":  "secret",
		"AWS_ENDPOINT_URL_SESV2": s.URL, "AWS_ENDPOINT_URL_SNS": s.URL,
		"NOTIFY_MAIL_FROM": "滨江案场前台接待中心预约确认组 <desk@example.cn>"}[name]
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	s.mu.Lock()
	s.calls++
	now := s.fault
	s.auth = append(s.auth, r.Header.Get("Authorization"))
	s.mu.Unlock()
	mails := r.URL.Path == "/v2/email/outbound-emails"
	switch now {
	case dropping:
		panic(http.ErrAbortHandler)
	case hanging:
		<-r.Context().Done()
		return
	case garbled:
		w.WriteHeader(http.StatusOK)
		_, _ = io.WriteString(w, "<<{")
		return
	case throttled:
		refuse(w, mails, http.StatusTooManyRequests, "TooManyRequestsException", "Throttling")
		return
	case failing:
		refuse(w, mails, http.StatusInternalServerError, "InternalFailure", "InternalError")
		return
	case rejecting:
		refuse(w, mails, http.StatusBadRequest, "MessageRejected", "InvalidParameter")
		return
	}
	s.take(w, r, mails, body)
}

func (s *service) take(w http.ResponseWriter, r *http.Request, mails bool, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if mails {
		var mail mailTaken
		if err := json.Unmarshal(body, &mail); err != nil || r.Method != http.MethodPost {
			s.t.Errorf("%s %v: %s", r.Method, err, body)
		}
		s.mails = append(s.mails, mail)
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"MessageId":"010f-%d"}`, len(s.mails))
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("Action") != "Publish" {
		s.t.Errorf("%v: %s", err, body)
	}
	s.texts = append(s.texts, form)
	w.Header().Set("Content-Type", "text/xml")
	_, _ = io.WriteString(w,
		`<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">`+
			`<PublishResult><MessageId>m-1</MessageId></PublishResult>`+
			`<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>`)
}

func refuse(w http.ResponseWriter, mails bool, status int, mailCode, textCode string) {
	if mails {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Amzn-Errortype", mailCode)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"message":"not taken"}`)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w,
		`<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">`+
			`<Error><Type>Sender</Type><Code>%s</Code><Message>not taken</Message></Error>`+
			`<RequestId>r-1</RequestId></ErrorResponse>`, textCode)
}
