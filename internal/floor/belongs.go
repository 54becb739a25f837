package floor

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
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
