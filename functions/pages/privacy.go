package pages

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
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

// accounts lists the accounts of the day's look-ups.
func (d privacyData) accounts() []string {
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
	return p.send(privacyPage(p, data))
}

func (p *page) readPrivacy() (privacyData, error) {
	var data privacyData
	site := p.r.PathValue("site")
	err := p.openManage(question{"listLookupAlarms", names{"site": site, "limit": "20"}, &data.Alarms},
		question{"listPrivacyRequests", names{"site": site, "limit": "30"}, &data.Requests},
		question{"getPrivacyRules", names{"site": site}, &data.Rules})
	if err != nil {
		return data, err
	}
	query := p.r.URL.Query()
	data.Account, data.Day = query.Get("account"), cmp.Or(query.Get("day"), p.Today())
	with := names{"site": site, "day": data.Day, "cursor": query.Get("cursor"), "limit": "50"}
	if data.Account != "" {
		with["account"], with["limit"] = data.Account, "200"
	}
	return data, p.ask("listLookups", with, &data.Lookups)
}

// privacyLimits are the fields of the rules, as they are shown.
var privacyLimits = []string{"numbers_in_window", "window_minutes", "numbers_per_day", "retention_months"}

// asking gives the customer whose request is being entered: whoever was found, or of a form that was refused.
func (p *page) asking(d privacyData) string {
	if d.Found == nil {
		return cmp.Or(p.Value("requestErasure", "customer"), p.Value("requestAccess", "customer"))
	}
	if d.Found.MaskedPhone == "" || !d.Found.Registered && d.Found.MaskedName == "" && d.Found.Owner == "" {
		return ""
	}
	return d.Found.Customer
}

// requestColour gives the colour of a request's tag.
func requestColour(status contract.PrivacyRequestStatus) string {
	switch status {
	case contract.PrivacyRequestStatusAwaitingApproval:
		return "amber"
	case contract.PrivacyRequestStatusDeclined:
		return "red"
	}
	return "green"
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
	return p.send(privacyPage(p, data))
}

// personalData shows everything that is held on a customer, to be printed and handed over (查阅复制, GR.8, CM.2.5).
func (h *Handler) personalData(p *page) error {
	var data contract.PersonalData
	err := p.openManage(question{"readPersonalData", names{"site": p.r.PathValue("site"),
		"request": p.r.PathValue("request"), "cursor": p.r.URL.Query().Get("cursor")}, &data})
	if err != nil {
		return err
	}
	return p.send(personalPage(p, data))
}

// lookUpLog lists who has seen a customer's full data on a day, and why.
func (h *Handler) lookUpLog(p *page) error {
	if err := p.openManage(); err != nil {
		return err
	}
	query := p.r.URL.Query()
	day := cmp.Or(query.Get("day"), p.Today())
	var list contract.RevealList
	with := names{"site": p.Site.ID, "day": day, "cursor": query.Get("cursor"), "limit": "100"}
	if err := p.ask("listReveals", with, &list); err != nil {
		return err
	}
	return p.send(logPage(p, day, list))
}

// deed says what was done in words: the name of the operation first, then what else is said as it stands.
func (l *lang) deed(says string) string {
	operation, rest, _ := strings.Cut(says, " ")
	return strings.TrimSpace(l.named("deed.", operation) + " " + rest)
}

// plain writes what was said or decided as lines of words, the names of the fields as they are kept.
func plain(raw json.RawMessage) []string {
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
		for _, name := range slices.Sorted(maps.Keys(v)) {
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
