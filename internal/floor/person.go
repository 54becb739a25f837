package floor

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/store"
)

// NumbersOf gives the files of a customer's other numbers, as recognised up to an instant.
func NumbersOf(w *Work, file *CustomerFile, at time.Time) ([]*CustomerFile, error) {
	if file == nil || len(file.Same) == 0 {
		return nil, nil
	}
	refs := file.Aliases(at)
	keys := make([]store.Key, len(refs))
	for i, ref := range refs {
		keys[i] = store.CustomerKey(w.Site.ID, ref)
	}
	if err := w.Need(keys...); err != nil {
		return nil, err
	}
	var out []*CustomerFile
	for _, ref := range refs {
		other, err := LoadCustomer(w, ref)
		if err != nil {
			return nil, err
		}
		if other != nil {
			out = append(out, other)
		}
	}
	return out, nil
}

// Person gives what the register knows of a person, all numbers together as recognised up to an instant, as a copy
// that later changes do not reach; nil of nobody.
func Person(w *Work, file *CustomerFile, at time.Time) (*register.Customer, error) {
	others, err := NumbersOf(w, file, at)
	if err != nil {
		return nil, err
	}
	rest := make([]*register.Customer, len(others))
	for i, other := range others {
		rest[i] = CopyOf(other)
	}
	return register.Person(CopyOf(file), rest...), nil
}

// AsPerson gives a customer's file with what the register knows of all numbers of the person, to be shown.
func AsPerson(w *Work, file *CustomerFile) (*CustomerFile, error) {
	others, err := NumbersOf(w, file, w.At)
	if err != nil || len(others) == 0 { // nobody, or one number
		return file, err
	}
	byRef := make(map[domain.CustomerRef]*CustomerFile, len(others))
	for _, other := range others {
		byRef[other.Ref] = other
	}
	return file.with(byRef), nil
}

// OwnedAll records an owner in the file and in those of the person's other numbers, and saves these.
func OwnedAll(w *Work, file *CustomerFile, change register.OwnerChange) error {
	file.OwnedFrom(change)
	others, err := NumbersOf(w, file, w.At)
	if err != nil {
		return err
	}
	for _, other := range others {
		other.OwnedFrom(change)
		SaveCustomer(w, other)
	}
	return nil
}

// SpreadOwner lets the owner in force of a file be that of the person's other numbers, and saves these.
func SpreadOwner(w *Work, file *CustomerFile) error {
	owner, owned := file.Owner()
	if !owned || len(file.Same) == 0 {
		return nil
	}
	return OwnedAll(w, file, owner)
}

// OnSite tells which agents are on site, as bits by their places on the site's roll, to which agents are only added.
func OnSite(w *Work) []byte {
	var bits []byte
	for _, m := range w.State.Members {
		if m.Presence != rotation.OnSite {
			continue
		}
		i := w.Site.Place(m.Agent)
		if i < 0 {
			continue
		}
		for len(bits) <= i/8 {
			bits = append(bits, 0)
		}
		bits[i/8] |= 1 << (i % 8)
	}
	return bits
}

// AbsentAt lists when others received a customer while an agent was not on site, as far as it is known.
func AbsentAt(w *Work, c *register.Customer, agent domain.AgentID) []time.Time {
	var out []time.Time
	i := w.Site.Place(agent)
	if i < 0 {
		return nil
	}
	for _, contact := range c.Contacts {
		there := i/8 < len(contact.OnSite) && contact.OnSite[i/8]&(1<<(i%8)) != 0
		if len(contact.OnSite) > 0 && !there && contact.Agent != agent {
			out = append(out, contact.At.UTC())
		}
	}
	return out
}

// Persons reads the files of customers by their references, each with what the register knows of all numbers of the
// person, to be shown.
func Persons(ctx context.Context, f *Floor, site domain.SiteID,
	refs []domain.CustomerRef) (map[domain.CustomerRef]*CustomerFile, error) {
	files, err := CustomerFiles(ctx, f, site, refs)
	if err != nil {
		return nil, err
	}
	var more []domain.CustomerRef
	for _, file := range files {
		for _, alias := range file.Same {
			if files[alias.Of] == nil && !slices.Contains(more, alias.Of) {
				more = append(more, alias.Of)
			}
		}
	}
	others, err := CustomerFiles(ctx, f, site, more)
	if err != nil || len(more) == 0 {
		return files, err
	}
	maps.Copy(others, files)
	out := make(map[domain.CustomerRef]*CustomerFile, len(files))
	for ref, file := range files {
		out[ref] = file.with(others)
	}
	return out, nil
}

// with gives the file with what others of the person's numbers say.
func (c *CustomerFile) with(others map[domain.CustomerRef]*CustomerFile) *CustomerFile {
	shown := *c
	var rest []*register.Customer
	for _, alias := range c.Same {
		other := others[alias.Of]
		if other == nil {
			continue
		}
		rest = append(rest, &other.Customer)
		shown.OpenDeals = slices.Concat(shown.OpenDeals, other.OpenDeals)
		shown.Waiting = slices.Concat(shown.Waiting, other.Waiting)
	}
	shown.Customer = *register.Person(&c.Customer, rest...)
	return &shown
}
