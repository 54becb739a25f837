package floor

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/archive"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/store"
)

// Archive is a month's archive as it is kept: the manifest's canonical encoding and the signature over it. The content
// is not kept; it is made again from the register.
type Archive struct {
	Signed    []byte `json:"m"`
	Signature []byte `json:"s"` // Ed25519
	PublicKey []byte `json:"k"` // PEM, of the key that signed
}

// Manifest reads what was signed.
func (a Archive) Manifest() (archive.Manifest, error) {
	var m archive.Manifest
	if err := json.Unmarshal(a.Signed, &m); err != nil {
		return m, fmt.Errorf("floor: archive: %w", err)
	}
	return m, nil
}

// SumUp sums a month up from the register and verifies its chain on the way. What is summed up of a register that is
// not intact ends at the fault. Errors: archive.too_large, and the store's.
func SumUp(ctx context.Context, f *Floor, look Look, month domain.Month) (archive.Manifest, *journal.Fault, error) {
	from, to := archive.Span(month)
	start, err := headBefore(ctx, f, look, from)
	if err != nil {
		return archive.Manifest{}, nil, err
	}
	end := look.Head()
	if end.Day > to {
		if end, err = headBefore(ctx, f, look, to.AddDays(1)); err != nil {
			return archive.Manifest{}, nil, err
		}
	}
	days := &daily{sum: archive.NewSum(look.Site.ID, month)}
	result, err := journal.Walk(look.Site.ID, start, end, storedEntries(ctx, f, look.Site.ID, from, to), days.take)
	if err == nil {
		err = days.flush()
	}
	return days.sum.Manifest(), result.Fault, err
}

// daily gathers the entries of one business day after another.
type daily struct {
	sum     *archive.Sum
	entries []journal.Entry
	head    journal.Head
	seen    int
}

func (d *daily) take(entry journal.Entry, head journal.Head) error {
	if d.seen++; d.seen > archive.MaxEntries {
		return &domain.Error{Code: "archive.too_large"}
	}
	if head.Day != d.head.Day {
		if err := d.flush(); err != nil {
			return err
		}
	}
	d.entries, d.head = append(d.entries, entry), head
	return nil
}

func (d *daily) flush() error {
	if len(d.entries) == 0 {
		return nil
	}
	entries := d.entries
	d.entries = nil
	return d.sum.Add(entries, d.head)
}

// ArchivedDay makes the content of one business day again.
func ArchivedDay(ctx context.Context, f *Floor, site domain.SiteID, day domain.Day) (archive.Content, error) {
	var entries []journal.Entry
	for e, err := range EntriesOf(ctx, f, site, day) {
		if err != nil {
			return archive.Content{}, err
		}
		entries = append(entries, e.Entry)
	}
	return archive.Of(entries)
}

// ReadArchive reads a month's archive. Error: archive.unknown.
func ReadArchive(ctx context.Context, f *Floor, site domain.SiteID, month domain.Month) (Archive, error) {
	kept, _, err := Read[Archive](ctx, f.store, store.ArchiveKey(site, month), domain.Invalid("archive.unknown",
		"/month"))
	return kept, err
}

// KeepArchive signs a manifest and keeps it. What is kept of a month already stays, and is given.
func KeepArchive(ctx context.Context, f *Floor, m archive.Manifest) (Archive, error) {
	made, err := signArchive(f, m)
	if err != nil {
		return Archive{}, err
	}
	write, err := Replace(store.Item{}, store.ArchiveKey(m.Site, m.Month), made)
	if err != nil {
		return Archive{}, err
	}
	err = f.store.Commit(ctx, write)
	if condition := (*store.ConditionError)(nil); errors.As(err, &condition) {
		return ReadArchive(ctx, f, m.Site, m.Month)
	}
	return made, err
}

func signArchive(f *Floor, m archive.Manifest) (Archive, error) {
	text, err := m.Text()
	if err != nil {
		return Archive{}, fmt.Errorf("floor: archive: %w", err)
	}
	key, err := f.Ring().ArchiveKey()
	if err != nil {
		return Archive{}, err
	}
	// What stands before the bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410) is always the same.
	public := append([]byte{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00},
		key[ed25519.SeedSize:]...)
	return Archive{Signed: text, Signature: ed25519.Sign(key, text),
		PublicKey: []byte("-----BEGIN PUBLIC KEY-----\n" + base64.StdEncoding.EncodeToString(
			public) + "\n-----END PUBLIC KEY-----\n")}, nil
}

// Genuine reports whether an archive carries the installation's signature.
func Genuine(f *Floor, a Archive) (bool, error) {
	key, err := f.Ring().ArchiveKey()
	if err != nil {
		return false, err
	}
	public, ok := key.Public().(ed25519.PublicKey)
	return ok && ed25519.Verify(public, a.Signed, a.Signature), nil
}
