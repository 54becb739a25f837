package api

import (
	"context"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
)

func TestWhatThePathNamesIsNotFoundAndWhatTheBodyNamesIsUnprocessable(t *testing.T) {
	for _, c := range []struct {
		method, target, body string
		err                  *domain.Error
		status               int
		field                string
	}{
		{"GET", "/v1/sites/riverside/board/agents/nobody", "", domain.Invalid("agent.unknown", "/agent"), 404, "agent"},
		{"GET", "/v1/sites/riverside/board/agents/nobody", "", domain.Invalid("agent.unknown", "agent"), 404, "agent"},
		{"GET", "/v1/sites/riverside/board/agents/nobody", "", domain.Invalid("agent.missing", "/agent"), 422, "agent"},
		{"POST", arrivals, "{}", domain.Invalid("agent.unknown", "/agent"), 422, "/agent"},
		{"POST", arrivals, "{}", domain.Invalid("agent.unknown", "/names/agent"), 422, "/names/agent"},
		{"POST", arrivals, "{}", domain.Invalid("agent.unknown", ""), 422, ""},
	} {
		d := newDesk()
		d.err = c.err
		Handle(d.Router, "explainStanding", func(context.Context, Call[None]) (Answer, error) {
			return Answer{}, c.err
		})
		_, problem := d.do(c.method, c.target, c.body, frontDesk)
		if problem.Status != c.status || problem.Field != c.field || problem.Code != string(c.err.Code) {
			t.Errorf("%s %v: %+v", c.target, c.err, problem)
		}
	}
}
