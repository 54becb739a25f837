package pages

import (
	"net/url"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// recordData is the record of a visit, and the form of its first writing or of a correction.
type recordData struct {
	Visit     contract.Visit
	Of        contract.VisitReceptionRecord
	Stands    *contract.ReceptionRecord  // nil: nothing is taken down yet
	Earlier   []contract.ReceptionRecord // what it corrects, the latest first
	Questions []contract.RecordedQuestion
	Gifts     []contract.RecordedGift
	Mine      bool // may be written by whoever looks at it
}

// The rows of a form that are empty, so that more can be written.
const (
	moreQuestions = 3
	moreGifts     = 1
)

// record shows what was taken down of a reception, to be printed as well, and takes it down or corrects it
// (LC.4.4, LS.2.5, BR.4.4, RT.2.5, CM.3).
func (h *Handler) record(p *page) error {
	if err := p.readSite(p.r.PathValue("site")); err != nil {
		return err
	}
	if _, err := p.readBoard(); err != nil {
		return err
	}
	of := names{"site": p.Site.ID, "visit": p.r.PathValue("visit")}
	var list contract.VisitReceptionRecord
	if err := p.ask("getReceptionRecord", of, &list); err != nil {
		return err
	}
	data := recordData{Of: list}
	if err := p.ask("getVisit", of, &data.Visit); err != nil {
		return err
	}
	for i := range list.Items {
		if i == len(list.Items)-1 {
			data.Stands = &list.Items[i]
			continue
		}
		data.Earlier = append([]contract.ReceptionRecord{list.Items[i]}, data.Earlier...)
	}
	data.Mine = p.May("writeReceptionRecord") && data.Visit.Receives != "" &&
		(!p.Is("agent") || data.Visit.Receives == p.Me())
	if data.Stands != nil && p.Attempt == nil {
		p.Attempt = &attempt{Action: "writeReceptionRecord", Values: toRewrite(data.Stands)}
	}
	data.Questions, data.Gifts = append(p.typedQuestions(), make([]contract.RecordedQuestion, moreQuestions)...),
		append(p.typedGifts(), make([]contract.RecordedGift, moreGifts)...)
	return p.render("record", data)
}

// toRewrite fills the form of a correction with what stands.
func toRewrite(r *contract.ReceptionRecord) url.Values {
	out := url.Values{"topics": {r.Topics}, "well": {r.Well}, "badly": {r.Badly}, "improvement": {r.Improvement},
		"follow_up": {r.FollowUp}}
	for _, q := range r.Questions {
		out["asked"], out["answered"] = append(out["asked"], q.Asked), append(out["answered"], q.Answered)
	}
	for _, g := range r.Gifts {
		out["gift"], out["gift_taken"] = append(out["gift"], g.What),
			append(out["gift_taken"], map[bool]string{true: "no", false: "yes"}[g.Declined])
	}
	return out
}

func (p *page) typedQuestions() []contract.RecordedQuestion {
	if !p.Tried("writeReceptionRecord") {
		return nil
	}
	return questionsOf(p.Attempt.Values)
}

func (p *page) typedGifts() []contract.RecordedGift {
	if !p.Tried("writeReceptionRecord") {
		return nil
	}
	return giftsOf(p.Attempt.Values)
}

// questionsOf reads the rows in which something stands.
func questionsOf(values url.Values) []contract.RecordedQuestion {
	var out []contract.RecordedQuestion
	for i, asked := range values["asked"] {
		answered := ""
		if i < len(values["answered"]) {
			answered = values["answered"][i]
		}
		if asked != "" || answered != "" {
			out = append(out, contract.RecordedQuestion{Asked: asked, Answered: answered})
		}
	}
	return out
}

func giftsOf(values url.Values) []contract.RecordedGift {
	var out []contract.RecordedGift
	for i, what := range values["gift"] {
		taken := i < len(values["gift_taken"]) && values["gift_taken"][i] == "yes"
		if what != "" {
			out = append(out, contract.RecordedGift{What: what, Declined: !taken})
		}
	}
	return out
}

// recordOf reads what is taken down; rows that were left empty are none.
func recordOf(f form) contract.NewReceptionRecord {
	out := contract.NewReceptionRecord{Topics: f.Get("topics"), Well: f.optional("well"), Badly: f.optional("badly"),
		Improvement: f.optional("improvement"),
		FollowUp:    f.optional("follow_up"), Corrects: f.optional("corrects")}
	if questions := questionsOf(f.Values); len(questions) > 0 {
		out.Questions = &questions
	}
	if gifts := giftsOf(f.Values); len(gifts) > 0 {
		out.Gifts = &gifts
	}
	return out
}

// recordsData is a day's records, and the receptions that lack one.
type recordsData struct {
	Day     string
	Missing []contract.MissingRecord
	List    contract.ReceptionRecordList
}

// records lists what is still to be taken down of a day's receptions and what was, with what visitors still need
// (CM.3).
func (h *Handler) records(p *page) error {
	if p.Path == "/phone/records" {
		if err := p.openPhone(); err != nil {
			return err
		}
	} else if _, err := p.openManage(); err != nil {
		return err
	}
	query := p.r.URL.Query()
	data := recordsData{Day: query.Get("day")}
	if data.Day == "" {
		data.Day = p.Today()
	}
	with := names{"site": p.Site.ID, "day": data.Day}
	if err := walk(p, "listMissingReceptionRecords", with, func(m contract.MissingRecord) {
		data.Missing = append(data.Missing, m)
	}); err != nil {
		return err
	}
	with = names{"site": p.Site.ID, "day": data.Day, "cursor": query.Get("cursor"), "limit": "50"}
	if err := p.ask("listReceptionRecords", with, &data.List); err != nil {
		return err
	}
	return p.render("records", data)
}
