package guarantees_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/store"
)

// spoken is what is said of the person in these tests, each text at one place.
var spoken = []string{"司马相如", "一三五六七八", "欲购顶层复式", "已电话跟进甲", "偏好朝南乙", "备注丙", "要求换车位丁", "已转工程部戊", "特征戴眼镜己", "投诉改派庚",
	"本人要求辛", "看身份证壬", "来电问价癸", "需要两居室子", "谈到学区丑", "接待热情寅", "备鲜花卯"}

// known is a person of whom everything is held that the product can hold.
type known struct {
	*place
	m                        *memory
	visit, unknown           contract.Visit
	deal, kase, appointment  string
	customer, preRegistered  string
	agent                    string
	statements, certificates map[string]string // as they were before the erasure
}

func (s *place) read(as who, path string, into any) {
	s.t.Helper()
	if err := s.must(as, "GET", s.path(path), nil).into(into); err != nil {
		s.t.Fatal(err)
	}
}

func (s *place) made(as who, path string, body map[string]any, into any) {
	s.t.Helper()
	if err := s.must(as, "POST", s.path(path), body).into(into); err != nil {
		s.t.Fatal(err)
	}
}

// holding opens a site that knows a person in every way: announced, called, came, came without a number and was
// identified, was followed up, asked for something, has an appointment and bought.
func holding(t *testing.T, e engine) *known {
	t.Helper()
	m := &memory{items: map[store.Key]store.Item{}}
	s := start(t, e, func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside", "first-contact",
		3)
	s.checkAllIn()
	k := &known{place: s, m: m, agent: s.agents[0]}
	desk, manager, agent := s.as("front_desk"), s.as("site_manager"), s.agent(s.agents[0])
	var announced contract.PreRegistration
	s.made(agent, "/pre-registrations", map[string]any{"name": "司马相如", "phone": phone(1), "features": "特征戴眼镜己"},
		&announced)
	k.preRegistered = announced.ID
	s.must(desk, "POST", s.path("/calls"),
		map[string]any{"phone": phone(1), "agent": k.agent, "name": "司马相如", "content": "来电问价癸"})
	s.made(desk, "/arrivals", map[string]any{"phone": phone(1), "name": "司马相如", "first_visit": true,
		"purpose": "欲购顶层复式", "outcome": "toured"}, &k.visit)
	k.customer = k.visit.Customer
	s.made(desk, "/arrivals", map[string]any{"phone_unknown": true, "name": "司马相如", "first_visit": true,
		"purpose": "欲购顶层复式"}, &k.unknown)
	s.must(desk, "POST", s.path("/visits/"+k.unknown.Visit+"/identification"), map[string]any{"phone": phone(1)})
	s.must(desk, "POST", s.path("/visits/"+k.unknown.Visit+"/finish"),
		map[string]any{"outcome": "toured", "remark": "偏好朝南乙"})
	s.must(desk, "POST", s.path("/visits/"+k.visit.Visit+"/annotations"), map[string]any{"text": "备注丙"})
	s.must(desk, "POST", s.path("/visits/"+k.visit.Visit+"/visitor-form"),
		map[string]any{"need": "需要两居室子", "consent": true, "paper": true})
	s.must(manager, "POST", s.path("/visits/"+k.visit.Visit+"/reception-record"), map[string]any{"topics": "谈到学区丑"})
	s.must(desk, "POST", s.path("/visits/"+k.visit.Visit+"/feedback"),
		map[string]any{"overall": 5, "words": "接待热情寅", "channel": "oral"})
	s.must(manager, "POST", s.path("/customers/"+k.customer+"/follow-ups"), map[string]any{"remark": "已电话跟进甲"})
	var c contract.Case
	s.made(desk, "/cases", map[string]any{"visit": k.visit.Visit, "kind": "request", "request": "要求换车位丁",
		"department": "工程部", "deadline": "2026-11-25T12:00:00+08:00"}, &c)
	s.must(desk, "POST", s.path("/cases/"+c.Case+"/progress"), map[string]any{"text": "已转工程部戊"})
	k.kase = c.Case
	booked := visitAt(10, "phone", phone(1), "channel", "phone")
	booked["name"] = "司马相如"
	k.appointment = s.apply(booked).Appointment
	s.must(desk, "PUT", s.path("/appointments/"+k.appointment+"/preparation"), map[string]any{"items": []any{
		map[string]any{"kind": "materials", "text": "备鲜花卯", "department": "后勤部", "due": booked["start"]}}})
	k.deal = s.sell(sale(s, 1, 258000)).Deal
	return k
}

// settle runs nights until the deal is settled, and keeps what the erasure must not change.
func (k *known) settle() {
	k.t.Helper()
	for range 4 {
		k.later(24 * time.Hour)
		k.night(k.t.(*testing.T))
	}
	k.statements, k.certificates = map[string]string{}, map[string]string{}
	for _, month := range []string{"2026-11", "2026-12"} {
		k.statements[month] = string(k.must(k.as("finance"), "GET", k.path("/statements/"+month), nil).raw)
	}
	for _, day := range []domain.Day{"2026-11-24", "2026-11-25", "2026-11-26"} {
		for _, e := range k.journal(day) {
			if e.Reception != nil || e.Ruling != nil || e.Verdict != nil {
				id := string(journal.VisitOf(e.Day, e.Seq))
				k.certificates[id] = string(k.must(k.as("auditor"), "GET", k.path("/decisions/"+id), nil).raw)
			}
		}
	}
	if len(k.certificates) < 4 {
		k.t.Fatalf("%d decisions", len(k.certificates))
	}
}

func (k *known) ask(kind string) contract.PrivacyRequest {
	k.t.Helper()
	var r contract.PrivacyRequest
	k.made(k.as("site_manager"), "/customers/"+k.customer+kind,
		map[string]any{"reason": "本人要求辛", "identity_verified": "看身份证壬"}, &r)
	return r
}

// everything reads all parts of what an access request gives.
func (k *known) everything(r contract.PrivacyRequest) string {
	k.t.Helper()
	var all strings.Builder
	for cursor := "/data"; cursor != ""; {
		a := k.must(k.as("site_manager"), "GET", k.path("/privacy-requests/"+r.Request+cursor), nil)
		var part contract.PersonalData
		if err := a.into(&part); err != nil {
			k.t.Fatal(err)
		}
		all.Write(a.raw)
		if cursor = ""; part.NextCursor != "" {
			cursor = "/data?cursor=" + part.NextCursor
		}
	}
	return all.String()
}

// TestAnAccessRequestGivesEverything: every text that is held on the person, the number and the name in full,
// wherever it lies; it is on record, and nobody but the site manager reads it (GR.8, CM.2.5).
func TestAnAccessRequestGivesEverything(t *testing.T) {
	k := holding(t, engines[0])
	r := k.ask("/access-requests")
	all := k.everything(r)
	for _, text := range append(slices.Clone(spoken[2:10]), "司马相如", phone(1), "来电问价癸", "需要两居室子", "谈到学区丑", "接待热情寅",
		k.deal, "lookUpOwner") {
		if text != "投诉改派庚" && text != "lookUpOwner" && !strings.Contains(all, text) {
			t.Errorf("%s is not given", text)
		}
	}
	if a := k.call(k.as("front_desk"), "GET", k.path("/privacy-requests/"+r.Request+"/data"), nil); a.status != 403 {
		t.Errorf("the desk reads it: %s", a)
	}
	logged := k.lookups()
	if last := logged[len(logged)-1]; last.Found != "disclosure" || last.Customer != k.customer {
		t.Errorf("not on record: %+v", last)
	}
	k.later(32 * 24 * time.Hour)
	if a := k.call(k.as("site_manager"), "GET", k.path("/privacy-requests/"+r.Request+"/data"),
		nil); a.code() != "privacy.request_over" {
		t.Errorf("after a month: %s", a)
	}
}

// TestNobodyIsErasedWhileTheDataAreNeeded: an unsettled deal holds the erasure, a dispute too, and the one who asked
// does not approve (GR.8).
func TestNobodyIsErasedWhileTheDataAreNeeded(t *testing.T) {
	k := holding(t, engines[0])
	body := map[string]any{"reason": "本人要求", "identity_verified": "身份证"}
	erase := k.path("/customers/" + k.customer + "/erasure")
	if a := k.call(k.as("site_manager"), "POST", erase, body); a.status != 409 || a.code() != "erasure.deal_open" ||
		!strings.Contains(string(a.raw), "GR.8") {
		t.Errorf("with a deal open: %s", a)
	}
	var disputed contract.Deal
	k.made(k.as("site_manager"), "/deals/"+k.deal+"/disputes", map[string]any{"by": k.agents[1], "statement": "我先接待"},
		&disputed)
	if a := k.call(k.as("site_manager"), "POST", erase, body); a.code() != "erasure.dispute_open" {
		t.Errorf("with a dispute open: %s", a)
	}
	var visit contract.Visit
	k.made(k.as("front_desk"), "/arrivals", newcomer(7), &visit)
	if a := k.call(k.as("site_manager"), "POST", k.path("/customers/"+visit.Customer+"/erasure"),
		body); a.code() != "erasure.visit_open" {
		t.Errorf("during a visit: %s", a)
	}
}

// TestAnErasedPersonIsGone destroys the person's keys: no operation gives a text of theirs, nothing stored holds one
// that a key opens, while the register's chain is whole, decisions are the same and decide again to the same bytes,
// and statements are unchanged. Whoever comes with the number then is somebody else (GR.8, CM.2.5).
func TestAnErasedPersonIsGone(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		k := holding(t, e)
		k.settle()
		access, erasure := k.ask("/access-requests"), k.ask("/erasure")
		if a := k.call(k.as("site_manager"), "POST", k.path("/customers/"+k.customer+"/erasure"),
			map[string]any{"reason": "再次", "identity_verified": "身份证"}); a.code() != "erasure.asked_already" {
			t.Errorf("asked twice: %s", a)
		}
		approval := k.path("/privacy-requests/" + erasure.Request + "/approval")
		if a := k.call(k.as("site_manager"), "POST", approval, map[string]any{"approve": true}); a.status != 403 {
			t.Errorf("approved by the one who asked: %s", a)
		}
		region := who{role: "marketing_centre"}
		k.must(region, "POST", approval, map[string]any{"approve": true})
		if a := k.call(region, "POST", approval, map[string]any{"approve": true}); a.code() != "erasure.decided" {
			t.Errorf("approved twice: %s", a)
		}
		k.gone(access)
		k.unchanged()
		k.somebodyElse()
	})
}

// gone reads every operation and every item and finds nothing that was said of the person.
func (k *known) gone(access contract.PrivacyRequest) {
	t := k.t
	t.Helper()
	if a := k.call(k.as("site_manager"), "GET", k.path("/privacy-requests/"+access.Request+"/data"),
		nil); a.code() != "customer.erased" {
		t.Errorf("the data are given still: %s", a)
	}
	for path, code := range map[string]string{"/customers/" + k.customer + "/reveal": "customer.erased",
		"/customers/" + k.customer + "/follow-ups": "customer.erased"} {
		if a := k.call(k.as("site_manager"), "POST", k.path(path), map[string]any{"reason": "回访"}); a.code() != code &&
			a.code() != "body.unknown_field" {
			t.Errorf("%s: %s", path, a)
		}
	}
	values := map[string]string{"site": k.id, "customer": k.customer, "visit": k.visit.Visit, "agent": k.agent,
		"deal": k.deal, "case": k.kase, "appointment": k.appointment,
		"decision": k.visit.Visit, "day": "2026-11-24", "month": "2026-11", "party": k.agent, "number": "1",
		"preset": "first-contact", "request": access.Request}
	read := 0
	for _, op := range api.Operations {
		if op.Method != http.MethodGet || len(op.Roles) == 0 {
			continue
		}
		path := op.Path
		for name, value := range values {
			path = strings.ReplaceAll(path, "{"+name+"}", value)
		}
		if slices.Contains(op.Query, "day") {
			path += "?day=2026-11-24"
		}
		as := k.as(string(op.Roles[len(op.Roles)-1]))
		if slices.Contains(op.Roles, domain.RoleSiteManager) {
			as = k.as("site_manager")
		}
		a := k.call(as, "GET", path, nil)
		if a.status == 200 {
			read++
		}
		if a.status >= 500 {
			t.Errorf("%s: %s", op.ID, a)
		}
		for _, text := range append(slices.Clone(spoken), phone(1), "司马", privacyMask) {
			if bytes.Contains(a.raw, []byte(text)) {
				t.Errorf("%s still gives %s: %s", op.ID, text, a)
			}
		}
	}
	if read < 35 {
		t.Errorf("only %d operations were read", read)
	}
	for key, item := range k.m.copied() {
		body := inflated(k.t.(*testing.T), item.Body)
		for _, text := range append(slices.Clone(spoken), phone(1)) {
			if bytes.Contains(body, []byte(text)) || bytes.Contains(item.Body, []byte(text)) {
				t.Errorf("%v holds %s in clear", key, text)
			}
		}
		if key.Table == store.Customers && bytes.Contains(body, []byte(`"key":`)) {
			t.Errorf("%v has its key still: %s", key, body)
		}
	}
}

// privacyMask is what a masked number of the person would end in.
var privacyMask = "****" + phone(1)[7:]

// unchanged compares what an erasure must leave as it was.
func (k *known) unchanged() {
	t := k.t
	t.Helper()
	if v := k.verification("?from=2026-11-24&to=2026-11-28"); !v.Intact {
		t.Errorf("register: %+v", v)
	}
	for month, before := range k.statements {
		if now := string(k.must(k.as("finance"), "GET", k.path("/statements/"+month), nil).raw); now != before {
			t.Errorf("statements of %s: %s, before %s", month, now, before)
		}
	}
	for id, before := range k.certificates {
		if now := string(k.must(k.as("auditor"), "GET", k.path("/decisions/"+id), nil).raw); now != before {
			t.Errorf("decision %s: %s, before %s", id, now, before)
		}
		var again contract.Replay
		k.read(k.as("auditor"), "/decisions/"+id+"/replay", &again)
		if !again.Identical {
			t.Errorf("decision %s is decided otherwise", id)
		}
	}
	var owner contract.Ownership
	k.read(k.as("site_manager"), "/customers/"+k.customer, &owner)
	if owner.ErasedAt == nil || owner.Owner != k.agent || len(owner.Contacts) != 2 || owner.MaskedName != "" ||
		owner.MaskedPhone != "" {
		t.Errorf("the facts of the erased: %+v", owner)
	}
}

// somebodyElse comes with the number of the erased person, and nothing leads back to them.
func (k *known) somebodyElse() {
	t := k.t
	t.Helper()
	var found contract.Ownership
	if err := k.lookUp(k.as("front_desk"), 1).into(&found); err != nil || found.Registered || found.Owner != "" ||
		found.Customer == k.customer {
		t.Errorf("the number leads to %+v, %v", found, err)
	}
	k.checkAllIn()
	var visit contract.Visit
	k.made(k.as("front_desk"), "/arrivals",
		map[string]any{"phone": phone(1), "name": "卓文君", "first_visit": true, "outcome": "toured"}, &visit)
	if visit.Customer == k.customer || visit.Customer != found.Customer {
		t.Errorf("the newcomer is %s, the erased was %s", visit.Customer, k.customer)
	}
	var owner contract.Ownership
	k.read(k.as("site_manager"), "/customers/"+k.customer, &owner)
	if owner.MaskedName != "" || len(owner.Contacts) != 2 {
		t.Errorf("the newcomer shows in the file of the erased: %+v", owner)
	}
	k.read(k.as("site_manager"), "/customers/"+visit.Customer, &owner)
	if owner.MaskedName != "卓**" && owner.MaskedName != "卓*" || len(owner.Contacts) != 1 {
		t.Errorf("the newcomer: %+v", owner)
	}
}

// forgettable opens the three ways of staying and two of being forgotten: a customer, one who is followed up, one whose
// deal is open, one without a number, and one who was announced and never came.
func (s *place) forgettable() (visits [4]contract.Visit, openDeal string) {
	s.t.Helper()
	manager := s.as("site_manager")
	s.must(manager, "PUT", s.path("/privacy-rules"),
		map[string]any{"window_minutes": 10, "numbers_in_window": 30, "numbers_per_day": 200, "retention_months": 6})
	for n := range 3 {
		body := newcomer(n)
		body["outcome"] = "toured"
		s.made(s.as("front_desk"), "/arrivals", body, &visits[n])
	}
	s.made(s.as("front_desk"), "/arrivals",
		map[string]any{"phone_unknown": true, "first_visit": true, "name": "卓文君", "outcome": "toured"}, &visits[3])
	s.must(s.agent(s.agents[0]), "POST", s.path("/pre-registrations"),
		map[string]any{"name": "司马相如", "features": "特征戴眼镜己"})
	d := s.sell(map[string]any{"phone": phone(2), "closed_by": s.agents[0], "commission_fen": 100,
		"stage": "subscribed"})
	s.later(30 * 24 * time.Hour)
	s.must(manager, "POST", s.path("/customers/"+visits[1].Customer+"/follow-ups"), map[string]any{"remark": "电话回访"})
	return visits, d.Deal
}

// TestWhoIsForgottenWhen: six months after the last contact the night erases a person, whichever of its commits it is
// killed at; who was followed up since, and whose deal is open, stay, and the latter is erased once the deal is
// settled (GR.8).
func TestWhoIsForgottenWhen(t *testing.T) {
	m := &memory{items: map[store.Key]store.Item{}}
	b := &breaking{Store: m}
	s := start(t, engines[0], func(s store.Store) store.Store { m.Store = s; return b }).openSite("riverside",
		"first-contact", 3)
	s.checkAllIn()
	manager := s.as("site_manager")
	visits, deal := s.forgettable()
	night := func() settle.Report {
		a := s.do(request{method: "POST", path: "/dev/night", body: map[string]any{"site": "riverside"}})
		var report settle.Report
		if a.status == 200 {
			if err := a.into(&report); err != nil {
				t.Fatal(err)
			}
		}
		return report
	}
	if err := s.Clock.Set(time.Date(2027, 5, 23, 15, 30, 0, 0, time.UTC)); err != nil { // a day before
		t.Fatal(err)
	}
	if r := night(); len(r.Erased)+len(r.Held) != 0 {
		t.Errorf("a day before: %+v", r)
	}
	s.later(24 * time.Hour)
	erased := map[string]int{}
	for nth := 1; nth <= 12; nth++ {
		b.arm(nth, nth%2 == 0)
		for _, ref := range night().Erased {
			erased[ref]++
		}
		b.arm(0, false)
	}
	report := night()
	for _, ref := range report.Erased {
		erased[ref]++
	}
	for ref, times := range erased {
		if times > 1 {
			t.Errorf("%s is erased %d times", ref, times)
		}
	}
	if len(report.Held) != 1 || report.Held[0] != visits[2].Customer {
		t.Errorf("held: %+v", report)
	}
	gone := func(visit contract.Visit) bool {
		var owner contract.Ownership
		s.read(manager, "/customers/"+visit.Customer, &owner)
		return owner.ErasedAt != nil
	}
	if !gone(visits[0]) || gone(visits[1]) || gone(visits[2]) || !gone(visits[3]) {
		t.Errorf("erased: %v %v %v %v", gone(visits[0]), gone(visits[1]), gone(visits[2]), gone(visits[3]))
	}
	s.must(s.as("finance"), "POST", s.path("/deals/"+deal+"/signing"), map[string]any{})
	if night(); gone(visits[2]) {
		t.Error("erased with the deal unsettled; the buyer signed today")
	}
	s.forgotThree(m)
}

// forgotThree: the register says so three times, and nothing of who was announced can be read any more.
func (s *place) forgotThree(m *memory) {
	t := s.t
	t.Helper()
	entries := 0
	for day := domain.Day("2027-05-24"); day <= "2027-05-25"; day = day.AddDays(1) {
		for _, entry := range s.journal(day) {
			if entry.Note == "erased:retention" {
				entries++
			}
		}
	}
	if entries != 3 { // two persons and one who was announced and never came
		t.Errorf("%d entries of erasures", entries)
	}
	for key, item := range m.copied() {
		if key.Table == store.Customers && strings.Contains(key.Partition, "#PRE") &&
			bytes.Contains(inflated(t, item.Body), []byte(`"key":`)) {
			t.Errorf("%v has its key still", key)
		}
	}
	if v := s.verification("?from=2027-05-01&to=2027-05-25"); !v.Intact {
		t.Errorf("%+v", v)
	}
}
