package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// expectation compares what a step wants of one word with the answer, or with what is read for it.
type expectation func(p *Player, want any, step Step, answer Answer) error

// expectations maps every word that states an outcome to the function that checks it.
var expectations = together(
	named(inField, "code turn on_behalf_of_agent next_at_position give_back_to receives on_turn was "+
		"waiting cover_by position_vacant collision form_missing to_find_out after_signing protected_until "+
		"lapsed customers registered disputed presence identical intact fine_fen customer_shared "+
		"new_policy_version reason arrivals ordinary_turns left_waiting points warning points_deducted "+
		"points_credited warnings confiscated_basis_points count proposes status valid matches "+
		"needs_follow_up agrees genuine complaint_status to_route corrects counted_through corrected"),
	named(counted, "calls links contacts follow_ups items statements rulings claims reminded "+
		"open_proposals fines_pending warned erased held assessments results"),
	named(onList, "duties shared_with"),
	named(onAgents, "turns_received turns_entitled make_ups_granted days_present asked answered"),
	named(onStatements, "credited_fen net_fen"),
	named(inResult, "visits_moved owners_changed deals_changed different"),
	map[string]expectation{
		"refused":           func(_ *Player, want any, _ Step, a Answer) error { return checkRefusal(want, a) },
		"hands_over_to":     (*Player).checkHandsOverTo,
		"hands_over":        (*Player).checkWith,
		"visit_now_with":    (*Player).checkWith,
		"waits":             inField("waiting"),
		"owner":             (*Player).checkOwner,
		"clause":            (*Player).checkClause,
		"order_now":         (*Player).checkOrderNow,
		"order_tomorrow":    (*Player).checkOrderTomorrow,
		"make_ups":          onBoard("make_ups"),
		"at_position":       onBoard("position"),
		"tail_calls":        onEffect("tail_calls"),
		"gave_up_turn":      onEffect("forfeited", "passed_over"),
		"skipped":           onEffect("skipped", "passed_over"),
		"note_due_from":     onEffect("note_due"),
		"must_inform":       (*Player).checkNotified,
		"turned_down":       (*Player).checkTurnedDown,
		"report":            (*Player).checkReport,
		"after_settlement":  (*Player).checkAfterSettlement,
		"reminders":         (*Player).checkReminders,
		"skips":             onAgents("skipped"),
		"forfeits":          onAgents("forfeited"),
		"longest_wait":      inObject("wait_seconds", "longest"),
		"verdict":           inObject("balance", "verdict"),
		"conduct":           (*Player).checkConduct,
		"shares":            (*Player).checkShares,
		"amounts_fen":       (*Player).checkAmounts,
		"settled":           (*Player).checkSettled,
		"deduction_fen":     onStatements("deducted_fen"),
		"flags":             (*Player).checkFlags,
		"credit_before":     inParties("before_fen"),
		"credit_after":      inParties("after_fen"),
		"faults":            (*Player).checkFaults,
		"differs":           (*Player).checkDiffers,
		"booking":           (*Player).checkBooking,
		"bookings_of":       (*Player).checkBookingsOf,
		"letter_says":       (*Player).checkLetterSays,
		"rows":              inCounts,
		"preparation":       (*Player).checkPreparation,
		"preparations":      (*Player).checkPreparations,
		"suggested":         (*Player).checkSuggested,
		"sendings":          (*Player).checkSendings,
		"case_reminded":     (*Player).checkReminded,
		"overdue_cases":     (*Player).checkOverdue,
		"lookup_alarms":     (*Player).checkLookupAlarms,
		"shows":             (*Player).checkShows,
		"shows_not":         (*Player).checkShowsNot,
		"archived":          archived(true),
		"archived_not":      archived(false),
		"about":             inField("agent"),
		"satisfaction":      (*Player).checkSatisfaction,
		"complaints":        (*Player).checkComplaints,
		"total":             inObject("card", "total_basis_points"),
		"scores":            onMeasures("score_basis_points"),
		"weighs":            onMeasures("counts_basis_points"),
		"evidence":          (*Player).checkEvidence,
		"totals":            (*Player).checkTotals,
		"suggestions":       (*Player).checkSuggestions,
		"feedback_to_route": (*Player).checkToRoute,
		"standing":          (*Player).checkStanding,
		"unconfirmed":       (*Player).checkUnconfirmed,
	})

// named gives words that are each a field of their own name, looked for in one way.
func named(in func(field string) expectation, words string) map[string]expectation {
	out := map[string]expectation{}
	for _, word := range strings.Fields(words) {
		out[word] = in(word)
	}
	return out
}

func together(tables ...map[string]expectation) map[string]expectation {
	out := map[string]expectation{}
	for _, table := range tables {
		maps.Copy(out, table)
	}
	return out
}

// check compares every expectation of a step.
func (p *Player) check(step Step, answer Answer) error {
	for _, word := range slices.Sorted(maps.Keys(step)) {
		if expectations[word] == nil || actions[word].run != nil && word != "conduct" {
			continue
		}
		if err := expectations[word](p, step[word], step, answer); err != nil {
			return fmt.Errorf("%s: %w", word, err)
		}
	}
	return nil
}

// inField wants a field of the answer. "none" wants it absent or empty, false wants it absent or false.
func inField(field string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error { return same(answer.Body[field], want) }
}

// inObject wants a field of an object of the answer.
func inObject(name, field string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error {
		return same(object(answer.Body[name])[field], want)
	}
}

// onAgents wants a field of the named agents' rows of a report.
func onAgents(field string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error {
		return subset(object(want), column(answer.Body["agents"], "agent", field))
	}
}

// onBoard wants a field of the board as it is after the step.
func onBoard(field string) expectation {
	return func(p *Player, want any, _ Step, _ Answer) error {
		board, err := p.call("supervisor", "", "GET", p.path("/board"), nil)
		if err != nil {
			return err
		}
		if got, ok := board.Body[field].([]any); ok {
			if none(want) {
				want = []any{}
			}
			return same(texts(got), texts(want))
		}
		return same(board.Body[field], want)
	}
}

// onEffect wants an effect of one of the kinds on each of the agents; "none" wants no such effect.
func onEffect(kinds ...string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error {
		got := []string{}
		for _, item := range list(answer.Body["effects"]) {
			if effect := object(item); slices.Contains(kinds, fmt.Sprint(effect["kind"])) {
				got = append(got, fmt.Sprint(effect["agent"]))
			}
		}
		return holds(got, want)
	}
}

// holds wants every wanted text among those got; "none" wants there to be none.
func holds(got []string, want any) error {
	if none(want) {
		return same(got, []string{})
	}
	for _, one := range texts(want) {
		if !slices.Contains(got, one) {
			return fmt.Errorf("%s is not among %s", one, cut(flow(got)))
		}
	}
	return nil
}

// onList wants texts among those of a list of the answer; "none" wants there to be none.
func onList(field string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error { return holds(texts(answer.Body[field]), want) }
}

// checkReminders wants so many reminders of the site's latest dispute.
func (p *Player) checkReminders(want any, _ Step, _ Answer) error {
	all, err := p.call("supervisor", "", "GET", p.path("/disputes?limit=1"), nil)
	if err != nil {
		return err
	}
	latest := list(all.Body["items"])
	if len(latest) == 0 {
		return fmt.Errorf("there is no dispute")
	}
	return same(len(list(object(latest[0])["reminders"])), want)
}

// counted wants a list of the answer to have so many items.
func counted(field string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error {
		return same(len(list(answer.Body[field])), want)
	}
}

// onStatements wants a sum of the month's statement of each party.
func onStatements(field string) expectation {
	return func(p *Player, want any, _ Step, _ Answer) error {
		statements, err := p.statements()
		if err != nil {
			return err
		}
		sums := object(want)
		if len(sums) == 0 {
			return fmt.Errorf("%s is no map of party to fen", flow(want))
		}
		for _, party := range slices.Sorted(maps.Keys(sums)) {
			sum := any(0)
			if statement := statements[partyName(party)]; statement != nil {
				sum = statement[field]
			}
			if err := same(sum, sums[party]); err != nil {
				return fmt.Errorf("%s: %w", party, err)
			}
		}
		return nil
	}
}

// checkRefusal wants the refusal's clause or, where it has none or the step says so, its code.
func checkRefusal(want any, answer Answer) error {
	if answer.Status >= 400 && (fmt.Sprint(want) == answer.Body["code"] || want == true) {
		return nil
	}
	if want == "agent.not_employed" && (answer.Body["code"] == "agent.left" ||
		answer.Body["code"] == "agent.suspended") {
		return nil // the general word for either
	}
	return same(answer.refusal(), want)
}

func (p *Player) checkNotified(want any, _ Step, answer Answer) error {
	wanted := []any{}
	for _, name := range texts(want) {
		if name == "manager" {
			name = "site_manager"
		}
		wanted = append(wanted, name)
	}
	if none(want) {
		return holds(texts(answer.Body["notify"]), want)
	}
	return holds(texts(answer.Body["notify"]), wanted)
}

// checkTurnedDown wants the agents who were turned down, or the reason of each.
func (p *Player) checkTurnedDown(want any, _ Step, answer Answer) error {
	got := column(answer.Body["turned_down"], "agent", "reason")
	if reasons := object(want); reasons != nil {
		return subset(reasons, got)
	}
	return holds(slices.Sorted(maps.Keys(got)), want)
}

// inResult wants a field of what came of a job.
func inResult(field string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error {
		return same(object(answer.Body["result"])[field], want)
	}
}

// inParties wants exactly these parties' credit in what came of trying a policy; who has nothing is left out.
func inParties(field string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error {
		got := map[string]any{}
		for _, item := range list(object(answer.Body["result"])["parties"]) {
			if fen, _ := number(object(item)[field]); fen != 0 {
				got[fmt.Sprint(object(item)["party"])] = object(item)[field]
			}
		}
		if err := subset(object(want), got); err != nil {
			return err
		}
		return same(len(got), len(object(want)))
	}
}

// checkFaults wants exactly these faults of a draft: code by field.
func (p *Player) checkFaults(want any, _ Step, answer Answer) error {
	got := column(answer.Body["faults"], "field", "code")
	if none(want) {
		return same(len(got), 0)
	}
	if err := subset(object(want), got); err != nil {
		return err
	}
	return same(len(got), len(object(want)))
}

// checkDiffers wants exactly these paths to differ from the version in force; "none" wants no difference.
func (p *Player) checkDiffers(want any, _ Step, answer Answer) error {
	got := []string{}
	for _, item := range list(answer.Body["differences"]) {
		got = append(got, fmt.Sprint(object(item)["path"]))
	}
	if none(want) {
		want = []any{}
	}
	return same(got, texts(want))
}

// checkShows wants a text to stand somewhere in what was read.
func (p *Player) checkShows(want any, _ Step, answer Answer) error {
	return holds(leaves(answer.Body), want)
}

func (p *Player) checkShowsNot(want any, _ Step, answer Answer) error {
	all := leaves(answer.Body)
	for _, one := range texts(want) {
		if slices.Contains(all, one) {
			return fmt.Errorf("%s is shown", one)
		}
	}
	return nil
}

// leaves collects every value of an answer as a text.
func leaves(value any) []string {
	var out []string
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			out = append(out, leaves(v[key])...)
		}
	case []any:
		for _, inner := range v {
			out = append(out, leaves(inner)...)
		}
	default:
		out = append(out, fmt.Sprint(v))
	}
	return out
}

// none reports a wish for nothing.
func none(want any) bool {
	if items, ok := want.([]any); ok {
		return len(items) == 0
	}
	return want == nil || strings.EqualFold(fmt.Sprint(want), "none")
}
