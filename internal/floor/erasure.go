package floor

import (
	"context"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/store"
)

// Kin is what is kept of a person besides their own file, under keys of its own: the files of their other numbers,
// visits before they were identified, and the pre-registrations of their numbers.
type Kin struct {
	Files            []domain.CustomerRef
	PreRegistrations []string
}

// size counts the keys to be destroyed.
func (k Kin) size() int { return len(k.Files) + len(k.PreRegistrations) }

// maxKin bounds how many keys one commit destroys besides the person's own.
const maxKin = 30

// split takes at most maxKin off.
func (k Kin) split() (part, rest Kin) {
	files := min(len(k.Files), maxKin)
	pre := min(len(k.PreRegistrations), maxKin-files)
	return Kin{k.Files[:files], k.PreRegistrations[:pre]}, Kin{k.Files[files:], k.PreRegistrations[pre:]}
}

// KinOf finds what is kept of a person under other keys.
func KinOf(ctx context.Context, f *Floor, site domain.SiteID, ref domain.CustomerRef) (Kin, error) {
	var kin Kin
	own, err := KeyHolders(ctx, f, site, []domain.CustomerRef{ref})
	if err != nil || own[ref] == nil {
		return kin, err
	}
	for _, alias := range own[ref].Same {
		kin.Files = append(kin.Files, alias.Of)
	}
	numbers, err := KeyHolders(ctx, f, site, kin.Files)
	if err != nil {
		return kin, err
	}
	numbers[ref] = own[ref]
	var visits []domain.CustomerRef
	for _, number := range append([]domain.CustomerRef{ref}, kin.Files...) {
		if numbers[number] == nil {
			continue
		}
		for _, contact := range numbers[number].Contacts {
			visits = append(visits, AnonymousRef(contact.Visit))
		}
	}
	merged, err := KeyHolders(ctx, f, site, visits)
	if err != nil {
		return kin, err
	}
	for _, visit := range visits {
		file := merged[visit]
		if file != nil && numbers[file.MergedInto] != nil && !slices.Contains(kin.Files, visit) {
			kin.Files = append(kin.Files, visit)
		}
	}
	query := store.Query{Table: store.Customers, Partition: store.PreRegistrationsPartition(site), Limit: 200}
	err = Each(ctx, f.store, query, func(p PreRegistration) {
		if numbers[p.Person] != nil && len(p.WrappedKey) > 0 {
			kin.PreRegistrations = append(kin.PreRegistrations, p.ID)
		}
	})
	return kin, err
}

// AnonymousRef is the reference of a visitor whose number is not known.
func AnonymousRef(visit domain.VisitID) domain.CustomerRef {
	return domain.CustomerRef("v" + string(visit))
}

// ErasureHold gives why a person may not be erased yet: under one of their numbers, a visit in progress, a deal that is
// not settled, a dispute (GR.8). Deals and disputes are legal claims, which the data are needed for. Errors:
// erasure.visit_open, erasure.deal_open, erasure.dispute_open.
func ErasureHold(w *Work, file *CustomerFile) error {
	others, err := NumbersOf(w, file, w.At)
	if err != nil {
		return err
	}
	for _, one := range append([]*CustomerFile{file}, others...) {
		if err := heldBack(w, one); err != nil {
			return err
		}
	}
	return nil
}

// heldBack gives what holds one number's data back.
func heldBack(w *Work, file *CustomerFile) error {
	if file.OpenVisit != "" {
		return domain.Refuse("erasure.visit_open", "GR.8")
	}
	if file.Disputed {
		return domain.Refuse("erasure.dispute_open", "GR.8")
	}
	var keys []store.Key
	for _, id := range file.OpenDeals {
		keys = append(keys, store.DealKey(w.Site.ID, id))
	}
	if err := w.Need(keys...); err != nil {
		return err
	}
	for _, key := range keys {
		d, err := Load(w, key, deal.Deal{})
		if err != nil || d.ID == "" {
			return err
		}
		switch {
		case d.OpenDispute() != "" || d.Status == deal.Waiting:
			return domain.Refuse("erasure.dispute_open", "GR.8").With("deal", string(d.ID))
		case d.Status == deal.Credited:
			return domain.Refuse("erasure.deal_open", "GR.8").With("deal", string(d.ID))
		}
	}
	return nil
}

// Erase destroys the keys of a person and of what is kept of them elsewhere, in this commit: whatever was sealed under
// them can never be read again, wherever it lies. The facts stay, so that decisions and statements can be shown and
// decided again. why stands in the register. False where the person was erased before. Errors: ErasureHold's.
func Erase(w *Work, ref domain.CustomerRef, kin Kin, why string) (bool, error) {
	file, err := KeyHolder(w, ref)
	if err != nil || file == nil || !file.ErasedAt.IsZero() {
		return false, err
	}
	if err := ErasureHold(w, file); err != nil {
		return false, err
	}
	if err := destroyKin(w, kin); err != nil {
		return false, err
	}
	others, err := NumbersOf(w, file, w.At)
	if err != nil {
		return false, err
	}
	for _, number := range append(others, file) {
		if !number.ErasedAt.IsZero() {
			continue
		}
		if err := endWaiting(w, number); err != nil {
			return false, err
		}
		destroyKey(w, number)
	}
	return true, w.Record(journal.Entry{Customer: ref, Note: "erased:" + why})
}

func destroyKey(w *Work, file *CustomerFile) {
	file.WrappedKey, file.Identity, file.ErasedAt, file.ErasureAsked = nil, nil, w.At, ""
	SaveCustomer(w, file)
}

func destroyKin(w *Work, kin Kin) error {
	var keys []store.Key
	for _, ref := range kin.Files {
		keys = append(keys, store.CustomerKey(w.Site.ID, ref))
	}
	for _, id := range kin.PreRegistrations {
		keys = append(keys, store.PreRegistrationKey(w.Site.ID, id))
	}
	if err := w.Need(keys...); err != nil {
		return err
	}
	for _, ref := range kin.Files {
		file, err := KeyHolder(w, ref)
		if err != nil {
			return err
		}
		if file != nil && file.ErasedAt.IsZero() {
			if err := endWaiting(w, file); err != nil {
				return err
			}
			destroyKey(w, file)
		}
	}
	for _, id := range kin.PreRegistrations {
		if err := DestroyAnnounced(w, id); err != nil {
			return err
		}
	}
	return nil
}

// DestroyAnnounced destroys the key of a pre-registration. An open one is withdrawn, so that what leads from the
// digest of the name to it leads to nothing more; no function may delete from the table of customers.
func DestroyAnnounced(w *Work, id string) error {
	p, err := LoadPreRegistration(w, id)
	if err != nil || len(p.WrappedKey) == 0 {
		return err
	}
	p.WrappedKey, p.Sealed, p.NameRef = nil, nil, ""
	if p.Status == PreOpen {
		p.Close(PreWithdrawn, w.At, "")
	}
	return SavePreRegistration(w, p)
}

// EraseKin destroys, in commits of their own, what of a person's kin does not fit into one commit with the person, and
// gives the rest. Each commit wants the person free of holds.
func EraseKin(ctx context.Context, f *Floor, cmd Command, ref domain.CustomerRef, kin Kin) (Kin, error) {
	cmd.Key = ""
	for kin.size() > maxKin {
		part, rest := kin.split()
		if _, err := Act(ctx, f, cmd, func(w *Work) (struct{}, error) {
			file, err := KeyHolder(w, ref)
			if err == nil && file != nil {
				err = ErasureHold(w, file)
			}
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, destroyKin(w, part)
		}); err != nil {
			return kin, err
		}
		kin = rest
	}
	return kin, nil
}

// LastActivity gives when the site last had to do with the customer; zero if never.
func (c *CustomerFile) LastActivity() time.Time {
	last := c.BookedAt
	see := func(at time.Time) {
		if at.After(last) {
			last = at
		}
	}
	see(c.BoughtAt)
	for _, contact := range c.Contacts {
		see(contact.At)
		see(contact.ReceivedAt)
	}
	for _, followUp := range c.FollowUps {
		see(followUp.At)
	}
	for _, call := range c.Calls {
		see(call.At)
	}
	for _, change := range c.History {
		see(change.Since)
	}
	for _, link := range c.Links {
		see(link.At)
	}
	if c.Announced != nil {
		see(c.Announced.At)
	}
	if c.Given != nil {
		see(c.Given.At)
	}
	if c.TakenOver != nil {
		see(c.TakenOver.At)
	}
	return last
}
