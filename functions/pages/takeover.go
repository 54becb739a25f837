package pages

import (
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/takeover"
)

// maxListFile bounds an uploaded list, in bytes.
const maxListFile = 2 << 20

// takeovers shows the lists of customers that were brought, and takes a new one.
func (h *Handler) takeovers(p *page) error {
	if !p.May("listTakeovers") {
		return errRole
	}
	if _, err := p.openManage(); err != nil {
		return err
	}
	var list contract.TakeoverList
	if err := p.ask("listTakeovers", names{"site": p.Site.ID, "cursor": p.r.URL.Query().Get("cursor"), "limit": "20"},
		&list); err != nil {
		return err
	}
	return p.render("takeovers", list)
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
	if _, err := p.openManage(); err != nil {
		return err
	}
	data := takeoverData{Outcome: p.r.URL.Query().Get("outcome")}
	with := names{"site": p.Site.ID, "takeover": p.r.PathValue("takeover")}
	if err := p.ask("getTakeover", with, &data.List); err != nil {
		return err
	}
	with["outcome"], with["cursor"], with["limit"] = data.Outcome, p.r.URL.Query().Get("cursor"), "100"
	if err := p.ask("listTakeoverRows", with, &data.Rows); err != nil {
		return err
	}
	return p.render("takeover", data)
}

// OutcomeCount gives how many rows of a list came to an outcome.
func (p *page) OutcomeCount(list contract.Takeover, outcome string) int {
	return map[string]int{"ready": list.Counts.Ready, "faulty": list.Counts.Faulty, "collision": list.Counts.Collision,
		"repeated": list.Counts.Repeated, "taken_over": list.Counts.TakenOver}[outcome]
}
