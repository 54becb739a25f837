package scenarios

import "fmt"

// privacyRules sets how the site guards customers' data; what is not said is what a site begins with.
func (p *Player) privacyRules(value any, _ Step) (Answer, error) {
	body := map[string]any{"window_minutes": 10, "numbers_in_window": 30, "numbers_per_day": 200,
		"retention_months": 36}
	for word, said := range object(value) {
		body[word] = said
	}
	return p.call("site_manager", "", "PUT", p.path("/privacy-rules"), body)
}

// releaseLookups releases the account of the latest alarm.
func (p *Player) releaseLookups(any, Step) (Answer, error) {
	alarms, err := p.call("supervisor", "", "GET", p.path("/lookup-alarms?limit=1"), nil)
	if err != nil {
		return alarms, err
	}
	latest := list(alarms.Body["items"])
	if len(latest) == 0 {
		return Answer{}, fmt.Errorf("there is no alarm")
	}
	return p.call("site_manager", "", "POST",
		p.path("/lookup-alarms/"+fmt.Sprint(object(latest[0])["alarm"])+"/release"), map[string]any{"reason": "盘点客户"})
}

// checkLookupAlarms wants the states of the alarms about look-ups, the latest first.
func (p *Player) checkLookupAlarms(want any, _ Step, _ Answer) error {
	alarms, err := p.call("supervisor", "", "GET", p.path("/lookup-alarms"), nil)
	if err != nil {
		return err
	}
	got := []string{}
	for _, item := range list(alarms.Body["items"]) {
		got = append(got, fmt.Sprint(object(item)["status"]))
	}
	if none(want) {
		want = []any{}
	}
	return same(got, texts(want))
}

// askOf enters a request of the customer of a phone number, who is looked up for it.
func (p *Player) askOf(value any, rest string) (Answer, error) {
	phone := word(value, "phone")
	customer := p.refs[fmt.Sprint(phone)]
	if customer == "" {
		found, err := p.lookUp(phone, nil)
		if err != nil || found.Status >= 400 {
			return found, err
		}
		customer = fmt.Sprint(found.Body["customer"])
		p.refs[fmt.Sprint(phone)] = customer
	}
	answer, err := p.call("site_manager", "", "POST", p.path("/customers/"+customer+rest),
		map[string]any{"reason": "客户本人要求", "identity_verified": "核对身份证"})
	if id, ok := answer.Body["request"].(string); ok {
		p.dataAsked = id
	}
	return answer, err
}

func (p *Player) askAccess(value any, _ Step) (Answer, error) {
	return p.askOf(value, "/access-requests")
}

func (p *Player) askErasure(value any, _ Step) (Answer, error) { return p.askOf(value, "/erasure") }

// decideErasure decides the latest request: the marketing centre or "by".
func (p *Player) decideErasure(value any, _ Step) (Answer, error) {
	return p.call(textOr(object(value)["by"], "marketing_centre"), "", "POST",
		p.path("/privacy-requests/"+p.dataAsked+"/approval"),
		map[string]any{"approve": word(value, "approve") != false})
}

// personalData reads what the latest access request gives.
func (p *Player) personalData(any, Step) (Answer, error) {
	return p.call("site_manager", "", "GET", p.path("/privacy-requests/"+p.dataAsked+"/data"), nil)
}
