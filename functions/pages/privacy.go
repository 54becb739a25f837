package pages

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// privacyData is how the site guards its customers' data: who looked whom up, who was stopped, what customers ask.
type privacyData struct {
	Day, Account string
	Lookups      contract.LookupList
	Alarms       contract.LookupAlarmList
	Requests     contract.PrivacyRequestList
	Rules        contract.PrivacyRules
	Found        *contract.Ownership // of whom a request is to be entered
}

// Accounts lists the accounts of the day's look-ups.
func (d privacyData) Accounts() []string {
	var all []string
	for _, row := range d.Lookups.Items {
		if !slices.Contains(all, row.Account) {
			all = append(all, row.Account)
		}
	}
	if d.Account != "" && !slices.Contains(all, d.Account) {
		all = append(all, d.Account)
	}
	slices.Sort(all)
	return all
}

// privacy shows the log of look-ups with the alarms, and the customers' requests (GR.8, CM.2.5, LS.3.1).
func (h *Handler) privacy(p *page) error {
	data, err := p.readPrivacy()
	if err != nil {
		return err
	}
	return p.render("privacy", data)
}

func (p *page) readPrivacy() (privacyData, error) {
	var data privacyData
	if _, err := p.openManage(); err != nil {
		return data, err
	}
	query := p.r.URL.Query()
	data.Day, data.Account = query.Get("day"), query.Get("account")
	if data.Day == "" {
		data.Day = string(domain.DayOf(p.Now, p.zone()))
	}
	with := names{"site": p.Site.ID, "day": data.Day, "cursor": query.Get("cursor"), "limit": "50"}
	if data.Account != "" {
		with["account"], with["limit"] = data.Account, "200"
	}
	if err := p.ask("listLookups", with, &data.Lookups); err != nil {
		return data, err
	}
	if err := p.ask("listLookupAlarms", names{"site": p.Site.ID, "limit": "20"}, &data.Alarms); err != nil {
		return data, err
	}
	if err := p.ask("listPrivacyRequests", names{"site": p.Site.ID, "limit": "30"}, &data.Requests); err != nil {
		return data, err
	}
	return data, p.ask("getPrivacyRules", names{"site": p.Site.ID}, &data.Rules)
}

// privacyOf finds the customer of a number, for whom a request is to be entered; that is a look-up too.
func (h *Handler) privacyOf(p *page) error {
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	if err := p.checkProof(p.r.PostForm.Get("proof")); err != nil {
		return err
	}
	data, err := p.readPrivacy()
	if err != nil {
		return err
	}
	data.Found = &contract.Ownership{}
	_, err = p.call("lookUpOwner", names{"site": p.Site.ID}, contract.OwnershipLookup{Phone: p.r.PostForm.Get("phone")},
		"", data.Found)
	if err != nil {
		return err
	}
	return p.render("privacy", data)
}

// personalData shows everything that is held on a customer, to be printed and handed over (查阅复制, GR.8, CM.2.5).
func (h *Handler) personalData(p *page) error {
	if _, err := p.openManage(); err != nil {
		return err
	}
	var data contract.PersonalData
	with := names{"site": p.Site.ID, "request": p.r.PathValue("request"), "cursor": p.r.URL.Query().Get("cursor")}
	if err := p.ask("readPersonalData", with, &data); err != nil {
		return err
	}
	return p.render("personaldata", data)
}

// Deed says what was done in words: the name of the operation first, then what else is said as it stands.
func (p *page) Deed(says string) string {
	operation, rest, _ := strings.Cut(says, " ")
	return strings.TrimSpace(p.Word("deed", operation) + " " + rest)
}

// Plain writes what was said or decided as lines of words, the names of the fields as they are kept.
func (p *page) Plain(raw json.RawMessage) []string {
	var value any
	if len(raw) == 0 || json.Unmarshal(raw, &value) != nil {
		return nil
	}
	return plainLines("", value)
}

func plainLines(at string, value any) []string {
	var out []string
	switch v := value.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			out = append(out, plainLines(strings.TrimPrefix(at+"."+name, "."), v[name])...)
		}
	case []any:
		for _, inner := range v {
			out = append(out, plainLines(at, inner)...)
		}
	default:
		out = append(out, strings.TrimPrefix(at+": "+fmt.Sprint(v), ": "))
	}
	return out
}

// privacyRulesOf reads the rules; what is no number is sent as none, and refused.
func privacyRulesOf(f form) contract.PrivacyRules {
	number := func(name string) int {
		if n := f.number(name); n != nil {
			return *n
		}
		return 0
	}
	return contract.PrivacyRules{WindowMinutes: number("window_minutes"), NumbersInWindow: number("numbers_in_window"),
		NumbersPerDay: number("numbers_per_day"), RetentionMonths: number("retention_months")}
}

func privacyRequestOf(f form) contract.NewPrivacyRequest {
	return contract.NewPrivacyRequest{Reason: f.Get("reason"), IdentityVerified: f.Get("identity_verified")}
}

// toPersonalData leads to the data that a request has granted.
func toPersonalData(_ *page, f form, out *answer) (string, error) {
	var made contract.PrivacyRequest
	err := out.decode(&made)
	return done("/manage/"+f.Get("site")+"/privacy/"+made.Request, "requestAccess"), err
}

// toPrivacy leads back to the list of requests.
func toPrivacy(action string) func(*page, form, *answer) (string, error) {
	return func(_ *page, f form, _ *answer) (string, error) {
		return done("/manage/"+f.Get("site")+"/privacy", action), nil
	}
}
