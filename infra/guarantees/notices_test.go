package guarantees_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/notify"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/webhook"
)

// relay is the receiver of outgoing notices; it checks each signature.
type relay struct {
	t      *testing.T
	p      *product
	secret webhook.Secret
	mu     sync.Mutex
	status int
	got    []notify.Message
}

func (r *relay) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		r.t.Error(err)
	}
	d := webhook.Delivery{Header: webhook.HeaderOf(request.Header), Body: body, At: r.p.Clock.Now()}
	if err := webhook.Verify(webhook.Standard, []webhook.Secret{r.secret}, webhook.Standard.Tolerance(),
		d); err != nil {
		r.t.Errorf("a notice is not signed: %v", err)
	}
	var sent struct {
		Type string         `json:"type"`
		Data notify.Message `json:"data"`
	}
	if err := json.Unmarshal(body, &sent); err != nil || sent.Type != "appointment."+sent.Data.Kind ||
		d.Header["webhook-id"] != sent.Data.ID {
		r.t.Errorf("%v: %s", err, body)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, sent.Data)
	w.WriteHeader(r.status)
}

// take gives what came since the last take.
func (r *relay) take() []notify.Message {
	r.mu.Lock()
	defer r.mu.Unlock()
	got := r.got
	r.got = nil
	return got
}

// relayed opens a product whose notices go to a relay.
func relayed(t *testing.T, e engine, wrap ...func(store.Store) store.Store) (*place, *relay) {
	t.Helper()
	p := start(t, e, wrap...)
	r := &relay{t: t, p: p, secret: webhook.Secret(strings.Repeat("n", 32)), status: 204}
	listener := httptest.NewServer(r)
	t.Cleanup(listener.Close)
	p.Notices.Ways = []notify.Sender{notify.Webhook{URL: listener.URL, Secret: r.secret, Client: listener.Client()}}
	return p.openSite("riverside", "self-sale", 2), r
}

// tell sends what is due a minute later, so that the record is in order.
func (s *place) tell(t *testing.T) {
	t.Helper()
	s.later(time.Minute)
	if _, err := s.Notices.Run(context.Background(), domain.SiteID(s.id), s.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}

func (s *place) sendings(id string) []string {
	s.t.Helper()
	var list contract.NoticeList
	if err := s.must(s.as("front_desk"), "GET", s.path("/appointments/"+id+"/notices"), nil).into(&list); err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for _, n := range list.Items {
		out = append(out, string(n.Kind)+" "+string(n.Outcome))
	}
	return out
}

// kinds lists what a relay got.
func kinds(got []notify.Message) []string {
	var out []string
	for _, m := range got {
		out = append(out, m.Kind)
	}
	return out
}

// TestNotices: a customer gets the letter (LS.2.2), a reminder the day before, and is told of changes (BR.4.1).
func TestNotices(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s, r := relayed(t, e)
		desk := s.as("front_desk")
		a := s.apply(applied(10, 1))
		path := s.path("/appointments/" + a.Appointment)
		s.tell(t)
		if got := r.take(); len(got) != 0 {
			t.Errorf("told before anything was confirmed: %v", kinds(got))
		}
		s.must(desk, "POST", path+"/confirmation", map[string]any{"identity_verified": true, "purpose_verified": true})
		s.tell(t)
		s.tell(t)
		got := r.take()
		if len(got) != 1 || got[0].Kind != "confirmation" || got[0].Name != "欧阳建国" || got[0].Phone != phone(1) ||
			!strings.Contains(got[0].TextChinese, "欧阳建国") ||
			!strings.Contains(got[0].CalendarFile, "DTSTART:20261126T020000Z") {
			t.Fatalf("%+v", got)
		}
		s.must(desk, "POST", path+"/changes", map[string]any{"start": "2026-11-27T10:00:00+08:00"})
		s.tell(t)
		s.must(desk, "POST", path+"/change-answer", map[string]any{"agreed": true})
		s.tell(t)
		// 25 November, 11:00: the reminder of the old time is due and no longer holds
		s.later(24*time.Hour + 2*time.Hour)
		s.tell(t)
		if got := kinds(r.take()); !slices.Equal(got, []string{"change", "confirmation"}) {
			t.Errorf("after the change: %v", got)
		}
		s.later(23 * time.Hour) // 26 November, 10:00: a day before
		s.tell(t)
		s.must(desk, "POST", path+"/cancellation", map[string]any{"by": "site"})
		s.tell(t)
		if got := kinds(r.take()); !slices.Equal(got, []string{"reminder", "cancellation"}) {
			t.Errorf("at the end: %v", got)
		}
		want := []string{"confirmation sent", "change sent", "confirmation sent", "reminder dropped", "reminder sent",
			"cancellation sent"}
		if got := s.sendings(a.Appointment); !slices.Equal(got, want) {
			t.Errorf("record %v", got)
		}
	})
}

// TestNoticesAreTriedAgainWithinBounds: five attempts under one id, each recorded, and then no more.
func TestNoticesAreTriedAgainWithinBounds(t *testing.T) {
	s, r := relayed(t, engines[0])
	a := s.apply(applied(10, 1))
	s.must(s.as("front_desk"), "POST", s.path("/appointments/"+a.Appointment+"/confirmation"),
		map[string]any{"identity_verified": true, "purpose_verified": true})
	r.status = 500
	for range 12 {
		s.tell(t)
		s.later(31 * time.Minute)
	}
	got := r.take()
	ids := map[string]bool{}
	for _, m := range got {
		ids[m.ID] = true
	}
	if len(got) != 5 || len(ids) != 1 {
		t.Errorf("%d attempts under %d ids", len(got), len(ids))
	}
	want := append(slices.Repeat([]string{"confirmation failed"}, 4), "confirmation given_up")
	if got := s.sendings(a.Appointment); !slices.Equal(got, want) {
		t.Errorf("record %v", got)
	}
}

// TestNoticesSurviveACrash: a sending that could not be recorded happens again under the same id.
func TestNoticesSurviveACrash(t *testing.T) {
	breaks := &breaking{}
	s, r := relayed(t, engines[0], func(s store.Store) store.Store { breaks.Store = s; return breaks })
	a := s.apply(applied(10, 1))
	s.must(s.as("front_desk"), "POST", s.path("/appointments/"+a.Appointment+"/confirmation"),
		map[string]any{"identity_verified": true, "purpose_verified": true})
	breaks.arm(1, false)
	if _, err := s.Notices.Run(context.Background(), domain.SiteID(s.id), s.Clock.Now()); err == nil {
		t.Fatal("the crash went unnoticed")
	}
	s.tell(t)
	if got := r.take(); len(got) != 2 || got[0].ID != got[1].ID {
		t.Errorf("%+v", got)
	}
	if got := s.sendings(a.Appointment); !slices.Equal(got, []string{"confirmation sent"}) {
		t.Errorf("record %v", got)
	}
}
