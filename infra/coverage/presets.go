package coverage

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/clause"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// presetCitations finds where the presets cite a clause: the way to the value, with the name that the row
// there bears.
func presetCitations() (citations, error) {
	found := citations{}
	for _, preset := range policy.Presets() {
		rules, err := policy.Load(preset)
		if err != nil {
			return nil, err
		}
		raw, err := json.Marshal(rules)
		if err != nil {
			return nil, err
		}
		var document any
		if err := json.Unmarshal(raw, &document); err != nil {
			return nil, err
		}
		walk(found, string(preset), "", document)
	}
	return found, nil
}

func walk(found citations, preset, way string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			next := key
			if way != "" {
				next = way + "." + key
			}
			walk(found, preset, next, v[key])
		}
	case []any:
		for _, item := range v {
			walk(found, preset, way+" "+nameOf(item), item)
		}
	case string:
		if _, known := clause.Find(domain.Clause(v)); known {
			found.add(domain.Clause(v), preset+": "+way)
		}
	}
}

// nameOf gives the name of a row of a list: of a rule, relation, ground or kind.
func nameOf(item any) string {
	row, _ := item.(map[string]any)
	for _, key := range []string{"rule", "relation", "ground", "kind"} {
		if name, ok := row[key].(string); ok {
			return name
		}
	}
	return fmt.Sprint(item)
}
