package appointments

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
	"github.com/lunxu/lunxu/internal/webhook"
)

// chosen gives the secret of a request: the caller's, or a new one, which is shown once.
func (h *Handler) chosen(p webhook.Provider, given *string) (secret webhook.Secret, shown string, err error) {
	text := view.Text(given)
	if given == nil {
		if shown, err = webhook.NewSecret(p, h.random); err != nil {
			return nil, "", err
		}
		text = shown
	}
	if secret, err = webhook.ParseSecret(p, text); err != nil {
		return nil, "", domain.Invalid("webhook.secret", "/secret")
	}
	return secret, shown, nil
}

// show adds a new secret to its first answer. The stored answer lacks it: who lost the first one rotates.
func show(result floor.Result[contract.WebhookSource], secret string, err error) (api.Answer, error) {
	if err == nil && !result.Replayed {
		result.Value.Secret = secret
	}
	return view.Respond(result, err)
}

func (h *Handler) createWebhookSource(ctx context.Context,
	call api.Call[contract.NewWebhookSource]) (api.Answer, error) {
	provider := webhook.Provider(call.Body.Provider)
	name := call.Body.Name
	if !domain.ValidID(name) {
		return api.Answer{}, domain.Invalid("webhook.name", "/name")
	}
	secret, shown, err := h.chosen(provider, call.Body.Secret)
	if err != nil {
		return api.Answer{}, err
	}
	wrapped, _, err := h.floor.Ring().NewDataKey(h.random)
	if err != nil {
		return api.Answer{}, err
	}
	made := source{Name: name, Provider: provider, WrappedKey: wrapped, CreatedAt: call.At,
		ChangedBy: call.Principal.Subject}
	if err := made.setTolerance(call.Body.ToleranceS); err != nil {
		return api.Answer{}, err
	}
	if err := made.push(h.floor.Ring(), call.Site, secret, true); err != nil {
		return api.Answer{}, err
	}
	cmd := view.Command(call, store.SourceKey(call.Site, name))
	result, err := floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.WebhookSource, error) {
		known, err := sourceIn(w, name)
		if err == nil && known != nil {
			err = domain.Invalid("webhook.exists", "/name")
		}
		if err == nil {
			err = w.Record(journal.Entry{Note: "webhook_source_opened"})
		}
		if err != nil {
			return contract.WebhookSource{}, err
		}
		return made.contract(w.Site.ID), made.keep(w)
	})
	return show(result, shown, err)
}

func (s *source) setTolerance(seconds *int) error {
	if seconds == nil {
		return nil
	}
	if *seconds < 1 || *seconds > maxTolerance {
		return domain.Invalid("webhook.tolerance", "/tolerance_s")
	}
	s.ToleranceS = *seconds
	return nil
}

func (h *Handler) listWebhookSources(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.SourcesPartition(call.Site)},
		func(one *source) (contract.WebhookSource, bool) { return one.contract(call.Site), true })
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.WebhookSourceList{Items: shown, NextCursor: cursor})
}

// named gives the name of a path's source, which must be one of the path's site.
func named[In any](call api.Call[In]) (string, error) {
	site, name, ok := parseSourceID(call.Path("source"))
	if !ok || site != call.Site {
		return "", domain.Invalid("webhook.unknown", "/source")
	}
	return name, nil
}

// change changes a source of the path and records it.
func change[In any](ctx context.Context, h *Handler, call api.Call[In], note string,
	alter func(*source) error) (floor.Result[contract.WebhookSource], error) {
	name, err := named(call)
	if err != nil {
		return floor.Result[contract.WebhookSource]{}, err
	}
	cmd := view.Command(call, store.SourceKey(call.Site, name))
	return floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.WebhookSource, error) {
		s, err := sourceIn(w, name)
		if err == nil && s == nil {
			err = domain.Invalid("webhook.unknown", "/source")
		}
		if err == nil {
			err = alter(s)
		}
		if err != nil {
			return contract.WebhookSource{}, err
		}
		s.ChangedBy = call.Principal.Subject
		if err := w.Record(journal.Entry{Note: note}); err != nil {
			return contract.WebhookSource{}, err
		}
		return s.contract(w.Site.ID), s.keep(w)
	})
}

func (h *Handler) changeWebhookSource(ctx context.Context,
	call api.Call[contract.WebhookSourceChange]) (api.Answer, error) {
	return view.Respond(change(ctx, h, call, "webhook_source_changed", func(s *source) error {
		if call.Body.Disabled != nil {
			s.Disabled = *call.Body.Disabled
		}
		return s.setTolerance(call.Body.ToleranceS)
	}))
}

func (h *Handler) rotateWebhookSecret(ctx context.Context, call api.Call[contract.SecretRotation]) (api.Answer, error) {
	var shown string
	result, err := change(ctx, h, call, "webhook_secret_rotated", func(s *source) error {
		secret, fresh, err := h.chosen(s.Provider, call.Body.Secret)
		if err != nil {
			return err
		}
		shown, s.RotatedAt = fresh, call.At
		return s.push(h.floor.Ring(), call.Site, secret, call.Body.RetireOld != nil && *call.Body.RetireOld)
	})
	return show(result, shown, err)
}
