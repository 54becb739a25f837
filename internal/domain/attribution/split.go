package attribution

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// materialsOnlySplit: the original agent only handed out material and a card; a colleague worked the
// customer in the original's absence and closed (SS.4.2.6). "Only" is taken at its word: one reception
// of the original before the signing that went further, before or after the colleague's, and the rule
// does not apply. The colleague must have received the customer after the original's first entry,
// while the original was absent (not merely busy), and must have done more than hand out material.
func materialsOnlySplit(f *creditCase) creditFinding {
	originalBasisPoints := f.rule.OriginalBasisPoints
	if reason := f.noSplit(originalBasisPoints); reason != "" {
		return looksAway(reason)
	}
	original, _ := f.original()
	var evidence []domain.VisitID
	received, gaveMaterial := false, false
	for i := range f.contacts {
		c := &f.contacts[i]
		switch {
		case !counts(c):
		case c.Agent == original && c.Outcome != register.MaterialsOnly:
			return looksAway("original_did_more")
		case c.Agent == original:
			gaveMaterial = true
			evidence = cite(evidence, c.Visit)
		case c.Agent == f.deal.ClosedBy && gaveMaterial && f.absentAt(c, original) && f.works(i):
			received = true
			evidence = cite(evidence, c.Visit)
		}
	}
	switch {
	case !gaveMaterial:
		return looksAway("original_gave_no_material")
	case !received:
		return looksAway("closer_did_not_work_in_absence")
	}
	return f.split("worked_in_absence", originalBasisPoints, evidence)
}

// works reports whether a reception went beyond handing out material. One that went back to the original is no
// work; one that was passed on to a colleague is.
func (f *creditCase) works(i int) bool {
	c := &f.contacts[i]
	original, _ := f.original()
	if c.Outcome != register.PassedOn {
		return c.Outcome != register.MaterialsOnly
	}
	return f.deal.Reading >= 1 && i+1 < len(f.contacts) && f.contacts[i+1].Visit == c.Visit &&
		f.contacts[i+1].Agent != original
}

// original gives whose customer the buyer was first, and since when: the owner or, where the first agent recognised the
// customer under a later number and let the second carry on, the first.
func (f *creditCase) original() (domain.AgentID, time.Time) {
	link, ok := f.beforeSigning(policy.SamePerson)
	if ok && f.deal.Reading >= 1 && !link.TakesOver && link.Second == f.owner.Owner && link.First != "" {
		return link.First, link.EntryAt
	}
	return f.owner.Owner, f.since
}

// absentAt reports that the original was not on site at a colleague's reception, also of a number that was recognised
// later.
func (f *creditCase) absentAt(c *register.Contact, original domain.AgentID) bool {
	return c.Original == register.WasAbsent || slices.ContainsFunc(f.links, func(l register.Link) bool {
		return l.Relation == policy.SamePerson && l.First == original && slices.ContainsFunc(l.Absent, c.At.Equal)
	})
}

// laterReceptionistSplit: the deal was closed by an agent who received the customer when, or after,
// the customer had become the original's (SS.4.2.4.b).
func laterReceptionistSplit(f *creditCase) creditFinding {
	originalBasisPoints := f.rule.OriginalBasisPoints
	original, since := f.original()
	if original != f.owner.Owner && f.deal.ClosedBy == original {
		return whole("original_closed", original, visits(f.receivedBy(original))...)
	}
	if reason := f.noSplit(originalBasisPoints); reason != "" {
		return looksAway(reason)
	}
	evidence := f.ownersVisit()
	received := false
	for i := range f.contacts {
		c := &f.contacts[i]
		if c.Agent == f.deal.ClosedBy && counts(c) && !c.At.Before(since) {
			received = true
			evidence = cite(evidence, c.Visit)
		}
	}
	if !received {
		return looksAway("closer_has_no_later_entry")
	}
	return f.split("closed_by_later_receptionist", originalBasisPoints, evidence)
}

// noSplit gives why there is nothing to split, if so.
func (f *creditCase) noSplit(originalBasisPoints int) string {
	original, _ := f.original()
	switch {
	case !f.owned:
		return "no_owner"
	case f.deal.ClosedBy == original:
		return "closer_is_owner"
	case f.deal.ClosedBy == "":
		return "no_closer"
	case originalBasisPoints < 0 || originalBasisPoints > WholeBasisPoints:
		return "share_out_of_range"
	}
	return ""
}

// split divides between the original agent, first, and the closer.
func (f *creditCase) split(reason string, originalBasisPoints int, evidence []domain.VisitID) creditFinding {
	original, _ := f.original()
	return between(reason, evidence, Share{Party(original), originalBasisPoints},
		Share{Party(f.deal.ClosedBy), WholeBasisPoints - originalBasisPoints})
}

// between gives each its share; a share of nothing is no share.
func between(reason string, evidence []domain.VisitID, parts ...Share) creditFinding {
	return divided(reason, slices.DeleteFunc(parts, func(s Share) bool { return s.BasisPoints <= 0 }), evidence)
}
