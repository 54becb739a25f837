package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// tableSet replaces the order table (SS.3.1, GP.1). Agents who stay keep what they are doing; agents
// who go lose their make-up turns; an agent with a visitor cannot go.
func (f *floor) tableSet() *domain.Error {
	groups, table, err := f.readTable()
	if err != nil {
		return err
	}
	before := f.Members
	next := make([]Member, 0, len(table))
	for place, row := range table {
		next = append(next, f.seat(place, row))
	}
	f.Groups, f.Members = groups, f.arrivalsFirst(next)
	for _, m := range before {
		if f.member(m.Agent) >= 0 {
			continue
		}
		if f.receiving(m.Agent) >= 0 {
			return domain.Invalid("rotation.agent_busy", "/tb").With("agent", string(m.Agent))
		}
		for at := slices.Index(f.MakeUps, m.Agent); at >= 0; at = slices.Index(f.MakeUps, m.Agent) {
			f.dropMakeUp(at)
		}
		if f.LastTurn.Agent == m.Agent {
			f.LastTurn = LastTurn{}
		}
	}
	return nil
}

// readTable checks the table and, where the policy knows no groups, makes it one group.
func (f *floor) readTable() ([]domain.GroupID, []TablePlace, *domain.Error) {
	groups, table := slices.Clone(f.ev.Groups), slices.Clone(f.ev.Table)
	if !f.rot.Groups {
		groups = []domain.GroupID{""}
		for i := range table {
			table[i].Group = ""
		}
	}
	for i, g := range groups {
		if slices.Contains(groups[:i], g) {
			return nil, nil, domain.Invalid("rotation.group_repeated", "/gr").With("group", string(g))
		}
	}
	for i, row := range table {
		switch {
		case row.Agent == "":
			return nil, nil, domain.Invalid("rotation.agent_unknown", "/tb")
		case slices.ContainsFunc(table[:i], func(p TablePlace) bool { return p.Agent == row.Agent }):
			return nil, nil, domain.Invalid("rotation.agent_repeated", "/tb").With("agent", string(row.Agent))
		case !slices.Contains(groups, row.Group):
			return nil, nil, domain.Invalid("rotation.group_unknown", "/tb").With("group", string(row.Group))
		}
	}
	return groups, table, nil
}

// arrivalsFirst keeps the order of those who have arrived today: with an order by arrival the table is the
// roster of the site and no order (QC.1.a).
func (f *floor) arrivalsFirst(table []Member) []Member {
	if !f.byArrival() {
		return table
	}
	place := func(m Member) int {
		if m.Presence == NotCheckedIn {
			return len(f.Members)
		}
		return f.member(m.Agent)
	}
	slices.SortStableFunc(table, func(a, b Member) int { return place(a) - place(b) })
	return table
}

// seat gives the member for a place of the new table.
func (f *floor) seat(place int, row TablePlace) Member {
	i := f.member(row.Agent)
	if i < 0 {
		m := Member{Agent: row.Agent, Group: row.Group, Reason: policy.OffDuty, Standing: JoinedTable, Since: f.at}
		if len(f.Members) == 0 {
			m.Standing = StandsByOrderTable
		}
		return m
	}
	m := f.Members[i]
	if moved := i != place && !f.byArrival(); moved || m.Group != row.Group {
		m.Standing, m.Since = OrderChanged, f.at
	}
	m.Group = row.Group
	return m
}

// swapped exchanges two places, within one group where there are groups (RC.1.c). With an order by arrival
// only who has arrived has a place.
func (f *floor) swapped() *domain.Error {
	i, err := f.known(f.ev.Agent, "/a")
	if err != nil {
		return err
	}
	j, err := f.known(f.ev.Other, "/o")
	switch {
	case err != nil:
		return err
	case i == j:
		return domain.Invalid("rotation.swap_with_self", "/o")
	case f.rot.Groups && f.Members[i].Group != f.Members[j].Group:
		return domain.Invalid("rotation.swap_across_groups", "/o")
	case f.byArrival() && f.Members[i].Presence == NotCheckedIn:
		return domain.Invalid("rotation.not_on_site", "/a")
	case f.byArrival() && f.Members[j].Presence == NotCheckedIn:
		return domain.Invalid("rotation.not_on_site", "/o")
	}
	f.Members[i], f.Members[j] = f.Members[j], f.Members[i]
	f.stands(f.ev.Agent, Swapped)
	f.stands(f.ev.Other, Swapped)
	f.effect(Effect{Kind: Exchanged, Agent: f.ev.Agent, Other: f.ev.Other, Clause: f.rot.SwapClause})
	return nil
}
