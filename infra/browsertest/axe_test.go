//go:build browser

package browsertest

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/chromedp/chromedp"
)

// accessible holds a page against the rules of axe-core (WCAG 2 A and AA) where AXE says where it is. A serious or
// critical violation fails the test. The rules come in past the page's own policy, as a reader's tools do.
func (p *person) accessible(name string) {
	p.t.Helper()
	path := os.Getenv("AXE")
	if path == "" {
		return
	}
	source, err := os.ReadFile(path)
	if err != nil {
		p.t.Fatal(err)
	}
	get(p, chromedp.Evaluate[bool](string(source)+"; true"))
	run := `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then(function (r) {
		const grave = r.violations.filter((v) => v.impact === "serious" || v.impact === "critical");
		const said = (n) => n.target.join(" ") + " " + (n.any[0] ? n.any[0].message : "");
		return JSON.stringify(grave.map((v) => v.id + " at " + v.nodes.map(said).join("; ")));
	})`
	var found []string
	if err := json.Unmarshal([]byte(get(p, chromedp.Evaluate[string](run, chromedp.EvalAwaitPromise))),
		&found); err != nil {
		p.t.Fatal(err)
	}
	if len(found) > 0 {
		p.t.Errorf("%s: %s", name, strings.Join(found, "\n"))
	}
}
