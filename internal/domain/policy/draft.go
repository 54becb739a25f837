package policy

import (
	"encoding/json"

	"github.com/lunxu/lunxu/internal/domain"
)

// Draft is a rule set that somebody means to publish: what it says, and everything that is wrong with it.
// Rules are to be used only without faults.
type Draft struct {
	Rules  Rules
	Faults []*domain.Error // in the order of the document; each with the clause that its value rests on
	tree   any             // as written, whether or not it has the form of Rules
}

// Whole reads a draft that gives the whole rule document.
func Whole(text []byte, names Names) Draft {
	tree, fault := readTree(text)
	if fault != nil {
		return Draft{Faults: []*domain.Error{fault}}
	}
	return drafted(tree, names)
}

// Changed makes a draft of a base's rules and a JSON Merge Patch on them (RFC 7396): an object changes the
// names that it holds, null takes a name away, a list is replaced whole.
func Changed(base Rules, patch []byte, names Names) Draft {
	changes, fault := readTree(patch)
	if fault != nil {
		return Draft{Faults: []*domain.Error{fault}, tree: base.tree()}
	}
	if _, ok := changes.(map[string]any); !ok {
		return Draft{Faults: []*domain.Error{domain.Invalid("policy.wrong_type", "")}, tree: base.tree()}
	}
	return drafted(merge(base.tree(), changes), names)
}

func drafted(tree any, names Names) Draft {
	rules, found := ofTree(tree, &names)
	d := Draft{Rules: rules, tree: tree}
	for _, fault := range found {
		cited := *fault
		cited.Clause = clauseAt(tree, fault.Field)
		d.Faults = append(d.Faults, &cited)
	}
	return d
}

// JSON gives the draft's rule document; empty if what was given is no JSON.
func (d Draft) JSON() json.RawMessage { return encoded(d.tree) }

// Differences gives what the draft changes from a rule set.
func (d Draft) Differences(from Rules) []Difference {
	if d.tree == nil {
		return nil
	}
	return differences(from.tree(), d.tree)
}
