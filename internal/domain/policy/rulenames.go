package policy

// The rules at the door, which a policy chooses and orders. Package attribution implements one function
// of each name.
const (
	PreRegisteredVisitor RuleName = "pre_registered"      // announced by an agent before the first visit (SC.5, RC.4.g)
	LapsedOwner          RuleName = "lapsed_owner"        // the owner has not followed up for the protection period (PC.2)
	ReturningVisitor     RuleName = "returning_visitor"   // the register knows the owner (SS.4.2.4.a, GP.3, QC.1.c, RC.4.a, SC.3)
	BrokerDisclosed      RuleName = "broker_disclosed"    // broker or competitor with identity and card (GP.14.a)
	BrokerHidden         RuleName = "broker_hidden"       // … who does not say so (GP.14.b)
	CompanyCustomer      RuleName = "company_customer"    // names nobody (GP.13.b)
	FamilyRegistered     RuleName = "family_registered"   // of one family with a registered customer (RC.4.a)
	ProxyForCustomer     RuleName = "proxy_for_customer"  // says to view for a registered customer (PC.5.a, SC.6)
	ReferralNamed        RuleName = "referral_named"      // a referral that names the original agent (GP.17.a, RC.4.f)
	ReferralByBuyer      RuleName = "referral_by_buyer"   // valid with name and phone or the buyer's letter in time (RC.4.g)
	IntroducedByAgent    RuleName = "introduced_by_agent" // announced by nobody, so no claim (SC.5)
	NamedAgent           RuleName = "named_agent"         // a first-time visitor names an agent (SS.4.2.5.a, GP.15.a, QC.3.b, RC.4.c)
	ReferralTraced       RuleName = "referral_traced"     // the referrer leads to an agent (GP.17.b, PC.6.b)
	ReferralUntraced     RuleName = "referral_untraced"   // a referral that leads to nobody (PC.6.a, QC.5.b, RC.4.f)
	LeadersGuest         RuleName = "leaders_guest"       // brought by a company leader (RC.4.d)
	PhoneRegistration    RuleName = "phone_registration"  // called before the first visit (RC.8)
	FreeChoice           RuleName = "free_choice"         // brought by a customer who was reassigned after a complaint (SC.10)
	NameForgotten        RuleName = "name_forgotten"      // came before, forgot the agent's name (GP.16)
	MerelyKnown          RuleName = "merely_known"        // an agent who merely knows the visitor (SS.4.2.5.b, QC.5.a, SC.4)
	FirstRegistered      RuleName = "first_registered"    // the register entry made now (SS.4.2.3, GP.19, QC.1.c, RC.4.b, SC.3)
)

// DoorRules lists the rules at the door once, in a fixed order.
func DoorRules() []RuleName {
	return []RuleName{PreRegisteredVisitor, LapsedOwner, ReturningVisitor, BrokerDisclosed, BrokerHidden, CompanyCustomer,
		FamilyRegistered, ProxyForCustomer, ReferralNamed, ReferralByBuyer, IntroducedByAgent, NamedAgent, ReferralTraced,
		ReferralUntraced, LeadersGuest, PhoneRegistration, FreeChoice, NameForgotten, MerelyKnown, FirstRegistered}
}

// The attribution rules, which a policy chooses and orders. Package attribution implements one function
// of each name.
const (
	NoRegisterEntry        RuleName = "no_register_entry"        // a deal without a register entry waits (SS.4.2.3, GP.19)
	OpenDispute            RuleName = "open_dispute"             // an objection that is not ruled on waits (SS.4.2.2.c, GP.0.2)
	MaterialsOnlySplit     RuleName = "materials_only_split"     // first visit took material only (SS.4.2.6)
	LaterReceptionistSplit RuleName = "later_receptionist_split" // closed by the later receptionist (SS.4.2.4.b)
	CompanyAllocates       RuleName = "company_allocates"        // company customer waits for the company (GP.13.b)
	AcceptedClaim          RuleName = "accepted_claim"           // a claim was accepted (PC.5.a, RC.4.a, SC.5)
	CustomersChoice        RuleName = "customers_choice"         // the customer's recorded choice (PC.1.a)
	Lapsed                 RuleName = "lapsed"                   // the owner did not follow up and another closed (PC.2)
	RecognisedTakenOver    RuleName = "recognised_taken_over"    // recognised before signing: taken over or let go (QC.4.b)
	SigningAgent           RuleName = "signing_agent"            // not recognised by signing (QC.4.a)
	FamilyFirst            RuleName = "family_first"             // first registration of the family (RC.4.a)
	Collision              RuleName = "collision"                // several agents without knowing of each other (SC.2)
	UnregisteredProxy      RuleName = "unregistered_proxy"       // viewed for the buyer and not registered as such (SC.6)
	RegisteredProxy        RuleName = "registered_proxy"         // registered as viewing for the buyer (SC.6)
	Reassigned             RuleName = "reassigned"               // given to another agent after a complaint (SC.10)
	PreRegisteredBuyer     RuleName = "pre_registered_buyer"     // announced by the agent (SC.5, RC.4.g)
	OwnerTakesAll          RuleName = "owner_takes_all"          // the owner by the register (SS.4.2.3, GP.16, QC.1.c, RC.4.a, SC.3)
)

// RuleNames lists the attribution rules once, in a fixed order.
func RuleNames() []RuleName {
	return []RuleName{NoRegisterEntry, OpenDispute, MaterialsOnlySplit, LaterReceptionistSplit, CompanyAllocates, AcceptedClaim,
		CustomersChoice, Lapsed, RecognisedTakenOver, SigningAgent, FamilyFirst, Collision, UnregisteredProxy, RegisteredProxy,
		Reassigned, PreRegisteredBuyer, OwnerTakesAll}
}

// splits reports whether the rule divides the credit and so has a share as its parameter.
func (r RuleName) splits() bool { return r == MaterialsOnlySplit || r == LaterReceptionistSplit }

// AbsenceReasons lists the reasons once, in a fixed order. Every policy has a row for each.
func AbsenceReasons() []AbsenceReason {
	return []AbsenceReason{Private, Business, Short, Meal, Signing, OffDuty}
}
