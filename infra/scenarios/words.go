package scenarios

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// action is a word that something happens by: the function that makes its call, and the words that its
// object may hold. One without words takes a text, a list or nothing.
type action struct {
	run   func(*Player, any, Step) (Answer, error)
	words string
}

// arrivalWords is what may be said of somebody who comes in.
const arrivalWords = "phone name first_visit names known_to referred_by on_behalf_of family_of kind " +
	"discloses_identity card taken_by on_turn_takes visited_at purpose organisation headcount " +
	"outcome referred referrer_name letter introduced_by_agent matches_pre_registration " +
	"same_person_as entered_by unconfirmed asked_for_by"

// actions maps each word of the vocabulary to its action. A word that is not listed is an error: nothing is
// left unread.
var actions = map[string]action{
	"check_in":       {(*Player).checkIn, "agent duty"},
	"arrive":         {(*Player).arrive, arrivalWords},
	"finish":         {(*Player).finish, "phone outcome agent"},
	"leave":          {(*Player).leave, "agent reason cover"},
	"return":         {(*Player).comeBack, "agent"},
	"swap":           {(*Player).swap, "first second"},
	"hand_over":      {(*Player).handOver, "phone to"},
	"turn_choice":    {(*Player).turnChoice, "phone agent take_new"},
	"day_close":      {(*Player).dayClose, ""},
	"identify":       {(*Player).identify, "phone name referred_by visit_of agent unconfirmed"},
	"found_out":      {(*Player).foundOut, "phone kind discloses_identity agent unconfirmed"},
	"confirm_card":   {(*Player).confirmCard, "phone by confirmed"},
	"confirm_return": {(*Player).confirmReturn, "phone by"},
	"register":       {(*Player).registerLate, arrivalWords + " agent"},
	"follow_up":      {(*Player).followUp, "phone agent remark refused_by"},
	"deal":           {(*Player).deal, "phone closed_by commission_fen price_fen stage customer_chose unit contract"},
	"cancel":         {(*Player).cancel, "deal_of"},
	"claim":          {(*Player).claim, "agent deal_of ground customer pre_registration"},
	"dispute":        {(*Player).dispute, "deal_of by"},
	"statement":      {(*Player).statement, "agent deal_of agrees_to"},
	"appeal":         {(*Player).appeal, "agent by deal_of"},
	"approval":       {(*Player).approval, "deal_of by approve"},
	"ruling": {(*Player).rule, "deal_of shares credit_to by approve_by verified offender gravity irreconcilable " +
		"supplementary_rule penalties reason"},
	"conduct":        {(*Player).conduct, "agent subject breach verified monthly_base_fen points deal"},
	"settle":         {(*Player).settle, ""},
	"look_up":        {(*Player).lookUp, "phone"},
	"note":           {(*Player).remark, ""},
	"hand_over_note": {(*Player).handOverNote, "phone agent"},
	"set_order":      {(*Player).setOrder, ""},
	"visit":          {(*Player).visitOfAgent, "phone agent outcome first_visit"},
	"leave_waiting":  {(*Player).leaveWaiting, "phone"},
	"fill_form":      {(*Player).fillForm, "phone agent by name need source consent paper unconfirmed"},
	"annotate":       {(*Player).annotate, "phone text"},
	"sign":           {(*Player).sign, "deal_of commission_fen customer_chose contract"},
	"change_deal": {(*Player).changeDeal,
		"deal_of commission_fen price_fen unit contract buyer_phone reason"},
	"verify":                    {(*Player).verifyConduct, "agent gravity by points"},
	"commend":                   {(*Player).commend, "agent kind deal visit by"},
	"decide_dismissal":          {(*Player).decideDismissal, "decision by"},
	"ask_swap":                  {(*Player).askSwap, "agent with"},
	"decide_swap":               {(*Player).decideSwap, "approve"},
	"change_agent":              {(*Player).changeAgent, "agent employment group"},
	"publish_policy":            {(*Player).publishPolicy, "preset effective_from base changes rules"},
	"validate_policy":           {(*Player).validatePolicy, "preset effective_from base changes rules"},
	"what_if":                   {(*Player).whatIf, "base changes rules from to"},
	"check_hash":                {(*Player).checkHash, "altered"},
	"replay_period":             {(*Player).replayPeriod, "from to"},
	"manual_check_in":           {(*Player).manualCheckIn, "agent duty"},
	"read":                      {(*Player).read, "what agent deal_of"},
	"register_call":             {(*Player).registerCall, "phone name agent content called_at entered_by unconfirmed"},
	"pre_register":              {(*Player).preRegister, "agent name features phone referred_by proxy statement"},
	"withdraw_pre_registration": {(*Player).withdraw, "agent"},
	"match_pre_registration":    {(*Player).matchAnnounced, "name phone features"},
	"confirm_pre_registration":  {(*Player).confirmAnnounced, "phone agent by reason unconfirmed"},
	"recognise":                 {(*Player).recognise, "agent customer entry_of relation takes_over"},
	"reassign":                  {(*Player).reassign, "phone to from_percent by penalty"},
	"intention":                 {(*Player).intention, "phone agent interested unit floor layout area_sqm"},
	"day_report":                {(*Player).dayReport, ""},
	"explain_turn":              {(*Player).explainTurn, "agent at"},
	"fairness":                  {(*Player).fairness, "from to"},
	"book": {(*Player).book,
		"channel phone email name organisation title purpose start end headcount place agenda kind agent"},
	"confirm_booking": {(*Player).confirmBooking, "phone identity purpose place agenda headcount"},
	"change_booking":  {(*Player).changeBooking, "phone start end headcount place"},
	"customer_agrees": {(*Player).customerAgrees, "phone agreed"},
	"cancel_booking":  {(*Player).cancelBooking, "phone by"},
	"assign":          {(*Player).assign, "phone to"},
	"link_booking":    {(*Player).linkBooking, "phone visit_of reason"},
	"booking_event": {(*Player).bookingEvent,
		"event id replaces replaced_by said_at phone name organisation purpose start end headcount place " +
			"agenda kind agent"},
	"take_over":  {(*Player).takeOver, "phone name owner last_contact"},
	"prepare":    {(*Player).prepare, "phone items usual"},
	"prepared":   {(*Player).prepared, "phone item note"},
	"unprepared": {(*Player).unprepared, "phone item"},
	"tell":       {(*Player).tell, ""},
	"privacy_rules": {(*Player).privacyRules,
		"window_minutes numbers_in_window numbers_per_day retention_months"},
	"release_lookups": {(*Player).releaseLookups, ""},
	"ask_access":      {(*Player).askAccess, "phone"},
	"ask_erasure":     {(*Player).askErasure, "phone"},
	"decide_erasure":  {(*Player).decideErasure, "approve by"},
	"personal_data":   {(*Player).personalData, ""},
	"open_case":       {(*Player).openCase, "phone kind request department deadline"},
	"progress":        {(*Player).progress, ""},
	"solve":           {(*Player).solve, ""},
	"remind":          {(*Player).remind, ""},
	"answer_customer": {(*Player).answerCustomer, ""},
	"train":           {(*Player).train, "topic date trainer minutes attendees others corrects"},
	"trainings":       {(*Player).trainings, "by"},
	"scorecard":       {(*Player).scorecard, "agent period by"},
	"scorecards":      {(*Player).scorecards, "period"},
	"assess": {(*Player).assess,
		"agent period kind by overall efficiency attitude problem_solving words corrects"},
	"assessment_result": {(*Player).assessmentResult,
		"agent period grade suggestions commendation report corrects"},
	"answer_result":       {(*Player).answerResult, "agent period agrees words"},
	"overdue_assessments": {(*Player).overdueAssessments, ""},
	"feedback": {(*Player).feedback,
		"phone by overall efficiency attitude problem_solving words complaint suggestion channel " +
			"department deadline corrects"},
	"route_feedback":   {(*Player).routeFeedback, "phone department deadline"},
	"feedback_of":      {(*Player).feedbackOf, "phone by"},
	"feedback_summary": {(*Player).feedbackSummary, "agent month"},
	"reception_record": {(*Player).receptionRecord,
		"phone agent topics questions well badly improvement follow_up gifts corrects"},
	"record_of":   {(*Player).recordOf, "phone agent"},
	"records":     {(*Player).records, "agent missing"},
	"archive":     {(*Player).archive, "month read by"},
	"confirm":     {(*Player).confirmFact, "phone by agent"},
	"refuse_fact": {(*Player).refuseFact, "phone by agent reason"},
	"object":      {(*Player).objectTo, "phone by agent statement"},
	"take_back":   {(*Player).withdrawFact, "phone by agent"},
}

// modifiers are the words that say more about the step and expect nothing; "says" tells it to who watches.
var modifiers = []string{"at", "as", "outcome", "commission_due_fen", "says"}

const vocabulary = "the vocabulary is in infra/docs/scenarios.md"

// known refuses a step with a word that no function reads, and more than one action in a step.
func known(step Step) (string, error) {
	for _, word := range slices.Sorted(maps.Keys(step)) {
		if actions[word].run == nil && expectations[word] == nil && !slices.Contains(modifiers, word) {
			return "", fmt.Errorf("unknown word %q; %s", word, vocabulary)
		}
	}
	action, err := actionOf(step)
	if err != nil {
		return "", err
	}
	allowed := strings.Fields(actions[action].words)
	for _, item := range append([]any{step[action]}, list(step[action])...) {
		for word := range object(item) {
			if word != "unconfirmed" && !slices.Contains(allowed, word) {
				return "", fmt.Errorf("unknown word %q in %q; %s", word, action, vocabulary)
			}
		}
	}
	return action, nil
}

// actionOf gives the word of a step that something happens by. "conduct" beside another action is what is
// expected of it, and "note" beside one is a remark.
func actionOf(step Step) (string, error) {
	var found []string
	for _, word := range slices.Sorted(maps.Keys(step)) {
		if actions[word].run != nil {
			found = append(found, word)
		}
	}
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(word string) bool { return word == "conduct" || word == "note" })
	}
	if len(found) != 1 {
		return "", fmt.Errorf("a step has one action, not %d (%s)", len(found), strings.Join(found, ", "))
	}
	return found[0], nil
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
