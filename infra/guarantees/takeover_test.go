package guarantees_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// bring brings a list of customers in parts of forty.
func (s *place) bring(rows []map[string]any) contract.Takeover {
	s.t.Helper()
	var list contract.Takeover
	supervisor := s.as("supervisor")
	if err := s.must(supervisor, "POST", s.path("/takeovers"),
		map[string]any{"file_name": "老客户.xlsx"}).into(&list); err != nil {
		s.t.Fatal(err)
	}
	for from := 0; from < len(rows); from += 40 {
		part := rows[from:min(from+40, len(rows))]
		if err := s.must(supervisor, "POST", s.path("/takeovers/"+list.Takeover+"/rows"),
			map[string]any{"first": from + 1, "rows": part}).into(&list); err != nil {
			s.t.Fatal(err)
		}
	}
	return list
}

func (s *place) takeoverRows(list, query string) []contract.TakeoverRow {
	s.t.Helper()
	var rows contract.TakeoverRowList
	if err := s.must(s.as("auditor"), "GET", s.path("/takeovers/"+list+"/rows"+query), nil).into(&rows); err != nil {
		s.t.Fatal(err)
	}
	return rows.Items
}

func signature(list contract.Takeover) map[string]any {
	return map[string]any{"digest": list.Digest, "statement": "已逐行核对"}
}

// TestTakeover takes a list over: the register stands before it, each row says what is wrong with it, nothing happens
// before the signature, and whoever was taken over is somebody's customer without ever having been registered (LC.4.4).
func TestTakeover(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("riverside", "self-sale", 4)
		s.checkAllIn()
		s.arrive(newcomer(1))
		list := s.bring([]map[string]any{
			{"phone": phone(10), "name": "欧阳建国", "owner": "agent04", "last_contact": "2026/11/5"},
			{"phone": phone(11), "owner": "置业顾问03"},
			{"phone": phone(1), "owner": "agent03"},
			{"phone": phone(10), "owner": "agent03"},
			{"phone": "12345", "name": "某某"},
			{"phone": phone(12), "owner": "无此人"},
			{"phone": phone(13), "last_contact": "5/3/26"},
			{"phone": phone(14)},
		})
		if want := (contract.TakeoverCounts{Ready: 3, Faulty: 3, Collision: 1, Repeated: 1}); list.Counts != want ||
			list.Rows != 8 {
			t.Errorf("checked: %+v", list)
		}
		rows := s.takeoverRows(list.Takeover, "")
		if rows[0].MaskedPhone != "138****0010" || rows[0].MaskedName != "欧阳*" || rows[2].RegisteredTo != "agent01" ||
			rows[3].EarlierLine != 1 ||
			rows[4].Fault != "phone.malformed" || rows[5].Fault != "takeover.owner_unknown" ||
			rows[6].Field != "last_contact" || rows[6].FaultZh == "" {
			t.Errorf("rows: %+v", rows)
		}
		if faulty := s.takeoverRows(list.Takeover, "?outcome=faulty&limit=2"); len(faulty) != 2 || faulty[0].Line != 5 {
			t.Errorf("faulty: %+v", faulty)
		}
		if a := s.call(s.as("front_desk"), "POST", s.path("/ownership-lookups"),
			map[string]any{"phone": phone(10)}); strings.Contains(string(a.raw), "agent04") {
			t.Errorf("taken over before the signature: %s", a)
		}
		path := s.path("/takeovers/" + list.Takeover)
		if a := s.call(s.as("supervisor"), "POST", path+"/sign-off", signature(list)); a.status != 403 {
			t.Errorf("a supervisor signs: %s", a)
		}
		if a := s.call(s.as("site_manager"), "POST", path+"/sign-off",
			map[string]any{"digest": strings.Repeat("0", 64), "statement": "x"}); a.code() != "takeover.changed" {
			t.Errorf("signed unseen: %s", a)
		}
		// the register moves on between the look and the signature
		s.arrive(map[string]any{"phone": phone(14), "first_visit": true})
		if err := s.must(s.as("site_manager"), "POST", path+"/sign-off", signature(list)).into(&list); err != nil {
			t.Fatal(err)
		}
		if list.Status != "done" || list.Counts.TakenOver != 2 || list.Counts.Collision != 2 || list.Counts.Ready != 0 {
			t.Errorf("taken over: %+v", list)
		}
		if rows := s.takeoverRows(list.Takeover, ""); rows[0].MaskedPhone != "" || rows[0].Owner != "agent04" ||
			rows[0].LastContact != "2026-11-05" {
			t.Errorf("the list still tells numbers: %+v", rows[0])
		}
		s.isTakenOver(list)
		late := map[string]any{"first": 9, "rows": []any{map[string]any{"phone": phone(20)}}}
		if a := s.call(s.as("site_manager"), "POST", path+"/rows", late); a.code() != "takeover.not_open" {
			t.Errorf("added after the end: %s", a)
		}
		if v := s.verification("?from=2026-11-24&to=2026-11-24"); !v.Intact {
			t.Errorf("register: %+v", v)
		}
	})
}

// isTakenOver: the first of the list is somebody's customer by the signed list alone, and the door cites it.
func (s *place) isTakenOver(list contract.Takeover) {
	t := s.t
	t.Helper()
	var owned contract.Ownership
	if err := s.must(s.as("front_desk"), "POST", s.path("/ownership-lookups"),
		map[string]any{"phone": phone(10)}).into(&owned); err != nil {
		t.Fatal(err)
	}
	if owned.Owner != "agent04" || owned.Registered || owned.TakenOver == nil ||
		owned.TakenOver.Takeover != list.Takeover || owned.TakenOver.Line != 1 || len(owned.Contacts) != 0 {
		t.Errorf("owned: %+v", owned)
	}
	var visit contract.Visit
	if err := s.arrive(map[string]any{"phone": phone(10), "first_visit": false}).into(&visit); err != nil {
		t.Fatal(err)
	}
	if visit.Owner != "agent04" || visit.Receives != "agent04" {
		t.Errorf("received: %+v", visit)
	}
	var door, origin contract.Decision
	if err := s.must(s.as("auditor"), "GET", s.path("/decisions/"+visit.Visit), nil).into(&door); err != nil ||
		!slices.Equal(door.Evidence, []string{owned.TakenOver.Entry}) || owned.Evidence != owned.TakenOver.Entry {
		t.Errorf("the door's evidence: %v %+v", err, door)
	}
	if err := s.must(s.as("auditor"), "GET", s.path("/decisions/"+owned.TakenOver.Entry),
		nil).into(&origin); err != nil || origin.Clause != "LC.4.4" ||
		!strings.Contains(string(origin.Facts), owned.Customer) {
		t.Errorf("what it rests on: %v %+v", err, origin)
	}
}

// TestALongTakeoverGoesOn: a list too long for one request says how far it came, and is gone on with; each customer is
// taken over once.
func TestALongTakeoverGoesOn(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "points", 3)
	var rows []map[string]any
	for i := range 1100 {
		rows = append(rows, map[string]any{"phone": phone(100 + i), "owner": fmt.Sprintf("agent%02d", 1+i%3),
			"last_contact": "2026-11-20"})
	}
	list := s.bring(rows)
	path, manager := s.path("/takeovers/"+list.Takeover), s.as("site_manager")
	if a := s.call(manager, "POST", path+"/continuation", map[string]any{}); a.code() != "takeover.not_signed_off" {
		t.Errorf("went on without a signature: %s", a)
	}
	if err := s.must(manager, "POST", path+"/sign-off", signature(list)).into(&list); err != nil {
		t.Fatal(err)
	}
	if list.Status != "signed_off" || list.PartsDone != 25 || list.Counts.TakenOver != 1000 {
		t.Errorf("after the signature: %+v", list)
	}
	for range 2 { // once more than is needed
		if err := s.must(s.as("supervisor"), "POST", path+"/continuation", map[string]any{}).into(&list); err != nil {
			t.Fatal(err)
		}
	}
	if list.Status != "done" || list.Counts.TakenOver != 1100 || list.PartsDone != 28 {
		t.Errorf("at the end: %+v", list)
	}
	var owned contract.Ownership
	if err := s.must(s.as("front_desk"), "POST", s.path("/ownership-lookups"),
		map[string]any{"phone": phone(1199)}).into(&owned); err != nil {
		t.Fatal(err)
	}
	if owned.Owner != "agent02" || owned.ProtectedUntil != "2026-12-20" {
		t.Errorf("the last one: %+v", owned)
	}
}

// TestAWithdrawnTakeoverIsGone: nothing can be read of its rows, and none is a customer.
func TestAWithdrawnTakeoverIsGone(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "self-sale", 3)
	list := s.bring([]map[string]any{{"phone": phone(10), "name": "欧阳建国", "owner": "agent02"}})
	path := s.path("/takeovers/" + list.Takeover)
	s.must(s.as("supervisor"), "POST", path+"/withdrawal", map[string]any{})
	if rows := s.takeoverRows(list.Takeover, ""); len(rows) != 1 || rows[0].MaskedPhone != "" ||
		rows[0].MaskedName != "" {
		t.Errorf("rows: %+v", rows)
	}
	if a := s.call(s.as("site_manager"), "POST", path+"/sign-off", signature(list)); a.code() != "takeover.not_open" {
		t.Errorf("signed off after the withdrawal: %s", a)
	}
	s.later(time.Minute)
	var all contract.TakeoverList
	if err := s.must(s.as("auditor"), "GET", s.path("/takeovers"), nil).into(&all); err != nil || len(all.Items) != 1 ||
		all.Items[0].Status != "withdrawn" {
		t.Errorf("%+v, %v", all, err)
	}
}

// On a running site a list takes owners and turns from others: whoever brought it does not sign it, under no account of
// theirs; a second person does, and look-up says of a contact that only the list tells it.
func TestASecondPersonSignsOnARunningSite(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "points", 3)
	s.checkAllIn()
	brings := who{"site_manager", s.id, "agent01"}
	var list contract.Takeover
	if err := s.must(brings, "POST", s.path("/takeovers"),
		map[string]any{"file_name": "list.csv"}).into(&list); err != nil {
		t.Fatal(err)
	}
	path := s.path("/takeovers/" + list.Takeover)
	if err := s.must(brings, "POST", path+"/rows", map[string]any{"first": 1, "rows": []any{map[string]any{
		"phone": phone(1), "owner": "agent02", "last_contact": "2026-11-01"}}}).into(&list); err != nil {
		t.Fatal(err)
	}
	for _, same := range []who{brings, {"regional_sales", s.id, "agent01"}} {
		if a := s.call(same, "POST", path+"/sign-off", signature(list)); a.code() != "takeover.same_person" {
			t.Errorf("%v signs: %s", same, a)
		}
	}
	s.must(who{role: "regional_sales"}, "POST", path+"/sign-off", signature(list))
	var owner contract.Ownership
	if err := s.must(s.as("front_desk"), "POST", s.path("/ownership-lookups"),
		map[string]any{"phone": phone(1)}).into(&owner); err != nil || owner.TakenOver == nil ||
		owner.TakenOver.BackDated == nil {
		t.Errorf("%+v %v", owner.TakenOver, err)
	}
}
