package floor

import (
	"encoding/binary"
	"errors"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// floorFile is the one live item of a site: the rotation, the head of the journal's chain, the
// revision of the site's data it was written under and today's count of manual check-ins.
type floorFile struct {
	SiteRevision   int64
	ManualCheckIns int
	Head           journal.Head
	State          rotation.State
}

const floorFormat = 1

var errFloorFile = errors.New("floor: malformed floor file")

// floorHeader is read before the site is known, because it says which revision of the site is needed.
type floorHeader struct {
	file floorFile
	rest []byte // the encoded rotation state
}

func encodeFloor(f floorFile, roster []domain.AgentID) ([]byte, error) {
	state, err := rotation.Encode(f.State, roster)
	if err != nil {
		return nil, err
	}
	out := []byte{floorFormat}
	out = binary.AppendUvarint(out, uint64(f.SiteRevision))
	out = binary.AppendUvarint(out, uint64(f.ManualCheckIns))
	out = binary.AppendUvarint(out, uint64(len(f.Head.Day)))
	out = append(out, f.Head.Day...)
	out = binary.AppendUvarint(out, uint64(f.Head.Seq))
	out = append(out, f.Head.Hash[:]...)
	return append(out, state...), nil
}

func decodeFloorHeader(body []byte) (floorHeader, error) {
	var h floorHeader
	if len(body) == 0 || body[0] != floorFormat {
		return h, errFloorFile
	}
	rest := body[1:]
	next := func() (uint64, bool) {
		v, n := binary.Uvarint(rest)
		if n <= 0 {
			return 0, false
		}
		rest = rest[n:]
		return v, true
	}
	revision, ok1 := next()
	manual, ok2 := next()
	length, ok3 := next()
	if !ok1 || !ok2 || !ok3 || length > 10 || uint64(len(rest)) < length {
		return h, errFloorFile
	}
	h.file.Head.Day = domain.Day(rest[:length])
	rest = rest[length:]
	seq, ok := next()
	if !ok || len(rest) < len(h.file.Head.Hash) {
		return h, errFloorFile
	}
	copy(h.file.Head.Hash[:], rest)
	h.file.SiteRevision, h.file.ManualCheckIns, h.file.Head.Seq = int64(revision), int(manual), int(seq)
	h.rest = rest[len(h.file.Head.Hash):]
	return h, nil
}
