package preparation

import "slices"

// Telling is what somebody is to be told of a list.
type Telling string

// What is told (LC.4.2).
const (
	ToPrepare Telling = "to_prepare" // there is something to make ready
	Changed   Telling = "changed"    // something else, or at another time
	CalledOff Telling = "called_off" // nothing any more
)

// Told is one thing that one party is to be told.
type Told struct {
	To   Party
	What Telling
}

// Tell tells what owners are to be told when a list becomes another one, in the order of its items. rearranged
// says that the visit itself is another one than it was: at another time or place, or of other people. A visit
// that is off has the list nil. Marks and reminders are nobody's news.
func Tell(before, after *List, rearranged bool) []Told {
	var out []Told
	for _, owner := range owners(before, after) {
		was, is := before.of(owner), after.of(owner)
		switch {
		case len(is) == 0:
			out = append(out, Told{owner, CalledOff})
		case !slices.ContainsFunc(is, func(i Item) bool { return i.Done == nil }):
		case len(was) == 0:
			out = append(out, Told{owner, ToPrepare})
		case rearranged || !slices.EqualFunc(was, is, Item.same):
			out = append(out, Told{owner, Changed})
		}
	}
	return out
}

// owners lists who owns items, each once, those of the later list first.
func owners(before, after *List) []Party {
	var out []Party
	for _, l := range []*List{after, before} {
		if l == nil {
			continue
		}
		for _, item := range l.Items {
			if !slices.Contains(out, item.Owner) {
				out = append(out, item.Owner)
			}
		}
	}
	return out
}

func (l *List) of(owner Party) []Item {
	var out []Item
	if l == nil {
		return out
	}
	for _, item := range l.Items {
		if item.Owner == owner {
			out = append(out, item)
		}
	}
	return out
}

// Owed lists what a party still has to make ready.
func (l *List) Owed(to Party) []Item {
	return slices.DeleteFunc(l.of(to), func(i Item) bool { return i.Done != nil })
}
