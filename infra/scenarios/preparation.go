package scenarios

import (
	"fmt"
	"time"
)

// prepare sets the checklist of the step's appointment: the items said, or what is usual.
func (p *Player) prepare(value any, _ Step) (Answer, error) {
	items := []any{}
	if object(value)["usual"] == true {
		now, err := p.call("front_desk", "", "GET", p.booking("/preparation"), nil)
		if err != nil {
			return now, err
		}
		for _, suggested := range list(now.Body["suggested"]) {
			o := object(suggested)
			item := map[string]any{"kind": o["kind"], "text": o["text_zh"], "due": o["due"]}
			for _, owner := range []string{"agent", "department"} {
				if o[owner] != nil {
					item[owner] = o[owner]
				}
			}
			items = append(items, item)
		}
	}
	for _, said := range list(object(value)["items"]) {
		item := map[string]any{}
		for word, what := range object(said) {
			if word == "due" {
				at, err := instant(fmt.Sprint(what))
				if err != nil {
					return Answer{}, err
				}
				what = at.Format(time.RFC3339)
			}
			item[word] = what
		}
		items = append(items, item)
	}
	return p.call("front_desk", "", "PUT", p.booking("/preparation"), map[string]any{"items": items})
}

func (p *Player) prepared(value any, _ Step) (Answer, error) {
	body := map[string]any{}
	if note := object(value)["note"]; note != nil {
		body["note"] = note
	}
	return p.call("front_desk", "", "POST", p.booking(fmt.Sprintf("/preparation/%v/done", object(value)["item"])), body)
}

func (p *Player) unprepared(value any, _ Step) (Answer, error) {
	return p.call("supervisor", "", "POST", p.booking(fmt.Sprintf("/preparation/%v/undone", object(value)["item"])),
		map[string]any{})
}

// tell has people told what they are to be told by now.
func (p *Player) tell(any, Step) (Answer, error) {
	return p.call("", "", "POST", "/dev/notices", map[string]any{"site": p.site})
}

// checkPreparation wants the items of the step's appointment to be as said, all of them.
func (p *Player) checkPreparation(want any, _ Step, _ Answer) error {
	now, err := p.call("front_desk", "", "GET", p.booking("/preparation"), nil)
	if err != nil {
		return err
	}
	items := list(now.Body["items"])
	if none(want) {
		want = map[string]any{}
	}
	if len(items) != len(object(want)) {
		return fmt.Errorf("%d items, want %d: %s", len(items), len(object(want)), cut(flow(items)))
	}
	for _, one := range items {
		item := object(one)
		said, named := object(want)[fmt.Sprint(item["item"])]
		if !named {
			return fmt.Errorf("item %v is not expected", item["item"])
		}
		if err := checkItem(item, said); err != nil {
			return fmt.Errorf("item %v: %w", item["item"], err)
		}
	}
	return nil
}

// checkItem wants one item to be open, done or overdue, due at some time, and some to have been reminded of it.
func checkItem(item map[string]any, want any) error {
	status := "open"
	switch {
	case item["done_at"] != nil:
		status = "done"
	case item["overdue"] == true:
		status = "overdue"
	}
	if object(want) == nil {
		return same(status, want)
	}
	for word, said := range object(want) {
		var err error
		switch word {
		case "is":
			err = same(status, said)
		case "due":
			at, wrong := instant(fmt.Sprint(said))
			if err = wrong; err == nil {
				err = same(item["due"], at.UTC().Format(time.RFC3339))
			}
		case "reminded":
			to := []string{}
			for _, reminder := range list(item["reminders"]) {
				to = append(to, fmt.Sprint(object(reminder)["to"]))
			}
			err = same(to, texts(said))
		default:
			err = fmt.Errorf("unknown word %q", word)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkPreparations wants so many appointments on the list of what is still to be made ready.
func (p *Player) checkPreparations(want any, _ Step, _ Answer) error {
	path := p.path("/preparations")
	if overdue, only := object(want)["overdue"]; only {
		path, want = path+"?overdue=true", overdue
	}
	listed, err := p.call("supervisor", "", "GET", path, nil)
	if err != nil {
		return err
	}
	return same(len(list(listed.Body["items"])), want)
}

// checkSuggested wants the kinds of what is suggested for the step's appointment.
func (p *Player) checkSuggested(want any, _ Step, _ Answer) error {
	now, err := p.call("front_desk", "", "GET", p.booking("/preparation"), nil)
	if err != nil {
		return err
	}
	kinds := []string{}
	for _, one := range list(now.Body["suggested"]) {
		kinds = append(kinds, fmt.Sprint(object(one)["kind"]))
	}
	return same(kinds, texts(want))
}

// checkSendings wants the record of what was sent about the step's appointment.
func (p *Player) checkSendings(want any, _ Step, _ Answer) error {
	listed, err := p.call("supervisor", "", "GET", p.booking("/notices"), nil)
	if err != nil {
		return err
	}
	got := []string{}
	for _, one := range list(listed.Body["items"]) {
		o := object(one)
		text := fmt.Sprint(o["kind"], " ", o["outcome"])
		if o["to"] != nil {
			text += fmt.Sprint(" ", o["to"])
		}
		got = append(got, text)
	}
	if none(want) {
		want = []any{}
	}
	return same(got, texts(want))
}
