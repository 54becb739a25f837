package attribution

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// ofFamily reports that the first registration of several files decides: members of one family, and one
// person under several numbers where the policy has that rule (RC.4.a).
func (r Recognition) ofFamily(rules policy.Rules) bool {
	hasRule := slices.ContainsFunc(rules.Attribution.Rules, func(row policy.AttributionRule) bool {
		return row.Rule == policy.FamilyFirst
	})
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
		member := Member{Ref: file.Ref, Links: r.links(file, first, v)}
		current, _ := file.Owner()
		if current.Owner != v.Owner && v.Owner != "" {
			member.Moves = true
			if !slices.ContainsFunc(v.TurnedDown, func(t TurnedDown) bool { return t.Agent == current.Owner }) {
				v.TurnedDown = append(v.TurnedDown, turnedDownOwner(current.Owner, v.Clause)...)
			}
		}
		if file.Ref == r.Customer.Ref {
			v.Moves = member.Moves
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
		at, _ := firstKnown(file, r.Reading)
		if before, _ := firstKnown(first, r.Reading); !at.IsZero() && at.Before(before) {
			first = file
		}
	}
	return first
}

// links gives the new links of one file: to the first registration and, on that file, to both that were
// recognised, so that every file of the family leads to every other. Links that the file has are not new.
func (r Recognition) links(file, first *register.Customer, v Verdict) []register.Link {
	targets := []*register.Customer{first}
	if file.Ref == first.Ref {
		targets = []*register.Customer{r.Customer, r.Of}
	}
	var links []register.Link
	for _, of := range targets {
		known := slices.ContainsFunc(file.Links, func(l register.Link) bool {
			return l.Of == of.Ref && l.Relation == r.Relation
		})
		if known || of.Ref == file.Ref {
			continue
		}
		link := *v.Link
		link.Of = of.Ref
		link.EntryAt, link.Entry = firstKnown(of, r.Reading)
		current, _ := file.Owner()
		link.First, link.Second, link.TakesOver = v.Owner, current.Owner, true
		links = append(links, link)
	}
	return links
}
