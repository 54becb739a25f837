package rotation

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// fullFloor is a hard day for the stored form: every agent of the roster has a visitor, half of them
// another's, standings differ from check-ins and starts, devices are 32 random-looking bits.
func fullFloor(agents int) (State, []domain.AgentID) {
	opening := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	s := State{Day: "2026-11-24", Groups: []domain.GroupID{"east", "west", "north", "south"}}
	var roster []domain.AgentID
	for i := range agents {
		agent := domain.AgentID(fmt.Sprintf("agent-%02d", i))
		roster = append(roster, agent)
		s.Members = append(s.Members, Member{Agent: agent, Group: s.Groups[i%4], Presence: OnSite, Owed: i%3 == 0,
			CheckedIn: opening.Add(time.Duration(i*171) * time.Second), CheckInSeq: 3 + i*2, Device: 0xdeadbeef - uint32(i)*7919*101,
			Duty: i%3 == 1, Turns: i % 5, DutyTurns: i % 3 % 2 * (i % 4),
			Standing: Standing(i % int(standingCount)), Since: opening.Add(time.Duration(10000+i*613) * time.Second)})
	}
	for i := range agents {
		r := Reception{Visit: domain.VisitID(fmt.Sprintf("20261124-%06d", 200+i*9)), Agent: roster[(i*7)%agents],
			Turn: turnCodes[i%4], Treatment: treatmentCodes[i%5], Clause: [...]domain.Clause{"", "RC.4.a", "RC.4.c"}[i%3], Choice: choiceCodes[i%3], Started: opening.Add(time.Duration(20000+i*397) * time.Second)}
		if i%2 == 0 {
			r.OnBehalfOf = roster[(i*3+1)%agents]
		}
		s.Receptions = append(s.Receptions, r)
	}
	for i := range 3 {
		s.Waiting = append(s.Waiting, Waiting{Visit: domain.VisitID(fmt.Sprintf("20261124-%06d", 700+i)),
			Customer: domain.CustomerRef(fmt.Sprintf("%032x", 1<<60+i)), Prefer: roster[i], Treatment: Preferred, Clause: "RC.4.g", Since: opening.Add(time.Duration(39000+i*100) * time.Second)})
	}
	for i := range 10 {
		s.MakeUps = append(s.MakeUps, roster[i*3%agents])
	}
	s.LastTurn = LastTurn{Agent: roster[agents-1], Visit: "20261124-000555", Started: opening.Add(31234 * time.Second)}
	return s, roster
}

// The state shares a stored item of 1,024 bytes with a 32-byte hash and its keys. No policy knows everything
// that this floor has: make-up turns and groups never meet turns by arrival or a last turn.
const storedLimit = 1024 - 160

func TestFortyBusyAgentsFitTheirItem(t *testing.T) {
	s, roster := fullFloor(40)
	stored, err := Encode(s, roster)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("40 agents, 40 receptions, 3 waiting, 10 make-up turns: %d bytes of %d", len(stored), storedLimit)
	if len(stored) > storedLimit {
		t.Errorf("%d bytes, limit %d", len(stored), storedLimit)
	}
	back, err := Decode(stored, roster)
	if err != nil || !reflect.DeepEqual(back, s) {
		t.Errorf("does not round-trip: %v", err)
	}
}

func TestDecodeRefusesAnyOtherForm(t *testing.T) {
	s, roster := fullFloor(12)
	stored, err := Encode(s, roster)
	if err != nil {
		t.Fatal(err)
	}
	refuse := func(what string, b []byte, r []domain.AgentID) {
		t.Helper()
		if got, err := Decode(b, r); err == nil || !reflect.DeepEqual(got, State{}) {
			t.Errorf("%s: accepted", what)
		}
	}
	refuse("nothing", nil, roster)
	refuse("a trailing zero", append(bytes.Clone(stored), 0), roster)
	refuse("another version", append([]byte{1}, stored[1:]...), roster)
	refuse("a shorter roster", stored, roster[:11])
	for n := range stored {
		refuse(fmt.Sprintf("cut at %d", n), stored[:n], roster)
	}
	for bit := range len(stored) * 8 { // a flipped bit is refused or is the one form of another state
		flipped := bytes.Clone(stored)
		flipped[bit/8] ^= 1 << (bit % 8)
		if got, err := Decode(flipped, roster); err == nil && reflect.DeepEqual(got, s) {
			t.Errorf("bit %d makes no difference", bit)
		}
	}
}

func TestEncodeRefusesWhatItCannotKeep(t *testing.T) {
	spoil := map[string]func(*State){
		"stranger":          func(s *State) { s.MakeUps[0] = "stranger" },
		"fraction":          func(s *State) { s.Receptions[0].Started = s.Receptions[0].Started.Add(1) },
		"before 1970":       func(s *State) { s.Waiting[0].Since = time.Unix(-1, 0).UTC() },
		"unlisted group":    func(s *State) { s.Members[0].Group = "centre" },
		"turn":              func(s *State) { s.Receptions[0].Turn = "lost" },
		"treatment":         func(s *State) { s.Waiting[0].Treatment = "vip" },
		"reason":            func(s *State) { s.Members[0].Reason = policy.Meal },
		"standing":          func(s *State) { s.Members[0].Standing = Standing(standingCount) },
		"negative sequence": func(s *State) { s.Members[0].CheckInSeq = -1 },
		"device without":    func(s *State) { s.Members[0].CheckedIn = time.Time{} },
		"duty without": func(s *State) {
			s.Members[1].CheckedIn, s.Members[1].CheckInSeq, s.Members[1].Device = time.Time{}, 0, 0
		},
		"rounds off duty":  func(s *State) { s.Members[0].DutyTurns = 1 },
		"negative turns":   func(s *State) { s.Members[0].Turns = -1 },
		"choice":           func(s *State) { s.Receptions[0].Choice = "both" },
		"last by nobody":   func(s *State) { s.LastTurn.Agent = "" },
		"last by stranger": func(s *State) { s.LastTurn.Agent = "stranger" },
		"day":              func(s *State) { s.Day = "24.11.2026" },
	}
	for what, do := range spoil {
		s, roster := fullFloor(12)
		do(&s)
		if stored, err := Encode(s, roster); err == nil || stored != nil {
			t.Errorf("%s: encoded", what)
		}
	}
}

func TestOddVisitsAndCustomersRoundTrip(t *testing.T) {
	s, roster := fullFloor(3)
	s.Receptions[0].Visit, s.Receptions[1].Visit = "20261123-000999", "walk-in"
	s.Waiting[0].Customer, s.Waiting[1].Customer, s.Waiting[2].Customer = "", "v20261124-000701", "ABCDEF0123456789ABCDEF0123456789"
	s.Notes = []Note{{Visit: "20261101-000004", From: roster[0], To: roster[2], DueAt: time.Date(2026, 11, 1, 5, 0, 0, 0, time.UTC)}}
	stored, err := Encode(s, roster)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := Decode(stored, roster); err != nil || !reflect.DeepEqual(back, s) {
		t.Errorf("%v\n%+v\n%+v", err, back, s)
	}
}

// FuzzDecode: no input breaks the decoder, and what it accepts is the one stored form of its state.
func FuzzDecode(f *testing.F) {
	s, roster := fullFloor(6)
	plain := s.copied()
	for i := range plain.Members {
		plain.Members[i].Turns, plain.Members[i].Duty, plain.Members[i].DutyTurns = 0, false, 0
	}
	for _, seed := range []State{{}, s, plain, {Day: "2026-11-24", LastTurn: s.LastTurn}} {
		stored, err := Encode(seed, roster)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(stored)
	}
	f.Fuzz(func(t *testing.T, stored []byte) {
		state, err := Decode(stored, roster)
		if err != nil {
			return
		}
		again, err := Encode(state, roster)
		if err != nil || !bytes.Equal(again, stored) {
			t.Fatalf("accepted %x, whose state encodes as %x (%v)", stored, again, err)
		}
	})
}

func BenchmarkEncode40(b *testing.B) {
	s, roster := fullFloor(40)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Encode(s, roster); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode40(b *testing.B) {
	s, roster := fullFloor(40)
	stored, err := Encode(s, roster)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(stored, roster); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkArrival40(b *testing.B) {
	for _, preset := range policy.Presets() {
		b.Run(string(preset), func(b *testing.B) {
			s, _ := fullFloor(40)
			rules, err := policy.Load(preset)
			if err != nil {
				b.Fatal(err)
			}
			s.Waiting, s.Receptions = nil, s.Receptions[:39] // one agent free, the walk is long
			for i := range s.Receptions {
				s.Receptions[i].OnBehalfOf = ""
			}
			ev := Event{Kind: Arrived, At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Day: s.Day, Visit: "20261124-000900"}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Apply(s, rules.Rotation, rules.Reception, ev); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
