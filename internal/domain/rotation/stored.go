package rotation

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// A state is stored as JSON: each list as rows without names, the instants as seconds after the one in the row before,
// so that the floor of forty agents, deflated, stays under the kilobyte that one write unit pays for.

// table is a state as rows.
type table[Row any] struct {
	Day        domain.Day       `json:"d,omitempty"`
	Groups     []domain.GroupID `json:"g,omitempty"`
	Members    []Row            `json:"m,omitempty"`
	MakeUps    []domain.AgentID `json:"u,omitempty"`
	GrantedBy  []domain.Clause  `json:"uc,omitempty"`
	Receptions []Row            `json:"r,omitempty"`
	Waiting    []Row            `json:"w,omitempty"`
	Notes      []Row            `json:"n,omitempty"`
	LastTurn   []Row            `json:"l,omitempty"` // one row or none
}

// The columns of each list, to be written from and read into.
var (
	memberColumns = func(m *Member, last *[2]int64) []any {
		return []any{&m.Agent, &m.Group, &m.Presence, &m.Reason, &m.DueAway, &m.Owed, &instant{&m.CheckedIn, &last[0]},
			&m.CheckInSeq, &m.Device, &m.Duty, &m.Turns, &m.DutyTurns, &m.Standing, &instant{&m.Since, &last[1]}}
	}
	receptionColumns = func(r *Reception, last *[2]int64) []any {
		return []any{&r.Visit, &r.Agent, &r.OnBehalfOf, &r.Turn, &r.Treatment, &r.Clause, &r.Choice,
			&instant{&r.Started, &last[0]}, &r.Owes}
	}
	waitingColumns = func(w *Waiting, last *[2]int64) []any {
		return []any{&w.Visit, &w.Customer, &w.Prefer, &w.Treatment, &w.Clause, &instant{&w.Since, &last[0]}}
	}
	noteColumns = func(n *Note, last *[2]int64) []any {
		return []any{&n.Visit, &n.From, &n.To, &instant{&n.DueAt, &last[0]}}
	}
	lastTurnColumns = func(l *LastTurn, last *[2]int64) []any {
		return []any{&l.Agent, &l.Visit, &instant{&l.Started, &last[0]}}
	}
)

// addedLater tells, by how many columns a list has, how many of them the rows of an earlier version may lack.
var addedLater = map[int]int{9: 1} // a reception's Owes

// instant is whole seconds after the last one of its column; null where there is none.
type instant struct {
	at   *time.Time
	last *int64
}

func (i *instant) MarshalJSON() ([]byte, error) {
	if i.at.IsZero() {
		return []byte("null"), nil
	}
	now := i.at.Unix()
	text := strconv.AppendInt(nil, now-*i.last, 10)
	*i.last = now
	return text, nil
}

func (i *instant) UnmarshalJSON(text []byte) error {
	seconds, err := strconv.ParseInt(string(text), 10, 36)
	if err != nil {
		return corrupt()
	}
	*i.last += seconds
	*i.at = time.Unix(*i.last, 0).UTC()
	return nil
}

func corrupt() error { return &domain.Error{Code: "rotation.state_corrupt"} }

// MarshalJSON gives the stored form of a state.
func (s State) MarshalJSON() ([]byte, error) {
	t := table[[]any]{Day: s.Day, Groups: s.Groups, MakeUps: s.MakeUps, GrantedBy: s.GrantedBy,
		Members: write(s.Members, memberColumns), Receptions: write(s.Receptions, receptionColumns),
		Waiting: write(s.Waiting, waitingColumns),
		Notes:   write(s.Notes, noteColumns)}
	if s.LastTurn != (LastTurn{}) {
		t.LastTurn = write([]LastTurn{s.LastTurn}, lastTurnColumns)
	}
	return json.Marshal(t)
}

// UnmarshalJSON reads what MarshalJSON gave. Error: rotation.state_corrupt.
func (s *State) UnmarshalJSON(text []byte) error {
	var t table[json.RawMessage]
	if err := json.Unmarshal(text, &t); err != nil || len(t.LastTurn) > 1 ||
		len(t.GrantedBy) > len(t.MakeUps) {
		return corrupt()
	}
	*s = State{Day: t.Day, Groups: t.Groups, MakeUps: t.MakeUps, GrantedBy: t.GrantedBy}
	var last []LastTurn
	for _, err := range []error{read(t.Members, &s.Members, memberColumns), read(t.Receptions, &s.Receptions,
		receptionColumns),
		read(t.Waiting, &s.Waiting, waitingColumns), read(t.Notes, &s.Notes, noteColumns), read(t.LastTurn, &last,
			lastTurnColumns)} {
		if err != nil {
			return corrupt()
		}
	}
	for _, l := range last {
		s.LastTurn = l
	}
	return nil
}

func write[T any](list []T, columns func(*T, *[2]int64) []any) [][]any {
	last, rows := new([2]int64), make([][]any, len(list))
	for i := range list {
		rows[i] = columns(&list[i], last)
	}
	return rows
}

func read[T any](rows []json.RawMessage, to *[]T, columns func(*T, *[2]int64) []any) error {
	var last [2]int64
	for _, row := range rows {
		var one T
		into := columns(&one, &last)
		known := len(into)
		if err := json.Unmarshal(row, &into); err != nil || len(into) > known || len(into) < known-addedLater[known] {
			return corrupt()
		}
		*to = append(*to, one)
	}
	return nil
}
