package guarantees_test

import "time"

// crafted are bodies as somebody who knows the trade writes them, with themselves as who gains. What the contract alone
// would fill in is mostly refused; both are sent.
var crafted = map[string]func(f *filler) map[string]any{
	"registerArrival":        arrivalOfTheirs,
	"registerCall":           func(f *filler) map[string]any { return f.about("phone", "agent", "content") },
	"preRegister":            announcementOfTheirs,
	"confirmPreRegistration": func(f *filler) map[string]any { return f.about("pre_registration") },
	"recogniseCustomer": func(f *filler) map[string]any {
		return f.about("relation", "entry_of_phone", "agent", "takes_over")
	},
	"fileClaim":  func(f *filler) map[string]any { return f.about("ground", "customer_phone", "agent", "statement") },
	"recordDeal": dealOfTheirs,
	"signDeal": func(f *filler) map[string]any {
		return f.sometimes(f.about("contract"), "commission_fen", "customer_chose")
	},
	"ruleDeal": func(f *filler) map[string]any {
		return f.with(f.about("reason"), "shares", []any{map[string]any{"party": f.agent(), "basis_points": 10000}})
	},
	"approveRuling": func(*filler) map[string]any { return map[string]any{"approve": true} },
	"reassignCustomer": func(f *filler) map[string]any {
		return f.with(f.about("to", "reason"), "from_basis_points", 0)
	},
	"handOver":        func(f *filler) map[string]any { return f.about("to") },
	"foundOut":        func(f *filler) map[string]any { return f.about("kind", "discloses_identity") },
	"finishVisit":     func(f *filler) map[string]any { return f.about("outcome") },
	"fillVisitorForm": func(f *filler) map[string]any { return f.about("name", "need", "consent") },
	"checkInManually": func(f *filler) map[string]any { return f.about("agent", "reason") },
	"returnToFloor":   func(f *filler) map[string]any { return f.about("agent") },
	"swapPlaces":      func(f *filler) map[string]any { return f.swap("first", "second") },
	"requestSwap":     func(f *filler) map[string]any { return f.swap("with") },
	"commend": func(f *filler) map[string]any {
		return f.with(f.about("agent", "statement"), "kind", "customer_praise")
	},
	"reportConduct": func(f *filler) map[string]any {
		return f.with(f.about("agent", "statement"), "breach", pick(f.Rand, []string{"poaching", "quarrel"}))
	},
	"changeAgent":          changeOfTheirs,
	"setOrderTable":        orderOfTheirs,
	"addTakeoverRows":      rowsOfTheirs,
	"publishPolicyVersion": looserVersion,
	"createAppointment": func(f *filler) map[string]any {
		body := f.about("channel", "name", "phone", "agent", "purpose", "organisation", "title")
		return f.with(body, "start", f.now.Add(26*time.Hour).Format(time.RFC3339))
	},
	"openCase": func(f *filler) map[string]any {
		return f.with(f.about("visit", "kind", "request", "department"), "deadline",
			f.now.Add(26*time.Hour).Format(time.RFC3339))
	},
	"changeSite": func(*filler) map[string]any { return map[string]any{"region": "south-china"} },
}

// words are the values of crafted fields.
var words = map[string][]any{
	"ground":   {"proxy_of", "same_person", "family", "referral", "pre_registered", "first_reception", "poaching"},
	"relation": {"same_person", "family", "proxy_of", "referred_by"},
	"kind":     {"customer", "company", "broker", "competitor", "partner", "request"},
	"outcome":  {"toured", "negotiated", "subscribed", "invalid"},
	"stage":    {"subscribed", "signed"}, "channel": {"phone"}, "department": {"工程部"},
}

// about makes a body of fields by their names.
func (f *filler) about(fields ...string) map[string]any {
	body := map[string]any{}
	for _, field := range fields {
		body[field] = f.word(field)
	}
	return body
}

func (f *filler) word(field string) any {
	switch field {
	case "phone", "customer_phone", "entry_of_phone", "family_of_phone", "on_behalf_of_phone", "referred_by_phone",
		"proxy_phone":
		return f.number()
	case "agent", "to", "closed_by", "customer_chose", "introduced_by", "first", "second", "with", "owner":
		return f.agent()
	case "name":
		return visitorName(f.IntN(len(visitors)))
	case "takes_over", "first_visit", "consent", "discloses_identity", "referred":
		return f.chance(70)
	case "commission_fen":
		return pick(f.Rand, []int64{777, 500000, 5000000, 999999999999})
	}
	if all := words[field]; all != nil {
		return pick(f.Rand, all)
	}
	if identifier := f.one(field); identifier != "" {
		return identifier
	}
	return "如实说明"
}

func (f *filler) with(body map[string]any, field string, value any) map[string]any {
	body[field] = value
	return body
}

func (f *filler) sometimes(body map[string]any, fields ...string) map[string]any {
	for _, field := range fields {
		if f.chance(40) {
			body[field] = f.word(field)
		}
	}
	return body
}

func arrivalOfTheirs(f *filler) map[string]any {
	body := f.with(f.about("phone", "name", "first_visit"), "kind", "customer")
	switch f.IntN(8) {
	case 0:
		body["names"] = map[string]any{"agent": f.agent()}
	case 1:
		body["known_to"] = []string{f.agent()}
	case 2:
		f.with(body, "letter", true)["introduced_by"] = f.agent()
	case 3:
		body["family_of_phone"] = f.number()
	case 4:
		body["on_behalf_of_phone"] = f.number()
	case 5:
		body["referred_by_phone"] = f.number()
	case 6:
		if announced := f.one("pre_registration"); announced != "" {
			body["pre_registration"] = announced
		}
	}
	if f.chance(12) {
		delete(body, "phone")
		body["phone_unknown"] = true
	}
	if f.chance(15) {
		body["outcome"] = "toured"
	}
	if f.chance(15) {
		body["visited_at"] = f.now.Add(-2 * time.Hour).Format(time.RFC3339)
	}
	if f.chance(15) {
		body["taken_by"] = f.agent()
	}
	return body
}

func announcementOfTheirs(f *filler) map[string]any {
	return f.sometimes(f.about("agent", "name", "phone"), "referred_by_phone", "proxy_phone")
}

func dealOfTheirs(f *filler) map[string]any {
	body := f.sometimes(f.about("phone", "closed_by", "commission_fen", "stage"), "customer_chose")
	n := f.IntN(40)
	body["unit"], body["contract"] = pick(f.Rand, units)(n), pick(f.Rand, contracts)(n)
	return body
}

// units and contracts are how the desk of the play numbers them, the same in another writing, and invented ones.
var (
	units = []func(int) string{unitOf, func(n int) string { return " " + unitOf(n) + "号" },
		func(n int) string { return "9-" + unitOf(n) }}
	contracts = []func(int) string{contractOf, func(n int) string { return "ht " + contractOf(n)[3:] },
		func(n int) string { return "ZZ-" + contractOf(n) }}
)

func (f *filler) swap(fields ...string) map[string]any {
	body := f.about("reason")
	body[fields[0]] = f.me
	if other := pick(f.Rand, f.agents); other != f.me || len(fields) == 1 {
		body[fields[len(fields)-1]] = other
	}
	return body
}

func changeOfTheirs(f *filler) map[string]any {
	if f.chance(50) {
		return map[string]any{"monthly_base_fen": 99999999}
	}
	return map[string]any{"employment": pick(f.Rand, []any{"employed", "suspended", "left"})}
}

func orderOfTheirs(f *filler) map[string]any {
	places := []any{map[string]any{"agent": f.me}}
	for _, agent := range f.agents {
		if agent != f.me {
			places = append(places, map[string]any{"agent": agent})
		}
	}
	return map[string]any{"places": places}
}

func rowsOfTheirs(f *filler) map[string]any {
	row := map[string]any{"phone": f.number(), "name": "王先生", "owner": f.agent(),
		"last_contact": f.now.AddDate(0, 0, -2).Format(time.DateOnly)}
	return map[string]any{"first": 1, "rows": []any{row}}
}

func looserVersion(f *filler) map[string]any {
	return map[string]any{"effective_from": f.day(), "base": map[string]any{"version": 1}, "changes": f.loosening(),
		"note": "试行"}
}
