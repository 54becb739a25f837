package floor

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/lookup"
	"github.com/lunxu/lunxu/internal/store"
)

// LookupResult is what a look-up said of a number.
type LookupResult string

const (
	FoundOwned      LookupResult = "owned"      // somebody's customer
	FoundUnowned    LookupResult = "unowned"    // in the register, nobody's customer
	FoundUnknown    LookupResult = "unknown"    // not in the register
	FoundErased     LookupResult = "erased"     // the person was erased
	FoundAnnounced  LookupResult = "announced"  // a pre-registration of the number or the name
	FoundRevealed   LookupResult = "revealed"   // name and number in full
	FoundDisclosure LookupResult = "disclosure" // everything, to the person
)

// ResultOf says what a look-up of a customer finds; nil is a number that the register does not know.
func ResultOf(file *CustomerFile) LookupResult {
	switch {
	case file == nil:
		return FoundUnknown
	case !file.ErasedAt.IsZero():
		return FoundErased
	}
	if _, owned := file.Owner(); owned {
		return FoundOwned
	}
	return FoundUnowned
}

// LoggedLookup is one look-up of a customer: who, when, whom and with what result, never the number.
type LoggedLookup struct {
	At        time.Time          `json:"at"`
	Account   string             `json:"by"`
	Role      domain.Role        `json:"ro"`
	Operation string             `json:"op"`
	Customer  domain.CustomerRef `json:"c,omitempty"` // or the digest of a name
	Found     LookupResult       `json:"r"`
}

// LookupAlarm is an account that looked up too many numbers and is refused until an instant, or until it is released.
type LookupAlarm struct {
	ID         string      `json:"id"`
	Account    string      `json:"by"`
	Role       domain.Role `json:"ro"`
	Kind       lookup.Kind `json:"k"`
	Numbers    int         `json:"n"` // distinct ones, up to the limit
	At         time.Time   `json:"at"`
	Until      time.Time   `json:"u"`
	ReleasedAt time.Time   `json:"ra,omitzero"`
	ReleasedBy string      `json:"rb,omitempty"`
	Reason     string      `json:"rs,omitempty"`
}

// LookupTime is how the log of look-ups writes instants.
const LookupTime = "2006-01-02T15:04:05.000Z"

// accountDigest stands for an account in keys.
func accountDigest(account string) string {
	sum := sha256.Sum256([]byte("lunxu account v1\x00" + account))
	return hex.EncodeToString(sum[:16])
}

// LookupCountKey is the count of an account, to be read with whatever it looks up.
func LookupCountKey(site domain.SiteID, account string) store.Key {
	return store.LookupCountKey(site, accountDigest(account))
}

// lookupMark is what the count keeps of a number or name.
func lookupMark(ref domain.CustomerRef) string { return string(ref[:min(len(ref), 12)]) }

// lookupAttempts bounds how often a look-up is counted anew because the same account looked something up meanwhile.
const lookupAttempts = 8

// LogLookup writes down a look-up that is about to be answered, and counts it; without an error it may be. The look has
// read LookupCountKey, so that this is one round trip. Errors: lookup.too_many, busy.try_again, and the store's.
func LogLookup(ctx context.Context, f *Floor, look Look, row LoggedLookup) error {
	key := LookupCountKey(look.Site.ID, row.Account)
	item, _, err := look.Item(key)
	if err != nil {
		return err
	}
	for attempt := range lookupAttempts {
		writes, verdict, err := countLookup(look.Work, item, row)
		if err != nil {
			return err
		}
		if verdict.Refused {
			return refuseLookup(ctx, f, look, row, verdict)
		}
		err = f.store.Commit(ctx, writes...)
		if !LostRace(err) {
			return err
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
		items, err := f.store.Get(ctx, key)
		if err != nil {
			return err
		}
		item = items[key]
	}
	return &domain.Error{Code: "busy.try_again"}
}

// countLookup counts one look-up by the count as it is stored, and gives what is to be written if it may be answered.
func countLookup(w *Work, item store.Item, row LoggedLookup) ([]store.Write, lookup.Verdict, error) {
	var count lookup.Count
	if item.Version > 0 {
		var err error
		if count, err = Decode(item, count); err != nil {
			return nil, lookup.Verdict{}, err
		}
	}
	limits := w.Site.PrivacyRules().Lookups()
	next, verdict := count.Look(limits, lookupMark(row.Customer), row.At, w.Site.Zone())
	counted, err := putLookupCount(w, row.Account, next, item)
	if err != nil || verdict.Refused {
		return []store.Write{counted}, verdict, err
	}
	sort := fmt.Sprintf("%s#%s-%d", row.At.UTC().Format(LookupTime), accountDigest(row.Account), item.Version)
	logged, err := Replace(store.Item{}, store.LookupKey(w.Site.ID, w.Site.Day(row.At), sort), row)
	return []store.Write{counted, logged}, verdict, err
}

func putLookupCount(w *Work, account string, count lookup.Count, read store.Item) (store.Write, error) {
	write, err := Replace(read, LookupCountKey(w.Site.ID, account), count)
	write.Item.ExpiresAt = count.Expires(w.Site.PrivacyRules().Lookups(), w.At, w.Site.Zone())
	if read.Version == 0 {
		write.Now = w.At
	}
	return write, err
}

// CountLookup adds a look-up to a work that answers it. Error: lookup.too_many, with the alarm on record.
func CountLookup(w *Work, ref domain.CustomerRef, found LookupResult) error {
	row := LoggedLookup{At: w.At, Account: w.cmd.Subject, Role: w.cmd.Role, Operation: w.cmd.Operation, Customer: ref,
		Found: found}
	item, _, err := w.Item(LookupCountKey(w.Site.ID, row.Account))
	if err != nil {
		return err
	}
	writes, verdict, err := countLookup(w, item, row)
	if err != nil {
		return err
	}
	if verdict.Alarm != "" {
		return raiseAlarm(w, writes[0], row, verdict)
	}
	if verdict.Refused {
		return tooMany(w.Site.Zone(), verdict)
	}
	for _, write := range writes {
		w.Also(write)
	}
	return nil
}

// refuseLookup refuses a look-up; the one that passed the limit raises the alarm, in a commit of the floor.
func refuseLookup(ctx context.Context, f *Floor, look Look, row LoggedLookup, verdict lookup.Verdict) error {
	if verdict.Alarm == "" {
		return tooMany(look.Site.Zone(), verdict)
	}
	cmd := Command{Site: look.Site.ID, Operation: row.Operation, Subject: row.Account, Role: row.Role, At: row.At,
		Hint: []store.Key{LookupCountKey(look.Site.ID, row.Account)}}
	_, err := Act(ctx, f, cmd, func(w *Work) (struct{}, error) {
		return struct{}{}, CountLookup(w, row.Customer,
			row.Found)
	})
	return err
}

// raiseAlarm records that an account passed a limit, closes it, and refuses.
func raiseAlarm(w *Work, closed store.Write, row LoggedLookup, verdict lookup.Verdict) error {
	alarm := LookupAlarm{ID: "l" + string(w.NextVisit()), Account: row.Account, Role: row.Role, Kind: verdict.Alarm,
		Numbers: verdict.Numbers,
		At:      row.At, Until: verdict.Until}
	if err := SaveLookupAlarm(w, alarm); err != nil {
		return err
	}
	w.Also(closed)
	if err := w.Record(journal.Entry{Operation: "lookUpAlarm",
		Note: "lookup_alarm:" + string(verdict.Alarm)}); err != nil {
		return err
	}
	return &RecordedError{Refusal: tooMany(w.Site.Zone(), verdict)}
}

func tooMany(zone *time.Location, verdict lookup.Verdict) *domain.Error {
	refusal := domain.Refuse("lookup.too_many", "GR.8")
	return refusal.With("until", verdict.Until.In(zone).Format("2006-01-02 15:04"))
}

// LoadLookupAlarm reads an alarm. Error: lookup.alarm_unknown.
func LoadLookupAlarm(w *Work, id string) (LookupAlarm, error) {
	return Find[LookupAlarm](w, store.LookupAlarmKey(w.Site.ID, id), domain.Invalid("lookup.alarm_unknown", "/alarm"))
}

// SaveLookupAlarm adds an alarm, new or changed, to the commit.
func SaveLookupAlarm(w *Work, alarm LookupAlarm) error {
	return w.Save(store.LookupAlarmKey(w.Site.ID, alarm.ID), alarm)
}

// ReleaseLookups lets a closed account look up again, with a new count.
func ReleaseLookups(w *Work, account string) error {
	item, found, err := w.Item(LookupCountKey(w.Site.ID, account))
	if err != nil || !found {
		return err
	}
	count, err := Decode(item, lookup.Count{})
	if err != nil {
		return err
	}
	write, err := putLookupCount(w, account, count.Release(), item)
	w.Also(write)
	return err
}
