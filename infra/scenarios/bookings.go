package scenarios

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// book enters an appointment, with what a desk usually knows where the step says nothing; "none" leaves a
// word out.
func (p *Player) book(value any, _ Step) (Answer, error) {
	body := map[string]any{"channel": "phone", "name": "张女士", "organisation": "个人", "purpose": "看房", "place": "一号厅",
		"agenda": "看样板间", "headcount": 2}
	for word, said := range object(value) {
		switch {
		case said == "none":
			delete(body, word)
		case word == "start" || word == "end":
			at, err := instant(fmt.Sprint(said))
			if err != nil {
				return Answer{}, err
			}
			body[word] = at.Format(time.RFC3339)
		default:
			body[word] = said
		}
	}
	answer, err := p.call("front_desk", "", "POST", p.path("/appointments"), body)
	if id, ok := answer.Body["appointment"].(string); ok {
		p.bookings[p.subject], p.bookings[""] = id, id
	}
	return answer, err
}

// booking gives the path of the appointment that a step speaks of: its phone number's, else the latest.
func (p *Player) booking(rest string) string {
	id := p.bookings[p.subject]
	if id == "" {
		id = p.bookings[""]
	}
	return p.path("/appointments/" + id + rest)
}

func (p *Player) confirmBooking(value any, _ Step) (Answer, error) {
	body := map[string]any{"identity_verified": true, "purpose_verified": true}
	for word, field := range map[string]string{"identity": "identity_verified", "purpose": "purpose_verified",
		"place": "place", "agenda": "agenda", "headcount": "headcount"} {
		if said := object(value)[word]; said != nil {
			body[field] = said
		}
	}
	return p.call("front_desk", "", "POST", p.booking("/confirmation"), body)
}

func (p *Player) changeBooking(value any, _ Step) (Answer, error) {
	body := map[string]any{}
	for word, said := range object(value) {
		switch word {
		case "phone":
		case "start", "end":
			at, err := instant(fmt.Sprint(said))
			if err != nil {
				return Answer{}, err
			}
			body[word] = at.Format(time.RFC3339)
		default:
			body[word] = said
		}
	}
	return p.call("front_desk", "", "POST", p.booking("/changes"), body)
}

func (p *Player) customerAgrees(value any, _ Step) (Answer, error) {
	agreed := word(value, "agreed")
	return p.call("front_desk", "", "POST", p.booking("/change-answer"), map[string]any{"agreed": agreed})
}

func (p *Player) cancelBooking(value any, _ Step) (Answer, error) {
	by := textOr(object(value)["by"], "customer")
	return p.call("front_desk", "", "POST", p.booking("/cancellation"), map[string]any{"by": by})
}

func (p *Player) assign(value any, _ Step) (Answer, error) {
	return p.call("front_desk", "", "PUT", p.booking("/receptionists"),
		map[string]any{"receptionists": object(value)["to"]})
}

// linkBooking links an appointment to the visit of another phone number.
func (p *Player) linkBooking(value any, _ Step) (Answer, error) {
	body := map[string]any{"visit": p.visits[fmt.Sprint(object(value)["visit_of"])]}
	if reason, given := object(value)["reason"]; given {
		body["reason"] = reason
	}
	return p.call("front_desk", "", "POST", p.booking("/arrival"), body)
}

// bookingEvent delivers an event of the product's own schema, signed; the source is opened on first use.
func (p *Player) bookingEvent(value any, _ Step) (Answer, error) {
	if p.secret == "" {
		made, err := p.call("site_manager", "", "POST", p.path("/webhook-sources"),
			map[string]any{"name": "page", "provider": "standard"})
		if err != nil || made.Status >= 300 {
			return made, err
		}
		p.secret = fmt.Sprint(made.Body["secret"])
	}
	event, data := "", map[string]any{}
	at := p.now
	for word, said := range object(value) {
		switch word {
		case "event":
			event = fmt.Sprint(said)
		case "start", "end", "said_at":
			then, err := instant(fmt.Sprint(said))
			if err != nil {
				return Answer{}, err
			}
			if word == "said_at" {
				at = then
				continue
			}
			data[word] = then.Format(time.RFC3339)
		default:
			data[word] = said
		}
	}
	body, err := json.Marshal(map[string]any{"type": "booking." + event, "timestamp": at.UTC().Format(time.RFC3339),
		"data": data})
	if err != nil {
		return Answer{}, err
	}
	return p.deliver(fmt.Sprintf("%s-%v-%d", event, data["id"], at.Unix()), body)
}

// deliver posts a signed body, without a token.
func (p *Player) deliver(id string, body []byte) (Answer, error) {
	path := "/v1/webhooks/" + p.site + ".page"
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, p.Base+path,
		bytes.NewReader(body))
	if err != nil {
		return Answer{}, err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(p.secret, "whsec_"))
	if err != nil {
		return Answer{}, err
	}
	at := fmt.Sprint(p.now.Unix())
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + at + "." + string(body)))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("webhook-id", id)
	request.Header.Set("webhook-timestamp", at)
	request.Header.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return p.send(request)
}

// checkBooking wants the state of the step's appointment.
func (p *Player) checkBooking(want any, _ Step, _ Answer) error {
	now, err := p.call("front_desk", "", "GET", p.booking(""), nil)
	if err != nil {
		return err
	}
	return same(now.Body["status"], want)
}

// checkBookingsOf wants the states of a day's appointments, by time: {D2: [confirmed, cancelled]}.
func (p *Player) checkBookingsOf(want any, _ Step, _ Answer) error {
	for day, states := range object(want) {
		at, err := instant(day + " 12:00")
		if err != nil {
			return err
		}
		listed, err := p.call("front_desk", "", "GET", p.path("/appointments?day="+at.Format(time.DateOnly)), nil)
		if err != nil {
			return err
		}
		got := []string{}
		for _, item := range list(listed.Body["items"]) {
			got = append(got, fmt.Sprint(object(item)["status"]))
		}
		if err := same(got, texts(states)); err != nil {
			return fmt.Errorf("%s: %w", day, err)
		}
	}
	return nil
}

// checkLetterSays wants texts to stand in the step's confirmation letter.
func (p *Player) checkLetterSays(want any, _ Step, _ Answer) error {
	letter, err := p.call("front_desk", "", "GET", p.booking("/letter"), nil)
	if err != nil {
		return err
	}
	all := fmt.Sprint(letter.Body["text_zh"], letter.Body["text_en"], letter.Body["calendar"])
	for _, text := range texts(want) {
		if !strings.Contains(all, text) {
			return fmt.Errorf("no %q in %s", text, all)
		}
	}
	return nil
}
