package privacy

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

// KeySize is the size of every key, in bytes.
const KeySize = 32

// Ring holds the keys of an installation: one for the look-up index, several for wrapping customers'
// keys of which the primary wraps new ones, and the master of the check-in tokens. It never prints
// its keys: they sit inside closures and ciphers, where printing by reflection finds addresses only.
type Ring struct {
	lookup  func() []byte
	checkin func() []byte
	primary uint32
	wraps   map[uint32]cipher.AEAD
}

// Format hides the keys for every verb.
func (r Ring) Format(state fmt.State, _ rune) { redacted(state, "keyring") }

// NewRing makes a ring of a decoded keyset.
func NewRing(set Keyset) (*Ring, error) {
	if err := set.validate(); err != nil {
		return nil, err
	}
	ring := &Ring{lookup: held(set.Lookup), checkin: held(set.CheckIn), primary: set.Primary,
		wraps: map[uint32]cipher.AEAD{}}
	for _, key := range set.Wrap {
		aead, err := newAEAD(key.Key)
		if err != nil {
			return nil, err
		}
		ring.wraps[key.ID] = aead
	}
	return ring, nil
}

func held(key []byte) func() []byte { return func() []byte { return key } }

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("privacy: cipher: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("privacy: cipher: %w", err)
	}
	return aead, nil
}

// CustomerRef gives the look-up reference of a phone at a site: HMAC-SHA-256 over both, cut to 128
// bits. Without the key it says nothing about the number; at another site it is another reference.
func (r *Ring) CustomerRef(site domain.SiteID, phone Phone) domain.CustomerRef {
	mac := hmac.New(sha256.New, r.lookup())
	mac.Write([]byte("lunxu customer ref v1\x00"))
	mac.Write(binary.AppendUvarint(nil, uint64(len(site))))
	mac.Write([]byte(site))
	mac.Write([]byte(phone.Digits()))
	return domain.CustomerRef(hex.EncodeToString(mac.Sum(nil)[:16]))
}

// RefAfter gives the reference under which a phone is found once the person of a reference was erased: whoever comes
// with the number then is somebody else.
func (r *Ring) RefAfter(site domain.SiteID, erased domain.CustomerRef) domain.CustomerRef {
	mac := hmac.New(sha256.New, r.lookup())
	mac.Write([]byte("lunxu customer ref after erasure v1\x00"))
	mac.Write(binary.AppendUvarint(nil, uint64(len(site))))
	mac.Write([]byte(site))
	mac.Write([]byte(erased))
	return domain.CustomerRef(hex.EncodeToString(mac.Sum(nil)[:16]))
}

// NameRef gives the look-up digest of a person's name at a site, as it stands beside a pre-registration:
// HMAC-SHA-256 over both, cut to 128 bits. Spaces and the case of Latin letters do not count.
func (r *Ring) NameRef(site domain.SiteID, name Name) string {
	mac := hmac.New(sha256.New, r.lookup())
	mac.Write([]byte("lunxu name ref v1\x00"))
	mac.Write(binary.AppendUvarint(nil, uint64(len(site))))
	mac.Write([]byte(site))
	mac.Write([]byte(strings.ToLower(strings.Join(strings.Fields(name.Text()), ""))))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// CheckInKey derives a site's key for check-in tokens.
func (r *Ring) CheckInKey(site domain.SiteID, id byte) ([]byte, error) {
	return hkdf.Key(sha256.New, r.checkin(), nil, fmt.Sprintf("lunxu check-in v1/%d/%s", id, site), KeySize)
}

// PagesKey derives the key under which browsers keep their sessions with the pages.
func (r *Ring) PagesKey() ([]byte, error) {
	return hkdf.Key(sha256.New, r.checkin(), nil, "lunxu pages v1", KeySize)
}

// ArchiveKey derives the key that signs the installation's archives of months.
func (r *Ring) ArchiveKey() (ed25519.PrivateKey, error) {
	seed, err := hkdf.Key(sha256.New, r.checkin(), nil, "lunxu archive v1", ed25519.SeedSize)
	if err != nil {
		return nil, fmt.Errorf("privacy: archive key: %w", err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// DataKey encrypts what belongs to one customer.
type DataKey struct{ aead cipher.AEAD }

// Format hides the key for every verb.
func (DataKey) Format(state fmt.State, _ rune) { redacted(state, "data key") }

// Place is where a ciphertext belongs; it opens nowhere else.
type Place struct {
	Table     string
	Key       string
	Attribute string
}

func (p Place) associated() []byte {
	var out []byte
	for _, part := range []string{p.Table, p.Key, p.Attribute} {
		out = binary.AppendUvarint(out, uint64(len(part)))
		out = append(out, part...)
	}
	return out
}

var wrapTag = []byte("lunxu customer key v1")

// NewDataKey makes a customer's key and its wrapped form: key id ‖ ciphertext.
func (r *Ring) NewDataKey(random io.Reader) ([]byte, DataKey, error) {
	raw := make([]byte, KeySize)
	if _, err := io.ReadFull(random, raw); err != nil {
		return nil, DataKey{}, fmt.Errorf("privacy: random: %w", err)
	}
	aead, err := newAEAD(raw)
	if err != nil {
		return nil, DataKey{}, err
	}
	wrapped := binary.BigEndian.AppendUint32(nil, r.primary)
	return r.wraps[r.primary].Seal(wrapped, nil, raw, wrapTag), DataKey{aead}, nil
}

// Unwrap opens a customer's wrapped key. Error: privacy.unreadable.
func (r *Ring) Unwrap(wrapped []byte) (DataKey, error) {
	if len(wrapped) < 4 {
		return DataKey{}, errUnreadable
	}
	wrap, ok := r.wraps[binary.BigEndian.Uint32(wrapped)]
	if !ok {
		return DataKey{}, errUnreadable
	}
	raw, err := wrap.Open(nil, nil, wrapped[4:], wrapTag)
	if err != nil || len(raw) != KeySize {
		return DataKey{}, errUnreadable
	}
	aead, err := newAEAD(raw)
	return DataKey{aead}, err
}

var errUnreadable = &domain.Error{Code: "privacy.unreadable"}

// Seal encrypts a value for its place.
func (k DataKey) Seal(plain []byte, place Place) ([]byte, error) {
	if k.aead == nil {
		return nil, errUnreadable
	}
	return k.aead.Seal(nil, nil, plain, place.associated()), nil
}

// Open decrypts a value of a place. Error: privacy.unreadable.
func (k DataKey) Open(sealed []byte, place Place) ([]byte, error) {
	if k.aead == nil {
		return nil, errUnreadable
	}
	plain, err := k.aead.Open(nil, nil, sealed, place.associated())
	if err != nil {
		return nil, errUnreadable
	}
	return plain, nil
}
