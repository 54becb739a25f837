package demo

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
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
	c.read(browser.PostForm(c.base+"/sign-in", url.Values{"person": {person}}))
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
			text := c.read(browser.Get(c.base + path))
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
	var roles, ops []string
	for role := range c.writes {
		roles = append(roles, role)
	}
	for op := range c.by {
		ops = append(ops, op)
	}
	slices.Sort(roles)
	slices.Sort(ops)
	for _, role := range roles {
		t.Logf("%-18s %3d writes %3d taps", role, c.writes[role], c.taps[role])
	}
	for _, op := range ops {
		t.Logf("%-40s %3d %v", op, c.by[op], c.off[op])
	}
}
