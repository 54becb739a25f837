package preparation

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/register"
)

var (
	now     = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	start   = now.Add(48 * time.Hour)
	due     = start.Add(-Ahead)
	support = Party{Department: SupportDepartment}
	jia     = Party{Agent: "jia"}
)

func code(err error) domain.Code {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	return refusal.Code
}

func item(kind Kind, owner Party) Item {
	return Item{Kind: kind, Owner: owner, Due: due, Text: []byte(kind)}
}

// two is a list with a room of the support department and materials of jia.
func two(t *testing.T) *List {
	t.Helper()
	l, err := Set(nil, []Item{item(Room, support), item(Materials, jia)}, start, now)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// CF.5, GR.4: each item has one owner and an instant due between now and the visit.
func TestSetRefusesWhatItMust(t *testing.T) {
	list := two(t)
	for name, c := range map[string]struct {
		edit func(*Item)
		want domain.Code
	}{
		"sound":      {func(*Item) {}, ""},
		"nobody":     {func(i *Item) { i.Owner = Party{} }, "preparation.owner"},
		"two owners": {func(i *Item) { i.Owner = Party{Agent: "jia", Department: "工程部"} }, "preparation.owner"},
		"a role": {func(i *Item) { i.Owner = Party{Agent: "jia", Role: domain.RoleSupervisor} },
			"preparation.owner"},
		"due now":          {func(i *Item) { i.Due = now }, "preparation.due"},
		"due a second on":  {func(i *Item) { i.Due = now.Add(time.Second) }, ""},
		"due at the start": {func(i *Item) { i.Due = start }, ""},
		"due later":        {func(i *Item) { i.Due = start.Add(time.Second) }, "preparation.due"},
		"unknown number":   {func(i *Item) { i.ID = 9 }, "preparation.item_unknown"},
		"a number twice":   {func(i *Item) { i.ID = 1 }, "preparation.item_unknown"},
		"a known number":   {func(i *Item) { i.ID = 2 }, ""},
	} {
		one := item(Catering, support)
		c.edit(&one)
		first := list.Items[0]
		_, err := Set(list, []Item{first, one}, start, now)
		if code(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Set(nil, make([]Item, MaxItems+1), start, now); code(err) != "preparation.too_many" {
		t.Errorf("too many: %v", err)
	}
}

// An item that is kept keeps its mark, its reminders and an instant that has passed; a number is never used again.
func TestSetKeepsWhatIsKept(t *testing.T) {
	l, err := Tick(two(t), 1, "", Mark{At: now, By: "desk"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	late := due.Add(time.Minute)
	kept := Item{ID: 1, Kind: Room, Owner: support, Due: due, Text: []byte("changed")}
	l, err = Set(l, []Item{kept}, start, late)
	if err != nil || l.Items[0].Done == nil || string(l.Items[0].Text) != "changed" {
		t.Fatalf("%+v, %v", l, err)
	}
	if l, err = Set(l, []Item{kept, {Kind: Seats, Owner: support, Due: start}}, start, late); err != nil ||
		l.Items[1].ID != 3 {
		t.Errorf("%+v, %v", l, err)
	}
}

// CF.5: done once, by whom it belongs to, and taken back where it was a mistake.
func TestMarks(t *testing.T) {
	l := two(t)
	for name, c := range map[string]struct {
		id    int
		agent domain.AgentID
		want  domain.Code
	}{"the desk": {1, "", ""}, "another's": {1, "jia", "preparation.not_yours"}, "one's own": {2, "jia", ""},
		"a colleague's": {2, "yi", "preparation.not_yours"}, "none": {3, "", "preparation.item_unknown"}} {
		if _, err := Tick(l, c.id, c.agent, Mark{At: now, By: "x"}, nil); code(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	done, err := Tick(l, 1, "", Mark{At: now, By: "desk"}, []byte("note"))
	if err != nil || done.Items[0].Done.By != "desk" || string(done.Items[0].Note) != "note" || l.Items[0].Done != nil {
		t.Fatalf("%+v, %v", done, err)
	}
	if _, err := Tick(done, 1, "", Mark{}, nil); code(err) != "preparation.already_done" {
		t.Errorf("done twice: %v", err)
	}
	again, err := Untick(done, 1)
	if err != nil || again.Items[0].Done != nil {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := Untick(again, 1); code(err) != "preparation.not_done" {
		t.Errorf("taken back twice: %v", err)
	}
	if _, err := Untick(nil, 1); code(err) != "preparation.item_unknown" {
		t.Errorf("no list: %v", err)
	}
}

// LC.4.2: the owner, then the supervisor, then the site manager, each half an hour apart, and nobody after that.
func TestWhatIsOverdueClimbs(t *testing.T) {
	l, err := Tick(two(t), 2, "", Mark{At: now}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{0, 0}, {time.Second, 1}, {time.Minute, 1}, {Patience, 1}, {Patience + time.Second, 2}, {2 * Patience, 2},
		{2*Patience + time.Second, 3}, {9 * Patience, 3}} {
		l = Remind(l, due.Add(c.after))
		if got := len(l.Items[0].Reminders); got != c.want || len(l.Items[1].Reminders) != 0 {
			t.Errorf("after %s: %d reminders, want %d", c.after, got, c.want)
		}
	}
	var to []Party
	for _, r := range l.Items[0].Reminders {
		to = append(to, r.To)
	}
	if want := []Party{support, {Role: domain.RoleSupervisor}, {Role: domain.RoleSiteManager}}; !reflect.DeepEqual(to,
		want) {
		t.Errorf("reminded %v", to)
	}
	moved := l.Move(24 * time.Hour)
	if again := Remind(moved, due.Add(24*time.Hour+time.Second)); len(again.Items[0].Reminders) != 4 ||
		again.Items[0].Reminders[3].To != support {
		t.Errorf("after the move: %+v", again.Items[0].Reminders)
	}
	if quiet := l.Move(24 * time.Hour).Close(); Remind(quiet, due.Add(48*time.Hour)) != quiet {
		t.Error("somebody is reminded after the visit")
	}
}

// LC.4.2: what is due moves with the visit; only material that is ready stays ready.
func TestMove(t *testing.T) {
	l := two(t)
	for id := 1; id <= 2; id++ {
		var err error
		if l, err = Tick(l, id, "", Mark{At: now}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, waits := l.Next(); waits {
		t.Error("everything is done and something is due")
	}
	moved := l.Move(-time.Hour)
	if next, waits := moved.Next(); !waits || !next.Equal(due.Add(-time.Hour)) || moved.Items[0].Done != nil ||
		moved.Items[1].Done == nil || l.Items[0].Done == nil {
		t.Errorf("%+v", moved)
	}
}

// LC.4.2: who is told of what when a list becomes another one.
func TestTell(t *testing.T) {
	l := two(t)
	done, err := Tick(l, 1, "", Mark{At: now}, nil)
	if err != nil {
		t.Fatal(err)
	}
	later := *l
	later.Items = []Item{l.Items[0], l.Items[1]}
	later.Items[0].Due = start
	for name, c := range map[string]struct {
		before, after *List
		rearranged    bool
		want          string
	}{
		"set":                     {nil, l, false, "[{{ 事务部 } to_prepare} {{jia  } to_prepare}]"},
		"nothing new":             {l, l, false, "[]"},
		"the visit changed":       {l, l, true, "[{{ 事务部 } changed} {{jia  } changed}]"},
		"one due later":           {l, &later, false, "[{{ 事务部 } changed}]"},
		"one done":                {l, done, false, "[]"},
		"changed after one done":  {done, done, true, "[{{jia  } changed}]"},
		"one removed":             {l, &List{Items: l.Items[:1]}, false, "[{{jia  } called_off}]"},
		"called off":              {done, nil, true, "[{{ 事务部 } called_off} {{jia  } called_off}]"},
		"no list and none before": {nil, nil, true, "[]"},
	} {
		if got := fmt.Sprint(Tell(c.before, c.after, c.rearranged)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// VM.2: every kind of visitor has its usual checklist, in time for the visit whenever it is asked for.
func TestUsual(t *testing.T) {
	kinds := []register.VisitorKind{register.KindCustomer, register.KindCompany, register.KindPartner,
		register.KindOther, "unheard-of"}
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		start := now.Add(time.Duration(rapid.IntRange(-100, 300_000).Draw(t, "seconds")) * time.Second)
		list := Suggest(string(kind), start, now)
		if start.After(now) != (len(list) > 0) {
			t.Fatalf("%d things for a visit at %s", len(list), start)
		}
		var items []Item
		for _, u := range list {
			if u.Chinese == "" || u.English == "" {
				t.Fatalf("%+v says nothing", u)
			}
			items = append(items, Item{Kind: u.Kind, Owner: support, Due: u.Due})
		}
		if _, err := Set(nil, items, start, now); err != nil {
			t.Fatalf("%s at %s: %v", kind, start, err)
		}
	})
	if customer, other := Suggest("customer", start, now),
		Suggest("other", start, now); reflect.DeepEqual(customer, other) || !customer[0].Due.Equal(due) {
		t.Errorf("%+v", customer)
	}
}
