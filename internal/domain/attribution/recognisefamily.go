package attribution

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// ofFamily reports that the first registration of several files decides: members of one family, and one
// person under several numbers where the policy has that rule (RC.4.a).
func (r Recognition) ofFamily(rules policy.Rules) bool {
	hasRule := slices.ContainsFunc(rules.Attribution.Rules, func(row policy.AttributionRule) bool { return row.Rule == policy.FamilyFirst })
	return hasRule && (r.Relation == policy.Family || r.Relation == policy.SamePerson)
}

// family gives every file of the family to the agent of the first registration and links the files both
// ways, so that whoever is found later is led to the same agent.
func (r Recognition) family(v Verdict) Verdict {
	files := r.files()
	first := r.earliest(files)
	owner, owned := first.Owner()
	v.Owner = owner.Owner
	if !owned {
		v.Owner = v.Link.First
	}
	for _, file := range files {
		member := Member{Ref: file.Ref, Link: r.linkTo(file, first, v)}
		current, _ := file.Owner()
		if current.Owner != v.Owner && v.Owner != "" {
			member.Moves = true
			if !slices.ContainsFunc(v.TurnedDown, func(t TurnedDown) bool { return t.Agent == current.Owner }) {
				v.TurnedDown = append(v.TurnedDown, turnedDownOwner(current.Owner, v.Clause)...)
			}
		}
		if file.Ref == r.Customer.Ref {
			v.Link, v.Moves = member.Link, member.Moves
		}
		v.Members = append(v.Members, member)
	}
	return v
}

// files lists the files of the family once: the customer's, the entry's and those linked to either.
func (r Recognition) files() []*register.Customer {
	files := []*register.Customer{r.Customer, r.Of}
	for _, kin := range r.Kin {
		if kin != nil && !slices.ContainsFunc(files, func(f *register.Customer) bool { return f.Ref == kin.Ref }) {
			files = append(files, kin)
		}
	}
	return files
}

// earliest gives the file that stood in the register first; of two at one instant the entry's.
func (r Recognition) earliest(files []*register.Customer) *register.Customer {
	first := r.Of
	for _, file := range files {
		at := r.firstContact(file)
		if !at.IsZero() && at.Before(r.firstContact(first)) {
			first = file
		}
	}
	return first
}

// linkTo gives the new link of one file: to the first registration, and of that file to the one that was
// recognised; nil where the file has that link already.
func (r Recognition) linkTo(file, first *register.Customer, v Verdict) *register.Link {
	of := first
	switch {
	case file.Ref == first.Ref && first.Ref == r.Customer.Ref:
		of = r.Of
	case file.Ref == first.Ref:
		of = r.Customer
	}
	known := slices.ContainsFunc(file.Links, func(l register.Link) bool { return l.Of == of.Ref && l.Relation == r.Relation })
	if known {
		return nil
	}
	link := *v.Link
	link.Of, link.Entry, link.EntryAt = of.Ref, r.firstVisit(of), r.firstContact(of)
	link.First, link.TakesOver = v.Owner, true
	current, _ := file.Owner()
	link.Second = current.Owner
	return &link
}
