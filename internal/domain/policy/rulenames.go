package policy

// The attribution rules that a policy may choose and order. Package attribution implements one
// function of each name.
const (
	NoRegisterEntry        RuleName = "no_register_entry"        // a deal without a register entry waits (SS.4.2.3, GP.19)
	OpenDispute            RuleName = "open_dispute"             // an objection that is not ruled on waits (SS.4.2.2.c, GP.0.2)
	MaterialsOnlySplit     RuleName = "materials_only_split"     // first visit took material only (SS.4.2.6)
	LaterReceptionistSplit RuleName = "later_receptionist_split" // closed by the later receptionist (SS.4.2.4.b)
	CompanyAllocates       RuleName = "company_allocates"        // company customer waits for the company (GP.13.b)
	OwnerTakesAll          RuleName = "owner_takes_all"          // the owner by the register (SS.4.2.3, GP.16)
)

// RuleNames lists the attribution rules once, in a fixed order.
func RuleNames() []RuleName {
	return []RuleName{NoRegisterEntry, OpenDispute, MaterialsOnlySplit, LaterReceptionistSplit, CompanyAllocates, OwnerTakesAll}
}

// splits reports whether the rule divides the credit and so has a share as its parameter.
func (r RuleName) splits() bool { return r == MaterialsOnlySplit || r == LaterReceptionistSplit }

// AbsenceReasons lists the reasons once, in a fixed order. Every policy has a row for each.
func AbsenceReasons() []AbsenceReason {
	return []AbsenceReason{Private, Business, Short, Meal, Signing, OffDuty}
}
