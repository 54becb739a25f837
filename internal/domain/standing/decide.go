package standing

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// MayConfirm reports whether somebody may confirm a fact: the one who loses by it, or a role that it waits for which
// is not who said it and gains nothing by it. Errors: standing.not_open, standing.own_word, standing.interested,
// standing.not_authorised.
func (f Fact) MayConfirm(who Said) error {
	if err := f.mayDecide(who); err != nil {
		return err
	}
	consents := f.Status == Waiting && who.Agent != "" && slices.Contains(f.Loses, who.Agent)
	if consents || f.waitsForRole(who) {
		return nil
	}
	return domain.Refuse("standing.not_authorised", f.Clause).With("role", string(who.Role))
}

// MayRefuse reports whether somebody may refuse a fact: as for confirming, but the one who loses objects instead.
// Errors: those of MayConfirm.
func (f Fact) MayRefuse(who Said) error {
	if err := f.mayDecide(who); err != nil {
		return err
	}
	if f.waitsForRole(who) && (who.Agent == "" || !slices.Contains(f.Loses, who.Agent)) {
		return nil
	}
	return domain.Refuse("standing.not_authorised", f.Clause).With("role", string(who.Role))
}

// waitsForRole: an agent is no witness, in whatever role they call.
func (f Fact) waitsForRole(who Said) bool {
	return slices.Contains(f.WaitsFor(), who.Role) &&
		(who.Role != domain.RoleVisitor || who.Subject == string(f.Visit))
}

func (f Fact) mayDecide(who Said) error {
	switch {
	case !f.Open():
		return domain.Refuse("standing.not_open", f.Clause).With("status", string(f.Status))
	case SamePerson(f.Said, who):
		return domain.Refuse("standing.own_word", f.Clause)
	case f.Of(who):
		return domain.Refuse("standing.interested", f.Clause)
	}
	return nil
}

// MayWithdraw reports whether somebody may take back a fact: whoever said it. Errors: standing.not_open,
// standing.not_yours.
func (f Fact) MayWithdraw(who Said) error {
	switch {
	case !f.Open():
		return domain.Refuse("standing.not_open", f.Clause).With("status", string(f.Status))
	case !SamePerson(f.Said, who):
		return domain.Refuse("standing.not_yours", f.Clause)
	}
	return nil
}

// MayObject reports whether somebody may object: an agent who loses by it, in time. Errors: standing.not_open,
// standing.not_the_loser, standing.objection_late, standing.objected_already.
func (f Fact) MayObject(who Said, at time.Time) error {
	switch {
	case !f.Open():
		return domain.Refuse("standing.not_open", f.Clause).With("status", string(f.Status))
	case who.Agent == "" || !slices.Contains(f.Loses, who.Agent) || SamePerson(f.Said, who):
		return domain.Refuse("standing.not_the_loser", f.Clause)
	case at.After(f.ObjectUntil):
		return domain.Refuse("standing.objection_late", f.Clause)
	case len(f.Objects) == MaxObjections ||
		slices.ContainsFunc(f.Objects, func(o Objection) bool { return o.Agent == who.Agent }):
		return domain.Refuse("standing.objected_already", f.Clause)
	}
	return nil
}

// Confirm takes down a confirmation. The fact is confirmed, but for an agent's consent where others lose besides who
// have not consented yet.
func (f Fact) Confirm(who Said, at time.Time) Fact {
	if !f.waitsForRole(who) {
		f.Consents = append(slices.Clone(f.Consents), who.Agent)
		for _, loser := range f.Loses {
			if !slices.Contains(f.Consents, loser) {
				return f
			}
		}
	}
	return f.Close(Confirmed, who, at)
}

// Object takes down an objection: from now on whoever rules on disputes decides.
func (f Fact) Object(o Objection) Fact {
	f.Objects = append(slices.Clone(f.Objects), o)
	if len(f.Hears) > 0 {
		f.Status = Objected
	}
	return f
}

// Close ends a fact.
func (f Fact) Close(status Status, who Said, at time.Time) Fact {
	f.Status, f.ClosedBy, f.ClosedAt = status, who, at.UTC()
	return f
}

// BySystem is who decides by the lapse of time.
var BySystem = Said{Role: domain.RoleSystem, Subject: "system"}

// Climb gives what the lapse of time makes of an open fact: silence is consent where the rule says so; else the next
// level may confirm besides, and after the last one it lapses. A deal that nobody confirms is not paid, and stays
// listed. False: nothing changes yet.
func (f Fact) Climb(at time.Time) (Fact, bool) {
	silent := f.Rule.SilenceConsents && len(f.Loses) > 0 && f.Status == Waiting
	switch {
	case !f.Open():
		return f, false
	case silent && !at.Before(f.ObjectUntil):
		return f.Close(Confirmed, BySystem, at), true
	case at.Before(f.Deadline):
		return f, false
	case f.Level < len(f.Rule.ClimbsTo):
		f.Level++
		f.Deadline = at.UTC().Add(time.Duration(f.Rule.ClimbHours) * time.Hour)
		return f, true
	case f.Kind == Deal:
		return f, false
	}
	return f.Close(Lapsed, BySystem, at), true
}
