package pages

import (
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// Recognitions gives by what the policy lets an agent recognise a customer (认出): nothing for a customer of one's own
// or one who has not come in yet.
func (p *page) Recognitions(customer contract.Ownership) ([]policy.Recognition, error) {
	if !p.May("recogniseCustomer") || !customer.Registered || customer.Owner == p.Me() {
		return nil, nil
	}
	rules, err := p.rules()
	return rules.Recognition, err
}

// recognitionOf reads a recognition. The evidence is a visit's number or the customer's phone, whichever was typed.
func recognitionOf(_ *page, f form) contract.NewRecognition {
	takes := f.Get("takes_over") == "yes"
	return contract.NewRecognition{Relation: contract.Relation(f.Get("relation")), Entry: f.optional("entry"),
		EntryOfPhone: f.optional("entry_of_phone"), TakesOver: &takes}
}
