package policy

// Leavers is what becomes of the customers of an agent who has left. The documents say nothing of it: without a word
// of the policy they are released.
type Leavers struct {
	// customers stay the leaver's until the manager hands them over; else whoever receives them next has them
	KeepCustomers bool `json:"keep_customers,omitempty"`
	// a deal subscribed after the leaving is still the leaver's; else the closer's who has an entry, or a ruling's
	KeepDeals bool `json:"keep_deals,omitempty"`
}

func leaverParameters() []Parameter {
	return []Parameter{
		{"/leavers/keep_customers", UnitYesNo, "离职者的客户是否在交接前一直归其名下；缺省否：下次来访由谁接待即归谁，计轮",
			"Whether a leaver's customers stay theirs until they are handed over; no if left out: whoever receives " +
				"them next " +
				"has them, with the turn used", nil},
		{"/leavers/keep_deals", UnitYesNo, "离职后认购的成交是否仍归离职者；缺省否：归有登记的成交人，无登记则待裁决",
			"Whether a deal subscribed after the leaving is still the leaver's; no if left out: the closer's who has " +
				"an " +
				"entry, else it waits for a ruling", nil},
	}
}
