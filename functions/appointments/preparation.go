package appointments

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/preparation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// prepared is what is kept as the answer of a change: the appointment as it is stored, so that the texts of its
// checklist stay sealed there too.
type prepared struct {
	Appointment appointment.Appointment `json:"a"`
	At          time.Time               `json:"at"`
}

// prepare changes the checklist of the path's appointment. file is the one whose key seals the list's texts.
func prepare[In any](ctx context.Context, h *Handler, call api.Call[In], note string,
	decide func(*floor.Work, *floor.CustomerFile, appointment.Appointment) (*preparation.List, error),
) (api.Answer, error) {
	id := appointment.ID(call.Path("appointment"))
	cmd := view.Command(call, store.AppointmentKey(call.Site, string(id)))
	result, err := floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (prepared, error) {
		before, err := floor.LoadAppointment(w, id)
		if err == nil && before.ID == "" {
			err = domain.Invalid("appointment.unknown", "/appointment")
		}
		if err == nil {
			err = appointment.Preparable(before)
		}
		if err != nil {
			return prepared{}, err
		}
		file, err := sealer(w, before)
		if err != nil {
			return prepared{}, err
		}
		after := before
		if after.Preparation, err = decide(w, file, before); err != nil {
			return prepared{}, err
		}
		return prepared{after, w.At}, floor.SaveAppointment(w, before, after, journal.Entry{Note: note})
	})
	if err != nil {
		return api.Answer{}, err
	}
	shown, err := h.preparations(ctx, call.Site, result.Value.At, call.Principal,
		[]appointment.Appointment{result.Value.Appointment})
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: shown[0], Replayed: result.Replayed}, nil
}

// sealer gives the file under whose key the texts of an appointment's checklist are sealed.
func sealer(w *floor.Work, a appointment.Appointment) (*floor.CustomerFile, error) {
	if a.Preparation != nil {
		return floor.KeyHolder(w, a.Preparation.Customer)
	}
	return floor.LoadCustomer(w, a.Arranged.Customer)
}

// setPreparation sets the checklist of an appointment (CF.5, GR.4, LC.4.2); owners are told.
func (h *Handler) setPreparation(ctx context.Context, call api.Call[contract.NewPreparation]) (api.Answer, error) {
	return prepare(ctx, h, call, "preparation_set", func(w *floor.Work, file *floor.CustomerFile,
		a appointment.Appointment) (*preparation.List, error) {
		before := a.Preparation
		if before == nil {
			if file == nil {
				return nil, domain.Invalid("customer.unknown", "/appointment")
			}
			before = &preparation.List{Customer: file.Ref, Home: string(a.ID)}
		}
		var wanted []preparation.Item
		for n, said := range call.Body.Items {
			item, err := h.wanted(w, file, before, said)
			if err != nil {
				return nil, inItem(err, n)
			}
			wanted = append(wanted, item)
		}
		return preparation.Set(before, wanted, a.Arranged.Start, w.At)
	})
}

// inItem names the item of the list in which a field is wrong.
func inItem(err error, n int) error {
	var refused *domain.Error
	if !errors.As(err, &refused) {
		return err
	}
	return domain.InField(err, fmt.Sprintf("/items/%d%s", n, refused.Field))
}

// wanted translates an item; words that say the same as before stay sealed as they are.
func (h *Handler) wanted(w *floor.Work, file *floor.CustomerFile, before *preparation.List,
	said contract.NewPreparationItem) (preparation.Item, error) {
	item := preparation.Item{Kind: preparation.Kind(said.Kind), Due: said.Due.UTC().Truncate(time.Second),
		Owner: preparation.Party{Agent: domain.AgentID(view.Text(said.Agent)), Department: view.Text(said.Department)}}
	if said.Item != nil {
		item.ID = *said.Item
	}
	words := floor.PreparationWords{Text: strings.TrimSpace(said.Text), Note: view.Text(said.Note)}
	if item.Owner.Agent != "" && !w.Site.Employed(item.Owner.Agent) {
		return item, domain.Invalid("agent.unknown", "/agent")
	}
	kept, _ := before.Item(item.ID)
	was, err := floor.OpenPreparation(h.floor, w.Site.ID, file, before, kept)
	if err != nil {
		return item, err
	}
	if item.Text, err = reseal(w, file, before, kept.Text, was.Text, words.Text); err != nil {
		return item, err
	}
	item.Note, err = reseal(w, file, before, kept.Note, was.Note, words.Note)
	return item, err
}

// reseal seals a text, and leaves it as it is sealed where it says the same.
func reseal(w *floor.Work, file *floor.CustomerFile, l *preparation.List, sealed []byte, was,
	is string) ([]byte, error) {
	if is == "" {
		return nil, nil
	}
	if was == is && len(sealed) > 0 {
		return sealed, nil
	}
	return floor.SealFor(w, file, floor.PreparationPlace(w.Site.ID, l.Home), is)
}

// markPrepared marks something as made ready (CF.5).
func (h *Handler) markPrepared(ctx context.Context, call api.Call[contract.PreparationMark]) (api.Answer, error) {
	id := call.Number("item")
	note := view.Text(call.Body.Note)
	return prepare(ctx, h, call, "preparation_done", func(w *floor.Work, file *floor.CustomerFile,
		a appointment.Appointment) (*preparation.List, error) {
		var sealed []byte
		if note != "" && a.Preparation != nil {
			var err error
			if sealed, err = reseal(w, file, a.Preparation, nil, "", note); err != nil {
				return nil, err
			}
		}
		return preparation.Tick(a.Preparation, id, call.Principal.Agent, preparation.Mark{At: w.At,
			By: call.Principal.Subject}, sealed)
	})
}

// unmarkPrepared takes back a mark that was set by mistake.
func (h *Handler) unmarkPrepared(ctx context.Context, call api.Call[contract.PreparationUnmark]) (api.Answer, error) {
	id := call.Number("item")
	return prepare(ctx, h, call, "preparation_undone", func(_ *floor.Work, _ *floor.CustomerFile,
		a appointment.Appointment) (*preparation.List, error) {
		return preparation.Untick(a.Preparation, id)
	})
}
