package identity_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/identity"
)

// TestRemoteAsksSeldom: documents are kept, a key that is not known is asked for again at most once a minute, and a new
// key is found then.
func TestRemoteAsksSeldom(t *testing.T) {
	now := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	asked := map[string]int{}
	var keys any
	var server *httptest.Server
	name := ""
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		var body any = map[string]string{"issuer": server.URL + name, "jwks_uri": server.URL + "/keys"}
		if r.URL.Path == "/keys" {
			body = keys
		}
		if err := json.NewEncoder(w).Encode(body); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	issuer := func() (*identity.Issuer, string) {
		made, err := identity.OpenIssuer(filepath.Join(t.TempDir(), "key.pem"), server.URL, "a")
		if err != nil {
			t.Fatal(err)
		}
		return made, made.JWKS()["keys"].([]any)[0].(map[string]any)["kid"].(string)
	}
	first, firstID := issuer()
	second, secondID := issuer()
	keys = first.JWKS()
	remote := &identity.Remote{URL: server.URL, Client: server.Client(), Now: func() time.Time { return now }}
	find := func(id string, want bool) {
		t.Helper()
		if key, err := remote.Key(t.Context(), id); (err == nil) != want || (key != nil) != want {
			t.Fatalf("key %s: %v", id, err)
		}
	}
	find(firstID, true)
	find(firstID, true)
	keys = second.JWKS()
	find(secondID, false) // asked within the minute: not again
	if asked["/keys"] != 1 {
		t.Errorf("keys asked for %d times", asked["/keys"])
	}
	now = now.Add(time.Minute)
	find(secondID, true)
	find(firstID, false)
	now = now.Add(time.Hour)
	name = "/other"
	if _, err := remote.Discover(t.Context()); err == nil {
		t.Error("the document of another issuer is taken")
	}
	if asked["/.well-known/openid-configuration"] != 2 {
		t.Errorf("documents asked for: %v", asked)
	}
}

// TestRemoteTakesNoWeakKeys: short ones, other kinds and those for encryption.
func TestRemoteTakesNoWeakKeys(t *testing.T) {
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := `{"issuer":"` + server.URL + `","jwks_uri":"` + server.URL + `/keys"}`
		if r.URL.Path == "/keys" {
			body = `{"keys":[{"kid":"short","kty":"RSA","n":"AQAB","e":"AQAB"},{"kid":"curve","kty":"EC"},` +
				`{"kid":"enc","kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"},{"kid":"bad","kty":"RSA","n":"!",` +
				`"e":"!"}]}`
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	remote := &identity.Remote{URL: server.URL, Client: server.Client(), Now: time.Now}
	for _, id := range []string{"short", "curve", "enc", "bad", ""} {
		if _, err := remote.Key(t.Context(), id); err == nil {
			t.Errorf("key %q is taken", id)
		}
	}
}
