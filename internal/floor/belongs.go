package floor

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// HandToOwner records that a visit turned out to be another agent's: in progress with somebody else, it is
// handed over or goes on in the owner's name; else the record stands for itself (SC.5, QC.4.b, RC.4.e).
func (w *Work) HandToOwner(visit domain.VisitID, owner domain.AgentID,
	record journal.Entry) ([]rotation.Effect, error) {
	receiver, open := w.ReceiverOf(visit)
	if !open || receiver == owner || !w.Site.Employed(owner) {
		return nil, w.Record(record)
	}
	return w.Apply(rotation.Event{Kind: rotation.Belongs, Visit: visit, Agent: owner, Other: receiver}, record)
}

// Known gives what the register knows of a customer, as a copy that later changes of the file do not reach;
// nil where it has no file.
func Known(file *CustomerFile) *register.Customer { return copied(file) }
