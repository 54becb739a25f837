package conduct

import "github.com/lunxu/lunxu/internal/domain"

// Served is the assessment that a commendation or a verified breach was used for: one agent's in one period, the only
// one (AS.2.4). The zero value: none yet.
type Served string

// ServedFor names the assessment of an agent in a period.
func ServedFor(agent domain.AgentID, period string) Served {
	return Served(string(agent) + " " + period)
}

// Serve gives what is noted where a commendation or a breach is used for an assessment. Error: code, where it has
// served another one.
func (s Served) Serve(by Served, code domain.Code) (Served, error) {
	if s != "" && s != by {
		return s, domain.Refuse(code, "AS.2.4")
	}
	return by, nil
}

// Release gives what is noted where an assessment no longer names what it was used for.
func (s Served) Release(by Served) Served {
	if s == by {
		return ""
	}
	return s
}
