package sites

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/takeover"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// openTakeover begins a list of the customers whom the site had before it went live.
func (h *Handler) openTakeover(ctx context.Context, call api.Call[contract.NewTakeover]) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.Takeover, error) {
		begun, err := takeover.Begin("t"+string(w.NextVisit()), call.Body.FileName, call.Principal.Subject, w.At)
		if err != nil {
			return contract.Takeover{}, err
		}
		list, err := floor.NewCustomerList(w, begun.BroughtBy(person(w)))
		if err != nil {
			return contract.Takeover{}, err
		}
		if err := floor.SaveCustomerList(w, list); err != nil {
			return contract.Takeover{}, err
		}
		return listView(list), w.Record(journal.Entry{Note: "takeover_opened:" + list.ID})
	}))
}

func person(w *floor.Work) takeover.Person {
	who := w.SaidBy()
	return takeover.Person{Subject: who.Subject, Agent: who.Agent}
}

// actOnList changes the path's list and answers with it.
func actOnList[In any](ctx context.Context, h *Handler, call api.Call[In],
	decide func(*floor.Work, *floor.CustomerList) error) (api.Answer, error) {
	id := call.Path("takeover")
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, store.TakeoverKey(call.Site, id)),
		func(w *floor.Work) (contract.Takeover, error) {
			list, err := floor.LoadCustomerList(w, id)
			if err != nil {
				return contract.Takeover{}, err
			}
			if err := decide(w, list); err != nil {
				return contract.Takeover{}, err
			}
			return listView(list), floor.SaveCustomerList(w, list)
		}))
}

// addTakeoverRows adds the next rows of a list and checks each against the roster, the register and the lines
// before. Nothing is taken over by it.
func (h *Handler) addTakeoverRows(ctx context.Context, call api.Call[contract.TakeoverRows]) (api.Answer, error) {
	rows, err := rowsOf(call.Body)
	if err != nil {
		return api.Answer{}, err
	}
	return actOnList(ctx, h, call, func(w *floor.Work, list *floor.CustomerList) error {
		if err := floor.NeedCustomers(w, rows); err != nil {
			return err
		}
		checks, err := checkRows(w, list, rows)
		if err != nil {
			return err
		}
		if list.List, err = list.Add(rows, checks); err != nil {
			return err
		}
		list.List = list.BroughtBy(person(w))
		sealed, err := floor.SealPart(w, list, list.Parts, rows)
		if err != nil {
			return err
		}
		if err := floor.SaveListPart(w, list, list.Parts, &floor.ListPart{Sealed: sealed, Checks: checks}); err != nil {
			return err
		}
		return w.Record(journal.Entry{Note: "takeover_rows_added:" + list.ID})
	})
}

const maxCell = 200

// rowsOf reads a part of a list. Errors: takeover.part_size, takeover.cell.
func rowsOf(body contract.TakeoverRows) ([]takeover.Row, error) {
	if len(body.Rows) == 0 || len(body.Rows) > takeover.MaxPart {
		return nil, domain.Invalid("takeover.part_size", "/rows")
	}
	rows := make([]takeover.Row, 0, len(body.Rows))
	for i, given := range body.Rows {
		row := takeover.Row{Line: body.First + i, Phone: strings.TrimSpace(given.Phone), Name: view.Text(given.Name),
			Owner: view.Text(given.Owner), LastContact: view.Text(given.LastContact)}
		for field, text := range map[string]string{"phone": row.Phone, "name": row.Name, "owner": row.Owner,
			"last_contact": row.LastContact} {
			if len(text) > maxCell {
				return nil, domain.Invalid("takeover.cell", "/rows/"+strconv.Itoa(i)+"/"+field)
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// checkRows checks the rows of a part and remembers their numbers.
func checkRows(w *floor.Work, list *floor.CustomerList, rows []takeover.Row) ([]takeover.Check, error) {
	checks := make([]takeover.Check, 0, len(rows))
	for _, row := range rows {
		candidate, facts, err := floor.WeighRow(w, row)
		if err != nil {
			return nil, err
		}
		number := numberOf(candidate.Ref)
		if number != 0 {
			facts.Earlier = 1 + slices.Index(list.Numbers, number) // rows are numbered from 1; not found: 0
		}
		checks = append(checks, takeover.Judge(row, facts))
		list.Numbers = append(list.Numbers, number)
	}
	return checks, nil
}

// numberOf gives the start of a customer's reference, which tells the numbers of a list apart; 0 for none.
func numberOf(ref domain.CustomerRef) uint64 {
	raw, err := hex.DecodeString(string(ref))
	if err != nil || len(raw) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(raw)
}

// signOffTakeover is the word of a manager that a list may be taken over as it was seen (LC.4.4), on a running site of
// another person than who brought it; the first parts follow at once.
func (h *Handler) signOffTakeover(ctx context.Context, call api.Call[contract.TakeoverSignOff]) (api.Answer, error) {
	signed, err := actOnList(ctx, h, call, func(w *floor.Work, list *floor.CustomerList) error {
		err := list.MaySign(person(w), w.State.Day != "")
		if err != nil {
			return err
		}
		if list.List, err = list.SignOff(call.Body.Digest, call.Body.Statement, call.Principal.Subject,
			w.At); err != nil {
			return err
		}
		return w.Record(journal.Entry{Note: "takeover_signed_off:" + list.ID})
	})
	if err != nil {
		return api.Answer{}, err
	}
	return h.takeOver(ctx, view.Command(call), call.Path("takeover"), signed)
}

// continueTakeover goes on with a list that was signed off, where the connection or the process ended before.
func (h *Handler) continueTakeover(ctx context.Context, call api.Call[contract.TakeoverContinuation]) (api.Answer,
	error) {
	answer, err := actOnList(ctx, h, call, func(_ *floor.Work, list *floor.CustomerList) error {
		if list.Status != takeover.SignedOff && list.Status != takeover.Done {
			return domain.Invalid("takeover.not_signed_off", "/takeover")
		}
		return nil
	})
	if err != nil {
		return api.Answer{}, err
	}
	return h.takeOver(ctx, view.Command(call), call.Path("takeover"), answer)
}

// partsAtOnce bounds what one request takes over; the answer tells how far it came.
const partsAtOnce = 25

// takeOver takes the next parts of a list over, each in a transaction of its own.
func (h *Handler) takeOver(ctx context.Context, cmd floor.Command, id string, answer api.Answer) (api.Answer, error) {
	for range partsAtOnce {
		list, err := floor.TakeOverPart(ctx, h.floor, cmd, id)
		if err != nil {
			return api.Answer{}, err
		}
		answer.Body = listView(list)
		if list.Status == takeover.Done {
			break
		}
	}
	return answer, nil
}

// withdrawTakeover gives a list up that was not signed off; its rows are unreadable from then on.
func (h *Handler) withdrawTakeover(ctx context.Context, call api.Call[contract.TakeoverWithdrawal]) (api.Answer,
	error) {
	return actOnList(ctx, h, call, func(w *floor.Work, list *floor.CustomerList) error {
		var err error
		if list.List, err = list.Withdraw(call.Principal.Subject, w.At); err != nil {
			return err
		}
		return w.Record(journal.Entry{Note: "takeover_withdrawn:" + list.ID})
	})
}

func (h *Handler) getTakeover(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	list, err := h.customerList(ctx, call.Site, call.Path("takeover"))
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(listView(list))
}

func (h *Handler) customerList(ctx context.Context, site domain.SiteID, id string) (*floor.CustomerList, error) {
	list, _, err := floor.Read[*floor.CustomerList](ctx, h.floor.Store(), store.TakeoverKey(site, id),
		domain.Invalid("takeover.unknown", "/takeover"))
	return list, err
}

// listTakeovers lists the lists of a site, newest first.
func (h *Handler) listTakeovers(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query,
		store.Query{Table: store.Customers, Partition: store.TakeoversPartition(call.Site), Descending: true},
		func(list *floor.CustomerList) (contract.Takeover, bool) { return listView(list), true })
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.TakeoverList{Items: shown, NextCursor: cursor})
}

// listTakeoverRows shows each row with what was found about it, by outcome if one is asked for.
func (h *Handler) listTakeoverRows(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	list, err := h.customerList(ctx, call.Site, call.Path("takeover"))
	if err != nil {
		return api.Answer{}, err
	}
	parts, err := h.parts(ctx, call.Site, list)
	if err != nil {
		return api.Answer{}, err
	}
	only := takeover.Outcome(call.Query.Text("outcome"))
	if only != "" && !slices.Contains(takeover.Outcomes, only) {
		return api.Answer{}, domain.Invalid("takeover.outcome", "outcome")
	}
	var wanted []takeover.Check
	for _, part := range parts {
		for _, check := range part.Checks {
			if only == "" || check.Outcome == only {
				wanted = append(wanted, check)
			}
		}
	}
	shown, next, err := api.Slice(call.Query, wanted)
	if err != nil {
		return api.Answer{}, err
	}
	rows, err := h.rowsBehind(call.Site, list, parts, shown)
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.TakeoverRowList{Items: []contract.TakeoverRow{}, NextCursor: next}
	for _, check := range shown {
		out.Items = append(out.Items, rowView(check, rows[check.Line]))
	}
	return api.OK(out)
}

// parts reads every part of a list.
func (h *Handler) parts(ctx context.Context, site domain.SiteID, list *floor.CustomerList) ([]*floor.ListPart, error) {
	keys := make([]store.Key, list.Parts)
	for i := range keys {
		keys[i] = store.TakeoverPartKey(site, list.ID, i+1)
	}
	return floor.ReadAll[*floor.ListPart](ctx, h.floor.Store(), keys)
}

// rowsBehind opens the parts that some checks are of, and gives their rows by line.
func (h *Handler) rowsBehind(site domain.SiteID, list *floor.CustomerList, parts []*floor.ListPart,
	shown []takeover.Check) (map[int]takeover.Row, error) {
	rows := map[int]takeover.Row{}
	for i, part := range parts {
		if !slices.ContainsFunc(shown, func(c takeover.Check) bool {
			return slices.ContainsFunc(part.Checks, func(of takeover.Check) bool { return of.Line == c.Line })
		}) {
			continue
		}
		opened, err := floor.OpenPart(h.floor, site, list, i+1, part)
		if err != nil {
			return nil, err
		}
		for _, row := range opened {
			rows[row.Line] = row
		}
	}
	return rows, nil
}

func listView(list *floor.CustomerList) contract.Takeover {
	out := contract.Takeover{Takeover: list.ID, FileName: list.FileName, Status: contract.TakeoverStatus(list.Status),
		By: list.By, At: list.At.UTC(),
		Rows: list.Rows, Digest: list.Digest, SignedBy: list.SignedBy, SignedAt: view.Time(list.SignedAt),
		Statement: list.Statement,
		EndedAt:   view.Time(list.EndedAt), Parts: list.Parts, PartsDone: list.PartsDone}
	out.Counts = contract.TakeoverCounts{Ready: list.Counts[takeover.Ready], Faulty: list.Counts[takeover.Faulty],
		Collision: list.Counts[takeover.Collides],
		Repeated:  list.Counts[takeover.Repeated], TakenOver: list.Counts[takeover.TakenOver]}
	return out
}

// rowView shows a row: the number and the name masked, the owner as the list writes it.
func rowView(check takeover.Check, row takeover.Row) contract.TakeoverRow {
	out := contract.TakeoverRow{Line: check.Line, Outcome: contract.TakeoverOutcome(check.Outcome),
		MaskedName: privacy.MaskName(row.Name), OwnerGiven: row.Owner,
		LastContactGiven: row.LastContact, Owner: string(check.Owner), LastContact: string(check.LastDay),
		RegisteredTo: string(check.KnownOwner),
		Fault:        string(check.Fault), Field: check.Field, EarlierLine: check.Earlier}
	if phone, err := privacy.ParsePhone(row.Phone); err == nil {
		out.MaskedPhone = phone.Masked()
	}
	if check.Fault != "" {
		out.FaultZh, out.FaultEn = api.Texts(&domain.Error{Code: check.Fault})
	}
	return out
}
