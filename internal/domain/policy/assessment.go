package policy

// Cycle is how often staff are assessed (AS.2.5).
type Cycle string

// The cycles.
const (
	Quarter  Cycle = "quarter"
	HalfYear Cycle = "half_year"
)

// Assessment is how the staff of a site are assessed. A site that says nothing has the defaults.
type Assessment struct {
	Cycle   Cycle   `json:"cycle,omitempty"`  // AS.2.5; empty: every quarter
	Weights Weights `json:"weights,omitzero"` // all zero: DefaultWeights
}

// Weights is what each measure counts for in the total, in basis points that sum to 10000 (AS.2.2). Customer
// satisfaction is the main one (CM.5).
type Weights struct {
	Satisfaction   int `json:"satisfaction"`
	Efficiency     int `json:"efficiency"`
	Attitude       int `json:"attitude"`
	ProblemSolving int `json:"problem_solving"`
	Training       int `json:"training"` // CF.6
	Assessed       int `json:"assessed"` // by superiors and colleagues (AS.2.3)
}

// DefaultWeights are the weights of a site that sets none.
var DefaultWeights = Weights{Satisfaction: 4000, Efficiency: 1500, Attitude: 1500, ProblemSolving: 1500, Training: 500,
	Assessed: 1000}

// List gives the weights in the order of the measures.
func (w Weights) List() []int {
	return []int{w.Satisfaction, w.Efficiency, w.Attitude, w.ProblemSolving, w.Training, w.Assessed}
}

// Every gives the cycle in force (AS.2.5).
func (a Assessment) Every() Cycle {
	if a.Cycle == "" {
		return Quarter
	}
	return a.Cycle
}

// Weighing gives the weights in force.
func (a Assessment) Weighing() Weights {
	if a.Weights == (Weights{}) {
		return DefaultWeights
	}
	return a.Weights
}

// checkAssessment holds that the weights are a whole of which customer satisfaction is the largest part (CM.5).
func checkAssessment(r Rules, f *faults) {
	a := r.Assessment
	f.when(a.Cycle != "" && a.Cycle != Quarter && a.Cycle != HalfYear, "policy.value_unknown", "/assessment/cycle")
	if a.Weights == (Weights{}) {
		return
	}
	sum, main := 0, true
	for i, name := range []string{"satisfaction", "efficiency", "attitude", "problem_solving", "training", "assessed"} {
		weight := a.Weights.List()[i]
		f.share(weight, "/assessment/weights/"+name)
		sum += weight
		main = main && (i == 0 || weight < a.Weights.Satisfaction)
	}
	f.when(sum != wholeBasisPoints, "policy.weights_not_whole", "/assessment/weights")
	f.when(!main, "policy.satisfaction_not_main", "/assessment/weights/satisfaction")
}

func assessmentParameters() []Parameter {
	return []Parameter{
		{"/assessment/cycle", UnitChoice, "考评周期：quarter 季度，half_year 半年；不写为季度",
			"How often staff are assessed: quarter or half_year; quarter if left out", of("AS.2.5")},
		{"/assessment/weights/satisfaction", UnitBasisPoints,
			"客户满意度的权重，须为最大；六项合计 10000，都不写为 4000、1500、1500、1500、500、1000",
			"Weight of customer satisfaction, which must be the largest; the six sum to 10000, and are 4000, 1500, " +
				"1500, 1500, 500 and 1000 if left out", of("AS.2.2", "CM.5")},
		{"/assessment/weights/efficiency", UnitBasisPoints, "接待效率（等候、交接与客户评分）的权重",
			"Weight of reception efficiency: waiting, hand-overs and visitors' scores", of("AS.2.2", "LC.3.2")},
		{"/assessment/weights/attitude", UnitBasisPoints, "服务态度的权重", "Weight of service attitude", of("AS.2.2")},
		{"/assessment/weights/problem_solving", UnitBasisPoints, "解决问题（客户评分与催办事项如期解决）的权重",
			"Weight of problem solving: visitors' scores and requests solved in time", of("AS.2.2")},
		{"/assessment/weights/training", UnitBasisPoints, "参加培训的权重", "Weight of training attended", of("CF.6")},
		{"/assessment/weights/assessed", UnitBasisPoints, "上级考评、抽查与同事互评的权重；自评不计分",
			"Weight of the assessments by superiors and colleagues; one's own does not count", of("AS.2.3")},
	}
}
