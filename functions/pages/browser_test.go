package pages_test

import (
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/infra/standalone/server"
)

// morning is when every product of these tests starts: 09:00 on the clock of its sites.
var morning = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

// product is the whole product with its demo site.
type product struct {
	*server.Server
	t      *testing.T
	origin string
	calls  int // of the API beside the pages
	told   int // calls of other systems, each under its own key
}

func newProduct(t *testing.T) *product {
	t.Helper()
	var handler http.Handler
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(listener.Close)
	opened, err := server.Open(server.Config{Data: t.TempDir(), Origin: listener.URL, Simulated: true,
		Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	handler = opened
	if err := opened.Clock.Set(morning); err != nil {
		t.Fatal(err)
	}
	if err := opened.OpenDemoSite(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &product{Server: opened, t: t, origin: listener.URL}
}

// browser is a browser without scripts: it keeps cookies, follows redirects and sends forms as they stand.
type browser struct {
	*product
	client *http.Client
	jar    *cookiejar.Jar
	cross  string // the Origin that it claims; empty: none
}

// shown is a page that a browser got.
type shown struct {
	status int
	path   string
	header http.Header
	text   string
}

// open opens a browser; as is the person to sign in as, nobody when empty.
func (p *product) open(as string) *browser {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	b := &browser{product: p, jar: jar, client: &http.Client{Jar: secureJar{jar}}}
	if as != "" {
		if got := b.post("/sign-in", url.Values{"person": {as}}); got.status != 200 {
			p.t.Fatalf("sign in as %s: %d", as, got.status)
		}
	}
	return b
}

// secureJar gives Secure cookies to the machine itself without TLS, as browsers do.
type secureJar struct{ *cookiejar.Jar }

func secured(u *url.URL) *url.URL {
	out := *u
	out.Scheme = "https"
	return &out
}

func (j secureJar) Cookies(u *url.URL) []*http.Cookie         { return j.Jar.Cookies(secured(u)) }
func (j secureJar) SetCookies(u *url.URL, all []*http.Cookie) { j.Jar.SetCookies(secured(u), all) }

func (b *browser) send(request *http.Request) shown {
	b.t.Helper()
	if b.cross != "" {
		request.Header.Set("Origin", b.cross)
	}
	response, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		b.t.Fatal(err)
	}
	return shown{response.StatusCode, response.Request.URL.RequestURI(), response.Header, string(raw)}
}

func (b *browser) get(path string) shown {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.origin+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.send(request)
}

func (b *browser) post(path string, fields url.Values) shown {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.origin+path,
		strings.NewReader(fields.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(request)
}

var (
	formOf  = regexp.MustCompile(`(?s)<form.*?</form>`)
	hidden  = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
	markups = regexp.MustCompile(`(?s)<[^>]*>`)
)

// form gives the hidden fields of the first form of a page with an action.
func (s shown) form(action string) (url.Values, bool) {
	for _, form := range formOf.FindAllString(s.text, -1) {
		if !strings.Contains(form, `"`+action+`"`) {
			continue
		}
		fields := url.Values{}
		for _, field := range hidden.FindAllStringSubmatch(form, -1) {
			fields.Add(field[1], html.UnescapeString(field[2]))
		}
		return fields, true
	}
	return nil, false
}

// stands reports whether a value stands in a field of the page: typed, ticked or chosen.
func (s shown) stands(name, value string) bool {
	name, value = regexp.QuoteMeta(html.EscapeString(name)), regexp.QuoteMeta(html.EscapeString(value))
	for _, form := range []string{`<input id[^>]* name="%s" type="[^"]*" value="%s"`,
		`<input type="[^"]*" name="%s" value="%s" checked`,
		`<select [^>]*name="%s"[^>]*>(?:<option[^>]*>[^<]*</option>\s*)*<option value="%s" selected`,
		`<textarea [^>]*name="%s"[^>]*>%s</textarea>`} {
		if regexp.MustCompile(fmt.Sprintf(form, name, value)).MatchString(s.text) {
			return true
		}
	}
	return false
}

// marks reports whether the page marks a field as refused.
func (s shown) marks(name string) bool {
	return regexp.MustCompile(`name="` + regexp.QuoteMeta(name) + `"[^>]* aria-invalid="true"`).MatchString(s.text)
}

// says reports whether the page shows a text.
func (s shown) says(text string) bool {
	return strings.Contains(html.UnescapeString(markups.ReplaceAllString(s.text, " ")), text)
}

// fill takes the form of an action from a page, with what a person adds.
func (b *browser) fill(on shown, action string, typed ...string) url.Values {
	b.t.Helper()
	fields, found := on.form("/do/" + action)
	if !found {
		b.t.Fatalf("%s has no form %s: %s", on.path, action, on.text)
	}
	for i := 0; i < len(typed); i += 2 {
		fields.Set(typed[i], typed[i+1])
	}
	return fields
}

// do fills and sends the form of an action.
func (b *browser) do(on shown, action string, typed ...string) shown {
	b.t.Helper()
	return b.post("/do/"+action, b.fill(on, action, typed...))
}

func (b *browser) want(got shown, status int, texts ...string) shown {
	b.t.Helper()
	if got.status != status {
		b.t.Fatalf("%s: status %d, want %d: %s", got.path, got.status, status, got.text)
	}
	for _, text := range texts {
		if !got.says(text) {
			b.t.Fatalf("%s does not say %q: %s", got.path, text, got.text)
		}
	}
	return got
}

// live asks for the part of a page that refreshes itself, as its script does; seen is the mark of the part that is
// shown, empty for none.
func (b *browser) live(path string, seen ...string) shown {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.origin+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("X-Live", "1")
	for _, mark := range seen {
		request.Header.Set("If-None-Match", mark)
	}
	return b.send(request)
}
