package preparation

import (
	"fmt"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Patience is how long a reminder is left to work before the next one goes higher up.
const Patience = 30 * time.Minute

// ladder is whom the reminders of an item that is overdue go to, one after the other; the first goes to the owner.
var ladder = []domain.Role{"", domain.RoleSupervisor, domain.RoleSiteManager}

// Remind records the reminders that are due at an instant: of each item that is overdue, one to the owner at once,
// one to the supervisor half an hour later, and one to the site manager half an hour after that (LC.4.2). The list
// stays the same one where nobody is to be reminded.
func Remind(l *List, now time.Time) *List {
	for _, item := range l.Items {
		if to, due := item.nextReminder(now); due && !l.Over {
			l = l.with(item.ID, func(i *Item) {
				i.Reminders = append(i.Reminders[:len(i.Reminders):len(i.Reminders)],
					Reminder{At: now, To: to, Due: i.Due})
			})
		}
	}
	return l
}

// nextReminder gives who is to be reminded of an item now, if anybody is.
func (i Item) nextReminder(now time.Time) (Party, bool) {
	climbed, last := 0, time.Time{}
	for _, r := range i.Reminders {
		if r.Due.Equal(i.Due) {
			climbed, last = climbed+1, r.At
		}
	}
	if !i.Overdue(now) || climbed >= len(ladder) || climbed > 0 && now.Before(last.Add(Patience)) {
		return Party{}, false
	}
	if climbed == 0 {
		return i.Owner, true
	}
	return Party{Role: ladder[climbed]}, true
}

func field(n int, name string) string { return fmt.Sprintf("/items/%d/%s", n, name) }
