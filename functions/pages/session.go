package pages

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/privacy"
)

// sessionLife is how long a sign-in lasts: a working day.
const sessionLife = 12 * time.Hour

// session is who is signed in. The browser keeps it sealed: nothing is stored here, and nothing in it can be
// read or changed there. It holds the claims of the token that was verified at sign-in and not the token,
// which no page needs again and which may be larger than a cookie.
type session struct {
	ID        string            `json:"i"`
	Claims    map[string]string `json:"c"`
	Expires   time.Time         `json:"e"`
	Principal api.Principal     `json:"-"`
}

// vault seals what browsers keep for us, and signs what forms bring back.
type vault struct {
	aead cipher.AEAD
	mac  []byte
}

func newVault(ring *privacy.Ring) (*vault, error) {
	master, err := ring.PagesKey()
	if err != nil {
		return nil, fmt.Errorf("pages: key: %w", err)
	}
	seal, err := hkdf.Key(sha256.New, master, nil, "lunxu pages seal v1", privacy.KeySize)
	if err != nil {
		return nil, fmt.Errorf("pages: key: %w", err)
	}
	mac, err := hkdf.Key(sha256.New, master, nil, "lunxu pages form v1", privacy.KeySize)
	if err != nil {
		return nil, fmt.Errorf("pages: key: %w", err)
	}
	block, err := aes.NewCipher(seal)
	if err != nil {
		return nil, fmt.Errorf("pages: cipher: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("pages: cipher: %w", err)
	}
	return &vault{aead: aead, mac: mac}, nil
}

// seal encrypts a value for one purpose; it opens for no other.
func (v *vault) seal(purpose string, value any) (string, error) {
	plain, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("pages: seal: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(v.aead.Seal(nil, nil, plain, []byte(purpose))), nil
}

// unseal opens what seal made; false for anything else.
func (v *vault) unseal(purpose, sealed string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return false
	}
	plain, err := v.aead.Open(nil, nil, raw, []byte(purpose))
	return err == nil && json.Unmarshal(plain, into) == nil
}

// sign gives a short proof that a form was made for a session and a use.
func (v *vault) sign(use, session string) string {
	sum := hmac.New(sha256.New, v.mac)
	sum.Write([]byte(use + "\x00" + session))
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:18])
}

// The cookies, by what they hold.
const (
	sessionCookie  = "session"
	flowCookie     = "sign-in"
	deviceCookie   = "device"
	languageCookie = "language"
	revealedCookie = "revealed"
	secretCookie   = "secret"
)

// hand gives the browser what the next page shows once, sealed.
func (p *page) hand(cookie string, value any) error {
	vault, err := p.h.vault()
	if err != nil {
		return err
	}
	sealed, err := vault.seal(cookie, value)
	if err != nil {
		return err
	}
	p.h.setCookie(p.w, cookie, sealed, revealedLife)
	return nil
}

// take takes what the browser was handed, so that a reload shows it no more; false for nothing, and for the part of a
// page that refreshes itself.
func (p *page) take(cookie string, into any) (bool, error) {
	sealed := p.h.cookie(p.r, cookie)
	if sealed == "" || p.Session == nil || p.live() {
		return false, nil
	}
	vault, err := p.h.vault()
	if err != nil {
		return false, err
	}
	p.h.dropCookie(p.w, cookie)
	return vault.unseal(cookie, sealed, into), nil
}

// cookieName gives the name that binds a cookie to this host and to TLS, where there is TLS.
func (h *Handler) cookieName(name string) string {
	if h.secure {
		return "__Host-lunxu-" + name
	}
	return "lunxu-" + name
}

func (h *Handler) setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{Name: h.cookieName(name), Value: value, Path: "/", MaxAge: int(life / time.Second),
		Secure: h.secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// dropCookie takes a cookie away at once.
func (h *Handler) dropCookie(w http.ResponseWriter, name string) {
	h.setCookie(w, name, "", -time.Second)
}

func (h *Handler) cookie(r *http.Request, name string) string {
	cookie, err := r.Cookie(h.cookieName(name))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// sessionOf reads the session that a request brings; nil without a valid one.
func (h *Handler) sessionOf(r *http.Request) *session {
	sealed := h.cookie(r, sessionCookie)
	if sealed == "" {
		return nil
	}
	vault, err := h.vault()
	if err != nil {
		h.options.Logger.ErrorContext(r.Context(), "sessions cannot be read", "error", err.Error())
		return nil
	}
	var s session
	if !vault.unseal(sessionCookie, sealed, &s) || !h.options.Now().Before(s.Expires) {
		return nil
	}
	if s.Principal, err = api.PrincipalOf(s.Claims); err != nil {
		return nil
	}
	return &s
}

// begin signs somebody in on this browser. Errors: auth.claims.
func (h *Handler) begin(w http.ResponseWriter, claims map[string]string) (*session, error) {
	s := &session{ID: token(), Claims: map[string]string{}, Expires: h.options.Now().Add(sessionLife)}
	for _, name := range []string{"sub", "role", "site", "agent", "region", "name"} {
		if claims[name] != "" {
			s.Claims[name] = claims[name]
		}
	}
	var err error
	if s.Principal, err = api.PrincipalOf(s.Claims); err != nil {
		return nil, err
	}
	vault, err := h.vault()
	if err != nil {
		return nil, err
	}
	sealed, err := vault.seal(sessionCookie, s)
	if err != nil {
		return nil, err
	}
	h.setCookie(w, sessionCookie, sealed, sessionLife)
	return s, nil
}
