package floor

import (
	"fmt"

	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/store"
)

// Under has the rest of the work be decided under the version under which a matter was opened, whatever was published
// since; 0: it was opened now.
func Under(w *Work, number int) error {
	if number == 0 || number == w.Policy.Number {
		return nil
	}
	version, err := w.Site.Version(number)
	if err != nil {
		return err
	}
	w.Policy = version
	return nil
}

// ProposedVersion is a version that waits for a second person, with the controls that it loosens.
type ProposedVersion struct {
	Version      policy.Version `json:"version"`
	Loosens      []string       `json:"loosens"`
	ComparedWith int            `json:"compared_with"`
}

// PublishVersion adds a policy version to the commit, with the site's next revision and a journal entry. Versions
// are never edited.
func PublishVersion(w *Work, version policy.Version) error {
	next := w.Site.Clone()
	next.Versions = append(next.Versions, version)
	w.ChangeSite(next)
	if err := w.Save(store.PolicyKey(w.Site.ID, version.Number), version); err != nil {
		return err
	}
	return w.Record(journal.Entry{Note: fmt.Sprintf("policy_version:%d", version.Number)})
}
