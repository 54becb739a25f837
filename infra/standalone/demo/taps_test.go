package demo

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/api"
)

// counter stands before the product during the demo: it counts what every role enters, and by how many taps the page
// of that role leads there.
type counter struct {
	t       *testing.T
	product http.Handler
	base    string
	writes  map[string]int // by role
	taps    map[string]int
	by      map[string]int // by role and operation
	off     map[string]bool
	busy    bool
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	op, at := operationOf(r)
	if !op.Write || c.busy {
		c.product.ServeHTTP(w, r)
		return
	}
	c.busy = true // what the counter itself reads
	role, person := caller(r)
	taps := c.tapsTo(person, op, at)
	c.busy = false
	answer := httptest.NewRecorder()
	c.product.ServeHTTP(answer, r)
	if answer.Code < 300 && role != "" {
		c.writes[role]++
		c.by[role+" "+op.ID]++
		if taps == 0 {
			c.off[role+" "+op.ID] = true
			taps = 1 // by a code that is scanned, or a program
		}
		c.taps[role] += taps
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	if _, err := w.Write(answer.Body.Bytes()); err != nil {
		c.t.Error(err)
	}
}

// operationOf finds the operation of a request, and the identifiers of its path but the site's.
func operationOf(r *http.Request) (api.Operation, []string) {
	steps := strings.Split(r.URL.Path, "/")
	for _, op := range api.Operations {
		pattern := strings.Split(op.Path, "/")
		if op.Method != r.Method || len(pattern) != len(steps) {
			continue
		}
		var at []string
		fits := true
		for i, step := range pattern {
			if strings.HasPrefix(step, "{") {
				if step != "{site}" {
					at = append(at, steps[i])
				}
			} else if step != steps[i] {
				fits = false
			}
		}
		if fits {
			return op, at
		}
	}
	return api.Operation{}, nil
}

// caller gives the role of a request's token and how the sign-in page names the person.
func caller(r *http.Request) (role, person string) {
	parts := strings.Split(r.Header.Get("Authorization"), ".")
	if len(parts) != 3 {
		return "", ""
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", ""
	}
	var claims struct{ Role, Site, Agent string }
	if json.Unmarshal(raw, &claims) != nil {
		return "", ""
	}
	return claims.Role, claims.Role + ":" + claims.Site + ":" + claims.Agent
}

// browser opens a browser in which a person has signed in.
func (c *counter) browser(person string) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		c.t.Fatal(err)
	}
	browser := &http.Client{Jar: secureJar{jar}}
	c.read(browser.PostForm(c.base+"/sign-in", url.Values{"person": {person}})) //nolint:noctx // own server
	return browser
}

func (c *counter) read(answer *http.Response, err error) string {
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(raw)
}

var link = regexp.MustCompile(`href="(/[^"#]*)"`)

// tapsTo gives how many links and buttons lead from somebody's first page through an operation's form; 0: none within
// three pages.
func (c *counter) tapsTo(person string, op api.Operation, at []string) int {
	browser := c.browser(person)
	pages, seen := []string{"/"}, map[string]bool{"/": true}
	for taps := 1; taps <= 3; taps++ {
		var next []string
		for _, path := range pages {
			text := c.read(browser.Get(c.base + path)) //nolint:noctx // a test of its own server
			if offers(text, op.ID, at) {
				return taps
			}
			for _, found := range link.FindAllStringSubmatch(text, -1) {
				to := strings.ReplaceAll(found[1], "&amp;", "&")
				if !seen[to] && !strings.Contains(to, ".") && !strings.Contains(to, "lang") && len(next) < 60 {
					seen[to], next = true, append(next, to)
				}
			}
		}
		pages = next
	}
	return 0
}

// offers reports whether a page has the form of an operation for what the path names.
func offers(text, op string, at []string) bool {
	for _, form := range strings.Split(text, "<form")[1:] {
		form, _, _ = strings.Cut(form, "</form>")
		if !strings.Contains(form, `action="/do/`+op+`"`) {
			continue
		}
		if !slices.ContainsFunc(at, func(id string) bool { return !strings.Contains(form, id) }) {
			return true
		}
	}
	return false
}

type secureJar struct{ *cookiejar.Jar }

func secured(u *url.URL) *url.URL {
	out := *u
	out.Scheme = "https"
	return &out
}

func (j secureJar) Cookies(u *url.URL) []*http.Cookie { return j.Jar.Cookies(secured(u)) }

func (j secureJar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	j.Jar.SetCookies(secured(u), cookies)
}

// TestTaps counts what the demo's two days cost everybody.
func TestTaps(t *testing.T) {
	product, err := server.Open(server.Config{Data: t.TempDir(), Origin: "http://localhost", Simulated: true,
		Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	c := &counter{t: t, product: product, writes: map[string]int{},
		taps: map[string]int{}, by: map[string]int{}, off: map[string]bool{}}
	serving := httptest.NewServer(c)
	c.base = serving.URL
	var told bytes.Buffer
	err = play(t.Context(), serving.URL, serving.Client(), &report{out: &told})
	serving.Close()
	if closed := product.Close(); err != nil || closed != nil {
		t.Fatal(err, closed, told.String())
	}
	c.compare()
}

// Before facts had to stand, the demo's days took this, in entries and taps.
var before = map[string][2]int{"agent": {42, 42}, "front_desk": {118, 120}, "marketing_centre": {3, 3},
	"site_manager": {27, 54}, "supervisor": {4, 6}}

var update = flag.Bool("update", false, "write the table of the document anew")

// compare holds that a normal day costs nobody more than it did, but for one confirmation a deal, and that the document
// tells the figures.
func (c *counter) compare() {
	deals, more := 0, 0
	for what, n := range c.by {
		if strings.HasSuffix(what, " recordDeal") {
			deals += n
		}
		if strings.HasSuffix(what, " confirmFact") {
			more += n
		}
	}
	if more > deals {
		c.t.Errorf("%d confirmations of %d deals", more, deals)
	}
	rows := "| who | entries before | taps before | entries now | taps now |\n|---|---|---|---|---|\n"
	for _, role := range slices.Sorted(maps.Keys(c.writes)) {
		was := before[role]
		rows += fmt.Sprintf("| %s | %d | %d | %d | %d |\n", role, was[0], was[1], c.writes[role], c.taps[role])
		confirmed := c.by[role+" confirmFact"]
		if c.writes[role]-confirmed > was[0] || c.taps[role]-tapsOfConfirming*confirmed > was[1] {
			c.t.Errorf("%s: %d entries in %d taps, were %v; %d confirmations", role, c.writes[role], c.taps[role], was,
				confirmed)
		}
	}
	for what := range c.off {
		c.t.Logf("not on a page of who did it in the demo: %s", what)
	}
	c.tell(rows)
}

// tapsOfConfirming is a link to the inbox and its button.
const tapsOfConfirming = 2

// tell holds the document's table against the figures, or writes it.
func (c *counter) tell(rows string) {
	const file = "../../docs/standing.md"
	text, err := os.ReadFile(file)
	if err != nil {
		c.t.Fatal(err)
	}
	from := strings.Index(string(text), "| who | entries before")
	if from < 0 {
		c.t.Fatal("the document has no table")
	}
	to := from + strings.Index(string(text[from:])+"\n\n", "\n\n") + 1
	if string(text[from:to]) == rows {
		return
	}
	if !*update {
		c.t.Fatalf("%s tells other figures; run with -update:\n%s", file, rows)
	}
	if err := os.WriteFile(file, []byte(string(text[:from])+rows+string(text[to:])), 0o600); err != nil {
		c.t.Fatal(err)
	}
}
