package demo

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestCallSaysWhatWasRefused: a refusal ends the play with an error that names call, code and clause.
func TestCallSaysWhatWasRefused(t *testing.T) {
	answers := map[string]struct {
		status int
		body   string
		want   string
	}{
		"/problem": {409, `{"code":"rotation.out_of_turn","clause":"SS.4.2.2.a","message_en":"Not your turn"}`,
			"POST /problem: refused with 409 rotation.out_of_turn SS.4.2.2.a: Not your turn"},
		"/gateway": {502, `<html>`, "POST /gateway: status 502"},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(answers[r.URL.Path].status)
		_, _ = io.WriteString(w, answers[r.URL.Path].body)
	}))
	defer server.Close()
	api := &caller{base: server.URL, client: server.Client()}
	for path, answer := range answers {
		if err := api.send(t.Context(), "", http.MethodPost, path, map[string]any{}, nil); err == nil || err.Error() != answer.want {
			t.Errorf("error %v, want %s", err, answer.want)
		}
	}
}

// TestWritesCarryKeysOfTheirOwn: no two writes share an Idempotency-Key, and a read carries none.
func TestWritesCarryKeysOfTheirOwn(t *testing.T) {
	seen := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		seen[r.Method+" "+r.Header.Get("Idempotency-Key")]++
	}))
	defer server.Close()
	api := &caller{base: server.URL, client: server.Client()}
	for _, method := range []string{http.MethodPost, http.MethodPost, http.MethodPut, http.MethodGet} {
		if err := api.send(t.Context(), "", method, "/", nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 4 || seen["GET "] != 1 {
		t.Errorf("keys %v", seen)
	}
}
