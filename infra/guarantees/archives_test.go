package guarantees_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

const november = "2026-11"

// archive makes the archive of the month.
func (s *place) archive() contract.Archive {
	s.t.Helper()
	var out contract.Archive
	s.made(s.as("site_manager"), "/archives", map[string]any{"month": november}, &out)
	return out
}

// archived reads the whole content of the month's archive; every day of it must be what was signed.
func (s *place) archived() string {
	s.t.Helper()
	var all strings.Builder
	for cursor := ""; ; {
		var part contract.ArchiveContent
		s.read(s.as("auditor"), "/archives/"+november+"/content"+cursor, &part)
		if all.WriteString(part.Text); !part.Agrees {
			s.t.Errorf("%s is not what was signed", part.Day)
		}
		if part.NextCursor == "" {
			return all.String()
		}
		cursor = "?cursor=" + part.NextCursor
	}
}

func (s *place) archiveCheck() contract.ArchiveVerification {
	s.t.Helper()
	var out contract.ArchiveVerification
	s.read(s.as("auditor"), "/archives/"+november+"/verification", &out)
	return out
}

// untilDecember plays two days of a month with records of receptions, and lets the month end.
func (s *place) untilDecember() {
	s.t.Helper()
	s.checkAllIn()
	for n := range 3 {
		visit := s.received(n + 1)
		s.must(s.as("supervisor"), "POST", s.path("/visits/"+visit+"/reception-record"), taken())
	}
	s.later(24 * time.Hour)
	s.checkAllIn()
	s.received(7)
	s.later(7 * 24 * time.Hour)
}

// TestAnArchiveOutlivesWhatItSumsUp: signed with the key it shows, without a name, a phone or a word of the talk, and
// the same bytes again after later days, a correction and the erasure of everybody in it (LC.4.4, LS.2.5, LS.3.1).
func TestAnArchiveOutlivesWhatItSumsUp(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		s := start(t, e, func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside", "self-sale",
			3)
		s.untilDecember()
		made := s.archive()
		block, _ := pem.Decode([]byte(made.PublicKey))
		if block == nil {
			t.Fatalf("no key: %s", made.PublicKey)
		}
		key, err := x509.ParsePKIXPublicKey(block.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		public, ok := key.(ed25519.PublicKey)
		if !ok || !ed25519.Verify(public, []byte(made.Signed), made.Signature) ||
			ed25519.Verify(public, []byte(made.Signed+" "), made.Signature) {
			t.Error("the signature is not of the key that is shown")
		}
		content := s.archived()
		if sum := sha256.Sum256([]byte(content)); hex.EncodeToString(sum[:]) != made.Manifest.ContentSha256 ||
			made.Manifest.Visits != 4 || made.Manifest.Records != 3 || len(made.Manifest.Days) != 2 {
			t.Errorf("%+v of %s", made.Manifest, content)
		}
		for _, private := range []string{"紫砂壶", "欧阳", phone(1), "三居"} {
			if strings.Contains(content+made.Signed, private) {
				t.Errorf("%s is archived", private)
			}
		}
		if again := s.archive(); again.Signed != made.Signed || string(again.Signature) != string(made.Signature) {
			t.Errorf("made a second time: %s", again.Signed)
		}
		m.forget(t)
		s.later(24 * time.Hour)
		s.checkAllIn()
		s.received(9)
		if now := s.archived(); now != content {
			t.Errorf("now %s", now)
		}
		if check := s.archiveCheck(); !check.Agrees || !check.Genuine || check.FirstFault != nil {
			t.Errorf("%+v", check)
		}
	})
}

// TestAnArchiveShowsTampering: what is altered in the month after its archive was made is found, with its day, and a
// month whose register is not intact is not archived (LC.4.4, LS.2.5).
func TestAnArchiveShowsTampering(t *testing.T) {
	disk := &tampered{}
	s := start(t, engines[0], func(s store.Store) store.Store { disk.Store = s; return disk }).openSite("riverside",
		"self-sale", 4)
	day := s.today()
	s.untilDecember()
	alter := func(f forgery) {
		disk.tamper(store.JournalPartition(domain.SiteID(s.id), day),
			func(items []store.Item) []store.Item { return f.alter(t, items) })
	}
	alter(forgeries[1])
	if a := s.call(s.as("site_manager"), "POST", s.path("/archives"),
		map[string]any{"month": november}); a.code() != "archive.register_broken" {
		t.Errorf("archived: %s", a)
	}
	disk.tamper("", nil)
	s.archive()
	for _, f := range forgeries {
		alter(f)
		if check := s.archiveCheck(); check.Agrees || check.FirstFault == nil || !check.Genuine {
			t.Errorf("%s: %+v", f.name, check)
		}
	}
	disk.tamper("", nil)
	if check := s.archiveCheck(); !check.Agrees {
		t.Errorf("untouched: %+v", check)
	}
}

// retold is a store that gives back another archive than the one that was signed.
type retold struct {
	store.Store
	as func(floor.Archive) floor.Archive // nil: what is there
}

func (r *retold) Get(ctx context.Context, keys ...store.Key) (map[store.Key]store.Item, error) {
	items, err := r.Store.Get(ctx, keys...)
	for key, item := range items {
		if r.as == nil || err != nil || !strings.Contains(key.Partition, "#ARCHIVES") {
			continue
		}
		var kept floor.Archive
		if err = floor.Unpack(item.Body, &kept); err == nil {
			item.Body, err = floor.Pack(r.as(kept))
		}
		items[key] = item
	}
	return items, err
}

// TestAnArchiveIsGenuine: a manifest that was changed, and one signed with another key, are found, even if they agree
// with the register (LC.4.4, LS.2.5).
func TestAnArchiveIsGenuine(t *testing.T) {
	r := &retold{}
	s := start(t, engines[0], func(s store.Store) store.Store { r.Store = s; return r }).openSite("riverside",
		"self-sale", 3)
	s.untilDecember()
	made := s.archive()
	other := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	for name, as := range map[string]func(floor.Archive) floor.Archive{
		"made by somebody else": func(a floor.Archive) floor.Archive {
			a.Signed = []byte(strings.Replace(made.Signed, made.Manifest.MadeBy, "nobody", 1))
			return a
		},
		"signed with another key": func(a floor.Archive) floor.Archive {
			a.Signature = ed25519.Sign(other, a.Signed)
			return a
		},
	} {
		r.as = as
		if check := s.archiveCheck(); check.Agrees || check.Genuine || check.FirstDifference != "" {
			t.Errorf("%s: %+v", name, check)
		}
	}
	r.as = func(a floor.Archive) floor.Archive {
		a.Signed = []byte(strings.Replace(made.Signed, `"records":3`, `"records":2`, 1))
		return a
	}
	if check := s.archiveCheck(); check.Agrees || check.FirstDifference != "2026-11-01" {
		t.Errorf("other counts: %+v", check)
	}
}

// TestWhoArchives: the site manager and regional sales make archives; those who oversee read them, and nobody else.
func TestWhoArchives(t *testing.T) {
	s := start(t, engines[0], func(s store.Store) store.Store { return s }).openSite("riverside", "self-sale", 1)
	s.later(8 * 24 * time.Hour)
	for _, role := range []string{"front_desk", "supervisor", "marketing_centre", "auditor", "finance", "screen"} {
		if a := s.call(s.as(role), "POST", s.path("/archives"),
			map[string]any{"month": november}); a.code() != "role.forbidden" {
			t.Errorf("%s archives: %s", role, a)
		}
	}
	if made := s.archive(); made.Manifest.Visits != 0 {
		t.Errorf("%+v", made)
	}
	for _, role := range []string{"front_desk", "finance", "screen"} {
		if a := s.call(s.as(role), "GET", s.path("/archives/"+november), nil); a.code() != "role.forbidden" {
			t.Errorf("%s reads: %s", role, a)
		}
	}
}
