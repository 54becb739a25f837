package pages

import (
	"encoding/json"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
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
	Code     template.HTML
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

// Effect says what a consequence for the rotation did.
func (p *page) Effect(e contract.Effect) string {
	zh, en := view.EffectText(rotation.EffectKind(e.Kind))
	return p.T(zh, en)
}

// fact is one line of what was known or decided.
type fact struct{ Name, Value string }

// certificate shows a verdict so that it can be printed, and checked later by its hash (SS.4.2.2.c).
func (h *Handler) certificate(p *page) error {
	if err := p.readSite(p.r.PathValue("site")); err != nil {
		return err
	}
	if _, err := p.readBoard(); err != nil {
		return err
	}
	var data certificateData
	with := names{"site": p.Site.ID, "decision": p.r.PathValue("decision")}
	if err := p.ask("getDecision", with, &data.Decision); err != nil {
		return err
	}
	data.Outcome, data.Facts = outcomeOf(data.Decision.Outcome), factsOf(data.Decision.Facts)
	if replay, _ := api.OperationByID("replayDecision"); replay.Allows(p.Session.Principal.Role) {
		data.Replay = &contract.Replay{}
		if err := p.ask("replayDecision", with, data.Replay); err != nil {
			return err
		}
	}
	data.Claimed = strings.ToLower(strings.Join(strings.Fields(p.r.URL.Query().Get("hash")), ""))
	data.Agrees = data.Claimed == data.Decision.Hash
	var err error
	data.Code, err = qrCode(h.options.Origin + p.Path + "?hash=" + data.Decision.Hash)
	if err != nil {
		return err
	}
	return p.render("certificate", data)
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
