package guarantees_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/notify"
	"github.com/lunxu/lunxu/internal/notify/amazon"
)

// postOffice answers as Amazon SES and SNS do, and keeps what came by which of them.
type postOffice struct {
	mu     sync.Mutex
	refuse bool
	got    []string
}

func (o *postOffice) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil || o.refuse {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/v2/") {
		o.got = append(o.got, "mail "+string(body))
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"MessageId":"1"}`)
		return
	}
	o.got = append(o.got, "text "+string(body))
	w.Header().Set("Content-Type", "text/xml")
	_, _ = io.WriteString(w,
		`<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">`+
			`<PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>`)
}

// close has the office take nothing, or everything again.
func (o *postOffice) close(closed bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.refuse = closed
}

func (o *postOffice) taken() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.got)
}

// amazonWays are mail and text by services at an address.
func amazonWays(t *testing.T, address string) []notify.Sender {
	t.Helper()
	get := func(name string) string {
		return map[string]string{"AWS_REGION": "ap-southeast-1", "AWS_ACCESS_KEY_ID": "id",
			"AWS_SECRET_ACCESS_KEY": "secret", "NOTIFY_MAIL_FROM": "desk@example.cn",
			"AWS_ENDPOINT_URL_SESV2": address, "AWS_ENDPOINT_URL_SNS": address}[name]
	}
	var ways []notify.Sender
	for _, name := range []string{"ses", "sns"} {
		way, err := amazon.Ways[name](get)
		if err != nil {
			t.Fatal(err)
		}
		ways = append(ways, way)
	}
	return ways
}

// TestEachIsToldByTheFirstWayThatReaches: a mail where an address is known, else a text, else the relay; what no way
// reaches is given up and recorded as such, and what fails is tried again by the same way (LS.2.2).
func TestEachIsToldByTheFirstWayThatReaches(t *testing.T) {
	s, r := relayed(t, engines[0])
	office := &postOffice{}
	listener := httptest.NewServer(office)
	t.Cleanup(listener.Close)
	ways := amazonWays(t, listener.URL)
	relay := s.Notices.Ways
	s.Notices.Ways = slices.Concat(ways, relay)
	book := func(edit map[string]any) string {
		body := applied(10, 1)
		for name, value := range edit {
			if body[name] = value; value == nil {
				delete(body, name)
			}
		}
		a := s.apply(body)
		s.must(s.as("front_desk"), "POST", s.path("/appointments/"+a.Appointment+"/confirmation"),
			map[string]any{"identity_verified": true, "purpose_verified": true})
		return a.Appointment
	}
	mailed := book(map[string]any{"email": "ouyang@example.com"})
	texted := book(nil)
	relayedOnly := book(map[string]any{"phone": nil})
	s.tell(t)
	for _, want := range []string{"mail ", "text "} {
		if got := office.taken(); len(got) != 2 ||
			!slices.ContainsFunc(got, func(one string) bool { return strings.HasPrefix(one, want) }) {
			t.Errorf("%s: %v", want, got)
		}
	}
	if got := r.take(); len(got) != 1 || got[0].Appointment != relayedOnly {
		t.Errorf("relayed %+v", got)
	}
	s.Notices.Ways = ways
	nobody := book(map[string]any{"phone": nil})
	s.tell(t)
	office.close(true)
	again := book(nil)
	s.tell(t)
	office.close(false)
	s.tell(t)
	for id, want := range map[string]string{mailed: "ses sent", texted: "sns sent", relayedOnly: "webhook sent",
		nobody: "none given_up", again: "sns failed, sns sent"} {
		if got := s.by(id); got != want {
			t.Errorf("record %q, want %q", got, want)
		}
	}
	if n, err := s.Notices.Run(context.Background(), domain.SiteID(s.id), s.Clock.Now()); err != nil || n != 0 {
		t.Errorf("%d left, %v", n, err)
	}
}

// by lists the ways and outcomes of what was sent about an appointment.
func (s *place) by(id string) string {
	s.t.Helper()
	var list contract.NoticeList
	if err := s.must(s.as("front_desk"), "GET", s.path("/appointments/"+id+"/notices"), nil).into(&list); err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for _, n := range list.Items {
		out = append(out, n.By+" "+string(n.Outcome))
	}
	return strings.Join(out, ", ")
}
