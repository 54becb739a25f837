package guarantees_test

import (
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// parameters fills the parameters of a route besides the site.
func parameters(visit, deal, customer string) *strings.Replacer {
	return strings.NewReplacer("{agent}", "agent01", "{visit}", visit, "{decision}", visit, "{deal}", deal,
		"{customer}", customer,
		"{job}", "jw202611240100009f86d081", "{number}", "1", "{preset}", "self-sale", "{pre_registration}",
		"p20261124-000001", "{request}", "20261124-000001", "{dispute}", "x20261124-000001", "{report}",
		"c20261124-000001", "{day}", "2026-11-24", "{month}", "2026-11", "{party}", "agent01",
		"{source}", "bravo.calendly", "{appointment}", "a20261124-000001", "{case}", "e20261124-000001")
}

// bodies name another site than the path in every way that a body could.
func bodies(other string) []any {
	return []any{nil, map[string]any{}, map[string]any{"site": other},
		map[string]any{"id": other, "site_id": other, "agent": "agent01"}}
}

// neighbours gives two sites of one product with the same agents and somebody on each register.
func neighbours(t *testing.T, e engine) (m *memory, alpha, bravo *place, fill *strings.Replacer) {
	t.Helper()
	m = &memory{items: map[store.Key]store.Item{}}
	p := start(t, e, func(s store.Store) store.Store { m.Store = s; return m })
	alpha, bravo = p.openSite("alpha", "self-sale", 3), p.openSite("bravo", "self-sale", 3)
	alpha.checkAllIn()
	bravo.checkAllIn()
	var visit struct{ Visit, Customer string }
	if err := bravo.arrive(newcomer(1)).into(&visit); err != nil {
		t.Fatal(err)
	}
	var sold struct{ Deal string }
	if err := bravo.must(bravo.as("site_manager"), "POST", bravo.path("/deals"),
		sale(bravo, 1, 100000)).into(&sold); err != nil {
		t.Fatal(err)
	}
	return m, alpha, bravo, parameters(visit.Visit, sold.Deal, visit.Customer)
}

// caller gives somebody of a role, of a site where the role has one.
func caller(s *place, role domain.Role) who {
	as := s.as(string(role))
	if role == domain.RoleAgent {
		as.agent = "agent01"
	}
	return as
}

func ofOneSite(role domain.Role) bool {
	switch role {
	case domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleRegionalSales:
		return false
	}
	return true
}

func (m *memory) copied() map[store.Key]store.Item {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.items)
}

// TestForeignSite calls every route of another site with every role of a site that may call it at home.
func TestForeignSite(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m, alpha, bravo, fill := neighbours(t, e)
		before, calls := m.copied(), 0
		for _, op := range api.Operations {
			if !strings.Contains(op.Path, "{site}") {
				continue
			}
			for _, role := range op.Roles {
				if !ofOneSite(role) {
					continue
				}
				path := fill.Replace(strings.ReplaceAll(op.Path, "{site}", bravo.id))
				for _, body := range bodies(alpha.id) {
					calls++
					if a := alpha.call(caller(alpha, role), op.Method, path, body); a.status != http.StatusForbidden ||
						a.code() != "site.foreign" {
						t.Errorf("%s of alpha calls %s %s: %s", role, op.Method, path, a)
					}
				}
			}
		}
		if after := m.copied(); !reflect.DeepEqual(after, before) {
			t.Errorf("%d items before, %d after, or others", len(before), len(after))
		}
		t.Logf("%d calls", calls)
		foreignRegion(t, alpha, bravo)
		foreignParameters(t, alpha, fill)
	})
}

// foreignRegion has the sales department of another region call (GP.0.2).
func foreignRegion(t *testing.T, alpha, bravo *place) {
	t.Helper()
	alpha.must(who{role: "marketing_centre"}, "POST", "/v1/sites",
		map[string]any{"id": "charlie", "name": "华南案场", "preset": "self-sale", "region": "south-china"})
	as := who{role: "regional_sales"}
	if a := alpha.call(as, "GET", bravo.path("/board"), nil); a.status != http.StatusOK {
		t.Errorf("own region: %s", a)
	}
	for _, op := range api.Operations {
		if !strings.Contains(op.Path, "{site}") || !slices.Contains(op.Roles, domain.RoleRegionalSales) {
			continue
		}
		path := parameters("20261124-000001", "20261124-000001",
			"x").Replace(strings.ReplaceAll(op.Path, "{site}", "charlie"))
		if a := alpha.call(as, op.Method, path, map[string]any{}); a.status != http.StatusForbidden ||
			a.code() != "site.foreign" {
			t.Errorf("other region: %s %s: %s", op.Method, path, a)
		}
	}
}

// foreignParameters asks the own site for a customer of the other one: the references of a site are
// strangers to every other.
func foreignParameters(t *testing.T, alpha *place, fill *strings.Replacer) {
	t.Helper()
	a := alpha.call(alpha.as("front_desk"), "GET", alpha.path(fill.Replace("/customers/{customer}")), nil)
	if a.status != http.StatusNotFound || a.code() != "customer.unknown" {
		t.Errorf("customer of bravo at alpha: %s", a)
	}
	var found struct{ Customer, Owner string }
	looked := alpha.must(alpha.as("front_desk"), "POST", alpha.path("/ownership-lookups"),
		map[string]any{"phone": phone(1)})
	if err := looked.into(&found); err != nil || found.Customer == fill.Replace("{customer}") || found.Owner != "" {
		t.Errorf("bravo's customer looked up at alpha: %s", looked)
	}
}

// refusesUnsigned calls an open route as everybody: no role opens it, only a signature does.
func refusesUnsigned(t *testing.T, s *place, op api.Operation, path string) {
	t.Helper()
	for _, as := range []who{{}, s.as("site_manager"), {role: "marketing_centre"}} {
		if a := s.call(as, op.Method, path,
			map[string]any{"type": "booking.created"}); a.status != http.StatusUnauthorized ||
			a.code() != "webhook.refused" {
			t.Errorf("%v calls %s without a signature: %s", as, op.ID, a)
		}
	}
}

// TestRoles calls every route with every role: who is not in the table is refused, who is in it is not.
func TestRoles(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m, _, bravo, fill := neighbours(t, e)
		refused, allowed := 0, 0
		for _, op := range api.Operations {
			path := fill.Replace(strings.ReplaceAll(op.Path, "{site}", bravo.id))
			if op.Open {
				refusesUnsigned(t, bravo, op, path)
				continue
			}
			for _, role := range domain.Roles() {
				if role == domain.RoleSystem {
					continue
				}
				before := m.copied()
				a := bravo.call(caller(bravo, role), op.Method, path, nil)
				if slices.Contains(op.Roles, role) { // the table itself, not the code that reads it
					allowed++
					if a.status == http.StatusUnauthorized || a.code() == "role.forbidden" ||
						a.code() == "site.foreign" {
						t.Errorf("%s may call %s: %s", role, op.ID, a)
					}
					continue
				}
				refused++
				if a.status != http.StatusForbidden || a.code() != "role.forbidden" ||
					!reflect.DeepEqual(m.copied(), before) {
					t.Errorf("%s may not call %s: %s", role, op.ID, a)
				}
			}
			if a := bravo.call(who{}, op.Method, path, nil); a.status != http.StatusUnauthorized {
				t.Errorf("nobody calls %s: %s", op.ID, a)
			}
		}
		t.Logf("%d pairs allowed, %d refused", allowed, refused)
	})
}
