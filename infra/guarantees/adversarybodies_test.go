package guarantees_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/lunxu/lunxu/infra/coverage"
	"github.com/lunxu/lunxu/internal/api"
)

// visitors are the names of those who come; no two that follow have the same surname.
var visitors = []string{"王建国", "李淑芬", "张伟", "刘洋", "陈静", "杨秀英", "赵强", "黄丽", "周敏", "吴军", "徐艳", "孙涛"}

func visitorName(n int) string { return visitors[n%len(visitors)] }

// identified gives, by schema, the word by which a path and an answer name what it identifies.
var identified = map[string]string{"VisitID": "visit", "DealID": "deal", "CustomerRef": "customer",
	"DecisionID": "decision", "DisputeID": "dispute", "PreRegistrationID": "pre_registration",
	"AppointmentID": "appointment", "CaseID": "case", "ReportID": "report", "SwapRequestID": "swap",
	"TakeoverID": "takeover", "FactID": "fact", "CommendationID": "commendation", "JobID": "job",
	"PrivacyRequestID": "request", "LookupAlarmID": "alarm", "WebhookSourceID": "source", "TrainingID": "training",
	"AssessmentID": "assessment", "FeedbackID": "feedback", "Digest": "digest"}

// isKind reports whether an answer's field of this name identifies something.
func isKind(name string) bool {
	for _, kind := range identified {
		if kind == name {
			return true
		}
	}
	return false
}

// filler makes what the adversary sends: as the contract allows, with what it knows where something is named, and
// itself wherever an agent is.
type filler struct {
	*rand.Rand
	me     string
	agents []string
	phones int                 // of honest visitors so far
	known  map[string][]string // names of what exists, by kind
	floor  []string            // visits in progress or waiting
	now    time.Time
	greedy bool // every agent is itself
}

func (f *filler) chance(percent int) bool { return f.IntN(100) < percent }

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func (f *filler) agent() string {
	if f.greedy || f.chance(75) {
		return f.me
	}
	return pick(f.Rand, f.agents)
}

// number gives a phone number: mostly one of a customer of the site, else one that nobody knows.
func (f *filler) number() string {
	if f.phones > 0 && f.chance(80) {
		return phone(f.IntN(f.phones))
	}
	return phone(5000 + f.IntN(20))
}

// one names something of a kind, mostly something of late.
func (f *filler) one(kind string) string {
	all := f.known[kind]
	if kind == "visit" && len(f.floor) > 0 && f.chance(60) {
		all = f.floor
	}
	if len(all) == 0 {
		return ""
	}
	if f.chance(50) {
		all = all[max(0, len(all)-6):]
	}
	return pick(f.Rand, all)
}

// path fills the parameters of a route; false where nothing of the kind is known.
func (f *filler) path(op api.Operation) (string, bool) {
	path := strings.ReplaceAll(op.Path, "{site}", "riverside")
	for {
		from, to := strings.Index(path, "{"), strings.Index(path, "}")
		if from < 0 {
			return path, true
		}
		value := f.parameter(path[from+1 : to])
		if value == "" {
			return "", false
		}
		path = path[:from] + value + path[to+1:]
	}
}

func (f *filler) parameter(name string) string {
	switch name {
	case "agent", "party":
		return f.agent()
	case "number", "item":
		return fmt.Sprint(1 + f.IntN(2))
	case "preset":
		return "self-sale"
	case "day":
		return f.day()
	case "month":
		return f.now.Add(8 * time.Hour).Format("2006-01")
	case "period":
		return "2026-H2"
	}
	return f.one(name)
}

func (f *filler) day() string {
	return f.now.Add(8*time.Hour).AddDate(0, 0, f.IntN(3)-1).Format(time.DateOnly)
}

// property fills one field of a body.
func (f *filler) property(name string, p *openapi3.SchemaRef) any {
	ref := p.Ref
	if ref == "" && len(p.Value.AllOf) == 1 {
		ref = p.Value.AllOf[0].Ref
	}
	schema := ref[strings.LastIndex(ref, "/")+1:]
	switch {
	case strings.HasSuffix(name, "phone"):
		return f.number()
	case schema == "AgentID" || schema == "Party" || schema == "AgentOrNobody" || name == "owner" ||
		name == "credit_to":
		return f.agent()
	case schema == "Day":
		return f.day()
	case schema == "Month":
		return f.now.Format("2006-01")
	case schema == "AssessmentPeriod":
		return "2026-H2"
	case schema == "PolicyChanges":
		return f.loosening()
	case identified[schema] != "" || isKind(name) && p.Value.Type.Is("string"):
		kind := identified[schema]
		if kind == "" {
			kind = name
		}
		if known := f.one(kind); known != "" {
			return known
		}
	case name == "name" || name == "text" && p.Value.MaxLength != nil && *p.Value.MaxLength == 64:
		return visitorName(f.IntN(len(visitors)))
	case strings.HasSuffix(name, "_fen"):
		return pick(f.Rand, []int64{0, 100, 777, 5000000, 99999999})
	case strings.HasSuffix(name, "basis_points"):
		return 10000
	}
	return f.value(p.Value)
}

// loosening gives changes of a policy's controls, each of them towards less.
func (f *filler) loosening() any {
	return pick(f.Rand, []any{
		map[string]any{"disputes": map[string]any{"approvals": 1, "need_statements": false}},
		map[string]any{"disputes": map[string]any{"goes_to": []string{"agent", "supervisor", "site_manager"}}},
		map[string]any{"authority": map[string]any{"rulings": []string{"supervisor", "site_manager"}}},
		map[string]any{"authority": map[string]any{"versions": []string{"agent", "front_desk", "supervisor",
			"site_manager", "marketing_centre"}}},
		map[string]any{"standing": []any{map[string]any{"kind": "deal", "daily": 1000,
			"confirms": []string{"front_desk", "supervisor", "finance", "site_manager"}}}},
		map[string]any{"standing": []any{map[string]any{"kind": "recognition", "silence_consents": true,
			"object_hours": 1}}},
	})
}

// value makes a value that a schema allows.
func (f *filler) value(s *openapi3.Schema) any {
	if len(s.AllOf) == 1 {
		s = s.AllOf[0].Value
	}
	switch {
	case s.Type.Is("object") || len(s.Properties) > 0:
		out := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			p := s.Properties[name]
			_, raw := p.Value.Extensions["x-go-type"]
			if raw && !strings.HasSuffix(p.Ref, "PolicyChanges") {
				continue
			}
			if slices.Contains(s.Required, name) || f.chance(45) {
				out[name] = f.property(name, p)
			}
		}
		return out
	case s.Type.Is("array"):
		return []any{f.property("", s.Items)}
	case s.Type.Is("boolean"):
		return f.chance(70)
	case s.Type.Is("integer"):
		return int64(*s.Min) + int64(f.IntN(3))
	case len(s.Enum) > 0:
		return pick(f.Rand, s.Enum)
	case s.Format == "date-time":
		return f.now.Add(time.Duration(f.IntN(240)-180) * time.Minute).Format(time.RFC3339)
	}
	return matchingText(s)
}

// matchingText gives a short text that a schema allows.
func matchingText(s *openapi3.Schema) string {
	text := "如实说明"
	if s.Pattern != "" {
		var err error
		if text, err = coverage.Matching(s.Pattern); err != nil {
			panic(err)
		}
	}
	if lacks := int(s.MinLength) - len([]rune(text)); lacks > 0 {
		text += strings.Repeat("x", lacks)
	}
	return text
}
