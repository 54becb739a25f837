package amazon

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"mime"
	"net/mail"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/notify"
)

// compose writes a mail (RFC 5322, 2045, 2047): the text in Chinese and English, and the calendar file where there is
// one. The bytes of a notice are the same in every attempt but for the date.
func compose(from mail.Address, to string, m notify.Message, at time.Time) []byte {
	sum := sha256.Sum256([]byte(m.ID))
	boundary := "=_" + hex.EncodeToString(sum[:16])
	_, domain, _ := strings.Cut(from.Address, "@")
	var out strings.Builder
	header := func(name, value string) { out.WriteString(name + ":" + folded(" "+value) + "\r\n") }
	header("From", from.String())
	header("To", to)
	header("Subject", mime.BEncoding.Encode("utf-8", m.Subject))
	header("Date", at.UTC().Format(time.RFC1123Z))
	header("Message-ID", "<"+m.ID+"@"+domain+">")
	header("X-Notice-Id", m.ID)
	header("Auto-Submitted", "auto-generated")
	header("MIME-Version", "1.0")
	header("Content-Type", `multipart/mixed; boundary="`+boundary+`"`)
	part := func(headers string, content string) {
		out.WriteString("\r\n--" + boundary + "\r\n" + headers + "Content-Transfer-Encoding: base64\r\n\r\n" +
			wrapped(content))
	}
	part("Content-Type: text/plain; charset=utf-8\r\n", m.TextChinese+"\n"+m.TextEnglish)
	if m.CalendarFile != "" {
		part("Content-Type: text/calendar; charset=utf-8; method="+methodOf(m.CalendarFile)+"; name=\"invite.ics\"\r\n"+
			"Content-Disposition: attachment; filename=\"invite.ics\"\r\n", m.CalendarFile)
	}
	out.WriteString("\r\n--" + boundary + "--\r\n")
	return []byte(out.String())
}

// folded puts each encoded word, and what follows the last one, on a line of its own, since no line with one is longer
// than 76 (RFC 2047, 2).
func folded(value string) string {
	return strings.NewReplacer(" =?", "\r\n =?", "?= ", "?=\r\n ").Replace(value)
}

// methodOf gives the method of a calendar file, which its type repeats (RFC 5545, 8.1).
func methodOf(calendar string) string {
	_, rest, _ := strings.Cut(calendar, "\r\nMETHOD:")
	method, _, _ := strings.Cut(rest, "\r\n")
	return method
}

// maxEncoded is the longest line of base64 (RFC 2045, 6.8).
const maxEncoded = 76

// wrapped encodes a content in lines.
func wrapped(content string) string {
	encoded := base64.StdEncoding.EncodeToString([]byte(content))
	var out strings.Builder
	for len(encoded) > maxEncoded {
		out.WriteString(encoded[:maxEncoded] + "\r\n")
		encoded = encoded[maxEncoded:]
	}
	out.WriteString(encoded)
	return out.String()
}
