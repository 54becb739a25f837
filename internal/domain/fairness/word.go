package fairness

import (
	"cmp"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/standing"
)

// Word is what an agent said to their own gain, and what became of it.
type Word struct {
	Agent                               domain.AgentID
	Said, Confirmed, Waiting, Otherwise int // otherwise: refused, lapsed, taken back, disputed
}

// Pair is how often one account confirmed what served one agent.
type Pair struct {
	By          string // account
	Role        domain.Role
	Agent       domain.AgentID
	Count       int
	OfAgent     int // basis points of all that was confirmed for the agent
	OfAccount   int // basis points of all that the account confirmed
	Conspicuous bool
}

// Confirmer is one account that decides on others' word.
type Confirmer struct {
	By          string
	Role        domain.Role
	Confirmed   int
	Refused     int
	MostAMinute int // confirmed within any one minute
}

// Words is who says what, and who confirms it.
type Words struct {
	Agents     []Word
	Pairs      []Pair
	Confirmers []Confirmer
}

// The marks above which a pair or an account stands out: confirming many at once is no looking, and one who confirms
// for one agent only is no stranger.
const (
	ManyAMinute = 5
	manyOfPair  = 5
	mostOfPair  = 8000 // basis points
)

const whole = 10000

// WordsOf counts facts. Those that the passing of time decided are nobody's confirmation.
func WordsOf(facts []standing.Fact) Words {
	agents, accounts := map[domain.AgentID]*Word{}, map[string]*Confirmer{}
	pairs, times := map[[2]string]*Pair{}, map[string][]time.Time{}
	for _, fact := range facts {
		said := at(agents, fact.Said.Agent, Word{Agent: fact.Said.Agent})
		said.Said++
		switch by := fact.ClosedBy; {
		case fact.Open():
			said.Waiting++
		case fact.Status == standing.Confirmed:
			said.Confirmed++
			if by.Role == domain.RoleSystem {
				continue
			}
			at(accounts, by.Subject, Confirmer{By: by.Subject, Role: by.Role}).Confirmed++
			times[by.Subject] = append(times[by.Subject], fact.ClosedAt)
			for _, agent := range fact.Gains {
				at(pairs, [2]string{by.Subject, string(agent)},
					Pair{By: by.Subject, Role: by.Role, Agent: agent}).Count++
			}
		default:
			said.Otherwise++
			if fact.Status == standing.Refused {
				at(accounts, by.Subject, Confirmer{By: by.Subject, Role: by.Role}).Refused++
			}
		}
	}
	delete(agents, "")
	for by, instants := range times {
		accounts[by].MostAMinute = mostWithin(instants, time.Minute)
	}
	return Words{Agents: inOrder(agents, func(a, b Word) int { return cmp.Compare(a.Agent, b.Agent) }),
		Pairs: shared(inOrder(pairs, func(a, b Pair) int {
			return cmp.Or(b.Count-a.Count, cmp.Compare(a.By, b.By), cmp.Compare(a.Agent, b.Agent))
		})),
		Confirmers: inOrder(accounts, func(a, b Confirmer) int {
			return cmp.Or(b.Confirmed-a.Confirmed, cmp.Compare(a.By, b.By))
		})}
}

func at[K comparable, V any](all map[K]*V, key K, first V) *V {
	if all[key] == nil {
		all[key] = &first
	}
	return all[key]
}

func inOrder[K comparable, V any](all map[K]*V, compare func(a, b V) int) []V {
	out := make([]V, 0, len(all))
	for _, value := range all {
		out = append(out, *value)
	}
	slices.SortFunc(out, compare)
	return out
}

// shared gives each pair its share of what was confirmed for the agent, and of what the account confirmed.
func shared(pairs []Pair) []Pair {
	agents, accounts := map[domain.AgentID]int{}, map[string]int{}
	for _, p := range pairs {
		agents[p.Agent] += p.Count
		accounts[p.By] += p.Count
	}
	for i := range pairs {
		p := &pairs[i]
		p.OfAgent, p.OfAccount = p.Count*whole/agents[p.Agent], p.Count*whole/accounts[p.By]
		p.Conspicuous = p.Count >= manyOfPair && p.OfAccount >= mostOfPair
	}
	return pairs
}

// mostWithin gives the most instants that lie within a span.
func mostWithin(instants []time.Time, span time.Duration) int {
	slices.SortFunc(instants, time.Time.Compare)
	most, first := 0, 0
	for last := range instants {
		for instants[last].Sub(instants[first]) >= span {
			first++
		}
		most = max(most, last-first+1)
	}
	return most
}
