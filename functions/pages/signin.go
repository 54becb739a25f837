package pages

import (
	"net/http"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
)

// Person is somebody as whom one may sign in on one box, without a password.
type Person struct {
	ID     string // of the form
	Name   string
	Role   domain.Role
	Group  string // the heading under which the person is listed
	Claims map[string]string
}

// signIns is what the sign-in page shows.
type signIns struct {
	Next   string
	Groups []signInGroup
	OpenID bool
}

type signInGroup struct {
	Name   string
	People []Person
}

func (h *Handler) signInPage(p *page) error {
	data := signIns{Next: local(p.r.URL.Query().Get("next")), OpenID: h.options.OpenID != nil}
	if p.Session != nil && p.Attempt == nil {
		p.redirect(data.Next)
		return nil
	}
	if h.options.People != nil {
		people, err := h.options.People(p.r.Context())
		if err != nil {
			return err
		}
		for _, person := range people {
			if n := len(data.Groups); n == 0 || data.Groups[n-1].Name != person.Group {
				data.Groups = append(data.Groups, signInGroup{Name: person.Group})
			}
			last := &data.Groups[len(data.Groups)-1]
			last.People = append(last.People, person)
		}
	}
	return p.send(signInPage(p, data))
}

// signInAs signs in on one box; the deployed product has no such way in.
func (h *Handler) signInAs(p *page) error {
	if h.options.People == nil {
		return problem("path.unknown")
	}
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	people, err := h.options.People(p.r.Context())
	if err != nil {
		return err
	}
	for _, person := range people {
		if person.ID == p.r.PostForm.Get("person") {
			return p.welcome(person.Claims, p.r.PostForm.Get("next"))
		}
	}
	return problem("auth.required")
}

// welcome begins the session and leads to where the person wanted to go.
func (p *page) welcome(claims map[string]string, next string) error {
	s, err := p.h.begin(p.w, claims)
	if err != nil {
		return err
	}
	if next = local(next); next == "/" {
		next = homeOf(s.Principal)
	}
	p.redirect(next)
	return nil
}

func (h *Handler) signOut(p *page) error {
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	if err := p.checkProof(p.r.PostForm.Get("proof")); err != nil {
		return err
	}
	p.endSession()
	http.Redirect(p.w, p.r, "/sign-in", http.StatusSeeOther)
	return nil
}

// endSession signs this browser out.
func (p *page) endSession() {
	p.h.dropCookie(p.w, sessionCookie)
	p.w.Header().Set("Clear-Site-Data", `"cache"`) // pages of the one who leaves stay out of the history
	p.Session = nil
}

// homeOf gives the page where somebody's work is.
func homeOf(who api.Principal) string {
	site := string(who.Site)
	switch who.Role {
	case domain.RoleScreen:
		return "/board/" + site
	case domain.RoleAgent:
		return "/phone"
	}
	switch {
	case site == "":
		return "/sites"
	case who.Role == domain.RoleFrontDesk:
		return "/desk/" + site
	case who.Role == domain.RoleFinance:
		return "/manage/" + site + "/settlement"
	}
	return "/manage/" + site
}

// device names this browser for the one device that an agent may check in with on a day; it is made on first use and
// says nothing about the phone.
func (p *page) device() string {
	if known := p.h.cookie(p.r, deviceCookie); len(known) >= 16 && len(known) <= 64 {
		return known
	}
	made := token()
	p.h.setCookie(p.w, deviceCookie, made, languageLife)
	return made
}
