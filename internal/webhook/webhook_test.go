package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	oracle "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

var (
	now    = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)
	secret = Secret("0123456789abcdef0123456789abcdef")
	older  = Secret("ffffffffffffffffffffffffffffffff")
	body   = []byte(`{"type":"booking.created"}`)
)

func sum(key Secret, content string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(content))
	return mac.Sum(nil)
}

func standard(key Secret, id, at string, body []byte) string {
	return "v1," + base64.StdEncoding.EncodeToString(sum(key, id+"."+at+"."+string(body)))
}

func seconds(offset int) string { return strconv.FormatInt(now.Unix()+int64(offset), 10) }

// header gives the header of a sound delivery, changed by pairs of name and value.
func header(changes ...string) map[string]string {
	h := map[string]string{headerID: "msg_1", headerTimestamp: seconds(0),
		headerStandard: standard(secret, "msg_1", seconds(0), body)}
	for i := 0; i < len(changes); i += 2 {
		h[changes[i]] = changes[i+1]
	}
	return h
}

func TestStandardWebhooksSignatures(t *testing.T) {
	sound := standard(secret, "msg_1", seconds(0), body)
	at := func(offset int) map[string]string {
		return header(headerTimestamp, seconds(offset), headerStandard,
			standard(secret, "msg_1", seconds(offset), body))
	}
	named := func(id string) map[string]string {
		return header(headerID, id, headerStandard, standard(secret, id, seconds(0), body))
	}
	timed := func(text string) map[string]string {
		return header(headerTimestamp, text, headerStandard, standard(secret, "msg_1", text, body))
	}
	for name, c := range map[string]struct {
		header map[string]string
		want   bool
	}{
		"sound":               {header(), true},
		"by the older secret": {header(headerStandard, standard(older, "msg_1", seconds(0), body)), true},
		"by a stranger": {header(headerStandard,
			standard(Secret("strangestrangestrange123"), "msg_1", seconds(0), body)), false},
		"300 s ago":                    {at(-300), true},
		"301 s ago":                    {at(-301), false},
		"300 s ahead":                  {at(300), true},
		"301 s ahead":                  {at(301), false},
		"time in milliseconds":         {timed(seconds(0) + "000"), false},
		"time with a sign":             {timed("+" + seconds(0)), false},
		"time with a fraction":         {timed(seconds(0) + ".0"), false},
		"time with a space":            {timed(" " + seconds(0)), false},
		"no time":                      {timed(""), false},
		"id of 128 bytes":              {named(strings.Repeat("a", 128)), true},
		"id of 129 bytes":              {named(strings.Repeat("a", 129)), false},
		"id with a dot":                {named("msg.1"), false},
		"id with a space":              {named("msg 1"), false},
		"no id":                        {named(""), false},
		"id beyond ASCII":              {named("消息"), false},
		"8 signatures, the last sound": {header(headerStandard, strings.Repeat("v1,AAAA ", 7)+sound), true},
		"9 signatures":                 {header(headerStandard, strings.Repeat("v1,AAAA ", 8)+sound), false},
		"another version beside":       {header(headerStandard, "v1a,AAAA "+sound), true},
		"another version only":         {header(headerStandard, "v2"+sound[2:]), false},
		"without the version":          {header(headerStandard, sound[3:]), false},
		"base64 without padding":       {header(headerStandard, strings.TrimRight(sound, "=")), false},
		"base64 of the other alphabet": {header(headerStandard,
			strings.NewReplacer("+", "-", "/", "_").Replace(standard(secret, "msg_12", seconds(0), body))), false},
		"base64 with loose last bits": {header(headerStandard, loosen(sound)), false},
		"base64 with a line break":    {header(headerStandard, sound[:10]+"\n"+sound[10:]), false},
		"hex": {header(headerStandard,
			"v1,"+hex.EncodeToString(sum(secret, "msg_1."+seconds(0)+"."+string(body)))), false},
		"no signature": {header(headerStandard, ""), false},
	} {
		err := Verify(Standard, []Secret{secret, older}, Standard.Tolerance(),
			Delivery{Header: c.header, Body: body, At: now})
		if (err == nil) != c.want || (err != nil && !errors.Is(err, ErrSignature)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, changed := range [][]byte{[]byte(`{"type":"booking.created" }`), nil, append(body, 0)} {
		if Verify(Standard, []Secret{secret}, time.Minute, Delivery{Header: header(), Body: changed, At: now}) == nil {
			t.Errorf("another body is accepted: %q", changed)
		}
	}
}

// loosen sets a bit that the last sextet before the padding does not carry.
func loosen(signature string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	last := len(signature) - 2
	return signature[:last] + string(alphabet[strings.IndexByte(alphabet, signature[last])|1]) + "="
}

// TestEveryBitOfASignatureCounts flips each bit of what is signed and of the signature itself.
func TestEveryBitOfASignatureCounts(t *testing.T) {
	signature := sum(secret, "msg_1."+seconds(0)+"."+string(body))
	for bit := range len(signature) * 8 {
		flipped := append([]byte(nil), signature...)
		flipped[bit/8] ^= 1 << (bit % 8)
		h := header(headerStandard, "v1,"+base64.StdEncoding.EncodeToString(flipped))
		if Verify(Standard, []Secret{secret}, time.Minute, Delivery{Header: h, Body: body, At: now}) == nil {
			t.Fatalf("bit %d of the signature does not count", bit)
		}
	}
	for bit := range len(body) * 8 {
		flipped := append([]byte(nil), body...)
		flipped[bit/8] ^= 1 << (bit % 8)
		if Verify(Standard, []Secret{secret}, time.Minute, Delivery{Header: header(), Body: flipped, At: now}) == nil {
			t.Fatalf("bit %d of the body does not count", bit)
		}
	}
}

// TestTheReferenceAgrees holds our checking against the reference library, both ways.
func TestTheReferenceAgrees(t *testing.T) {
	text, err := NewSecret(Standard, strings.NewReader(strings.Repeat("k", 32)))
	if err != nil || !strings.HasPrefix(text, "whsec_") {
		t.Fatal(text, err)
	}
	key, err := ParseSecret(Standard, text)
	if err != nil {
		t.Fatal(err)
	}
	reference, err := oracle.NewWebhook(text)
	if err != nil {
		t.Fatal(err)
	}
	present := time.Now()
	signature, err := reference.Sign("msg_1", present, body)
	if err != nil {
		t.Fatal(err)
	}
	at := strconv.FormatInt(present.Unix(), 10)
	h := map[string]string{headerID: "msg_1", headerTimestamp: at, headerStandard: signature}
	if err := Verify(Standard, []Secret{key}, Standard.Tolerance(),
		Delivery{Header: h, Body: body, At: present}); err != nil {
		t.Errorf("what the reference signs is refused: %v", err)
	}
	ours := http.Header{"Webhook-Id": {"msg_1"}, "Webhook-Timestamp": {at},
		"Webhook-Signature": {standard(key, "msg_1", at, body)}}
	if err := reference.Verify(body, ours); err != nil {
		t.Errorf("the reference refuses ours: %v", err)
	}
}

func TestCalendlySignatures(t *testing.T) {
	signed := func(offset int) string {
		return hex.EncodeToString(sum(secret, seconds(offset)+"."+string(body)))
	}
	for name, c := range map[string]struct {
		header string
		want   bool
	}{
		"sound":          {"t=" + seconds(0) + ",v1=" + signed(0), true},
		"with a space":   {"t=" + seconds(0) + ", v1=" + signed(0), true},
		"upper-case hex": {"t=" + seconds(0) + ",v1=" + strings.ToUpper(signed(0)), true},
		"180 s ago":      {"t=" + seconds(-180) + ",v1=" + signed(-180), true},
		"181 s ago":      {"t=" + seconds(-181) + ",v1=" + signed(-181), false},
		"181 s ahead":    {"t=" + seconds(181) + ",v1=" + signed(181), false},
		"another time":   {"t=" + seconds(1) + ",v1=" + signed(0), false},
		"two times":      {"t=" + seconds(0) + ",t=" + seconds(0) + ",v1=" + signed(0), false},
		"no time":        {"v1=" + signed(0), false},
		"no signature":   {"t=" + seconds(0), false},
		"cut signature":  {"t=" + seconds(0) + ",v1=" + signed(0)[:62], false},
		"v0":             {"t=" + seconds(0) + ",v0=" + signed(0), false},
		"two, one sound": {"t=" + seconds(0) + ",v1=" + strings.Repeat("0", 64) + ",v1=" + signed(0), true},
		"too many signatures": {"t=" + seconds(0) + strings.Repeat(",v1="+strings.Repeat("0", 64), 8) + ",v1=" +
			signed(0), false},
	} {
		d := Delivery{Header: map[string]string{headerCalendly: c.header}, Body: body, At: now}
		if err := Verify(Calendly, []Secret{older, secret}, Calendly.Tolerance(), d); (err == nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A source may be given another tolerance than Calendly's usual one.
func TestCalendlysToleranceIsTheSources(t *testing.T) {
	for offset, want := range map[int]bool{-600: true, -601: false, 600: true, 601: false} {
		signed := hex.EncodeToString(sum(secret, seconds(offset)+"."+string(body)))
		d := Delivery{Header: map[string]string{headerCalendly: "t=" + seconds(offset) + ",v1=" + signed}, Body: body,
			At: now}
		if err := Verify(Calendly, []Secret{secret}, 600*time.Second, d); (err == nil) != want {
			t.Errorf("%d s: %v", offset, err)
		}
	}
}

func TestCalComSignatures(t *testing.T) {
	sound := hex.EncodeToString(sum(secret, string(body)))
	for name, c := range map[string]struct {
		header string
		want   bool
	}{
		"sound": {sound, true}, "the literal": {"no-secret-provided", false}, "empty": {"", false},
		"upper-case":          {strings.ToUpper(sound), true},
		"by the older secret": {hex.EncodeToString(sum(older, string(body))), true},
		"of another body":     {hex.EncodeToString(sum(secret, string(body)+" ")), false},
		"base64":              {base64.StdEncoding.EncodeToString(sum(secret, string(body))), false},
		"with a prefix":       {"sha256=" + sound, false}, "cut": {sound[:63], false},
		"a stranger's": {strings.Repeat("0", 64), false},
	} {
		d := Delivery{Header: map[string]string{headerCalCom: c.header}, Body: body, At: now}
		if err := Verify(CalCom, []Secret{secret, older}, CalCom.Tolerance(), d); (err == nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoSecretOpensNothing(t *testing.T) {
	for name, secrets := range map[string][]Secret{"none": nil, "empty": {Secret("")},
		"23 bytes": {Secret(strings.Repeat("a", 23))}} {
		key := Secret("")
		if len(secrets) > 0 {
			key = secrets[0]
		}
		d := Delivery{Header: header(headerStandard, standard(key, "msg_1", seconds(0), body)), Body: body, At: now}
		if Verify(Standard, secrets, time.Minute, d) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	large := make([]byte, MaxBody+1)
	if Verify(Standard, []Secret{secret}, time.Minute,
		Delivery{Header: header(headerStandard, standard(secret, "msg_1", seconds(0), large)), Body: large,
			At: now}) == nil {
		t.Error("a body of more than 64 KiB is accepted")
	}
}

func TestHeadersAreReadOnce(t *testing.T) {
	h := HeaderOf(http.Header{"WEBHOOK-Signature": {"v1,a"}, "Webhook-Id": {"1", "2"}})
	if h[headerStandard] != "v1,a" || h[headerID] != "" {
		t.Errorf("%v", h)
	}
	for want, given := range map[Provider]map[string]string{Standard: {headerStandard: "x"},
		Calendly: {headerCalendly: "x"}, CalCom: {headerCalCom: "x"}} {
		if p, ok := ProviderOf(given); !ok || p != want {
			t.Errorf("%v: %q", given, p)
		}
	}
	if p, ok := ProviderOf(map[string]string{headerStandard: "x", headerCalCom: "x"}); ok {
		t.Errorf("signed by two schemes: %q", p)
	}
}

func TestSecrets(t *testing.T) {
	encode := base64.StdEncoding.EncodeToString
	for name, c := range map[string]struct {
		provider Provider
		text     string
		want     int
	}{
		"24 bytes":               {Standard, "whsec_" + encode(make([]byte, 24)), 24},
		"without the prefix":     {Standard, encode(make([]byte, 32)), 32},
		"23 bytes":               {Standard, "whsec_" + encode(make([]byte, 23)), 0},
		"129 bytes":              {Standard, "whsec_" + encode(make([]byte, 129)), 0},
		"no base64":              {Standard, "whsec_" + strings.Repeat("*", 32), 0},
		"a line break":           {Standard, "whsec_" + encode(make([]byte, 24)) + "\n", 0},
		"text of 24":             {CalCom, strings.Repeat("s", 24), 24},
		"text of 23":             {CalCom, strings.Repeat("s", 23), 0},
		"text with a space":      {Calendly, strings.Repeat("s ", 24), 0},
		"text beyond ASCII":      {Calendly, strings.Repeat("密", 24), 0},
		"the scheme of no other": {Calendly, "whsec_" + encode(make([]byte, 24)), 38},
	} {
		key, err := ParseSecret(c.provider, c.text)
		if len(key) != c.want || (err == nil) != (c.want > 0) {
			t.Errorf("%s: %d bytes, %v", name, len(key), err)
		}
	}
	if printed := fmt.Sprintf("%v %s %x %d", secret, secret, secret, secret); strings.Contains(printed, "0123") ||
		strings.Contains(printed, "30313233") || strings.Contains(printed, "48 49") {
		t.Errorf("a secret prints as %s", printed)
	}
}
