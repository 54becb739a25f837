package scenarios

import (
	"fmt"
	"strings"
)

// archive has the site manager, or the role named, sum a month up, list the archives, or read one: its manifest, its
// content or its verification.
func (p *Player) archive(value any, _ Step) (Answer, error) {
	o, role := object(value), "site_manager"
	if by := o["by"]; by != nil {
		role = fmt.Sprint(by)
	}
	month, read := fmt.Sprint(o["month"]),
		map[string]string{"manifest": "", "content": "/content", "verification": "/verification"}
	switch what := fmt.Sprint(o["read"]); {
	case o["read"] == nil:
		return p.call(role, "", "POST", p.path("/archives"), map[string]any{"month": month})
	case what == "list":
		return p.call(role, "", "GET", p.path("/archives"), nil)
	default:
		rest, ok := read[what]
		if !ok {
			return Answer{}, fmt.Errorf("nothing to read of an archive is called %s", what)
		}
		return p.call(role, "", "GET", p.path("/archives/"+month+rest), nil)
	}
}

// archived wants each part to stand, or not to stand, in what was signed or in the content.
func archived(stands bool) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error {
		all := fmt.Sprint(answer.Body["signed"], answer.Body["text"])
		for _, part := range texts(want) {
			if strings.Contains(all, part) != stands {
				return fmt.Errorf("%s stands there: %t", part, !stands)
			}
		}
		return nil
	}
}
