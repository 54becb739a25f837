// Package appointments takes bookings in: from booking systems by signed webhooks, and from the desk.
package appointments

import (
	"io"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/floor"
)

// Handler serves the appointment operations of the contract.
type Handler struct {
	floor  *floor.Floor
	random io.Reader // for new secrets
}

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor, random io.Reader) {
	h := &Handler{floor: f, random: random}
	api.HandleOpen(r, "receiveWebhook", h.receiveWebhook)
	api.Handle(r, "createWebhookSource", h.createWebhookSource)
	api.Handle(r, "listWebhookSources", h.listWebhookSources)
	api.Handle(r, "changeWebhookSource", h.changeWebhookSource)
	api.Handle(r, "rotateWebhookSecret", h.rotateWebhookSecret)
	api.Handle(r, "createAppointment", h.createAppointment)
	api.Handle(r, "confirmAppointment", h.confirmAppointment)
	api.Handle(r, "proposeChange", h.proposeChange)
	api.Handle(r, "answerChange", h.answerChange)
	api.Handle(r, "cancelAppointment", h.cancelAppointment)
	api.Handle(r, "assignReceptionists", h.assignReceptionists)
	api.Handle(r, "linkArrival", h.linkArrival)
	api.Handle(r, "getLetter", h.getLetter)
	api.Handle(r, "listNotices", h.listNotices)
	api.Handle(r, "getPreparation", h.getPreparation)
	api.Handle(r, "setPreparation", h.setPreparation)
	api.Handle(r, "markPrepared", h.markPrepared)
	api.Handle(r, "unmarkPrepared", h.unmarkPrepared)
	api.Handle(r, "listPreparations", h.listPreparations)
	api.Handle(r, "listAppointments", h.listAppointments)
	api.Handle(r, "getAppointment", h.getAppointment)
}
