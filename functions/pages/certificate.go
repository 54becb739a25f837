package pages

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/view"
)

// certificateData is a verdict as it is printed and checked.
type certificateData struct {
	Decision contract.Decision
	Outcome  outcome
	Facts    []fact
	Replay   *contract.Replay // decided again now; nil where the role may not
	Claimed  string           // the hash of a printed certificate; empty: none given
	Agrees   bool
	Code     string
}

// outcome is what a decision of any kind came to.
type outcome struct {
	Shares    []contract.DealShare `json:"shares"`
	Waits     bool                 `json:"waits"` // for a ruling
	Reception struct {
		Owner  string `json:"owner"`
		Prefer string `json:"prefer"`
	} `json:"reception"`
	Effects []contract.Effect `json:"effects"`
}

// outcomeOf reads the parts that every reader understands; the whole is in the facts and under the hash.
func outcomeOf(raw json.RawMessage) outcome {
	var out outcome
	if err := json.Unmarshal(raw, &out); err != nil {
		return outcome{}
	}
	return out
}

// effect says what a consequence for the rotation did.
func (l *lang) effect(e contract.Effect) string {
	return l.either(view.EffectText(rotation.EffectKind(e.Kind)))
}

// fact is one line of what was known or decided.
type fact struct{ Name, Value string }

// certificate shows a verdict so that it can be printed, and checked later by its hash (SS.4.2.2.c).
func (h *Handler) certificate(p *page) error {
	var data certificateData
	site := p.r.PathValue("site")
	with := names{"site": site, "decision": p.r.PathValue("decision")}
	reads := []question{{"getDecision", with, &data.Decision}}
	if p.May("replayDecision") {
		data.Replay = &contract.Replay{}
		reads = append(reads, question{"replayDecision", with, data.Replay})
	}
	_, err := p.readFloor(site, reads...)
	if err != nil {
		return err
	}
	data.Outcome, data.Facts = outcomeOf(data.Decision.Outcome), factsOf(data.Decision.Facts)
	data.Claimed = strings.ToLower(strings.Join(strings.Fields(p.r.URL.Query().Get("hash")), ""))
	if data.Claimed != "" {
		if data.Agrees, err = p.checked(with, data.Claimed); err != nil {
			return err
		}
	}
	if data.Code, err = qrCode(h.options.Origin + p.Path + "?hash=" + data.Decision.Hash); err != nil {
		return err
	}
	return p.send(certificatePage(p, data))
}

// checked reports whether a hash is the one that the register's chain holds for a decision; what is no hash is not.
func (p *page) checked(decision names, hash string) (bool, error) {
	var found contract.DecisionChecked
	_, err := p.call("checkDecision", decision, contract.DecisionCheck{Hash: hash}, "", &found)
	var refused *refusal
	if errors.As(err, &refused) && refused.Field == "/hash" {
		return false, nil
	}
	return found.Matches, err
}

// factsOf lists what a JSON document holds, one line for each value, in the document's order of names.
func factsOf(raw json.RawMessage) []fact {
	var document any
	if err := json.Unmarshal(raw, &document); err != nil {
		return nil
	}
	var out []fact
	walkFacts("", document, &out)
	return out
}

func walkFacts(at string, value any, out *[]fact) {
	switch v := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			walkFacts(strings.TrimPrefix(at+"."+name, "."), v[name], out)
		}
	case []any:
		for _, item := range v {
			walkFacts(at, item, out)
		}
	case nil:
	default:
		text, err := json.Marshal(v)
		if err == nil && string(text) != `""` && string(text) != "false" {
			*out = append(*out, fact{at, strings.Trim(string(text), `"`)})
		}
	}
}
