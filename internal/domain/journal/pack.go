package journal

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"sync"
)

// The storage form: version ‖ prev ‖ hash ‖ CRC-32C of the rest ‖ DEFLATE of the body. The hash proves
// the content; the checksum tells damage of the stored bytes, down to one bit, from an edit.
const (
	packVersion = 2
	packHeader  = 1 + 32 + 32 + 4
)

// castagnoli is made on first use: the table takes a noticeable part of a function's start.
var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// packDictionary holds what entries are made of, the commonest last (DEFLATE codes near matches
// shortest). It belongs to packVersion and must never change under it.
const packDictionary = `"discloses_identity":true,"card":true,"names_forgotten":true,"phone_unknown":true,"known_to":["` +
	`"referrer":"","on_behalf_of":"","family":"","kind":"company""broker""competitor"` +
	`"identity_not_disclosed""referrer_registered""named_agent_departed""name_unknown""agent_named""registered_to_another"` +
	`"merely_known","clause":"SS.4.2.5.b","reason":"gives_no_claim"` +
	`"u":{"shares":[{"party":"","basis_points":10000},{"party":"","basis_points":3000}],"clause":"SS.4.2.4.b",` +
	`"considered":[{"rule":"no_register_entry","clause":"SS.4.2.3","reason":"customer_registered"},` +
	`{"rule":"open_dispute","clause":"SS.4.2.2.c","reason":"no_dispute"},` +
	`{"rule":"materials_only_split","clause":"SS.4.2.6","reason":"original_did_more"},` +
	`{"rule":"later_receptionist_split","clause":"SS.4.2.4.b","decided":true,"reason":"closed_by_later_receptionist"},` +
	`{"rule":"company_allocates","clause":"GP.13.b","reason":"not_a_company"},` +
	`{"rule":"owner_takes_all","clause":"GP.16","reason":"earlier_rule_decided"}],` +
	`"turned_down":[{"agent":"","clause":"","reason":"received_on_behalf"}],"evidence":["2026"],"policy_version":1,"as_of":"2026` +
	`"op":"finishVisit","openDay","closeDay","checkIn","leave","returnToFloor","recordDeal","k":"finished","k":"checked_in",` +
	`"oc":"toured","materials_only","negotiated","ro":"supervisor","ro":"front_desk","ro":"system","by":"system","gr":[""],"tb":[{"a":"` +
	`{"treatment":"prefer","prefer":"","owner":"","clause":"SS.4.2.4.a","considered":[{"rule":"returning_visitor","clause":"SS.4.2.4.a","decided":true,"reason":"registered"},` +
	`{"rule":"named_agent","clause":"PC.1.a","reason":"nobody_named"},` +
	`{"rule":"lapsed_owner","clause":"PC.2","reason":"not_registered"},` +
	`{"rule":"returning_visitor","clause":"PC.1.a","reason":"not_registered"},` +
	`{"rule":"pre_registered","clause":"PC.1.a","reason":"not_pre_registered"},` +
	`{"rule":"proxy_for_customer","clause":"PC.5.a","reason":"views_for_nobody"},` +
	`{"rule":"referral_traced","clause":"PC.6.b","reason":"referrer_not_given"},` +
	`{"rule":"referral_untraced","clause":"PC.6.a","reason":"not_referred"},` +
	`{"rule":"returning_visitor","clause":"SC.3","reason":"not_registered"},` +
	`{"rule":"free_choice","clause":"SC.10","reason":"not_brought_by_such_a_customer"},` +
	`{"rule":"pre_registered","clause":"SC.5","reason":"not_pre_registered"},` +
	`{"rule":"proxy_for_customer","clause":"SC.6","reason":"views_for_nobody"},` +
	`{"rule":"introduced_by_agent","clause":"SC.5","reason":"not_introduced"},` +
	`{"rule":"named_agent","clause":"SC.4","reason":"nobody_named"},` +
	`{"rule":"merely_known","clause":"SC.4","reason":"known_to_nobody"},` +
	`{"rule":"returning_visitor","clause":"QC.1.c","reason":"not_registered"},` +
	`{"rule":"named_agent","clause":"QC.3.b","reason":"nobody_named"},` +
	`{"rule":"referral_untraced","clause":"QC.5.b","reason":"not_referred"},` +
	`{"rule":"merely_known","clause":"QC.5.a","reason":"known_to_nobody"},` +
	`{"rule":"returning_visitor","clause":"RC.4.a","reason":"not_registered"},` +
	`{"rule":"family_registered","clause":"RC.4.a","reason":"no_family_named"},` +
	`{"rule":"referral_named","clause":"RC.4.f","reason":"not_referred"},` +
	`{"rule":"named_agent","clause":"RC.4.c","reason":"nobody_named"},` +
	`{"rule":"pre_registered","clause":"RC.4.g","reason":"not_pre_registered"},` +
	`{"rule":"referral_by_buyer","clause":"RC.4.g","reason":"no_referral_by_a_buyer"},` +
	`{"rule":"referral_untraced","clause":"RC.4.f","reason":"not_referred"},` +
	`{"rule":"leaders_guest","clause":"RC.4.d","reason":"not_a_leaders_guest"},` +
	`{"rule":"phone_registration","clause":"RC.8","reason":"never_called"},` +
	`{"k":"joined_order","a":"","cl":"QC.1.a"},{"k":"first_tomorrow","a":"","cl":"RC.7"},"ch":"new","du":true,"n":"old_customer","cl":"RC.5"},` +
	`{"k":"transferred","a":"","o":"","v":"2026","t":"kept","cl":"RC.10"},{"k":"passed_over","a":"","v":"2026","n":"business","cl":"QC.2"},` +
	`{"k":"forfeited","a":"","v":"20261124-000010","n":"private","cl":"QC.2"},{"k":"skipped","a":"","v":"20261124-000010","n":"private","cl":"RC.1.b"},` +
	`{"k":"passed_over","a":"","n":"busy"},{"k":"makeup_granted","t":"makeup"},"t":"kept","cl":"GP.13.a"},{"k":"tail","cl":"GP.2.a"},{"k":"waits"},` +
	`{"s":"","d":"2026-11-24","n":10,"at":"2026-11-24T01:10:00Z","by":"","ro":"agent","op":"registerArrival","v":"20261124-000010","c":"","x":"",` +
	`"q":{"first_visit":true,"names":"","kind":"customer"},"e":{"k":"arrived","at":"2026-11-24T01:10:00Z","v":"20261124-0000","c":"","p":"","t":"named"},` +
	`"ef":[{"k":"assigned","a":"","o":"","v":"20261124-0000","t":"used","cl":"SS.4.2.1.a"},{"k":"turn_taken","a":"","cl":"GP.2.a"},{"k":"position","a":"","cl":"GP.2.b"}],` +
	`"r":{"owned_by_receiver":true,"new_ownership":true,"clause":"SS.4.2.3","considered":[` +
	`{"rule":"returning_visitor","clause":"GP.3","reason":"not_registered"},` +
	`{"rule":"broker_disclosed","clause":"GP.14.a","reason":"not_a_broker"},` +
	`{"rule":"broker_hidden","clause":"GP.14.b","reason":"not_a_broker"},` +
	`{"rule":"company_customer","clause":"GP.13.b","reason":"not_a_company"},` +
	`{"rule":"referral_named","clause":"GP.17.a","reason":"not_referred"},` +
	`{"rule":"named_agent","clause":"GP.15.a","reason":"nobody_named"},` +
	`{"rule":"referral_traced","clause":"GP.17.b","reason":"referrer_not_given"},` +
	`{"rule":"name_forgotten","clause":"GP.16","reason":"name_not_forgotten"},` +
	`{"rule":"returning_visitor","clause":"SS.4.2.4.a","reason":"not_registered"},{"rule":"named_agent","clause":"SS.4.2.5.a","reason":"nobody_named"},` +
	`{"rule":"merely_known","clause":"SS.4.2.5.b","reason":"known_to_nobody"},` +
	`{"rule":"first_registered","clause":"SS.4.2.3","decided":true,"reason":"first_registration"}]},"pv":1}`

// deflaters are kept, because one costs far more to make than to use.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriterDict(io.Discard, flate.BestCompression, []byte(packDictionary))
	if err != nil {
		return nil // only for a level that does not exist
	}
	return w
}}

// inflaters are kept for their window.
var inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// Pack gives the storage form of a sealed entry. Errors: journal.entry_too_large, journal.malformed.
func Pack(s Sealed) ([]byte, error) {
	if len(s.Body) > MaxBody {
		return nil, errTooLarge
	}
	out := bytes.NewBuffer(make([]byte, 0, packHeader+len(s.Body)/2+64))
	out.WriteByte(packVersion)
	out.Write(s.Prev[:])
	out.Write(s.Hash[:])
	out.Write([]byte{0, 0, 0, 0})
	w, ok := deflaters.Get().(*flate.Writer)
	if !ok {
		return nil, errMalformed
	}
	defer deflaters.Put(w)
	w.Reset(out)
	if _, err := w.Write(s.Body); err != nil {
		return nil, errMalformed
	}
	if err := w.Close(); err != nil {
		return nil, errMalformed
	}
	packed := out.Bytes()
	binary.BigEndian.PutUint32(packed[packHeader-4:], crc32.Checksum(packed[packHeader:], castagnoli()))
	return packed, nil
}

// Unpack reads the storage form. It inflates at most MaxBody bytes whatever the input promises, and
// checks form only: whether the content has its hash is Verify's question. Errors: journal.malformed,
// journal.entry_too_large.
func Unpack(packed []byte) (Sealed, error) {
	var s Sealed
	if len(packed) <= packHeader || packed[0] != packVersion {
		return s, errMalformed
	}
	deflated := packed[packHeader:]
	if binary.BigEndian.Uint32(packed[packHeader-4:]) != crc32.Checksum(deflated, castagnoli()) {
		return s, errMalformed
	}
	source := bytes.NewReader(deflated)
	inflater, ok := inflaters.Get().(io.Reader)
	if !ok {
		return s, errMalformed
	}
	defer inflaters.Put(inflater)
	resetter, ok := inflater.(flate.Resetter)
	if !ok {
		return s, errMalformed
	}
	if err := resetter.Reset(source, []byte(packDictionary)); err != nil {
		return s, errMalformed
	}
	body, err := io.ReadAll(io.LimitReader(inflater, MaxBody+1))
	switch {
	case err != nil:
		return s, errMalformed
	case len(body) > MaxBody:
		return s, errTooLarge
	case source.Len() > 0: // something after the end of the stream
		return s, errMalformed
	}
	copy(s.Prev[:], packed[1:])
	copy(s.Hash[:], packed[33:])
	s.Body = body
	return s, nil
}
