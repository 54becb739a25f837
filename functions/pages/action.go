package pages

import (
	"crypto/hmac"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
)

// form is what a person typed.
type form struct{ url.Values }

// number gives a field that is a whole number, nil for anything else.
func (f form) number(name string) *int {
	n, err := strconv.Atoi(strings.TrimSpace(f.Get(name)))
	if err != nil {
		return nil
	}
	return &n
}

// action is what a form of an operation has of its own.
type action struct {
	body func(*page,
		form) any // of a page that is not converted yet; nil: by the contract's fields
	fill  func(*page, form, map[string]any)          // what the page adds to the body, or takes away
	after func(*page, form, *answer) (string, error) // nil: back to the page of the form
}

// act does what a form asks for, as one operation of the API under the form's own Idempotency-Key: a double
// tap, a reload, the back button or a second tab that sends the same form gets the first answer again.
// Success leads on to a page (Post/Redirect/Get); a refusal shows the form's page again with what was typed.
func (h *Handler) act(p *page) error {
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	f := form{p.r.PostForm}
	if err := p.checkProof(f.Get("proof")); err != nil {
		return err
	}
	name := p.r.PathValue("action")
	op, known := api.OperationByID(name)
	if !known || !op.Write {
		return problem("path.unknown")
	}
	a := actions[name]
	body, err := p.typedBody(name, a, f)
	if err != nil {
		return err
	}
	out, err := p.call(name, fieldsOf(op, f), body, f.Get("key"), nil)
	var refused *refusal
	if errors.As(err, &refused) {
		return p.again(f, &attempt{Action: name, Values: f.Values, Refused: refused})
	}
	if err != nil {
		return err
	}
	next := done(f.Get("back"), name)
	if a.after != nil {
		if next, err = a.after(p, f, out); err != nil {
			return err
		}
	}
	p.redirect(next)
	return nil
}

// typedBody makes the body of a form.
func (p *page) typedBody(op string, a action, f form) (any, error) {
	if a.body != nil {
		return a.body(p, f), nil
	}
	if hasInstant(bodyFields(op)) {
		if err := p.readSite(f.Get("site")); err != nil { // for its clock
			return nil, err
		}
	}
	body := p.bodyOf(op, f.Values)
	if a.fill != nil {
		a.fill(p, f, body)
	}
	return body, nil
}

// fieldsOf gives the parameters of an operation's path from the fields of the same names.
func fieldsOf(op api.Operation, f form) names {
	out := names{}
	for _, part := range strings.Split(op.Path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			name = strings.TrimSuffix(name, "}")
			out[name] = f.Get(name)
		}
	}
	return out
}

// done gives the address of a page that says what has been done.
func done(back, action string) string {
	parsed, err := url.Parse(local(back))
	if err != nil {
		return "/"
	}
	query := parsed.Query()
	query.Set("done", action)
	parsed.RawQuery = query.Encode()
	return parsed.String()
}

// again shows the page of a refused form. A session that has ended goes to the sign-in.
func (p *page) again(f form, a *attempt) error {
	if a.Refused.Status == http.StatusUnauthorized {
		return a.Refused
	}
	back, err := url.Parse(local(f.Get("back")))
	if err != nil || back.Path == "/" {
		return a.Refused
	}
	query := back.Query()
	query.Del("done")
	back.RawQuery = query.Encode()
	shown := withAttempt(p.r, a).Clone(withAttempt(p.r, a).Context())
	shown.Method, shown.URL, shown.Body = http.MethodGet, back, http.NoBody
	shown.Header = maps.Clone(p.r.Header)
	shown.Header.Del("Content-Type")
	shown.Form, shown.PostForm = nil, nil
	p.h.mux.ServeHTTP(p.w, shown)
	return nil
}

// proofUse names the proof that every form carries.
const proofUse = "form"

// Proof is what a form carries to show that a page of this session made it (CSRF).
func (p *page) Proof() (string, error) {
	if p.Session == nil {
		return "", nil
	}
	vault, err := p.h.vault()
	if err != nil {
		return "", err
	}
	return vault.sign(proofUse, p.Session.ID), nil
}

func (p *page) checkProof(given string) error {
	want, err := p.Proof()
	if err != nil {
		return err
	}
	if want == "" || !hmac.Equal([]byte(want), []byte(given)) {
		return errStale
	}
	return nil
}

// Key makes the Idempotency-Key of a form. Without parts it is new with every page: for what may be done many
// times over, as registering visitors. With parts, it is the same on every page that shows the same state: two
// tabs that offer the same step do it once.
func (p *page) Key(parts ...string) (string, error) {
	if len(parts) == 0 {
		p.fresh = append(p.fresh, token())
		return p.fresh[len(p.fresh)-1], nil
	}
	vault, err := p.h.vault()
	if err != nil {
		return "", err
	}
	return vault.sign(strings.Join(parts, "\x00"), p.Session.Principal.Subject), nil
}
