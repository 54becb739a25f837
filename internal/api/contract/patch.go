package contract

import "encoding/json"

// MergePatch is a JSON Merge Patch (RFC 7396), the one place of a request where null has a meaning.
type MergePatch json.RawMessage

// MarshalJSON gives the patch as it is.
func (m MergePatch) MarshalJSON() ([]byte, error) { return json.RawMessage(m).MarshalJSON() }

// UnmarshalJSON keeps the patch as it is.
func (m *MergePatch) UnmarshalJSON(text []byte) error {
	return (*json.RawMessage)(m).UnmarshalJSON(text)
}
