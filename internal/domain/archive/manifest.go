package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// MaxEntries bounds the entries of the register that one archive sums up, within the time of one request: a busy site
// has 500 a day.
const MaxEntries = 20_000

// Day is one business day of an archive. A day without an entry has none.
type Day struct {
	Day     domain.Day `json:"day"`
	Entries int        `json:"entries"` // of the register
	Visits  int        `json:"visits"`
	Records int        `json:"records"`
	Chain   string     `json:"chain"`          // the hash of the day's last entry, hexadecimal
	Content string     `json:"content_sha256"` // of the day's lines, hexadecimal
}

// Manifest is what is signed of an archive (LC.4.4, LS.2.5).
type Manifest struct {
	Format   string                       `json:"format"` // "lunxu archive v1"
	Site     domain.SiteID                `json:"site"`
	Month    domain.Month                 `json:"month"`
	MadeAt   time.Time                    `json:"made_at"`
	MadeBy   string                       `json:"made_by"` // subject
	Visits   int                          `json:"visits"`
	Records  int                          `json:"records"`
	Kinds    map[register.VisitorKind]int `json:"kinds"`
	Outcomes map[register.Outcome]int     `json:"outcomes"` // "open": still open when the day's register ended
	Days     []Day                        `json:"days"`
	Content  string                       `json:"content_sha256"` // of all lines, day after day
}

const format = "lunxu archive v1"

// open is the count of visits without an outcome.
const open register.Outcome = "open"

// Span gives the first and the last business day of a month.
func Span(month domain.Month) (from, to domain.Day) {
	from = domain.Day(month + "-01")
	return from, domain.Day(from.AddDays(31).Month() + "-01").AddDays(-1)
}

// Check refuses a month that the site does not know, or that is not over on the site's calendar.
// Errors: archive.month_not_over, archive.month_unknown.
func Check(month domain.Month, opened, today domain.Day) error {
	if month >= today.Month() {
		return domain.Invalid("archive.month_not_over", "/month")
	}
	if month < opened.Month() {
		return domain.Invalid("archive.month_unknown", "/month")
	}
	return nil
}

// Sum takes a month's days in order.
type Sum struct {
	manifest Manifest
	content  hash.Hash
}

// NewSum begins a month.
func NewSum(site domain.SiteID, month domain.Month) *Sum {
	return &Sum{content: sha256.New(), manifest: Manifest{Format: format, Site: site, Month: month,
		Kinds: map[register.VisitorKind]int{}, Outcomes: map[register.Outcome]int{}, Days: []Day{}}}
}

// Add takes the next day: its entries and the head of the chain after them.
func (s *Sum) Add(entries []journal.Entry, head journal.Head) error {
	c, err := Of(entries)
	if err != nil {
		return err
	}
	s.content.Write(c.Text)
	m := &s.manifest
	m.Visits, m.Records = m.Visits+len(c.Visits), m.Records+len(c.Records)
	for _, v := range c.Visits {
		m.Kinds[v.Kind]++
		if v.Outcome == "" {
			v.Outcome = open
		}
		m.Outcomes[v.Outcome]++
	}
	m.Days = append(m.Days, Day{Day: head.Day, Entries: len(entries), Visits: len(c.Visits), Records: len(c.Records),
		Chain: hex.EncodeToString(head.Hash[:]), Content: c.Digest()})
	return nil
}

// Manifest gives the month; who made the archive and when is still to be filled in.
func (s *Sum) Manifest() Manifest {
	out := s.manifest
	out.Content = hex.EncodeToString(s.content.Sum(nil))
	return out
}

// Text is the canonical encoding of a manifest, the bytes that are signed.
func (m Manifest) Text() ([]byte, error) {
	m.MadeAt = m.MadeAt.UTC()
	return json.Marshal(m)
}

// Difference gives the first day on which two manifests of a month say something else of the register, or the month's
// first day if no day alone does; empty if they agree. Who made them, and when, does not count.
func Difference(kept, now Manifest) domain.Day {
	for i, day := range kept.Days {
		if i >= len(now.Days) || now.Days[i] != day {
			if i < len(now.Days) && now.Days[i].Day < day.Day {
				return now.Days[i].Day
			}
			return day.Day
		}
	}
	if len(now.Days) > len(kept.Days) {
		return now.Days[len(kept.Days)].Day
	}
	now.MadeAt, now.MadeBy = kept.MadeAt, kept.MadeBy
	a, errA := kept.Text()
	b, errB := now.Text()
	if errA != nil || errB != nil || !slices.Equal(a, b) {
		from, _ := Span(kept.Month)
		return from
	}
	return ""
}
