package visits

import (
	"cmp"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/view"
)

// arrival is a translated request: phones parsed, the rest checked for form.
type arrival struct {
	body     contract.Arrival
	phone    *privacy.Phone // nil: unknown
	name     privacy.Name
	referrer *privacy.Phone
	behalf   *privacy.Phone
	family   *privacy.Phone
	kind     register.VisitorKind
	details  details
	taker    domain.AgentID // the agent who claims to be on turn; empty: the desk asks
	onTurn   rotation.TurnChoice
	outcome  register.Outcome // given when the visitor has already gone
	nonSales bool             // entered by staff outside sales, who may steer nobody (SC.9)
	// what is entered comes from staff outside sales by their own word
	saidNonSales bool
}

// details is what the visitor said besides the opening questions; stored encrypted with the identity.
type details struct {
	Purpose      string `json:"purpose,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	Headcount    int    `json:"headcount,omitempty"`
	Referrer     string `json:"referrer,omitempty"` // a name; whose customer that is must be found out (PC.6.b)
}

func translateArrival(body contract.Arrival) (arrival, error) {
	a := arrival{body: body, saidNonSales: textOf(body.EnteredBy) == string(contract.ArrivalEnteredByNonSales)}
	a.nonSales = a.saidNonSales
	if err := a.readPhones(); err != nil {
		return a, err
	}
	a.details = details{Purpose: view.Text(body.Purpose), Organisation: view.Text(body.Organisation)}
	var referrer privacy.Name
	for _, n := range []struct {
		text  *string
		into  *privacy.Name
		field string
	}{{body.Name, &a.name, "/name"}, {body.ReferrerName, &referrer, "/referrer_name"}} {
		if n.text == nil {
			continue
		}
		var err error
		if *n.into, err = privacy.ParseName(*n.text); err != nil {
			return a, domain.InField(err, n.field)
		}
	}
	a.details.Referrer = referrer.Text()
	a.kind = cmp.Or(register.VisitorKind(textOf(body.Kind)), register.KindCustomer)
	a.taker, a.outcome = domain.AgentID(textOf(body.TakenBy)), register.Outcome(textOf(body.Outcome))
	a.onTurn = rotation.TurnChoice(textOf(body.OnTurnTakes))
	if body.Headcount != nil {
		a.details.Headcount = *body.Headcount
	}
	return a, a.checkForm()
}

// textOf gives what is said of a closed set, nothing if it is left out.
func textOf[T ~string](value *T) string {
	if value == nil {
		return ""
	}
	return string(*value)
}

// readPhones reads the numbers that are given; the visitor's own is given or said to be unknown.
func (a *arrival) readPhones() error {
	for _, p := range []struct {
		text  *string
		into  **privacy.Phone
		field string
	}{
		{a.body.Phone, &a.phone, "/phone"},
		{a.body.ReferredByPhone, &a.referrer, "/referred_by_phone"},
		{a.body.OnBehalfOfPhone, &a.behalf, "/on_behalf_of_phone"},
		{a.body.FamilyOfPhone, &a.family, "/family_of_phone"},
	} {
		if p.text == nil {
			continue
		}
		phone, err := parsePhone(*p.text, p.field)
		if err != nil {
			return err
		}
		*p.into = &phone
	}
	if (a.phone == nil) != view.Yes(a.body.PhoneUnknown) {
		return domain.Invalid("arrival.phone_or_unknown", "/phone")
	}
	return nil
}

// checkForm refuses what contradicts itself.
func (a arrival) checkForm() error {
	if n := a.body.Names; n != nil {
		given := 0
		for _, is := range []bool{n.Agent != nil, n.Text != nil, n.Forgotten != nil && *n.Forgotten} {
			if is {
				given++
			}
		}
		if given > 1 {
			return domain.Invalid("arrival.names_contradict", "/names")
		}
	}
	return nil
}

func parsePhone(value, field string) (privacy.Phone, error) {
	phone, err := privacy.ParsePhone(value)
	return phone, domain.InField(err, field)
}
