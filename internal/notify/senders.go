package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/lunxu/lunxu/internal/webhook"
)

// Log is the way out of an installation that has no other: it writes that a notice is due, and nothing of
// what it says.
type Log struct{ Logger *slog.Logger }

// Name tells the way.
func (Log) Name() string { return "log" }

// Send writes one line.
func (l Log) Send(ctx context.Context, m Message, _ time.Time) error {
	l.Logger.InfoContext(ctx, "notice", "id", m.ID, "kind", m.Kind, "site", m.Site, "appointment", m.Appointment)
	return nil
}

// Webhook posts each notice, signed by Standard Webhooks, to an address that passes it on: a mail or text
// service, a WeCom or DingTalk robot's relay.
type Webhook struct {
	URL    string
	Secret webhook.Secret
	Client *http.Client
}

// Name tells the way.
func (Webhook) Name() string { return "webhook" }

// Send posts one notice. Whatever is no 2xx is a failure.
func (w Webhook) Send(ctx context.Context, m Message, at time.Time) error {
	body, err := json.Marshal(map[string]any{"type": "appointment." + m.Kind, "timestamp": at.UTC().Format(time.RFC3339), "data": m})
	if err != nil {
		return fmt.Errorf("notify: encode: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("notify: request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	for name, value := range webhook.Sign(w.Secret, m.ID, at, body) {
		request.Header.Set(name, value)
	}
	response, err := w.Client.Do(request)
	if err != nil {
		return fmt.Errorf("notify: post: %w", err)
	}
	_, err = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10))
	if closing := response.Body.Close(); err == nil {
		err = closing
	}
	if err == nil && response.StatusCode/100 != 2 {
		err = fmt.Errorf("notify: status %d", response.StatusCode)
	}
	return err
}

// FromEnvironment gives the way out of a deployed installation: the webhook of NOTIFY_URL, signed with
// NOTIFY_SECRET (whsec_…), or the log where no address is set.
func FromEnvironment(get func(string) string, logger *slog.Logger) (Sender, error) {
	if get("NOTIFY_URL") == "" {
		return Log{Logger: logger}, nil
	}
	secret, err := webhook.ParseSecret(webhook.Standard, get("NOTIFY_SECRET"))
	if err != nil {
		return nil, fmt.Errorf("notify: NOTIFY_SECRET: %w", err)
	}
	return Webhook{URL: get("NOTIFY_URL"), Secret: secret, Client: &http.Client{Timeout: patience}}, nil
}
