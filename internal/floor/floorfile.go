package floor

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// floorFile is the one live item of a site: the rotation, the head of the journal's chain, the
// revision of the site's data it was written under and today's count of manual check-ins.
type floorFile struct {
	SiteRevision   int64          `json:"v"`
	ManualCheckIns int            `json:"mc,omitempty"`
	Day            domain.Day     `json:"hd,omitempty"` // of the head, as Seq and Hash are
	Seq            int            `json:"hn,omitempty"`
	Hash           []byte         `json:"hh,omitempty"`
	State          rotation.State `json:"s"`
}

func (f floorFile) head() journal.Head {
	head := journal.Head{Day: f.Day, Seq: f.Seq}
	copy(head.Hash[:], f.Hash)
	return head
}

func (f *floorFile) setHead(head journal.Head) {
	f.Day, f.Seq, f.Hash = head.Day, head.Seq, head.Hash[:]
}
