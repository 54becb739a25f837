package policy

import (
	"embed"

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

// parse reads one complete rule document, of which everything must be right; a field that Rules does not
// have is refused, because a misspelt parameter would silently fall back to its zero value.
func parse(text []byte) (Rules, error) {
	rules, found := Read(text)
	if len(found) > 0 {
		return Rules{}, found[0]
	}
	return rules, nil
}
