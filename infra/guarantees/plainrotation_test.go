package guarantees_test

import "slices"

// plain is the rotation of one site as somebody would tell it who has only read the documents: who is where, who has
// whom, whose turn it is. It shares nothing with the code of the product.
type plain struct {
	policy   string
	queue    []string          // the order; by arrival (QC.1.a, and where a document is silent) who has checked in
	where    map[string]string // "off", "on", or why away
	due      map[string]bool   // SS.4.2.1.b: the turn came while away
	missed   map[string]bool   // GP.13.a: the turn came while kept from it
	had      map[string]int    // turns had today, where the order is by arrival
	makeUps  []string
	visits   []*plainVisit // in progress
	waiting  []*plainVisit
	owner    map[int]string // of a customer
	lastUsed *plainVisit
	started  int
}

type plainVisit struct {
	customer, start     int
	kind                string // "", "own" (an agent's old customer), "named" (first visit), "company"
	of, with, turn      string // whose visitor, who receives, what becomes of the receiver's turn
	onBehalf            string // the agent on whose behalf
	owes, covered, over bool
}

func (m *plain) byArrival() bool {
	return m.policy == "leasing-hall" || m.policy == "points" || m.policy == "first-contact"
}

func (m *plain) has(agent string) *plainVisit {
	for _, v := range m.visits {
		if v.with == agent {
			return v
		}
	}
	return nil
}

func (m *plain) free(agent string) bool { return m.where[agent] == "on" && m.has(agent) == nil }

func (m *plain) firstFree(order []string) string {
	for _, a := range order {
		if m.free(a) {
			return a
		}
	}
	return ""
}

func (m *plain) toTail(agent string) {
	i := slices.Index(m.queue, agent)
	m.queue = append(slices.Delete(slices.Clone(m.queue), i, i+1), agent)
	m.had[agent]++
}

// helper is who receives on behalf of another: the first in order, or the one at the tail (RC.9).
func (m *plain) helper() string {
	order := slices.Clone(m.queue)
	if m.policy == "front-seat" {
		slices.Reverse(order)
	}
	return m.firstFree(order)
}

// comes has a visitor come in.
func (m *plain) comes(v *plainVisit) {
	switch {
	case m.owner[v.customer] != "":
		v.kind, v.of = "own", m.owner[v.customer]
	case v.of != "":
		v.kind = "named"
	}
	m.waiting = append(m.waiting, v)
	m.settle()
}

// settle gives out who can be given out: first an agent's own visitor back from a helper, then who waits.
func (m *plain) settle() {
	for m.goesBack() || m.givesOut() {
		continue
	}
}

// goesBack: a helper hands over as soon as the agent is free (SS.4.2.4.b, SS.4.2.1.d, GP.15.b); under the front seat
// the helper does it (RC.9).
func (m *plain) goesBack() bool {
	for _, v := range m.visits {
		if v.onBehalf == "" || !m.free(v.onBehalf) || m.policy == "front-seat" {
			continue
		}
		helper := *v
		v.with, v.onBehalf, v.turn, v.owes = v.onBehalf, "", "kept", false
		if v.covered {
			v.turn = "used"
		}
		m.letsGo(helper)
		return true
	}
	return false
}

func (m *plain) givesOut() bool {
	if len(m.waiting) == 0 || m.firstFree(m.queue) == "" {
		return false
	}
	v := m.waiting[0]
	m.started++
	v.start = m.started
	if !m.give(v) {
		return false
	}
	m.waiting = m.waiting[1:]
	m.visits = append(m.visits, v)
	if m.owner[v.customer] == "" && v.kind != "company" {
		m.owner[v.customer] = v.with
		if v.onBehalf != "" {
			m.owner[v.customer] = v.onBehalf
		}
		if v.of != "" {
			m.owner[v.customer] = v.of
		}
	}
	return true
}

func (m *plain) give(v *plainVisit) bool {
	if v.kind == "own" || v.kind == "named" {
		return m.giveTo(v)
	}
	for i, a := range m.makeUps { // before the queue, first granted first; the ordinary place stays
		if m.free(a) {
			m.makeUps = slices.Delete(m.makeUps, i, i+1)
			v.with, v.turn, v.owes = a, "spends-makeup", v.kind == "company" // GP.13.b
			return true
		}
	}
	return m.inOrder(v)
}

// inOrder goes down the queue; whose turn passes before somebody receives, has missed it as the document says.
func (m *plain) inOrder(v *plainVisit) bool {
	var passed []string
	for n, a := range slices.Clone(m.queue) {
		mine := m.has(a)
		switch {
		case m.free(a):
			m.pass(passed)
			m.use(v, a)
			return true
		case m.coverable(a):
			helper := m.firstFree(m.queue[n+1:])
			if helper == "" {
				return false
			}
			m.pass(passed)
			v.with, v.onBehalf, v.turn, v.covered = helper, a, "kept", true // SS.4.2.1.d: the absent agent's turn
			m.toTail(a)
			return true
		case m.policy == "front-seat" && m.where[a] == "on" && mine.onBehalf != "": // RC.10: takes the new one
			to := mine.onBehalf
			if !m.free(to) {
				to = m.helper()
			}
			if to == "" {
				break
			}
			m.pass(passed)
			mine.with = to
			if to == mine.onBehalf {
				mine.onBehalf = ""
			}
			m.use(v, a)
			return true
		}
		passed = append(passed, a)
	}
	return false
}

// coverable: out for a moment, and the next in order receives for them (SS.4.2.1.d).
func (m *plain) coverable(a string) bool {
	return m.policy == "self-sale" && (m.where[a] == "short" || m.where[a] == "meal") && m.has(a) == nil
}

func (m *plain) use(v *plainVisit, a string) {
	v.with, v.turn = a, "used"
	if v.kind == "company" && m.policy == "group-rotation" {
		v.turn, v.owes = "makeup", true // GP.13.b
	}
	if m.policy != "group-rotation" { // there it is used on finishing (GP.2.a)
		m.toTail(a)
	}
	if m.policy == "front-seat" {
		m.lastUsed = v
	}
}

func (m *plain) pass(agents []string) {
	for _, a := range agents {
		v, where := m.has(a), m.where[a]
		away := where != "on" && where != "off"
		switch m.policy {
		case "self-sale": // SS.4.2.1.b; on business the place is kept (SS.4.2.1.c)
			m.due[a] = m.due[a] || where == "private" || where == "off"
		case "leasing-hall": // QC.2
			if where == "private" || where == "short" || where == "meal" { // no work
				m.toTail(a)
			}
		case "front-seat": // RC.1.b; RC.5: stays with the old customer and is skipped once
			if away || (where == "on" && v.kind == "own" && v.onBehalf == "" && v.turn == "kept") {
				m.toTail(a)
			}
		case "group-rotation": // GP.13.a
			m.missed[a] = m.missed[a] || where == "signing" ||
				(v != nil && v.kind != "" && v.turn != "used" && v.turn != "makeup")
		}
	}
}

// giveTo: an agent's own visitor goes to that agent out of order, else to a helper (SS.4.2.4.b, GP.15.a, RC.9).
func (m *plain) giveTo(v *plainVisit) bool {
	if v.kind == "named" && m.policy == "self-sale" && m.namedOnTurn(v) { // SS.4.2.5.a
		return m.inOrder(v)
	}
	v.with, v.turn = v.of, "kept"
	if !m.free(v.of) {
		v.with, v.onBehalf = m.helper(), v.of
	}
	return v.with != ""
}

func (m *plain) namedOnTurn(v *plainVisit) bool {
	for n, a := range m.queue {
		if m.coverable(a) {
			return a == v.of && m.firstFree(m.queue[n+1:]) != ""
		}
		if m.free(a) {
			return a == v.of
		}
	}
	return false
}

// letsGo: the part of who had the visitor ends.
func (m *plain) letsGo(had plainVisit) {
	if m.policy == "group-rotation" && (had.turn == "used" || had.turn == "makeup") {
		m.toTail(had.with) // GP.2.a
	}
	if had.owes {
		m.makeUps = append(m.makeUps, had.with)
	}
	m.makeGood(had.with)
}

// makeGood: to the tail and one make-up turn, once nothing keeps the agent any more (GP.13.a).
func (m *plain) makeGood(a string) {
	if m.missed[a] && m.has(a) == nil && (m.where[a] == "on" || m.where[a] == "off") {
		m.missed[a] = false
		m.toTail(a)
		m.makeUps = append(m.makeUps, a)
	}
}

func (m *plain) finishes(v *plainVisit) {
	i := slices.Index(m.visits, v)
	m.visits = slices.Delete(m.visits, i, i+1)
	v.over = true
	m.letsGo(*v)
	m.settle()
}

func (m *plain) leaves(a, why string) { m.where[a] = why }

func (m *plain) comesBack(a string) {
	m.where[a] = "on"
	if m.due[a] {
		m.due[a] = false
		m.toTail(a)
	}
	m.makeGood(a)
	m.settle()
}

// checksIn: by the table at the place held; by arrival behind who came before and is still to have a turn.
func (m *plain) checksIn(a string) {
	if !m.byArrival() {
		m.comesBack(a)
		return
	}
	round, at := 0, len(m.queue)
	for _, b := range m.queue {
		round = max(round, m.had[b])
	}
	for i := len(m.queue) - 1; i >= 0 && round > 0; i-- {
		if m.had[m.queue[i]] >= round {
			at = i
		}
	}
	m.queue = slices.Insert(m.queue, at, a)
	m.comesBack(a)
}

// closes the day: who last used a turn opens the next one (RC.7); an order by arrival begins anew (QC.1.a).
func (m *plain) closes() {
	m.waiting = nil
	for len(m.visits) > 0 {
		v := m.visits[0]
		m.visits = m.visits[1:]
		m.letsGo(*v)
	}
	for _, a := range slices.Clone(m.queue) {
		m.where[a] = "off"
		m.makeGood(a)
	}
	if m.policy == "front-seat" && m.lastUsed != nil {
		last := m.lastUsed.with
		i := slices.Index(m.queue, last)
		m.queue = slices.Insert(slices.Delete(m.queue, i, i+1), 0, last)
	}
	if m.byArrival() {
		m.queue = nil
	}
	m.lastUsed = nil
	clear(m.had)
}
