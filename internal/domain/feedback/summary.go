package feedback

import (
	"cmp"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// Complaint is how a complaint stands.
type Complaint string

// The states. A complaint under a policy without a breach of service is a case; it ends closed, nobody was judged.
const (
	NoComplaint Complaint = ""
	Open        Complaint = "open"
	Verified    Complaint = "verified"
	Rejected    Complaint = "rejected" // verified as unfounded
	Closed      Complaint = "closed"
)

// Finished is one visit whose reception has ended: its visitor was asked.
type Finished struct {
	Visit domain.VisitID
	Agent domain.AgentID // who received last
}

// Answer is what stands of the feedback on one visit.
type Answer struct {
	Given     Given
	Complaint Complaint
}

// Marks counts the scores of one measure (AS.2.2): Counts[0] are the ones, Counts[4] the fives.
type Marks struct{ Counts [Best]int }

// Answered counts those who gave a score.
func (m Marks) Answered() int {
	n := 0
	for _, c := range m.Counts {
		n += c
	}
	return n
}

// Average is the average score in hundredths, rounded half up; 0 when nobody answered.
func (m Marks) Average() int {
	n, sum := 0, 0
	for i, c := range m.Counts {
		n += c
		sum += c * (i + 1)
	}
	if n == 0 {
		return 0
	}
	return (200*sum + n) / (2 * n)
}

func (m *Marks) add(score int) {
	if score >= Worst && score <= Best {
		m.Counts[score-1]++
	}
}

// Complaints counts complaints by how they stand.
type Complaints struct{ Open, Verified, Rejected, Closed int }

// Row is what one agent's visitors said in a month; of no agent: what visitors said whom nobody received.
type Row struct {
	Agent                                         domain.AgentID
	Asked                                         int // finished visits
	Answered                                      int
	Overall, Efficiency, Attitude, ProblemSolving Marks
	Complaints                                    Complaints
	Suggestions                                   int
}

// Routed counts the suggestions of one department; of none: still to be passed on.
type Routed struct {
	Department  string
	Suggestions int
}

// Summary is a month's feedback by agent, for the whole site, and its suggestions by department.
type Summary struct {
	Rows        []Row // by agent
	Total       Row
	Departments []Routed // by name
}

// Summarise sums up what was asked and what was answered in a month (CF.7, LD.2.4). Customer satisfaction is the
// main measure of whoever is assessed by it (CM.5), beside efficiency, attitude and problem solving (AS.2.2). The
// order of what is given does not matter.
func Summarise(asked []Finished, answers []Answer) Summary {
	rows, departments := map[domain.AgentID]*Row{}, map[string]int{}
	var out Summary
	of := func(agent domain.AgentID) *Row {
		if rows[agent] == nil {
			rows[agent] = &Row{Agent: agent}
		}
		return rows[agent]
	}
	for _, f := range asked {
		of(f.Agent).Asked++
		out.Total.Asked++
	}
	for _, a := range answers {
		of(a.Given.Agent).count(a)
		out.Total.count(a)
		if a.Given.Suggestion {
			departments[a.Given.Department]++
		}
	}
	for _, row := range rows {
		out.Rows = append(out.Rows, *row)
	}
	slices.SortFunc(out.Rows, func(a, b Row) int { return cmp.Compare(a.Agent, b.Agent) })
	for name, n := range departments {
		out.Departments = append(out.Departments, Routed{name, n})
	}
	slices.SortFunc(out.Departments, func(a, b Routed) int { return cmp.Compare(a.Department, b.Department) })
	return out
}

func (r *Row) count(a Answer) {
	r.Answered++
	r.Overall.add(a.Given.Scores.Overall)
	r.Efficiency.add(a.Given.Scores.Efficiency)
	r.Attitude.add(a.Given.Scores.Attitude)
	r.ProblemSolving.add(a.Given.Scores.ProblemSolving)
	if a.Given.Suggestion {
		r.Suggestions++
	}
	switch a.Complaint {
	case Open:
		r.Complaints.Open++
	case Verified:
		r.Complaints.Verified++
	case Rejected:
		r.Complaints.Rejected++
	case Closed:
		r.Complaints.Closed++
	}
}
