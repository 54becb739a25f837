package pages

import (
	"slices"
	"strconv"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// recordData is the record of a visit, and the form of its first writing or of a correction.
type recordData struct {
	Visit   contract.Visit
	Of      contract.VisitReceptionRecord
	Stands  *contract.ReceptionRecord  // nil: nothing is taken down yet
	Earlier []contract.ReceptionRecord // what it corrects, the latest first
	Mine    bool                       // may be written by whoever looks at it
}

// record shows what was taken down of a reception, to be printed as well, and takes it down or corrects it
// (LC.4.4, LS.2.5, BR.4.4, RT.2.5, CM.3).
func (h *Handler) record(p *page) error {
	var data recordData
	of := names{"site": p.r.PathValue("site"), "visit": p.r.PathValue("visit")}
	_, err := p.readFloor(of["site"], question{"getReceptionRecord", of, &data.Of},
		question{"getVisit", of, &data.Visit})
	if err != nil {
		return err
	}
	if n := len(data.Of.Items); n > 0 {
		data.Stands, data.Earlier = &data.Of.Items[n-1], slices.Clone(data.Of.Items[:n-1])
		slices.Reverse(data.Earlier)
	}
	data.Mine = data.Visit.Receives != "" && p.mayTell(data.Visit, "writeReceptionRecord")
	return p.send(recordPage(p, data))
}

// recordForm is the form of a record, with what stands; a gift is declined until it is said to be taken in.
func (p *page) recordForm(d recordData) *opForm {
	f, gifts := p.form("writeReceptionRecord", "visit", d.Visit.Visit), []contract.RecordedGift{}
	f.fixed = []string{"gifts.declined"}
	if r := d.Stands; r != nil {
		f.carried = append(f.carried, "corrects", r.Record)
		f.with("topics", r.Topics).with("well", r.Well).with("badly", r.Badly)
		f.with("improvement", r.Improvement).with("follow_up", r.FollowUp)
		for i, q := range r.Questions {
			row := "questions." + strconv.Itoa(i)
			f.with(row+".asked", q.Asked).with(row+".answered", q.Answered)
		}
		gifts = r.Gifts
	}
	done := []option{{"yes", p.giftDone(true)}, {"no", p.giftDone(false)}}
	for i, g := range append(slices.Clone(gifts), contract.RecordedGift{Declined: true}) {
		row := "gifts." + strconv.Itoa(i)
		f.with(row+".what", g.What).with(row+".declined", map[bool]string{true: "yes", false: "no"}[g.Declined])
		f.of(row+".declined", done)
	}
	return f
}

// giftDone says what was done with a gift.
func (l *lang) giftDone(declined bool) string {
	if declined {
		return l.T("record.declined")
	}
	return l.T("record.taken-in")
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
	} else if err := p.openManage(); err != nil {
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
	return p.send(recordsPage(p, data))
}
