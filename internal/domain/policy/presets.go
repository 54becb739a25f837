package policy

import (
	"bytes"
	"embed"
	"encoding/json"
	"io"

	"github.com/lunxu/lunxu/internal/domain"
)

//go:embed presets/*.json
var presetFiles embed.FS

// Presets lists the rule sets that a site can start from, in a fixed order.
func Presets() []Preset {
	return []Preset{SelfSale, GroupRotation, LeasingHall, Points, FrontSeat, FirstContact}
}

// Load gives a preset's rules, a fresh copy on every call so that a caller may change it into a
// site's own version. Errors: policy.preset_unknown; what Validate refuses.
func Load(preset Preset) (Rules, error) {
	text, err := presetFiles.ReadFile("presets/" + string(preset) + ".json")
	if err != nil {
		return Rules{}, domain.Invalid("policy.preset_unknown", "/preset").With("preset", string(preset))
	}
	return parse(text)
}

// parse reads one complete rule document; a field that Rules does not have is refused, because a
// misspelt parameter would silently fall back to its zero value.
func parse(text []byte) (Rules, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var rules Rules
	if err := decoder.Decode(&rules); err != nil {
		return Rules{}, domain.Invalid("policy.malformed", "")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Rules{}, domain.Invalid("policy.malformed", "")
	}
	return rules, rules.Validate()
}
