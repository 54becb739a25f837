package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
)

// Clock is the server's clock: the machine's, or a simulated one that calls move.
type Clock struct {
	simulated bool
	mu        sync.Mutex
	now       time.Time
}

// Now gives the instant.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.simulated && !c.now.IsZero() {
		return c.now
	}
	return time.Now().UTC()
}

// Set moves a simulated clock. It fails for the machine's.
func (c *Clock) Set(now time.Time) error {
	if !c.simulated {
		return errors.New("the clock is not simulated")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now.UTC()
	return nil
}

// tokenLife is how long a local sign-in lasts.
const tokenLife = 12 * time.Hour

// signIn signs a token of the local issuer for a role. It stands in for a company's own OpenID provider
// on one box; the deployed product has no such call.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Subject string `json:"subject"`
		Role    string `json:"role"`
		Site    string `json:"site"`
		Agent   string `json:"agent"`
		Region  string `json:"region"`
	}
	if !s.read(w, r, &asked) {
		return
	}
	if asked.Subject == "" {
		asked.Subject = asked.Role + ":" + asked.Site + ":" + asked.Agent
	}
	claims := map[string]string{"sub": asked.Subject, "role": asked.Role}
	for name, value := range map[string]string{"site": asked.Site, "agent": asked.Agent, "region": asked.Region} {
		if value != "" {
			claims[name] = value
		}
	}
	if _, err := api.PrincipalOf(claims); err != nil {
		s.refuse(r.Context(), w, http.StatusUnprocessableEntity, "auth.claims",
			"role, site, agent or region do not fit together")
		return
	}
	token, err := s.issuer.Mint(claims, s.Clock.Now(), tokenLife)
	if err != nil {
		s.logger.ErrorContext(r.Context(), "token not signed", "error", err)
		s.refuse(r.Context(), w, http.StatusInternalServerError, "internal", "the token could not be signed")
		return
	}
	s.reply(r.Context(), w, http.StatusOK, map[string]string{"token": token})
}

func (s *Server) read(w http.ResponseWriter, r *http.Request, into any) bool {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, api.MaxBody))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		s.refuse(r.Context(), w, http.StatusBadRequest, "body.malformed", "the body is not the expected JSON object")
		return false
	}
	return true
}

func (s *Server) readClock(w http.ResponseWriter, r *http.Request) {
	s.reply(r.Context(), w, http.StatusOK, map[string]any{"now": s.Clock.Now(), "simulated": s.Clock.simulated})
}

// setClock moves the simulated clock: to an instant, or on by a duration such as "90m".
func (s *Server) setClock(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Now     time.Time `json:"now"`
		Advance string    `json:"advance"`
	}
	if !s.read(w, r, &asked) {
		return
	}
	if asked.Advance != "" {
		step, err := time.ParseDuration(asked.Advance)
		if err != nil {
			s.refuse(r.Context(), w, http.StatusUnprocessableEntity, "clock.malformed",
				"advance is a duration such as 90m")
			return
		}
		asked.Now = s.Clock.Now().Add(step)
	}
	if err := s.Clock.Set(asked.Now); err != nil {
		s.refuse(r.Context(), w, http.StatusForbidden, "clock.not_simulated",
			"start the server with -clock simulated to move time")
		return
	}
	s.readClock(w, r)
}

// siteOf reads the site that a call names.
func (s *Server) siteOf(w http.ResponseWriter, r *http.Request) (domain.SiteID, bool) {
	var asked struct {
		Site domain.SiteID `json:"site"`
	}
	ok := s.read(w, r, &asked)
	return asked.Site, ok
}

// runNotices tells people of one site what they are to be told by now, as the scheduler would.
func (s *Server) runNotices(w http.ResponseWriter, r *http.Request) {
	site, ok := s.siteOf(w, r)
	if !ok {
		return
	}
	handled, err := s.Notices.Run(r.Context(), site, s.Clock.Now())
	if err != nil {
		s.logger.ErrorContext(r.Context(), "notices not sent", "site", site, "error", err)
		s.refuse(r.Context(), w, http.StatusServiceUnavailable, "store.unavailable",
			"not everything was sent; run it again")
		return
	}
	s.reply(r.Context(), w, http.StatusOK, map[string]int{"handled": handled})
}

// runNight runs the night of one site now, as the scheduler would.
func (s *Server) runNight(w http.ResponseWriter, r *http.Request) {
	site, ok := s.siteOf(w, r)
	if !ok {
		return
	}
	report, err := s.Night.Run(r.Context(), settle.Night{Site: site, At: s.Clock.Now()})
	var refusal *domain.Error
	switch {
	case errors.As(err, &refusal):
		s.refuse(r.Context(), w, http.StatusNotFound, string(refusal.Code), "the night cannot be run for this site")
	case err != nil:
		s.logger.ErrorContext(r.Context(), "night failed", "site", site, "error", err)
		s.refuse(r.Context(), w, http.StatusServiceUnavailable, "store.unavailable",
			"the night did not finish; run it again")
	default:
		s.reply(r.Context(), w, http.StatusOK, report)
	}
}
