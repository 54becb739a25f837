package pages

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestABodyIsMadeByTheContract: what is typed becomes the body of the operation, by its fields' kinds; what is empty is
// left out, and what is no number is sent as it was typed.
func TestABodyIsMadeByTheContract(t *testing.T) {
	p := &page{lang: lang{}}
	p.Site.TimeZone = "Asia/Shanghai"
	for _, c := range []struct {
		operation string
		typed     url.Values
		want      string
	}{
		{"finishVisit", url.Values{"outcome": {"toured"}, "remark": {"  "}, "proof": {"x"}}, `{"outcome":"toured"}`},
		{"leave", url.Values{"reason": {"meal"}, "cover.agent": {"yi"}}, `{"cover":{"agent":"yi"},"reason":"meal"}`},
		{"registerArrival", url.Values{"first_visit": {"no"}, "card": {"yes"}, "known_to": {"jia", "yi"},
			"headcount": {"two"}},
			`{"card":true,"first_visit":false,"headcount":"two","known_to":["jia","yi"]}`},
		{"recordDeal", url.Values{"commission_fen": {"25,800.5"}}, `{"commission_fen":2580050}`},
		{"recordDeal", url.Values{"commission_fen": {"1.005"}}, `{"commission_fen":"1.005"}`},
		{"ruleDeal", url.Values{"shares.0.party": {"jia"}, "shares.0.basis_points": {"66.5%"}, "shares.1.party": {"yi"},
			"fixed": {"shares.party"}}, `{"shares":[{"basis_points":6650,"party":"jia"}]}`},
		{"decideErasure", nil, `{"approve":false}`},
		{"setPreparation", url.Values{"items.0.due": {"2026-11-25"}, "items.2.due": {"2026-11-25T09:30"}},
			`{"items":[{"due":"2026-11-25T18:00:00+08:00"},{"due":"2026-11-25T09:30:00+08:00"}]}`},
		{"setPreparation", nil, `{"items":[]}`},
		{"publishPolicyVersion", url.Values{"base.version": {"1"}, "changes": {`{"a":1}`}},
			`{"base":{"version":1},"changes":{"a":1}}`},
	} {
		raw, err := json.Marshal(p.bodyOf(c.operation, c.typed))
		if diff := cmp.Diff(c.want, string(raw)); err != nil || diff != "" {
			t.Errorf("%s %v (-want +got): %v\n%s", c.operation, c.typed, err, diff)
		}
	}
}
