package scenarios_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/infra/scenarios"
)

// TestNothingIsLeftUnread wants a step with a word that nothing reads, or with an outcome that did not
// come about, to fail with a word about it.
func TestNothingIsLeftUnread(t *testing.T) {
	for step, want := range map[string]string{
		`check_in: [jia], recieves: jia`:                            `unknown word "recieves"`,
		`deal: {phone: "13800000001", closed_by: jia, chosen: jia}`: `unknown word "chosen" in "deal"`,
		`check_in: [{agent: jia, shift: true}]`:                     `unknown word "shift" in "check_in"`,
		`check_in: [{agent: jia, duty: true}]`:                      `rotation.not_in_policy`,
		`check_in: [jia], day_close: true`:                          `one action, not 2`,
		`order_now: [jia]`:                                          `one action, not 0`,
		`finish: "13800000001"`:                                     `no visit of`,
		`cancel: "13800000001"`:                                     `no deal of`,
		`read: gossip`:                                              `nothing to read is called gossip`,

		`arrive: {phone: "13800000001", names: yi}, receives: jia, on_behalf_of_agent: bing`: `on_behalf_of_agent: got`,

		`arrive: {phone: "13800000001"}, waits: false`:                   `waits: got`,
		`ruling: {verified: poaching}`:                                   `no deal of`,
		`statement: {agent: jia, says: so}`:                              `unknown word "says" in "statement"`,
		`arrive: {phone: "13800000001"}, clause: SS.9`:                   `SS.9 is not cited`,
		`arrive: {phone: "13800000001"}, refused: SS.3.1`:                `refused: got`,
		`arrive: {phone: "1", first_visit: true}`:                        `refused: 422`,
		`check_in: [jia], order_now: [yi, jia]`:                          `order_now: got`,
		`deal: {phone: "13800000001", closed_by: jia}, shares: {jia: 1}`: `shares: got`,
	} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "one.yaml")
			text := "scenarios:\n- name: one\n  policy: self-sale\n  agents: [jia, yi]\n  steps:\n    - {at: D1 " +
				"09:00, " + step + "}\n"
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			list, err := scenarios.Load(path)
			if err != nil {
				t.Fatal(err)
			}
			player := &scenarios.Player{Base: open(t), Client: http.DefaultClient}
			if err := player.Play(list[0]); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %s", err, want)
			}
		})
	}
}
