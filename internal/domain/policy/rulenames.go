package policy

import "slices"

// Names are the rules that there are, by family: the tables of package attribution give them.
type Names struct{ Door, Credit []RuleName }

// unknown reports a name that the family lacks. Rules that are in force are read without a family.
func (n *Names) unknown(family func(*Names) []RuleName, name RuleName) bool {
	return n != nil && !slices.Contains(family(n), name)
}

// The rules at the door that are asked for by name. Every rule has its row in package attribution.
const (
	PreRegisteredVisitor RuleName = "pre_registered"      // announced by an agent before the first visit (SC.5, RC.4.g)
	LapsedOwner          RuleName = "lapsed_owner"        // the owner let the protection period pass (PC.2)
	ReturningVisitor     RuleName = "returning_visitor"   // has an owner (SS.4.2.4.a, GP.3, QC.1.c, RC.4.a, SC.3)
	BrokerDisclosed      RuleName = "broker_disclosed"    // broker or competitor with identity and card (GP.14.a)
	BrokerHidden         RuleName = "broker_hidden"       // … who does not say so (GP.14.b)
	CompanyCustomer      RuleName = "company_customer"    // names nobody (GP.13.b)
	FamilyRegistered     RuleName = "family_registered"   // of one family with a registered customer (RC.4.a)
	ReferralNamed        RuleName = "referral_named"      // a referral that names the original agent (GP.17.a, RC.4.f)
	ReferralByBuyer      RuleName = "referral_by_buyer"   // valid with name and phone or the buyer's letter (RC.4.g)
	IntroducedByAgent    RuleName = "introduced_by_agent" // announced by nobody, so no claim (SC.5)
	NamedAgent           RuleName = "named_agent"         // names an agent (SS.4.2.5.a, GP.15.a, QC.3.b, RC.4.c)
	ReferralTraced       RuleName = "referral_traced"     // the referrer leads to an agent (GP.17.b, PC.6.b)
	PhoneRegistration    RuleName = "phone_registration"  // called before the first visit (RC.8)
	NameForgotten        RuleName = "name_forgotten"      // came before, forgot the agent's name (GP.16)
	MerelyKnown          RuleName = "merely_known"        // one whom an agent merely knows (SS.4.2.5.b, QC.5.a, SC.4)
	FirstRegistered      RuleName = "first_registered"    // the entry made now (SS.4.2.3, GP.19, QC.1.c, RC.4.b, SC.3)
)

// The credit rules that are asked for by name.
const (
	NoRegisterEntry        RuleName = "no_register_entry"        // without an entry a deal waits (SS.4.2.3, GP.19)
	OpenDispute            RuleName = "open_dispute"             // an objection awaits its ruling (SS.4.2.2.c, GP.0.2)
	MaterialsOnlySplit     RuleName = "materials_only_split"     // first visit took material only (SS.4.2.6)
	LaterReceptionistSplit RuleName = "later_receptionist_split" // closed by the later receptionist (SS.4.2.4.b)
	AcceptedClaim          RuleName = "accepted_claim"           // a claim was accepted (PC.5.a, RC.4.a, SC.5)
	Lapsed                 RuleName = "lapsed"                   // another closed after the lapse (PC.2)
	FamilyFirst            RuleName = "family_first"             // first registration of the family (RC.4.a)
	OwnerTakesAll          RuleName = "owner_takes_all"          // the owner (SS.4.2.3, GP.16, QC.1.c, RC.4.a, SC.3)
)

// splits reports whether the rule divides the credit and so has a share as its parameter.
func (r RuleName) splits() bool { return r == MaterialsOnlySplit || r == LaterReceptionistSplit }

// AbsenceReasons lists the reasons once, in a fixed order. Every policy has a row for each.
func AbsenceReasons() []AbsenceReason {
	return []AbsenceReason{Private, Business, Short, Meal, Signing, OffDuty}
}
