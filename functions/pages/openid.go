package pages

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/identity"
)

// OpenID signs people in with an issuer, by authorization code and PKCE. Its tokens carry the claims of the API.
type OpenID struct {
	Issuer   *identity.Remote
	ClientID string
	Secret   string // empty for a public client
	Client   *http.Client
}

// flow is a sign-in on its way; the browser keeps it sealed.
type flow struct {
	State    string    `json:"s"`
	Nonce    string    `json:"n"`
	Verifier string    `json:"v"`
	Next     string    `json:"t"`
	Expires  time.Time `json:"e"`
}

// flowLife is how long somebody may take at the issuer.
const flowLife = 10 * time.Minute

var errSignIn = &refusal{Problem: contract.Problem{Status: http.StatusForbidden, Code: "page.sign_in",
	MessageZh: "登录未完成，请重新登录", MessageEn: "The sign-in did not come to its end; sign in again"}}

// signInStart sends the browser to the issuer.
func (h *Handler) signInStart(p *page) error {
	if h.options.OpenID == nil {
		return problem("path.unknown")
	}
	document, err := h.options.OpenID.Issuer.Discover(p.r.Context())
	if err != nil {
		return fmt.Errorf("pages: sign-in: %w", err)
	}
	f := flow{State: token(), Nonce: token(), Verifier: token() + token(), Next: local(p.r.URL.Query().Get("next")),
		Expires: p.Now.Add(flowLife)}
	vault, err := h.vault()
	if err != nil {
		return err
	}
	sealed, err := vault.seal(flowCookie, f)
	if err != nil {
		return err
	}
	h.setCookie(p.w, flowCookie, sealed, flowLife)
	challenge := sha256.Sum256([]byte(f.Verifier))
	query := url.Values{"response_type": {"code"}, "client_id": {h.options.OpenID.ClientID},
		"redirect_uri": {h.returnURL()},
		"scope":        {"openid profile"}, "state": {f.State}, "nonce": {f.Nonce}, "code_challenge_method": {"S256"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(challenge[:])}}
	separator := "?"
	if strings.Contains(document.AuthorizationEndpoint, "?") {
		separator = "&"
	}
	p.redirect(document.AuthorizationEndpoint + separator + query.Encode())
	return nil
}

func (h *Handler) returnURL() string { return h.options.Origin + "/sign-in/return" }

// signInReturn takes the browser back from the issuer and begins the session. A flow serves once.
func (h *Handler) signInReturn(p *page) error {
	if h.options.OpenID == nil {
		return problem("path.unknown")
	}
	vault, err := h.vault()
	if err != nil {
		return err
	}
	var f flow
	known := vault.unseal(flowCookie, h.cookie(p.r, flowCookie), &f)
	h.dropCookie(p.w, flowCookie)
	query := p.r.URL.Query()
	if !known || !p.Now.Before(f.Expires) ||
		subtle.ConstantTimeCompare([]byte(f.State), []byte(query.Get("state"))) != 1 || query.Get("code") == "" {
		return errSignIn
	}
	claims, err := h.options.OpenID.claims(p.r.Context(), query.Get("code"), f, h.returnURL(), p.h.options.Now)
	if errors.Is(err, identity.ErrUnauthenticated) || errors.Is(err, errRefusedCode) {
		h.options.Logger.InfoContext(p.r.Context(), "sign-in refused", "why", err.Error())
		return errSignIn
	}
	if err != nil {
		return err
	}
	return p.welcome(claims, f.Next)
}

var errRefusedCode = errors.New("pages: the issuer refuses the code")

// maxTokens bounds an answer of the token endpoint.
const maxTokens = 64 << 10

// claims exchanges a code and verifies the token that it gives.
func (o *OpenID) claims(ctx context.Context, code string, f flow, returnURL string,
	now func() time.Time) (map[string]string, error) {
	document, err := o.Issuer.Discover(ctx)
	if err != nil {
		return nil, fmt.Errorf("pages: sign-in: %w", err)
	}
	body := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {returnURL},
		"client_id": {o.ClientID}, "code_verifier": {f.Verifier}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, document.TokenEndpoint,
		strings.NewReader(body.Encode()))
	if err != nil {
		return nil, fmt.Errorf("pages: sign-in: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	if o.Secret != "" {
		request.SetBasicAuth(url.QueryEscape(o.ClientID), url.QueryEscape(o.Secret))
	}
	response, err := o.Client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("pages: sign-in: %w", err)
	}
	defer func() { _ = response.Body.Close() }() // read to its end or given up
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: status %d", errRefusedCode, response.StatusCode)
	}
	var given struct {
		IDToken string `json:"id_token"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxTokens)).Decode(&given); err != nil {
		return nil, fmt.Errorf("pages: sign-in: %w", err)
	}
	verifier := identity.Verifier{Issuer: o.Issuer.URL, Audience: o.ClientID, Keys: o.Issuer.Key, Now: now}
	claims, err := verifier.Verify(ctx, given.IDToken)
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare([]byte(claims["nonce"]), []byte(f.Nonce)) != 1 {
		return nil, fmt.Errorf("%w: nonce", identity.ErrUnauthenticated)
	}
	return claims, nil
}
