package guarantees_test

import (
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// taken is a record of a reception in full.
func taken() map[string]any {
	return map[string]any{"topics": "紫砂壶三居", "questions": []map[string]any{{"asked": "紫砂壶首付", "answered": "紫砂壶三成"}},
		"well":  "紫砂壶讲解",
		"badly": "紫砂壶等候", "improvement": "紫砂壶加座", "follow_up": "紫砂壶贷款",
		"gifts": []map[string]any{{"what": "紫砂壶", "declined": true}}}
}

// TestARecordOfAReceptionIsSealed: nothing of what was talked about stands in clear, in the register, the item or a
// stored answer; the whole of it is read back, and nothing once the customer's key is gone (LC.4.4, LS.3.1).
func TestARecordOfAReceptionIsSealed(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		s := start(t, e, func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside", "self-sale",
			3)
		s.checkAllIn()
		visit := s.received(1)
		path := s.path("/visits/" + visit + "/reception-record")
		if a := s.must(s.as("supervisor"), "POST", path, taken()); !strings.Contains(string(a.raw), "紫砂壶贷款") {
			t.Errorf("the writer is shown %s", a)
		}
		for key, item := range m.copied() {
			if text := string(item.Body) + string(inflated(t, item.Body)) +
				asText(item); strings.Contains(text, "紫砂壶") {
				t.Errorf("%v holds the record in clear", key)
			}
		}
		read := func() contract.ReceptionRecord {
			var out contract.VisitReceptionRecord
			if err := s.must(s.as("auditor"), "GET", path, nil).into(&out); err != nil || len(out.Items) != 1 {
				t.Fatalf("%+v, %v", out, err)
			}
			return out.Items[0]
		}
		if r := read(); r.Topics != "紫砂壶三居" || len(r.Questions) != 1 || r.Questions[0].Answered != "紫砂壶三成" ||
			len(r.Gifts) != 1 || !r.Gifts[0].Declined || !r.NeedsFollowUp {
			t.Errorf("%+v", r)
		}
		m.forget(t)
		if r := read(); r.Topics != "" || len(r.Questions) != 0 || r.Agent == "" || !r.NeedsFollowUp {
			t.Errorf("of an erased customer: %+v", r)
		}
		for _, role := range []string{"front_desk", "finance", "screen"} {
			if a := s.call(s.as(role), "GET", path, nil); a.code() != "role.forbidden" {
				t.Errorf("%s reads %s", role, a)
			}
		}
		if v := s.verification(""); !v.Intact {
			t.Errorf("register: %+v", v)
		}
	})
}

// forget destroys the keys of all customers, as an erasure does.
func (m *memory) forget(t *testing.T) {
	t.Helper()
	for key, item := range m.copied() {
		if key.Table != store.Customers {
			continue
		}
		var file floor.CustomerFile
		if err := floor.Unpack(item.Body, &file); err != nil {
			t.Fatal(err)
		}
		file.WrappedKey, file.Identity = nil, nil
		body, err := floor.Pack(file)
		if err != nil {
			t.Fatal(err)
		}
		item.Body = body
		if err := m.Commit(t.Context(), store.Write{Action: store.Put, Item: item, Condition: store.VersionIs,
			Version: item.Version}); err != nil {
			t.Fatal(err)
		}
	}
}
