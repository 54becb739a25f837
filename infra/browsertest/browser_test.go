//go:build browser

package browsertest

import (
	"context"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/infra/standalone/server"
)

// morning is when every play starts: 09:00 on the site's clock.
var morning = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

// The two sizes at which every page is looked at.
var (
	phoneSize = size{"phone", 390, 844}
	deskSize  = size{"desk", 1440, 900}
)

type size struct {
	name          string
	width, height int64
}

// stage is a running product and a browser.
type stage struct {
	t       *testing.T
	product *server.Server
	origin  string
	browser context.Context
	keys    int         // of calls without a browser
	down    atomic.Bool // the network to the product
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t}
	var handler http.Handler
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.serve(handler, w, r)
	}))
	t.Cleanup(listener.Close)
	s.origin = strings.Replace(listener.URL, "127.0.0.1", "localhost", 1)
	product, err := server.Open(server.Config{Data: t.TempDir(), Origin: s.origin, Simulated: true,
		Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := product.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := product.Clock.Set(morning); err != nil {
		t.Fatal(err)
	}
	if err := product.OpenDemoSite(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.product, handler = product, product
	s.browser = openBrowser(t)
	return s
}

// serve serves the product, or cuts every connection while the network is down.
func (s *stage) serve(product http.Handler, w http.ResponseWriter, r *http.Request) {
	if s.down.Load() {
		panic(http.ErrAbortHandler)
	}
	product.ServeHTTP(w, r)
}

// night runs the site's night now.
func (s *stage) night() {
	s.t.Helper()
	if _, err := s.product.Night.Run(s.t.Context(),
		settle.Night{Site: "riverside", At: s.product.Clock.Now()}); err != nil {
		s.t.Fatal(err)
	}
}

// openBrowser starts Chromium. A machine without one fails the test: whoever asked for browser tests wants them run.
func openBrowser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is not installed: apt-get install chromium fonts-noto-cjk")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("lang", "zh-CN"))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	browser, closeBrowser := chromedp.NewContext(allocated)
	t.Cleanup(closeBrowser)
	if err := chromedp.Do(browser); err != nil {
		t.Fatal(err)
	}
	return browser
}

// advance moves the product's clock on.
func (s *stage) advance(by time.Duration) {
	s.t.Helper()
	if err := s.product.Clock.Set(s.product.Clock.Now().Add(by)); err != nil {
		s.t.Fatal(err)
	}
}

// person is a device with its own cookies in somebody's hands.
type person struct {
	*stage
	name string
	tab  context.Context
	told []string // what the console said
	// expects is what the console says because of what the test does; it is not wrong.
	expects string
}

// wait bounds every step of a play.
const wait = 15 * time.Second

// enter opens a device of a size. What its console reports fails the test in the end.
func (s *stage) enter(name string, at size) *person {
	s.t.Helper()
	tab, stop := chromedp.NewContext(s.browser, chromedp.WithNewBrowserContext())
	p := &person{stage: s, name: name, tab: tab}
	said := chromedp.Console(tab)
	heard := make(chan struct{})
	go func() { defer close(heard); p.listen(said) }()
	s.t.Cleanup(func() {
		stop()
		<-heard
		if len(p.told) > 0 {
			s.t.Errorf("the console of %s: %s", name, strings.Join(p.told, "; "))
		}
	})
	p.do(chromedp.EmulateViewport(at.width, at.height))
	return p
}

// listen keeps what the console reports as wrong. A refusal that a test provokes is reported there too, as the status
// of a document, and is not wrong.
func (p *person) listen(said iter.Seq2[chromedp.ConsoleMessage, error]) {
	for message, err := range said {
		if err != nil {
			return
		}
		wrong := message.IsException() || message.Type == "error" || message.Type == "warning"
		if wrong && p.expects != "" && strings.Contains(message.Text, p.expects) {
			continue
		}
		if wrong && !strings.Contains(message.Text, "the server responded with a status of 4") {
			p.told = append(p.told, message.String())
		}
	}
}

// do runs steps within their time.
func (p *person) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	get(p, chromedp.Steps(steps...))
}

// get runs a step that gives something.
func get[T any](p *person, step chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.tab, wait)
	defer cancel()
	out, err := chromedp.Run(ctx, step)
	if err != nil {
		shown, _ := chromedp.Run(p.tab, chromedp.InnerHTML(chromedp.CSS("main")))
		p.t.Fatalf("%s: %v; the page is %s", p.name, err, shown)
	}
	return out
}

func (p *person) open(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.origin+path), chromedp.WaitReady(chromedp.CSS("main")))
}

// signIn chooses a person of the demo site.
func (p *person) signIn(id string) {
	p.t.Helper()
	p.open("/sign-in")
	p.click(`button[value="` + id + `"]`)
}

// click clicks and waits for the page that follows.
func (p *person) click(selector string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.tab, wait)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible)); err != nil {
		p.t.Fatalf("%s: click %s: %v", p.name, selector, err)
	}
	p.do(chromedp.WaitReady(chromedp.CSS("main")))
}

// sees waits until the page shows a text. A page that goes while it is looked at is looked at again once it has come.
func (p *person) sees(text string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.tab, wait)
	defer cancel()
	shows := `document.body.innerText.replace(/\s+/g, " ").includes(` + strconv.Quote(text) + `)`
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](shows, chromedp.WithPollingInterval(50*time.Millisecond)))
		if err == nil {
			return
		}
		if ctx.Err() != nil {
			shown, _ := chromedp.Run(p.tab, chromedp.InnerHTML(chromedp.CSS("main")))
			p.t.Fatalf("%s does not see %q: %v; the page is %s", p.name, text, err, shown)
		}
	}
}

// fits holds that the page is no wider than its window.
func (p *person) fits(name string, at size) {
	p.t.Helper()
	if wide := get(p, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); wide > at.width {
		p.t.Errorf("%s is %d wide on a %s of %d", name, wide, at.name, at.width)
	}
}

// picture takes a picture of the window and keeps it where SCREENSHOTS says.
func (p *person) picture(name string) []byte {
	p.t.Helper()
	png := get(p, chromedp.CaptureScreenshot())
	p.keep(name, png)
	return png
}

// whole takes a picture of the whole page.
func (p *person) whole(name string) {
	p.t.Helper()
	p.keep(name, get(p, chromedp.FullScreenshot(100)))
}

func (p *person) keep(name string, png []byte) {
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
		p.t.Error(err)
	}
}
