package floor

import "github.com/lunxu/lunxu/internal/domain/standing"

// Confirm takes down that somebody confirms a fact and, once nobody else's consent is wanting, carries it out as of
// when it was said. answer is what the operation that it was said by would have answered; nil while consents are
// wanting. Errors: those of standing.Fact.MayConfirm and of the kind's own rules.
func Confirm(w *Work, appliers Appliers, fact standing.Fact, who standing.Said) (standing.Fact, any, error) {
	if err := fact.MayConfirm(who); err != nil {
		return fact, nil, err
	}
	next := fact.Confirm(who, w.At)
	if next.Open() {
		return next, nil, ChangeFact(w, next, "consented")
	}
	return carryOut(w, appliers, next)
}

func carryOut(w *Work, appliers Appliers, fact standing.Fact) (standing.Fact, any, error) {
	if err := ChangeFact(w, fact, "confirmed"); err != nil {
		return fact, nil, err
	}
	confirm := appliers[fact.Kind].Confirm
	if confirm == nil {
		return fact, nil, nil
	}
	answer, err := confirm(w, fact)
	return fact, answer, err
}

// drop ends a fact without effect.
func drop(w *Work, appliers Appliers, fact standing.Fact, what string) (standing.Fact, error) {
	if err := ChangeFact(w, fact, what); err != nil {
		return fact, err
	}
	if undo := appliers[fact.Kind].Drop; undo != nil {
		return fact, undo(w, fact)
	}
	return fact, nil
}

// Refuse ends a fact that somebody without an interest does not confirm. Errors: those of standing.Fact.MayRefuse.
func Refuse(w *Work, appliers Appliers, fact standing.Fact, who standing.Said, reason string) (standing.Fact, error) {
	if err := fact.MayRefuse(who); err != nil {
		return fact, err
	}
	next := fact.Close(standing.Refused, who, w.At)
	var err error
	if next.Reason, err = SealFact(w, next, "reason", reason); err != nil {
		return fact, err
	}
	return drop(w, appliers, next, "refused")
}

// Withdraw ends a fact at the wish of whoever said it. Errors: those of standing.Fact.MayWithdraw.
func Withdraw(w *Work, appliers Appliers, fact standing.Fact, who standing.Said) (standing.Fact, error) {
	if err := fact.MayWithdraw(who); err != nil {
		return fact, err
	}
	return drop(w, appliers, fact.Close(standing.Withdrawn, who, w.At), "withdrawn")
}

// Object hears one who loses by a fact: whoever rules on disputes decides from now on, or it becomes a dispute of the
// kind's own. Errors: those of standing.Fact.MayObject.
func Object(w *Work, appliers Appliers, fact standing.Fact, who standing.Said, text string) (standing.Fact, error) {
	if err := fact.MayObject(who, w.At); err != nil {
		return fact, err
	}
	sealed, err := SealFact(w, fact, "objection", text)
	if err != nil {
		return fact, err
	}
	next := fact.Object(standing.Objection{Agent: who.Agent, At: w.At.UTC(), Text: sealed})
	what := "objected"
	if object := appliers[fact.Kind].Object; object != nil {
		disputed, err := object(w, next, who.Agent, text)
		if err != nil {
			return fact, err
		}
		if disputed {
			next, what = next.Close(standing.Disputed, who, w.At), "disputed"
		}
	}
	return next, ChangeFact(w, next, what)
}

// PassTime does what the lapse of time makes of an open fact. Without consents, silence is none; nor is it where what
// was asked for is sealed and nobody here has the keys.
func PassTime(w *Work, appliers Appliers, fact standing.Fact, consents bool) (standing.Fact, error) {
	if !consents || fact.Sealed && w.floor.Ring() == nil {
		fact.Rule.SilenceConsents = false
	}
	next, changes := fact.Climb(w.At)
	switch {
	case !changes:
		return fact, nil
	case next.Status == standing.Confirmed:
		next, _, err := carryOut(w, appliers, next)
		return next, err
	case next.Status == standing.Lapsed:
		return drop(w, appliers, next, "lapsed")
	}
	return next, ChangeFact(w, next, "climbed")
}
