package floor

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/settlement"
	"github.com/lunxu/lunxu/internal/store"
)

// The prefixes of what is due besides deals.
const (
	DueFine   = "fine#"   // a fine's fixed part, by conduct report
	DueShare  = "share#"  // a fine's share of the month's commission
	DueRemind = "remind#" // a reminder of a dispute's deadline: kind#dispute
	DueErase  = "erase#"  // a person whom nobody has been in touch with, held back until now
)

// dueKey points the night to a subject from an instant on.
func dueKey(site domain.SiteID, at time.Time, subject string) store.Key {
	return store.DueKey(site, at.UTC().Format(time.RFC3339), subject)
}

// PutDue has the night settle a subject from an instant on.
func PutDue(w *Work, at time.Time, subject string) {
	w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: dueKey(w.Site.ID, at,
		subject)}})
}

// DropDue takes back what PutDue said.
func DropDue(w *Work, at time.Time, subject string) {
	w.Also(store.Write{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: dueKey(w.Site.ID, at,
		subject)}})
}

// PutLines adds settlement lines to the commit.
func PutLines(w *Work, lines []settlement.Line) {
	w.extra = append(w.extra, LineWrites(w.Site.ID, lines)...)
}

// LineWrites gives the writes of settlement lines; a line is written once.
func LineWrites(site domain.SiteID, lines []settlement.Line) []store.Write {
	writes := make([]store.Write, 0, len(lines))
	for _, line := range lines {
		writes = append(writes, store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{
			Key:  store.LineKey(site, line.Month, string(line.Party), string(line.ID)),
			Body: settlement.AppendLine(nil, line)}})
	}
	return writes
}
