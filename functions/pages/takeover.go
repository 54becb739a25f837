package pages

import (
	"cmp"
	"errors"
	"io"
	"maps"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/takeover"
)

// maxListFile bounds an uploaded list, in bytes.
const maxListFile = 2 << 20

// listTypes are the files that a browser offers for a list.
const listTypes = ".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// takeovers shows the lists of customers that were brought, and takes a new one.
func (h *Handler) takeovers(p *page) error {
	if !p.May("listTakeovers") {
		return errRole
	}
	var list contract.TakeoverList
	with := names{"site": p.r.PathValue("site"), "cursor": p.r.URL.Query().Get("cursor"), "limit": "20"}
	if err := p.openManage(question{"listTakeovers", with, &list}); err != nil {
		return err
	}
	return p.send(takeoversPage(p, list))
}

// bringList reads an uploaded list and brings it row by row, so that each row is checked. The same form sent again
// brings the same list.
func (h *Handler) bringList(p *page) error {
	if !p.May("openTakeover") {
		return errRole
	}
	f, name, content, err := p.upload("list")
	if err != nil {
		return p.refuseList(f, err)
	}
	if err := p.checkProof(f.Get("proof")); err != nil {
		return err
	}
	list, err := readCustomerList(content)
	if err != nil {
		return p.refuseList(f, err)
	}
	id, err := p.bring(f.Get("key"), name, list)
	if err != nil {
		return p.refuseList(f, err)
	}
	p.redirect("/manage/" + p.r.PathValue("site") + "/takeovers/" + id)
	return nil
}

// refuseList shows the page of the form again with what was refused; other faults are faults.
func (p *page) refuseList(f form, err error) error {
	var refused *refusal
	if !errors.As(err, &refused) || refused.Status == http.StatusUnauthorized {
		return err
	}
	p.Attempt = &attempt{Action: "openTakeover", Values: f.Values, Refused: refused}
	return p.h.takeovers(p)
}

// upload reads a form with a file.
func (p *page) upload(field string) (f form, name string, content []byte, err error) {
	if err := p.r.ParseMultipartForm(maxListFile); err != nil {
		return form{p.r.PostForm}, "", nil, errFileTooLong
	}
	f = form{p.r.PostForm}
	file, header, err := p.r.FormFile(field)
	if err != nil {
		return f, "", nil, errListEmpty
	}
	defer func() { _ = file.Close() }() // in memory
	content, err = io.ReadAll(io.LimitReader(file, maxListFile+1))
	if err != nil || len(content) > maxListFile {
		return f, "", nil, errFileTooLong
	}
	return f, filepath.Base(strings.ReplaceAll(header.Filename, `\`, "/")), content, nil
}

var errFileTooLong = &refusal{Problem: contract.Problem{Status: http.StatusRequestEntityTooLarge,
	Code:      "page.list_size",
	MessageZh: "文件超过 2 MB", MessageEn: "The file is larger than 2 MB"}}

// bring opens a list and adds its rows in parts.
func (p *page) bring(key, name string, list customerList) (string, error) {
	if text := []rune(name); len(text) > takeover.MaxFileName {
		name = string(text[len(text)-takeover.MaxFileName:])
	}
	site := p.r.PathValue("site")
	out, err := p.call("openTakeover", names{"site": site}, contract.NewTakeover{FileName: name}, key, nil)
	if err != nil {
		return "", err
	}
	var opened contract.Takeover
	if err := out.decode(&opened); err != nil {
		return "", err
	}
	for from := 0; from < len(list.Rows); from += takeover.MaxPart {
		part := contract.TakeoverRows{First: from + 1, Rows: list.Rows[from:min(from+takeover.MaxPart, len(list.Rows))]}
		if _, err := p.call("addTakeoverRows", names{"site": site, "takeover": opened.Takeover}, part,
			key+"-"+strconv.Itoa(from), nil); err != nil {
			return "", err
		}
	}
	return opened.Takeover, nil
}

// takeoverData is one list with a page of its rows.
type takeoverData struct {
	List    contract.Takeover
	Rows    contract.TakeoverRowList
	Outcome string // only rows that came to this; empty: all
}

// Share is how much of a list has been taken over, in percent.
func (d takeoverData) Share() int {
	if d.List.Parts == 0 {
		return 0
	}
	return 100 * d.List.PartsDone / d.List.Parts
}

// theTakeover shows one list: what each row comes to, the sign-off, and how far it is.
func (h *Handler) theTakeover(p *page) error {
	if !p.May("getTakeover") {
		return errRole
	}
	query := p.r.URL.Query()
	data := takeoverData{Outcome: query.Get("outcome")}
	of := names{"site": p.r.PathValue("site"), "takeover": p.r.PathValue("takeover")}
	rows := maps.Clone(of)
	rows["outcome"], rows["cursor"], rows["limit"] = data.Outcome, query.Get("cursor"), "100"
	if err := p.openManage(question{"getTakeover", of, &data.List},
		question{"listTakeoverRows", rows, &data.Rows}); err != nil {
		return err
	}
	return p.send(takeoverPage(p, data))
}

// outcomeOrder is the order in which the outcomes of rows are offered.
var outcomeOrder = []contract.TakeoverOutcome{contract.TakeoverOutcomeReady, contract.TakeoverOutcomeTakenOver,
	contract.TakeoverOutcomeFaulty, contract.TakeoverOutcomeCollision, contract.TakeoverOutcomeRepeated}

// outcomeCount gives how many rows of a list came to an outcome.
func outcomeCount(list contract.Takeover, outcome contract.TakeoverOutcome) int {
	return map[contract.TakeoverOutcome]int{contract.TakeoverOutcomeReady: list.Counts.Ready,
		contract.TakeoverOutcomeFaulty: list.Counts.Faulty, contract.TakeoverOutcomeCollision: list.Counts.Collision,
		contract.TakeoverOutcomeRepeated:  list.Counts.Repeated,
		contract.TakeoverOutcomeTakenOver: list.Counts.TakenOver}[outcome]
}

// outcomeColour gives the colour of a row's tag.
func outcomeColour(outcome contract.TakeoverOutcome) string {
	switch outcome {
	case contract.TakeoverOutcomeReady, contract.TakeoverOutcomeTakenOver:
		return "green"
	case contract.TakeoverOutcomeFaulty:
		return "red"
	}
	return "amber"
}

// takeoverColour gives the colour of a list's tag.
func takeoverColour(status contract.TakeoverStatus) string {
	switch status {
	case contract.TakeoverStatusDone:
		return "green"
	case contract.TakeoverStatusWithdrawn:
		return ""
	}
	return "amber"
}

// rows counts the rows of a list.
func (l *lang) rows(n int) string { return strconv.Itoa(n) + " " + l.T("takeover.rows-count") }

// takeoverLine says when a list came, and how much of it was taken over.
func (l *lang) takeoverLine(t contract.Takeover) string {
	text := l.Date(t.At) + " · " + l.rows(t.Rows)
	if t.Counts.TakenOver > 0 {
		text += " · " + l.T("takeover.taken-over") + " " + strconv.Itoa(t.Counts.TakenOver)
	}
	return text
}

// rowFault says why a row is not taken.
func (l *lang) rowFault(row contract.TakeoverRow) string {
	switch {
	case row.Fault != "":
		return l.named("column.", row.Field) + l.either("：", ": ") + l.either(row.FaultZh, row.FaultEn)
	case row.EarlierLine > 0:
		line := strconv.Itoa(row.EarlierLine)
		return l.either("与第 "+line+" 行号码相同", "the same number as line "+line)
	case row.Outcome != contract.TakeoverOutcomeCollision:
		return ""
	case row.RegisteredTo != "":
		return l.T("takeover.registered-to") + " " + l.Name(row.RegisteredTo)
	}
	return l.T("takeover.registered")
}

func (l *lang) rowOwner(row contract.TakeoverRow) string {
	if row.Owner == "" {
		return row.OwnerGiven
	}
	return l.Name(row.Owner)
}

func rowContact(row contract.TakeoverRow) string {
	return cmp.Or(row.LastContact, row.LastContactGiven)
}
