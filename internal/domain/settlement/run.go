package settlement

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/money"
)

// Summary is what one night settled on a site.
type Summary struct {
	Day        domain.Day `json:"day"`
	Settled    []string   `json:"settled"`    // deals credited
	Deductions []string   `json:"deductions"` // conduct reports deducted
	Reversed   []string   `json:"reversed"`   // subjects with mirrors
	Lines      int        `json:"lines"`
	Total      money.Fen  `json:"total_fen"` // sum of all lines
	Digest     string     `json:"digest"`    // hex of Digest
}

// Summarise gives the summary of a business day's lines; their order does not matter. Errors: money.overflow.
func Summarise(day domain.Day, lines []Line) (Summary, error) {
	s := Summary{Day: day, Settled: []string{}, Deductions: []string{}, Reversed: []string{}, Lines: len(lines)}
	for _, line := range byID(lines) {
		list := &s.Settled
		switch line.Kind {
		case Deduction:
			list = &s.Deductions
		case Reversal:
			list = &s.Reversed
		}
		if n := len(*list); n == 0 || (*list)[n-1] != line.Subject {
			*list = append(*list, line.Subject)
		}
		total, err := money.Add(s.Total, line.Amount)
		if err != nil {
			return Summary{}, err
		}
		s.Total = total
	}
	digest := Digest(lines)
	s.Digest = hex.EncodeToString(digest[:])
	return s, nil
}

// Digest gives SHA-256 over a tag and the compact forms of lines in the order of their ids: two runs that
// settled the same have the same digest, in whatever order and however often they were interrupted.
func Digest(lines []Line) [32]byte {
	hash := sha256.New()
	hash.Write([]byte("lunxu settlement run v1\x00"))
	var buffer []byte
	for _, line := range byID(lines) {
		buffer = AppendLine(buffer[:0], line)
		hash.Write(buffer)
	}
	return [32]byte(hash.Sum(nil))
}

func byID(lines []Line) []Line {
	sorted := slices.Clone(lines)
	slices.SortFunc(sorted, func(a, b Line) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return sorted
}
