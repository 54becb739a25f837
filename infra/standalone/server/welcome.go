package server

import (
	_ "embed"
	"net/http"
)

//go:embed welcome.html
var welcomePage []byte

// welcome is the page at the root: what this is, and how to sign in and try it.
func (s *Server) welcome(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	if _, err := w.Write(welcomePage); err != nil {
		s.logger.InfoContext(r.Context(), "page not sent", "error", err)
	}
}
