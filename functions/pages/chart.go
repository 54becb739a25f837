package pages

import (
	"math/bits"
	"strconv"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// fairnessData is how evenly a period's visitors were shared out.
type fairnessData struct {
	Report contract.FairnessReport
	Chart  chart
}

// fairnessDays is the period that the page shows when none is asked for.
const fairnessDays = 30

// fairness shows how evenly visitors were shared out and how long they waited (LC.3.2).
func (h *Handler) fairness(p *page) error {
	if err := p.openManage(); err != nil {
		return err
	}
	query := p.r.URL.Query()
	from, to := query.Get("from"), query.Get("to")
	if from == "" && to == "" {
		today := domain.DayOf(p.Now, p.zone())
		from, to = string(today.AddDays(1-fairnessDays)), string(today)
	}
	var data fairnessData
	if err := p.ask("getFairness", names{"site": p.Site.ID, "from": from, "to": to}, &data.Report); err != nil {
		return err
	}
	for _, a := range data.Report.Agents {
		data.Chart.add(a.Name, int64(a.TurnsReceived), strconv.Itoa(a.TurnsReceived)+" / "+a.TurnsEntitled)
	}
	return p.send(fairnessPage(p, data))
}

// chart is a bar chart: one row for each party, drawn on the server. Every bar has its value written beside it.
type chart struct {
	Bars []bar
	most int64
}

type bar struct {
	Label string
	Text  string
	value int64
	Width int64 // in thousandths of the widest
}

// add adds a row; values below zero have no bar.
func (c *chart) add(label string, value int64, text string) {
	c.Bars = append(c.Bars, bar{Label: label, Text: text, value: max(0, value)})
	c.most = max(c.most, value)
	for i := range c.Bars {
		c.Bars[i].Width = share(c.Bars[i].value, c.most)
	}
}

// share gives a value in thousandths of the whole, rounded down.
func share(value, whole int64) int64 {
	if whole <= 0 {
		return 0
	}
	high, low := bits.Mul64(uint64(value), 1000)
	quotient, _ := bits.Div64(high, low, uint64(whole))
	return int64(quotient)
}
