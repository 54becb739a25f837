package scenarios

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// fields lists, for every action, the words that its object may hold. An action that is absent here
// takes a text, a list or nothing. A word that is not listed is an error: nothing is left unread.
var fields = map[string][]string{
	"check_in": {"agent", "duty"},
	"arrive": {"phone", "name", "first_visit", "names", "known_to", "referred_by", "on_behalf_of", "family_of",
		"kind", "discloses_identity", "card", "taken_by", "on_turn_takes", "visited_at", "purpose", "organisation", "headcount", "outcome",
		"referred", "referrer_name", "letter", "introduced_by_agent", "matches_pre_registration", "same_person_as", "entered_by"},
	"register": {"phone", "name", "first_visit", "names", "known_to", "referred_by", "on_behalf_of", "family_of",
		"kind", "discloses_identity", "card", "taken_by", "on_turn_takes", "visited_at", "purpose", "organisation", "headcount", "outcome", "agent",
		"referred", "referrer_name", "letter", "introduced_by_agent", "matches_pre_registration", "same_person_as", "entered_by"},
	"register_call":             {"phone", "name", "agent", "content", "called_at"},
	"pre_register":              {"agent", "name", "features", "phone", "referred_by", "proxy", "statement"},
	"withdraw_pre_registration": {"agent"},
	"match_pre_registration":    {"name", "phone", "features"},
	"confirm_pre_registration":  {"phone"},
	"recognise":                 {"agent", "customer", "entry_of", "relation", "takes_over"},
	"reassign":                  {"phone", "to", "from_percent", "by", "penalty"},
	"intention":                 {"phone", "agent", "interested", "unit", "floor", "layout", "area_sqm"},
	"visit":                     {"phone", "agent", "outcome", "first_visit"},
	"finish":                    {"phone", "outcome", "agent"},
	"leave":                     {"agent", "reason", "cover"},
	"return":                    {"agent"},
	"swap":                      {"first", "second"},
	"hand_over":                 {"phone", "to"},
	"turn_choice":               {"phone", "agent", "take_new"},
	"identify":                  {"phone", "name", "referred_by", "visit_of"},
	"found_out":                 {"phone", "kind", "discloses_identity"},
	"confirm_card":              {"phone", "by", "confirmed"},
	"confirm_return":            {"phone", "by"},
	"hand_over_note":            {"phone", "agent"},
	"leave_waiting":             {"phone"},
	"fill_form":                 {"phone", "agent", "name", "need", "source", "consent"},
	"annotate":                  {"phone", "text"},
	"follow_up":                 {"phone", "agent"},
	"look_up":                   {"phone"},
	"deal":                      {"phone", "closed_by", "commission_fen", "stage", "customer_chose"},
	"sign":                      {"deal_of", "commission_fen", "customer_chose"},
	"claim":                     {"agent", "deal_of", "ground", "customer", "pre_registration"},
	"cancel":                    {"deal_of"},
	"dispute":                   {"deal_of", "by"},
	"ruling": {"deal_of", "shares", "credit_to", "by", "approve_by", "verified", "offender", "gravity", "irreconcilable",
		"supplementary_rule", "penalties"},
	"statement":        {"agent", "deal_of", "agrees_to"},
	"appeal":           {"agent", "by", "deal_of"},
	"approval":         {"deal_of", "by", "approve"},
	"conduct":          {"agent", "subject", "breach", "verified", "monthly_base_fen", "points", "deal"},
	"verify":           {"agent", "gravity", "by", "points"},
	"commend":          {"agent", "kind", "deal", "visit", "by"},
	"decide_dismissal": {"decision", "by"},
	"ask_swap":         {"agent", "with"},
	"decide_swap":      {"approve"},
	"change_agent":     {"agent", "employment", "group"},
	"manual_check_in":  {"agent", "duty"},
	"publish_policy":   {"preset", "effective_from", "base", "changes", "rules"},
	"validate_policy":  {"preset", "effective_from", "base", "changes", "rules"},
	"check_hash":       {"altered"},
	"what_if":          {"base", "changes", "rules", "from", "to"},
	"replay_period":    {"from", "to"},
	"read":             {"what", "agent", "deal_of"},
	"explain_turn":     {"agent", "at"},
	"fairness":         {"from", "to"},
	"book": {"channel", "phone", "email", "name", "organisation", "title", "purpose", "start", "end", "headcount",
		"place", "agenda", "kind", "agent"},
	"take_over":       {"phone", "name", "owner", "last_contact"},
	"prepare":         {"phone", "items", "usual"},
	"prepared":        {"phone", "item", "note"},
	"unprepared":      {"phone", "item"},
	"open_case":       {"phone", "kind", "request", "department", "deadline"},
	"privacy_rules":   {"window_minutes", "numbers_in_window", "numbers_per_day", "retention_months"},
	"ask_access":      {"phone"},
	"ask_erasure":     {"phone"},
	"decide_erasure":  {"approve", "by"},
	"confirm_booking": {"phone", "identity", "purpose", "place", "agenda", "headcount"},
	"change_booking":  {"phone", "start", "end", "headcount", "place"},
	"customer_agrees": {"phone", "agreed"},
	"cancel_booking":  {"phone", "by"},
	"assign":          {"phone", "to"},
	"link_booking":    {"phone", "visit_of"},
	"feedback": {"phone", "by", "overall", "efficiency", "attitude", "problem_solving", "words", "complaint", "suggestion",
		"channel", "department", "deadline", "corrects"},
	"train":             {"topic", "date", "trainer", "minutes", "attendees", "others", "corrects"},
	"trainings":         {"by"},
	"scorecard":         {"agent", "period", "by"},
	"scorecards":        {"period"},
	"assess":            {"agent", "period", "kind", "by", "overall", "efficiency", "attitude", "problem_solving", "words", "corrects"},
	"assessment_result": {"agent", "period", "grade", "suggestions", "commendation", "report", "corrects"},
	"answer_result":     {"agent", "period", "agrees", "words"},
	"route_feedback":    {"phone", "department", "deadline"},
	"reception_record":  {"phone", "agent", "topics", "questions", "well", "badly", "improvement", "follow_up", "gifts", "corrects"},
	"record_of":         {"phone", "agent"},
	"records":           {"agent", "missing"},
	"archive":           {"month", "read", "by"},
	"feedback_of":       {"phone", "by"},
	"feedback_summary":  {"agent", "month"},
	"booking_event": {"event", "id", "replaces", "replaced_by", "said_at", "phone", "name", "organisation", "purpose", "start",
		"end", "headcount", "place", "agenda", "kind", "agent"},
}

// modifiers are the words that say more about the step's action and expect nothing.
var modifiers = []string{"at", "as", "outcome", "commission_due_fen"}

// known refuses a step with a word that no function reads, and more than one action in a step.
// "conduct" beside another action is what is expected of it, and "note" beside one is a remark.
func (p *Player) known(step Step) (string, error) {
	actions, expected := p.actions(), expectations()
	var found []string
	for _, word := range slices.Sorted(maps.Keys(step)) {
		switch {
		case actions[word] != nil:
			found = append(found, word)
		case expected[word] == nil && !slices.Contains(modifiers, word):
			return "", fmt.Errorf("unknown word %q; the vocabulary is in infra/docs/scenarios.md", word)
		}
	}
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(word string) bool { return word == "conduct" || word == "note" })
	}
	if len(found) != 1 {
		return "", fmt.Errorf("a step has one action, not %d (%s)", len(found), strings.Join(found, ", "))
	}
	action := found[0]
	for _, item := range append([]any{step[action]}, list(step[action])...) {
		for word := range object(item) {
			if !slices.Contains(fields[action], word) {
				return "", fmt.Errorf("unknown word %q in %q; the vocabulary is in infra/docs/scenarios.md", word, action)
			}
		}
	}
	return action, nil
}

var phoneNumber = regexp.MustCompile(`^\+?[0-9]{7,15}$`)

// list gives the items of a list, none of anything else.
func list(value any) []any {
	items, _ := value.([]any)
	return items
}

// subjectPhone gives the phone number that the step's action speaks of, if it does.
func subjectPhone(value any) string {
	o := object(value)
	if o == nil {
		if text := fmt.Sprint(value); text == "unknown" || phoneNumber.MatchString(text) {
			return text
		}
		return ""
	}
	for _, word := range []string{"phone", "deal_of", "customer"} {
		if o[word] != nil {
			return fmt.Sprint(o[word])
		}
	}
	return ""
}
