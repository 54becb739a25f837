// Package server is the whole product in one process: every function's operations on one router over
// the embedded store, a local issuer for signing in, and the nightly job.
package server

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lunxu/lunxu/functions/aftercare"
	"github.com/lunxu/lunxu/functions/appointments"
	"github.com/lunxu/lunxu/functions/assessment"
	"github.com/lunxu/lunxu/functions/checkin"
	"github.com/lunxu/lunxu/functions/deals"
	"github.com/lunxu/lunxu/functions/inbox"
	"github.com/lunxu/lunxu/functions/ownership"
	"github.com/lunxu/lunxu/functions/pages"
	"github.com/lunxu/lunxu/functions/reviews"
	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/functions/settlement"
	"github.com/lunxu/lunxu/functions/sites"
	"github.com/lunxu/lunxu/functions/visits"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/identity"
	"github.com/lunxu/lunxu/internal/jobs"
	"github.com/lunxu/lunxu/internal/notify"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/embedded"
)

// Config is how the server runs.
type Config struct {
	Data      string // data directory: the store, the keys
	Origin    string // where browsers and phones reach it, "http://localhost:8080"
	Simulated bool   // a clock that calls move; for the demo and tests only
	Logger    *slog.Logger
	Store     store.Store   // nil: the embedded store in Data
	Notify    notify.Sender // nil: the log
}

// Server is a running product.
type Server struct {
	Clock   *Clock
	Floor   *floor.Floor
	Night   *settle.Runner
	Jobs    *jobs.Runner
	orders  *orders
	Notices *notify.Runner
	store   store.Store
	engine  *embedded.Store // nil on another store
	issuer  *identity.Issuer
	verify  identity.Verifier
	api     *api.Router
	mux     *http.ServeMux
	logger  *slog.Logger
	closers []func() error
}

const audience = "lunxu"

// Open starts the product on a data directory.
func Open(config Config) (*Server, error) {
	if err := os.MkdirAll(config.Data, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	s := &Server{Clock: &Clock{simulated: config.Simulated}, store: config.Store, logger: config.Logger,
		mux: http.NewServeMux()}
	if s.store == nil {
		engine, err := embedded.Open(filepath.Join(config.Data, "lunxu.db"), embedded.WithClock(s.Clock.Now))
		if err != nil {
			return nil, err
		}
		s.store, s.engine, s.closers = engine, engine, append(s.closers, engine.Close)
	}
	ring, err := privacy.LoadFile(filepath.Join(config.Data, "keys.json"), s.Clock.Now())
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.issuer, err = identity.OpenIssuer(filepath.Join(config.Data, "issuer.pem"), config.Origin,
		audience); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.verify = identity.Verifier{Issuer: config.Origin, Audience: audience, Keys: s.issuer.Keys, Now: s.Clock.Now}
	s.Floor = floor.New(s.store, ring, rand.Reader)
	s.Night = &settle.Runner{Floor: s.Floor, Logger: config.Logger, Now: s.Clock.Now}
	s.orders = newOrders()
	s.Jobs = &jobs.Runner{Floor: s.Floor, Queue: s.orders, Logger: config.Logger}
	sender := config.Notify
	if sender == nil {
		sender = notify.Log{Logger: config.Logger}
	}
	s.Notices = &notify.Runner{Floor: s.Floor, Ways: []notify.Sender{sender}, Logger: config.Logger}
	s.routes(config)
	return s, nil
}

// Close releases the store.
func (s *Server) Close() error {
	var err error
	for _, c := range s.closers {
		err = errors.Join(err, c())
	}
	return err
}

func (s *Server) routes(config Config) {
	s.api = api.New(api.Options{Now: s.Clock.Now, Logger: config.Logger, Region: s.Floor.Region,
		Admit: s.Floor.Admit})
	sites.Register(s.api, s.Floor)
	checkin.Register(s.api, s.Floor, rand.Reader, config.Origin)
	visits.Register(s.api, s.Floor)
	aftercare.Register(s.api, s.Floor)
	assessment.Register(s.api, s.Floor)
	appointments.Register(s.api, s.Floor, rand.Reader)
	ownership.Register(s.api, s.Floor)
	deals.Register(s.api, s.Floor)
	inbox.Register(s.api, s.Floor)
	settlement.Register(s.api, s.Floor)
	reviews.Register(s.api, s.Floor, s.orders)
	s.mux.HandleFunc("GET /.well-known/openid-configuration", s.document(s.issuer.Discovery()))
	s.mux.HandleFunc("GET /.well-known/jwks.json", s.document(s.issuer.JWKS()))
	s.mux.HandleFunc("POST /dev/tokens", s.signIn)
	s.mux.HandleFunc("POST /dev/night", s.runNight)
	s.mux.HandleFunc("POST /dev/notices", s.runNotices)
	s.mux.HandleFunc("POST /dev/jobs", s.runJobs)
	s.mux.HandleFunc("GET /dev/clock", s.readClock)
	s.mux.HandleFunc("POST /dev/clock", s.setClock)
	s.mux.Handle("/v1/", s.authenticated(s.api))
	s.mux.Handle("/", pages.New(pages.Options{API: s.api, Ring: s.Floor.Ring, Now: s.Clock.Now, Logger: config.Logger,
		Origin: config.Origin, People: s.people}))
}

// Operations gives the operations of the API without what checks tokens in front of them.
func (s *Server) Operations() http.Handler { return s.api }

// ServeHTTP serves everything.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// authenticated does what the JWT authorizer of the HTTP API does: it verifies the bearer token and
// hands its claims on. A request without a valid token goes on without claims and is refused there.
func (s *Server) authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if ok {
			if claims, err := s.verify.Verify(r.Context(), token); err == nil {
				r = r.WithContext(api.WithClaims(r.Context(), claims))
			} else {
				s.logger.InfoContext(r.Context(), "token refused", "why", err.Error())
			}
		}
		next.ServeHTTP(w, r)
	})
}

// document serves a fixed JSON document.
func (s *Server) document(content any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { s.reply(r.Context(), w, http.StatusOK, content) }
}

func (s *Server) reply(ctx context.Context, w http.ResponseWriter, status int, content any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(content); err != nil {
		s.logger.ErrorContext(ctx, "answer not sent", "error", err)
	}
}

func (s *Server) refuse(ctx context.Context, w http.ResponseWriter, status int, code, message string) {
	s.reply(ctx, w, status, map[string]any{"code": code, "status": status, "message_en": message})
}

// Sites lists every site of the installation.
func (s *Server) Sites(ctx context.Context) ([]domain.SiteID, error) {
	var all []domain.SiteID
	query := store.Query{Table: store.Operations, Partition: store.DirectoryPartition, Limit: 200}
	for item, err := range store.All(ctx, s.store, query) {
		if err != nil {
			return nil, err
		}
		all = append(all, domain.SiteID(item.Key.Sort))
	}
	return all, nil
}

// EveryNight runs each site's night once its hour has come, until the context ends. A night that was
// missed, because the machine was off, is caught up by the next one.
func (s *Server) EveryNight(ctx context.Context) {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	done := map[domain.SiteID]time.Time{}
	for {
		s.nightsDue(ctx, done)
		s.noticesDue(ctx)
		s.removeExpired(ctx)
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// noticesDue tells customers what they are to be told by now.
func (s *Server) noticesDue(ctx context.Context) {
	all, err := s.Sites(ctx)
	if err != nil {
		s.logger.ErrorContext(ctx, "sites not listed", "error", err)
		return
	}
	for _, site := range all {
		if _, err := s.Notices.Run(ctx, site, s.Clock.Now()); err != nil && ctx.Err() == nil {
			s.logger.ErrorContext(ctx, "notices not sent, will be tried again", "site", site, "error", err)
		}
	}
}

// expiredAtOnce bounds one round of removing stored answers that have had their time.
const expiredAtOnce = 500

func (s *Server) removeExpired(ctx context.Context) {
	if s.engine == nil {
		return
	}
	if _, err := s.engine.RemoveExpired(ctx, expiredAtOnce); err != nil && ctx.Err() == nil {
		s.logger.ErrorContext(ctx, "expired answers not removed", "error", err)
	}
}

// nightsDue carries out each site's last night, after those that were missed while the machine was off. done is the
// nights that this process knows to be done.
func (s *Server) nightsDue(ctx context.Context, done map[domain.SiteID]time.Time) {
	all, err := s.Sites(ctx)
	if err != nil {
		s.logger.ErrorContext(ctx, "sites not listed", "error", err)
		return
	}
	for _, site := range all {
		look, err := s.Floor.Look(ctx, site, s.Clock.Now())
		if err != nil {
			s.logger.ErrorContext(ctx, "floor not read", "site", site, "error", err)
			continue
		}
		night := settle.LastNight(s.Clock.Now(), look.Site.Zone())
		if done[site].Equal(night) || night.Before(look.Site.CreatedAt) {
			continue
		}
		if _, err := s.Night.CatchUp(ctx, settle.Night{Site: site, At: night}); err != nil {
			s.logger.ErrorContext(ctx, "night failed, will be tried again", "site", site, "error", err)
			continue
		}
		done[site] = night
	}
}
