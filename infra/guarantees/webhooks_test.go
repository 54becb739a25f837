package guarantees_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// sender is a booking system with its secret.
type sender struct {
	s                      *place
	source, provider, text string
}

// connect opens a webhook source and keeps the secret that is shown once.
func (s *place) connect(name, provider string) *sender {
	s.t.Helper()
	var made contract.WebhookSource
	a := s.must(s.as("site_manager"), "POST", s.path("/webhook-sources"),
		map[string]any{"name": name, "provider": provider})
	if err := a.into(&made); err != nil || made.Secret == "" || made.Path != "/v1/webhooks/"+s.id+"."+name {
		s.t.Fatalf("source: %s", a)
	}
	return &sender{s, made.Source, provider, made.Secret}
}

func mac(key, content []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(content)
	return h.Sum(nil)
}

// sign gives the headers of a delivery.
func (b *sender) sign(id string, body []byte) map[string]string {
	at := fmt.Sprint(b.s.Clock.Now().Unix())
	switch b.provider {
	case "standard":
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(b.text, "whsec_"))
		if err != nil {
			b.s.t.Fatal(err)
		}
		signature := mac(key, []byte(id+"."+at+"."+string(body)))
		return map[string]string{"webhook-id": id, "webhook-timestamp": at,
			"webhook-signature": "v1," + base64.StdEncoding.EncodeToString(signature)}
	case "calendly":
		return map[string]string{"Calendly-Webhook-Signature": "t=" + at + ",v1=" +
			hex.EncodeToString(mac([]byte(b.text), []byte(at+"."+string(body))))}
	}
	return map[string]string{"X-Cal-Signature-256": hex.EncodeToString(mac([]byte(b.text), body))}
}

// post delivers a body with headers, as the internet does: without a token.
func (p *product) post(path string, headers map[string]string, body []byte) answer {
	p.t.Helper()
	ctx, meter := store.WithMeter(context.Background())
	sent := httptest.NewRequestWithContext(ctx, http.MethodPost, path, bytes.NewReader(body))
	sent.Header.Set("Content-Type", "application/json")
	for name, value := range headers {
		sent.Header.Set(name, value)
	}
	received := httptest.NewRecorder()
	p.ServeHTTP(received, sent)
	return answer{received.Code, received.Body.Bytes(), false, meter.Usage()}
}

func (b *sender) send(id string, event map[string]any) answer {
	return b.through(b.s.product, id, event)
}

func (b *sender) through(p *product, id string, event map[string]any) answer {
	body, err := json.Marshal(event)
	if err != nil {
		b.s.t.Fatal(err)
	}
	return p.post("/v1/webhooks/"+b.source, b.sign(id, body), body)
}

// said gives an event of the product's own schema; n minutes after the morning.
func said(kind, booking string, minute int, more map[string]any) map[string]any {
	data := map[string]any{"id": booking}
	for name, value := range more {
		data[name] = value
	}
	return map[string]any{"type": "booking." + kind,
		"timestamp": morning.Add(time.Duration(minute) * time.Minute).Format(time.RFC3339), "data": data}
}

// visitAt gives what a new booking says; hour is on the site's clock of 26 November.
func visitAt(hour int, more ...any) map[string]any {
	data := map[string]any{"start": fmt.Sprintf("2026-11-26T%02d:00:00+08:00", hour),
		"end":  fmt.Sprintf("2026-11-26T%02d:00:00+08:00", hour+1),
		"name": "欧阳建国", "phone": phone(7), "organisation": "星海贸易", "purpose": "看三居室", "agenda": "样板间", "place": "一号厅",
		"headcount": 3}
	for i := 0; i+1 < len(more); i += 2 {
		data[more[i].(string)] = more[i+1]
	}
	return data
}

// appointments lists a day.
func (s *place) appointments(day string) []contract.Appointment {
	s.t.Helper()
	var list contract.AppointmentList
	if err := s.must(s.as("front_desk"), "GET", s.path("/appointments?day="+day), nil).into(&list); err != nil {
		s.t.Fatal(err)
	}
	return list.Items
}

func expect(t *testing.T, what string, a answer, status int, word string) {
	t.Helper()
	if a.status != status || !strings.Contains(string(a.raw), `"`+word+`"`) {
		t.Errorf("%s: %s, want %d %s", what, a, status, word)
	}
}

// TestWebhookCosts: a delivery is one reading and one transaction, whatever it says.
func TestWebhookCosts(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		w := &witness{}
		p := start(t, e, func(s store.Store) store.Store { w.Store = s; return w })
		b := p.openSite("riverside", "self-sale", 12).connect("page", "standard")
		b.s.arrive(newcomer(1))
		for i, event := range []map[string]any{
			said("requested", "u1", 0, visitAt(10)), said("created", "u1", 1, visitAt(10)),
			said("created", "v1", 1, visitAt(11, "phone", "")),
			said("rescheduled", "u2", 2, visitAt(14, "replaces", "u1")),
			said("rescheduled", "v2", 2,
				map[string]any{"replaces": "v1", "start": "2026-11-27T10:00:00+08:00",
					"end": "2026-11-27T11:00:00+08:00"}),
			said("no_show", "u2", 3, nil), said("cancelled", "u2", 4, nil), said("cancelled", "unseen", 4, nil),
			said("rejected", "v2", 5, nil),
			{"type": "invoice.paid"},
		} {
			id := fmt.Sprintf("m%d", i)
			w.take()
			check(t, fmt.Sprint(event["type"]), b.send(id, event), w, bound{2, 12, 20})
			w.take()
			again := b.send(id, event)
			check(t, fmt.Sprint(event["type"])+" again", again, w, bound{1, 12, 0})
			expect(t, "again", again, 200, "duplicate")
		}
	})
}

// TestWebhookConvergence: the appointments of a site are the same whatever the order and the repetitions.
func TestWebhookConvergence(t *testing.T) {
	p := start(t, engines[0])
	events := []map[string]any{
		said("requested", "u1", 0, visitAt(10)), said("created", "u1", 1, visitAt(10)),
		said("rescheduled", "u2", 2, visitAt(14, "replaces", "u1")),
		said("cancelled", "u1", 2, map[string]any{"replaced_by": "u2"}), said("no_show", "u2", 3, nil),
		said("cancelled", "u2", 4, nil),
	}
	var want string
	for n := range 14 {
		b := p.openSite(fmt.Sprintf("site%02d", n), "self-sale", 2).connect("page", "standard")
		order := rand.New(rand.NewPCG(uint64(n), 7)).Perm(len(events))
		for i, at := range append(order, order[n%len(order)], order[(n*3)%len(order)]) {
			id := fmt.Sprintf("m%d", at)
			if n%7 == 6 && i > 5 {
				id += "-sent-anew" // the same event under another id
			}
			if a := b.send(id, events[at]); a.status != 202 && a.status != 200 {
				t.Fatalf("order %v: %s", order, a)
			}
		}
		list := b.s.appointments("2026-11-26")
		for i := range list {
			list[i].Customer = "" // another reference at every site
		}
		got := fmt.Sprintf("%+v", timeless(list))
		if want == "" {
			want = got
		}
		if got != want || len(list) != 2 {
			t.Errorf("order %v:\n%s\nwant\n%s", order, got, want)
		}
	}
}

// timeless writes the pointers of a list out.
func timeless(list []contract.Appointment) string {
	raw, err := json.Marshal(list)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// TestWebhookSurvivesACrash: between verification and commit nothing is lost, since the provider sends
// again; after the commit nothing happens twice.
func TestWebhookSurvivesACrash(t *testing.T) {
	for _, after := range []bool{false, true} {
		t.Run(fmt.Sprintf("after the commit %v", after), func(t *testing.T) {
			onBoth(t, func(t *testing.T, e engine) {
				breaks := &breaking{}
				p := start(t, e, func(s store.Store) store.Store { breaks.Store = s; return breaks })
				b := p.openSite("riverside", "self-sale", 2).connect("page", "standard")
				event := said("created", "u1", 1, visitAt(10))
				breaks.arm(1, after)
				if a := b.send("m1", event); a.status != http.StatusServiceUnavailable {
					t.Fatalf("killed: %s", a)
				}
				if found := len(b.s.appointments("2026-11-26")); (found == 1) != after {
					t.Errorf("%d appointments after the crash", found)
				}
				again, word := 202, "accepted"
				if after {
					again, word = 200, "duplicate"
				}
				expect(t, "sent again", b.send("m1", event), again, word)
				if list := b.s.appointments("2026-11-26"); len(list) != 1 || list[0].Status != "confirmed" {
					t.Errorf("%+v", list)
				}
			})
		})
	}
}

// TestWebhookRaces: the same delivery eight times at once, through three processes, happens once.
func TestWebhookRaces(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		p := start(t, e)
		b := p.openSite("riverside", "self-sale", 2).connect("page", "standard")
		before := b.s.entries("")
		processes := []*product{p, p.another(), p.another()}
		answers := make([]answer, 8)
		(&history{}).together(len(answers), func(i int) {
			answers[i] = b.through(processes[i%3], "m1", said("created", "u1", 1, visitAt(10)))
		})
		accepted := 0
		for _, a := range answers {
			if a.status == 202 {
				accepted++
			} else if a.status != 200 {
				t.Errorf("%s", a)
			}
		}
		if made := b.s.entries("") - before; accepted != 1 || made != 1 {
			t.Errorf("accepted %d times, %d journal entries", accepted, made)
		}
	})
}

// TestWebhookRefusals: what no live secret of the source signed is refused alike, and leaves nothing.
func TestWebhookRefusals(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		p := start(t, e, func(s store.Store) store.Store { m.Store = s; return m })
		alpha := p.openSite("alpha", "self-sale", 2).connect("page", "standard")
		bravo := p.openSite("bravo", "self-sale", 2).connect("page", "standard")
		calendly := alpha.s.connect("calendly", "calendly")
		before := m.copied()
		event := said("created", "u1", 1, visitAt(10))
		body, err := json.Marshal(event)
		if err != nil {
			t.Fatal(err)
		}
		sound := alpha.sign("m1", body)
		for name, a := range map[string]answer{
			"another site's":     p.post("/v1/webhooks/"+bravo.source, sound, body),
			"another provider's": p.post("/v1/webhooks/"+calendly.source, sound, body),
			"unknown source":     p.post("/v1/webhooks/alpha.other", sound, body),
			"unknown site":       p.post("/v1/webhooks/nowhere.page", sound, body),
			"no source":          p.post("/v1/webhooks/alpha", sound, body),
			"another body":       p.post("/v1/webhooks/"+alpha.source, sound, append(body, ' ')),
			"unsigned":           p.post("/v1/webhooks/"+alpha.source, nil, body),
			"no JSON, unsigned":  p.post("/v1/webhooks/"+alpha.source, nil, []byte("{")),
		} {
			expect(t, name, a, 401, "webhook.refused")
		}
		large := bytes.Repeat([]byte("x"), 64<<10+1)
		expect(t, "too large", p.post("/v1/webhooks/"+alpha.source, alpha.sign("m1", large), large), 413,
			"body.too_large")
		broken := []byte(`{"type":"booking.created","type":"x"}`)
		expect(t, "signed, no JSON", p.post("/v1/webhooks/"+alpha.source, alpha.sign("m1", broken), broken), 400,
			"body.malformed")
		expect(t, "signed, no time", alpha.send("m1", said("created", "u1", 1, nil)), 422, "webhook.content")
		if after := m.copied(); len(after) != len(before) {
			t.Errorf("%d items before, %d after", len(before), len(after))
		}
		expect(t, "sound", alpha.send("m1", event), 202, "accepted")
	})
}

// TestWebhookSecrets: a rotation leaves two live, retiring leaves one, a disabled source takes nothing.
func TestWebhookSecrets(t *testing.T) {
	p := start(t, engines[0])
	s := p.openSite("riverside", "self-sale", 2)
	first := s.connect("page", "cal_com")
	n := 0
	takes := func(what string, b *sender, want int) {
		t.Helper()
		n++
		event := map[string]any{"triggerEvent": "PING", "createdAt": fmt.Sprint(n)}
		if a := b.send("", event); a.status != want {
			t.Errorf("%s: %s", what, a)
		}
	}
	rotate := func(body map[string]any) *sender {
		t.Helper()
		var made contract.WebhookSource
		r := posted(s.as("site_manager"), s.path("/webhook-sources/"+first.source+"/rotation"), body)
		r.key = freshKey()
		a := p.do(r)
		if err := a.into(&made); err != nil || a.status != 200 {
			t.Fatalf("rotation: %s", a)
		}
		if again := p.do(r); !again.replayed || strings.Contains(string(again.raw), `"secret"`) {
			t.Errorf("the secret is shown again: %s", again)
		}
		next := *first
		if next.text = made.Secret; next.text == "" {
			next.text = fmt.Sprint(body["secret"])
		}
		return &next
	}
	second := rotate(map[string]any{})
	takes("first beside second", first, 202)
	takes("second", second, 202)
	third := rotate(map[string]any{"secret": "a-secret-that-the-sender-chose"})
	takes("first after two rotations", first, 401)
	takes("second beside third", second, 202)
	fourth := rotate(map[string]any{"retire_old": true})
	takes("third, retired", third, 401)
	takes("fourth", fourth, 202)
	s.must(s.as("site_manager"), "PATCH", s.path("/webhook-sources/"+first.source), map[string]any{"disabled": true})
	takes("disabled", fourth, 401)
	s.must(s.as("site_manager"), "PATCH", s.path("/webhook-sources/"+first.source), map[string]any{"disabled": false})
	takes("enabled", fourth, 202)
	for _, body := range []map[string]any{{"secret": "short"}, {"secret": strings.Repeat("密", 30)}} {
		if a := s.call(s.as("site_manager"), "POST", s.path("/webhook-sources/"+first.source+"/rotation"),
			body); a.status != 422 {
			t.Errorf("%v: %s", body, a)
		}
	}
	if a := s.call(s.as("site_manager"), "POST", s.path("/webhook-sources"),
		map[string]any{"name": "page", "provider": "standard"}); a.status != 409 || a.code() != "webhook.exists" {
		t.Errorf("the same name again: %s", a)
	}
}

// TestBookingsAreSealed: neither a secret nor who comes lies in the store in clear.
func TestBookingsAreSealed(t *testing.T) {
	m := &memory{items: map[store.Key]store.Item{}}
	p := start(t, engines[0], func(s store.Store) store.Store { m.Store = s; return m })
	b := p.openSite("riverside", "self-sale", 2).connect("page", "standard")
	expect(t, "created", b.send("m1", said("created", "u1", 1, visitAt(10))), 202, "accepted")
	list := b.s.appointments("2026-11-26")
	if len(list) != 1 || list[0].MaskedName != "欧阳*" || list[0].MaskedPhone != "138****0007" ||
		list[0].Purpose != "看三居室" || list[0].Place != "一号厅" {
		t.Fatalf("%+v", list)
	}
	secrets := []string{"欧阳", phone(7), "星海", "三居室", "样板间", "一号厅", b.text, strings.TrimPrefix(b.text, "whsec_")}
	for key, item := range m.copied() {
		held := key.Partition + key.Sort + string(item.Body) + string(inflated(t, item.Body))
		for _, secret := range secrets {
			if strings.Contains(held, secret) {
				t.Errorf("%v holds %q", key, secret)
			}
		}
	}
}

// inflated gives what a packed body says; nothing for another form.
func inflated(t testing.TB, body []byte) []byte {
	t.Helper()
	var held any
	if floor.Unpack(body, &held) != nil {
		return nil
	}
	plain, err := json.Marshal(held)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}
