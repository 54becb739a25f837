package guarantees_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// picture is what the site holds at one moment, as the auditor reads it.
type picture struct {
	board  contract.Board
	owners map[string]string        // by customer
	deals  map[string]contract.Deal // by deal
	policy int                      // version in force
	day    domain.Day

	controls string // its rules that control people
}

// ledger keeps what honest people have witnessed, and holds what became of it against that.
type ledger struct {
	w       *world
	now     picture
	refs    map[int]string    // honest visitors' files
	visits  map[string]string // visits that the desk entered, with whose they are
	parties map[string]bool   // customers whom honest entries connect with the adversary
	entered map[string]bool   // deals that honest people recorded
	bought  map[int]bool      // visitors who bought
	faults  []string
	gone    bool // the adversary has left
}

func newLedger(w *world) *ledger {
	return &ledger{w: w, refs: map[int]string{}, visits: map[string]string{}, parties: map[string]bool{},
		entered: map[string]bool{}, bought: map[int]bool{}}
}

func (l *ledger) ownerOf(visitor int) string { return l.now.owners[l.refs[visitor]] }

func (l *ledger) fault(what string, values ...any) {
	l.faults = append(l.faults, fmt.Sprintf(what, values...))
}

// look takes a picture.
func (w *world) look() picture {
	w.t.Helper()
	auditor := who{role: "auditor"}
	p := picture{day: w.today(), owners: map[string]string{}, deals: map[string]contract.Deal{}}
	read := func(path string, into any) {
		if err := w.must(auditor, "GET", w.path(path), nil).into(into); err != nil {
			w.t.Fatal(err)
		}
	}
	read("/board", &p.board)
	for _, agent := range w.agents {
		for cursor := ""; ; {
			var list contract.OwnershipList
			read("/agents/"+agent+"/customers?limit=100"+cursor, &list)
			for _, c := range list.Items {
				p.owners[c.Customer] = agent
			}
			if list.NextCursor == "" {
				break
			}
			cursor = "&cursor=" + list.NextCursor
		}
	}
	for cursor := ""; ; {
		var list contract.DealList
		read("/deals?limit=100"+cursor, &list)
		for _, d := range list.Items {
			p.deals[d.Deal] = d
		}
		if list.NextCursor == "" {
			break
		}
		cursor = "&cursor=" + list.NextCursor
	}
	var site contract.Site
	read("", &site)
	if site.Policy != nil {
		p.policy = site.Policy.Version
	}
	if p.controls = w.now.controls; p.policy != w.now.policy {
		var version struct {
			Rules struct{ Disputes, Authority, Standing json.RawMessage }
		}
		read(fmt.Sprintf("/policy-versions/%d", p.policy), &version)
		p.controls = fmt.Sprintf("%s%s%s", version.Rules.Disputes, version.Rules.Authority, version.Rules.Standing)
	}
	return p
}

// after holds a deed that was done against the ledger, and goes on from there.
func (l *ledger) after(d deed, a answer) {
	if a.status >= 500 {
		l.fault("%s: %d %s", d.what, a.status, a.code())
	}
	if l.gone && !d.honest && d.as.role == "agent" && a.status < 300 {
		l.fault("after leaving: who has left or is suspended goes on (%s)", d.what)
	}
	if a.status >= 300 || d.method == "GET" {
		return
	}
	before := l.now
	l.now = l.w.look()
	l.received(before)
	if d.honest {
		l.honest(d, a, before)
	} else {
		l.word(d, before)
		l.ownMatter(d, a)
	}
}

// aboutPeople are operations that decide about one person: nobody does so about themselves.
var aboutPeople = []string{"commend", "verifyConduct", "decideDismissal", "decideAssessment", "changeAgent",
	"swapPlaces", "decideSwap", "reassignCustomer", "checkInManually"}

// ownMatter: nobody decides about themselves.
func (l *ledger) ownMatter(d deed, a answer) {
	if !slices.Contains(aboutPeople, d.what) || l.w.role == "agent" {
		return
	}
	var said struct{ ID, Agent, First, Second, To, With string }
	if a.into(&said) != nil {
		return
	}
	if body, ok := d.body.(map[string]any); ok {
		said.First, said.Second = fmt.Sprint(body["first"]), fmt.Sprint(body["second"])
		said.To, said.With = fmt.Sprint(body["to"]), fmt.Sprint(body["agent"])
	}
	if slices.Contains([]string{said.ID, said.Agent, said.First, said.Second, said.To, said.With}, l.w.me) {
		l.fault("%s: the adversary decides about themselves", d.what)
	}
}

// received: whom the desk entered and nobody was free for, goes to who is free next, whoever ends a reception.
func (l *ledger) received(before picture) {
	for _, r := range l.now.board.Receptions {
		if r.OnBehalfOf == l.w.me && l.visits[r.Visit] != "" {
			l.parties[l.visits[r.Visit]] = true // their turn, for which somebody stands in (SS.4.2.1.c)
		}
		if customer := l.visits[r.Visit]; r.Agent == l.w.me && customer != "" &&
			slices.ContainsFunc(before.board.Waiting, func(w contract.BoardWaiting) bool {
				return w.Visit == r.Visit
			}) {
			l.parties[customer] = true
		}
	}
}

// word: by the adversary's word alone nothing of others becomes theirs.
func (l *ledger) word(d deed, before picture) {
	me := l.w.me
	for ref, owner := range l.now.owners {
		if was := before.owners[ref]; owner == me && was != me && !(was == "" && l.parties[ref]) {
			l.fault("%s: a customer of %q becomes the adversary's", d.what, was)
		} else if was != "" && was != me && owner != was && l.w.role == "agent" {
			l.fault("%s: a customer of %s becomes %s's", d.what, was, owner)
		}
	}
	for id, deal := range l.now.deals {
		l.dealt(d, before.deals[id], deal)
	}
	l.turns(d, before.board)
	if before.policy != l.now.policy && before.day == l.now.day {
		l.fault("%s: policy version %d is in force instead of %d", d.what, l.now.policy, before.policy)
	}
}

// share gives what a party has of a deal, in basis points.
func share(deal contract.Deal, party string) (n int) {
	for _, s := range deal.Shares {
		if s.Party == party {
			n += s.BasisPoints
		}
	}
	return n
}

// dealt holds one deal against what it was.
func (l *ledger) dealt(d deed, was, is contract.Deal) {
	if was.Deal == "" || !l.entered[is.Deal] && is.Status != "settled" {
		return // the adversary's own; that it is not paid, the night tells
	}
	if share(is, l.w.me) > share(was, l.w.me) {
		l.fault("%s: %d instead of %d basis points of a deal", d.what, share(is, l.w.me), share(was, l.w.me))
	}
	if is.CommissionFen != was.CommissionFen {
		l.fault("%s: a deal's commission changes", d.what)
	}
	if was.Status == "settled" && is.Status == "settled" {
		for _, s := range was.Shares {
			if share(is, s.Party) < s.BasisPoints {
				l.fault("%s: a settled share of %s gets smaller", d.what, s.Party)
			}
		}
	}
}

// ownMoves are what everybody may do with their own place on the floor, and what has somebody else receive.
var ownMoves = []string{"checkIn", "leave", "returnToFloor", "finishVisit", "closeDay", "handOver", "leaveWaiting",
	"reassignCustomer"} // which has a colleague receive who is here; to themselves is a matter of their own

// turns holds the order and the receptions against what they were.
func (l *ledger) turns(d deed, was contract.Board) {
	me, is := l.w.me, l.now.board
	if was.Day != is.Day || slices.Contains(ownMoves, d.what) {
		return
	}
	if d.what != "registerArrival" && // whom it sends to a colleague, that colleague has before them: a second witness
		ahead(is.Order, me) < ahead(was.Order, me) && slices.Contains(was.Order, me) {
		l.fault("%s: the adversary moves up from place %d to %d", d.what, ahead(was.Order, me), ahead(is.Order, me))
	}
	if count(is.MakeUps, me) > count(was.MakeUps, me) {
		l.fault("%s: the adversary is owed a turn", d.what)
	}
	for _, r := range is.Receptions {
		old := slices.IndexFunc(was.Receptions, func(b contract.BoardReception) bool { return b.Visit == r.Visit })
		if r.Agent != me || old >= 0 && was.Receptions[old].Agent == me {
			continue
		}
		if l.visits[r.Visit] != "" && l.parties[l.visits[r.Visit]] {
			continue
		}
		inTurn := r.Turn == "used" && firstFree(was) == me || r.Turn == "spends-makeup" && count(was.MakeUps, me) > 0
		if d.what != "registerArrival" ||
			!inTurn && r.Turn != "kept" { // kept: the reception goes on, and gives nothing
			l.fault("%s: the adversary receives, turn %s, first in order was %s", d.what, r.Turn, firstFree(was))
		}
	}
}

// firstFree gives who is first in order of those who receive nobody.
func firstFree(b contract.Board) string {
	for _, agent := range b.Order {
		if !slices.ContainsFunc(b.Receptions, func(r contract.BoardReception) bool { return r.Agent == agent }) {
			return agent
		}
	}
	return ""
}

func ahead(order []string, me string) int { return slices.Index(order, me) }

func count(list []string, me string) (n int) {
	for _, one := range list {
		if one == me {
			n++
		}
	}
	return n
}

// honest: what honest people enter gives the adversary what the turn or an honest entry gives.
func (l *ledger) honest(d deed, a answer, before picture) {
	me := l.w.me
	switch d.what {
	case "changeAgent":
		l.gone = true
	case "registerArrival":
		l.arrived(d, a, before)
	case "recordDeal":
		var deal contract.Deal
		if err := a.into(&deal); err != nil {
			l.w.t.Fatal(err)
		}
		l.entered[deal.Deal], l.bought[d.visitor] = true, true
		if is := l.now.deals[deal.Deal]; share(is, me) > 0 && !l.parties[l.refs[d.visitor]] {
			l.fault("recordDeal: %d basis points of a stranger's deal (%s)", share(is, me), is.Clause)
		}
	case "night":
		l.paid(before)
		if l.now.controls != before.controls {
			l.fault("night: the adversary's looser version %d is in force", l.now.policy)
		}
	}
	for ref, owner := range l.now.owners {
		if was := before.owners[ref]; owner == me && was != me && was != "" && d.what != "registerArrival" {
			l.fault("%s: a customer of %s becomes the adversary's afterwards", d.what, was)
		}
	}
}

// arrived: a visitor whom the desk enters goes to the adversary in turn only, and stays whose they were.
func (l *ledger) arrived(d deed, a answer, before picture) {
	me := l.w.me
	var v contract.Visit
	if err := a.into(&v); err != nil {
		l.w.t.Fatal(err)
	}
	known := l.refs[d.visitor] != ""
	if l.refs[d.visitor] = v.Customer; d.visitor >= l.w.seen {
		l.w.seen = d.visitor + 1
	}
	l.visits[v.Visit] = v.Customer
	was := before.owners[v.Customer]
	if !known && was == me {
		l.fault("registerArrival: a first visitor is the adversary's already")
	}
	inTurn := v.Receives == me && (firstFree(before.board) == me || v.Turn != "kept") // the order is held apart
	if v.Receives == me && !inTurn && !l.parties[v.Customer] &&
		v.Owner == me { // a helper of the owner gains nothing
		l.fault("registerArrival: a visitor is steered to the adversary (%s, turn %s, %s, owner %s)", v.Clause, v.Turn,
			v.OwnershipClause, v.Owner)
	}
	if owner := l.now.owners[v.Customer]; owner == me && was != me &&
		(was != "" || !inTurn && v.OnBehalfOfAgent != me) {
		l.fault("registerArrival: a visitor of %q becomes the adversary's (%s)", was, v.OwnershipClause)
	}
	if inTurn || v.OnBehalfOfAgent == me { // whose turn it was, is a party whoever stands in for them
		l.parties[v.Customer] = true
	}
}

// paid: the night pays what honest people recorded, and nothing else.
func (l *ledger) paid(before picture) {
	for id, deal := range l.now.deals {
		if deal.Status != "settled" || before.deals[id].Status == "settled" {
			continue
		}
		if !l.entered[id] {
			l.fault("night: a deal that the adversary recorded is paid, %s", partiesOf(deal))
		}
		if share(deal, l.w.me) > 0 && !l.parties[deal.Customer] {
			l.fault("night: the adversary is paid of a stranger's deal (%s)", deal.Clause)
		}
	}
}

func partiesOf(deal contract.Deal) string {
	var all []string
	for _, s := range deal.Shares {
		all = append(all, fmt.Sprintf("%s %d", s.Party, s.BasisPoints))
	}
	return strings.Join(all, ", ")
}
