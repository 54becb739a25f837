package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/webhook"
)

// Log is the way out of an installation that has no other: it writes that a notice is due, and nothing of
// what it says.
type Log struct{ Logger *slog.Logger }

// Name tells the way.
func (Log) Name() string { return "log" }

// Reaches everybody.
func (Log) Reaches(Message) bool { return true }

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

// Reaches everybody: the receiver knows the ways on.
func (Webhook) Reaches(Message) bool { return true }

// Send posts one notice. Whatever is no 2xx is a failure.
func (w Webhook) Send(ctx context.Context, m Message, at time.Time) error {
	body, err := json.Marshal(map[string]any{"type": "appointment." + m.Kind,
		"timestamp": at.UTC().Format(time.RFC3339), "data": m})
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

// Opener opens a way out as the environment configures it.
type Opener func(get func(string) string) (Sender, error)

// FromEnvironment gives the ways out of a deployed installation, in the order in which NOTIFY_VIA names them: log,
// webhook (NOTIFY_URL, signed with NOTIFY_SECRET, whsec_…), and those of others. Each message goes by the first that
// reaches whom it is for. Without NOTIFY_VIA it is the webhook where NOTIFY_URL is set, else the log.
func FromEnvironment(get func(string) string, logger *slog.Logger, others map[string]Opener) ([]Sender, error) {
	via := get("NOTIFY_VIA")
	if via == "" {
		via = map[bool]string{true: "webhook", false: "log"}[get("NOTIFY_URL") != ""]
	}
	var ways []Sender
	for name := range strings.SplitSeq(via, ",") {
		way, err := open(strings.TrimSpace(name), get, logger, others)
		if err != nil {
			return nil, fmt.Errorf("notify: NOTIFY_VIA: %w", err)
		}
		ways = append(ways, way)
	}
	return ways, nil
}

func open(name string, get func(string) string, logger *slog.Logger, others map[string]Opener) (Sender, error) {
	switch opener := others[name]; {
	case opener != nil:
		return opener(get)
	case name == "log":
		return Log{Logger: logger}, nil
	case name != "webhook":
		return nil, fmt.Errorf("there is no way %q", name)
	case get("NOTIFY_URL") == "":
		return nil, errors.New("webhook: NOTIFY_URL is not set")
	}
	secret, err := webhook.ParseSecret(webhook.Standard, get("NOTIFY_SECRET"))
	if err != nil {
		return nil, fmt.Errorf("NOTIFY_SECRET: %w", err)
	}
	return Webhook{URL: get("NOTIFY_URL"), Secret: secret, Client: &http.Client{Timeout: patience}}, nil
}
