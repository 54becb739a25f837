package pages_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/functions/pages"
	"github.com/lunxu/lunxu/internal/identity"
	"github.com/lunxu/lunxu/internal/privacy"
)

// issuer is an OpenID provider that lets everybody in as the same agent, and is as strict as the protocol asks: a code
// serves once, for the client, the address and the verifier that it was given for.
type issuer struct {
	*httptest.Server
	t     *testing.T
	key   *identity.Issuer
	asked map[string]url.Values // by code
	spoil func(map[string]string)
	now   func() time.Time
}

func newIssuer(t *testing.T, now func() time.Time) *issuer {
	i := &issuer{t: t, asked: map[string]url.Values{}, now: now, spoil: func(map[string]string) {}}
	i.Server = httptest.NewServer(http.HandlerFunc(i.serve))
	t.Cleanup(i.Close)
	var err error
	if i.key, err = identity.OpenIssuer(filepath.Join(t.TempDir(), "key.pem"), i.URL, "pages-client"); err != nil {
		t.Fatal(err)
	}
	return i
}

func (i *issuer) serve(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		i.reply(w, map[string]string{"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize",
			"token_endpoint": i.URL + "/token", "jwks_uri": i.URL + "/keys"})
	case "/keys":
		i.reply(w, i.key.JWKS())
	case "/authorize":
		code := "code-" + r.FormValue("state")
		i.asked[code] = r.URL.Query()
		http.Redirect(w, r, r.FormValue("redirect_uri")+"?"+
			url.Values{"code": {code}, "state": {r.FormValue("state")}}.Encode(), http.StatusFound)
	case "/token":
		i.token(w, r)
	}
}

func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	asked := i.asked[r.PostFormValue("code")]
	delete(i.asked, r.PostFormValue("code"))
	challenge := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if asked == nil || asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(challenge[:]) ||
		asked.Get("code_challenge_method") != "S256" ||
		asked.Get("redirect_uri") != r.PostFormValue("redirect_uri") ||
		asked.Get("client_id") != r.PostFormValue("client_id") {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	claims := map[string]string{"sub": "u-7", "role": "agent", "site": "riverside", "agent": "jia",
		"nonce": asked.Get("nonce")}
	i.spoil(claims)
	token, err := i.key.Mint(claims, i.now(), time.Minute)
	if err != nil {
		i.t.Error(err)
	}
	i.reply(w, map[string]string{"id_token": token, "token_type": "Bearer", "access_token": "unused"})
}

func (i *issuer) reply(w http.ResponseWriter, body any) {
	if err := json.NewEncoder(w).Encode(body); err != nil {
		i.t.Error(err)
	}
}

// openIDPages serves the pages with sign-in by the issuer over the operations of a product.
func openIDPages(t *testing.T) (*browser, *issuer) {
	t.Helper()
	p := newProduct(t)
	from := newIssuer(t, p.Clock.Now)
	var handler http.Handler
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(listener.Close)
	handler = pages.New(pages.Options{API: p.Operations(), Ring: func() *privacy.Ring { return p.Floor.Ring() },
		Now:    p.Clock.Now,
		Logger: slog.New(slog.DiscardHandler), Origin: listener.URL,
		OpenID: &pages.OpenID{Issuer: &identity.Remote{URL: from.URL, Client: listener.Client(), Now: p.Clock.Now},
			ClientID: "pages-client", Client: listener.Client()}})
	p.origin = listener.URL
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{product: p, jar: jar, client: &http.Client{Jar: secureJar{jar}}}, from
}

func TestSignInWithAnIssuer(t *testing.T) {
	b, _ := openIDPages(t)
	if got := b.get("/phone"); got.path != "/sign-in?next=%2Fphone" || !got.says("用公司账号登录") {
		t.Fatalf("without a session: %s", got.path)
	}
	b.want(b.get("/sign-in/start?next=/phone"), 200, "滨江示例案场", "今天还没有签到")
	if got := b.post("/sign-in", url.Values{"person": {"site_manager:riverside:"}}); got.status != http.StatusNotFound {
		t.Errorf("sign-in without a password beside the issuer: %d", got.status)
	}
}

// TestAnIssuersTokenIsChecked: whatever is wrong with what comes back, nobody is signed in.
func TestAnIssuersTokenIsChecked(t *testing.T) {
	for name, spoil := range map[string]func(*browser, *issuer){
		"nonce of another flow": func(_ *browser, i *issuer) {
			i.spoil = func(c map[string]string) { c["nonce"] = "other" }
		},
		"no role": func(_ *browser, i *issuer) {
			i.spoil = func(c map[string]string) { delete(c, "role") }
		},
		"another audience": func(_ *browser, i *issuer) { i.key.Audience = "another-client" },
		"expired": func(_ *browser, i *issuer) {
			i.now = func() time.Time { return morning.Add(-time.Hour) }
		},
		"another issuer's name": func(_ *browser, i *issuer) { i.key.URL = "https://other.example" },
	} {
		t.Run(name, func(t *testing.T) {
			b, from := openIDPages(t)
			spoil(b, from)
			if got := b.get("/sign-in/start"); got.status != http.StatusForbidden &&
				got.status != http.StatusUnauthorized {
				t.Errorf("status %d", got.status)
			}
			if got := b.get("/phone"); !strings.HasPrefix(got.path, "/sign-in") {
				t.Error("signed in")
			}
		})
	}
}

// TestAReturnServesOnce: without the flow's cookie, with another state, and a second time.
func TestAReturnServesOnce(t *testing.T) {
	b, _ := openIDPages(t)
	if got := b.get("/sign-in/return?code=x&state=y"); got.status != http.StatusForbidden {
		t.Errorf("without a flow: %d", got.status)
	}
	var back string
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == "/sign-in/return" {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	b.get("/sign-in/start")
	if got := b.get(strings.Replace(back, "state=", "state=x", 1)); got.status != http.StatusForbidden {
		t.Errorf("another state: %d", got.status)
	}
	if got := b.get(back); got.status != http.StatusForbidden {
		t.Errorf("after a failure the flow is over: %d", got.status)
	}
}
