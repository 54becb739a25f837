package floor

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// HandToOwner records that a visit turned out to be another agent's: in progress with somebody else, it is
// handed over or goes on in the owner's name; else the record stands for itself (SC.5, QC.4.b, RC.4.e).
func HandToOwner(w *Work, visit domain.VisitID, owner domain.AgentID,
	record journal.Entry) ([]rotation.Effect, error) {
	receiver, open := ReceiverOf(w, visit)
	if !open || receiver == owner || !w.Site.Employed(owner) {
		return nil, w.Record(record)
	}
	return w.Apply(rotation.Event{Kind: rotation.Belongs, Visit: visit, Agent: owner, Other: receiver}, record)
}

// Member gives an agent's place on the order table.
func Member(w *Work, agent domain.AgentID) (rotation.Member, bool) {
	for _, m := range w.State.Members {
		if m.Agent == agent {
			return m, true
		}
	}
	return rotation.Member{}, false
}

// ManualCheckIns counts today's manual check-ins so far.
func ManualCheckIns(w *Work) int { return w.file.ManualCheckIns }

// CountManualCheckIn adds one to today's manual check-ins.
func CountManualCheckIn(w *Work) { w.file.ManualCheckIns++; w.changed = true }

// Availability tells why an agent does not receive at this moment.
func Availability(w *Work, agent domain.AgentID) register.Availability {
	for _, r := range w.State.Receptions {
		if r.Agent == agent {
			return register.WasBusy
		}
	}
	for _, m := range w.State.Members {
		if m.Agent == agent && m.Presence == rotation.OnSite {
			return register.WasFree
		}
	}
	return register.WasAbsent
}

// ReceivedBy gives who receives a visit of a customer, or received it last; empty: nobody yet.
func ReceivedBy(w *Work, file *CustomerFile, visit domain.VisitID) domain.AgentID {
	if receiver, open := ReceiverOf(w, visit); open {
		return receiver
	}
	if contact, ok := file.LastContact(visit); ok {
		return contact.Agent
	}
	return ""
}

// ReceiverOf gives who receives a visit now; false when the visit is not open.
func ReceiverOf(w *Work, visit domain.VisitID) (domain.AgentID, bool) {
	for _, r := range w.State.Receptions {
		if r.Visit == visit {
			return r.Agent, true
		}
	}
	return "", false
}
