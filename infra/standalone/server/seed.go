package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
)

// demoAgents are the agents of the demo site, in the order of its order table.
var demoAgents = []struct{ id, name string }{{"jia", "甲女士"}, {"yi", "乙先生"}, {"bing", "丙女士"}, {"ding", "丁先生"}}

// OpenDemoSite opens the site "riverside" with four agents on an installation without sites, through the
// same API that everybody uses.
func (s *Server) OpenDemoSite(ctx context.Context) error {
	all, err := s.Sites(ctx)
	if err != nil || len(all) > 0 {
		return err
	}
	centre := map[string]string{"sub": "demo", "role": "marketing_centre"}
	err = s.do(ctx, centre, "/v1/sites",
		map[string]any{"id": "riverside", "name": "滨江示例案场", "region": "east-china", "preset": "self-sale"})
	if err != nil {
		return err
	}
	manager := map[string]string{"sub": "demo", "role": "site_manager", "site": "riverside"}
	for _, a := range demoAgents {
		agent := map[string]any{"id": a.id, "name": a.name, "monthly_base_fen": 435000}
		if err := s.do(ctx, manager, "/v1/sites/riverside/agents", agent); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) do(ctx context.Context, claims map[string]string, path string, body any) error {
	token, err := s.issuer.Mint(claims, s.Clock.Now(), tokenLife)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, path, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Idempotency-Key", "demo-"+strings.ReplaceAll(fmt.Sprintf("%x", raw), " ", "")[:32])
	response := httptest.NewRecorder()
	s.ServeHTTP(response, request)
	if response.Code >= 300 {
		return fmt.Errorf("demo site: %s: %d %s", path, response.Code, response.Body)
	}
	return nil
}

// Greeting says what to open and what to try, as lines that can be pasted into a shell.
func Greeting(origin string) string {
	return strings.ReplaceAll(`轮序 Lunxu is running on ORIGIN

Open ORIGIN in a browser, or paste these lines:

  SITE=ORIGIN/v1/sites/riverside
  token() { sed 's/.*"token":"\([^"]*\)".*/\1/'; }
  sign_in() { curl -s ORIGIN/dev/tokens -d "$1" | token; }
  post() { curl -s "$SITE/$2" -H "Authorization: Bearer $1" -H 'Content-Type: application/json' \
    -H "Idempotency-Key: $3" -d "$4"; }
  DESK=$(sign_in '{"role":"front_desk","site":"riverside"}')
  SCREEN=$(sign_in '{"role":"screen","site":"riverside"}')
  JIA=$(sign_in '{"role":"agent","site":"riverside","agent":"jia"}')
  QR=$(curl -s $SITE/check-in-token -H "Authorization: Bearer $SCREEN" | token)
  post "$JIA" check-ins scan-1 "{\"token\":\"$QR\",\"device\":\"my-phone-0001\"}"
  post "$DESK" arrivals visit-1 '{"phone":"138 0000 8000","name":"张女士","first_visit":true}'
  post "$DESK" ownership-lookups look-1 '{"phone":"+86 138-0000-8000"}'
  curl -s $SITE/board -H "Authorization: Bearer $DESK"

Stop with Ctrl-C. A whole day of two sites: go run ./infra/standalone -demo
`, "ORIGIN", origin)
}
