package amazon

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/notify"
)

var at = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

func message() notify.Message {
	return notify.Message{ID: "a20261124-000012-confirmation-20261124-000013", Kind: "confirmation", Site: "riverside",
		Name:  "欧阳建国",
		Phone: "138 0000 0001", Email: "ouyang@example.com", Subject: "滨江案场 · 您的预约已确认 / Your appointment is confirmed",
		TextShort:    "【滨江案场】您的预约已确认：11月26日10:00，请携带身份证件",
		TextChinese:  "尊敬的欧阳建国：\n您的预约已确认。\n" + strings.Repeat("议程很长。", 60) + "\n",
		TextEnglish:  "Dear 欧阳建国,\nYour appointment is confirmed.\n",
		CalendarFile: "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nSUMMARY:滨江案场\r\nEND:VCALENDAR\r\n"}
}

// TestMail reads a mail as the service took it with the readers of the standard library: who from and to, the subject,
// the text in both languages and the calendar file (LS.2.2); no line is longer than mail allows, and nothing but
// ASCII travels.
func TestMail(t *testing.T) {
	s := serve(t)
	way, m := s.open("ses"), message()
	if err := way.Send(context.Background(), m, at); err != nil || !way.Reaches(m) {
		t.Fatal(err)
	}
	taken := s.so().mails[0]
	if taken.FromEmailAddress != "desk@example.cn" ||
		!slices.Equal(taken.Destination.ToAddresses, []string{"ouyang@example.com"}) ||
		len(taken.EmailTags) != 1 || taken.EmailTags[0].Name != "notice" || taken.EmailTags[0].Value != m.ID ||
		!strings.HasPrefix(s.so().auth[0], "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/") {
		t.Errorf("%+v, %s", taken, s.so().auth[0])
	}
	raw := taken.Content.Raw.Data
	for line := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
		if long := len(line) > 78 && !strings.HasPrefix(line, "Message-ID:") &&
			!strings.HasPrefix(line, "Content-Type:"); long || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line %q", line)
		}
		if strings.Contains(line, "=?") && len(line) > 76 {
			t.Errorf("encoded words on a line of %d: %q", len(line), line)
		}
		if strings.IndexFunc(line, func(r rune) bool { return r > 0x7e }) >= 0 {
			t.Errorf("beyond ASCII: %q", line)
		}
	}
	checkHeaders(t, raw, m)
}

func checkHeaders(t *testing.T, raw []byte, m notify.Message) {
	t.Helper()
	read, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	from, err := read.Header.AddressList("From")
	if err != nil || len(from) != 1 || from[0].Name != "滨江案场前台接待中心预约确认组" || from[0].Address != "desk@example.cn" {
		t.Errorf("from %v, %v", from, err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil || subject != m.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	when, err := read.Header.Date()
	if err != nil || !when.Equal(at) || read.Header.Get("Message-ID") != "<"+m.ID+"@example.cn>" ||
		read.Header.Get("X-Notice-Id") != m.ID || read.Header.Get("To") != m.Email {
		t.Errorf("%v, %v", read.Header, err)
	}
	_, params, err := mime.ParseMediaType(read.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(read.Body, params["boundary"])
	for _, want := range []struct{ media, method, content string }{
		{"text/plain", "", m.TextChinese + "\n" + m.TextEnglish}, {"text/calendar", "PUBLISH", m.CalendarFile}} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		media, params, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil || media != want.media || params["charset"] != "utf-8" || params["method"] != want.method ||
			part.Header.Get("Content-Transfer-Encoding") != "base64" {
			t.Errorf("%v, %v", part.Header, err)
		}
		content, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		if err != nil || string(content) != want.content {
			t.Errorf("%s: %q, %v", media, content, err)
		}
	}
	if _, err := parts.NextRawPart(); !errors.Is(err, io.EOF) {
		t.Errorf("another part: %v", err)
	}
}

// TestRetriesAreRecognised: the second attempt of a notice is the same mail with another date, and the message to
// nobody's calendar has no calendar file.
func TestRetriesAreRecognised(t *testing.T) {
	s := serve(t)
	way, m := s.open("ses"), message()
	for _, late := range []time.Duration{0, time.Hour} {
		if err := way.Send(context.Background(), m, at.Add(late)); err != nil {
			t.Fatal(err)
		}
	}
	undated := func(raw []byte) string {
		before, rest, _ := strings.Cut(string(raw), "\r\nDate: ")
		_, after, _ := strings.Cut(rest, "\r\n")
		return before + after
	}
	if first, second := s.so().mails[0].Content.Raw.Data,
		s.so().mails[1].Content.Raw.Data; undated(first) != undated(second) || bytes.Equal(first, second) {
		t.Errorf("%s\n%s", first, second)
	}
	m.CalendarFile = ""
	if err := way.Send(context.Background(), m, at); err != nil ||
		strings.Contains(string(s.so().mails[2].Content.Raw.Data), "calendar") {
		t.Errorf("%v", err)
	}
}

// TestText: one transactional message to the number, which tells the site, what and when, and nobody's name.
func TestText(t *testing.T) {
	s := serve(t)
	way, m := s.open("sns"), message()
	if err := way.Send(context.Background(), m, at); err != nil || !way.Reaches(m) {
		t.Fatal(err)
	}
	form := s.so().texts[0]
	if form.Get("PhoneNumber") != "+8613800000001" || form.Get("Message") != m.TextShort ||
		form.Get("TopicArn") != "" ||
		form.Get("MessageAttributes.entry.1.Name") != "AWS.SNS.SMS.SMSType" ||
		form.Get("MessageAttributes.entry.1.Value.StringValue") != "Transactional" {
		t.Errorf("%v", form)
	}
	if strings.Contains(form.Encode(), "example.com") || strings.Contains(form.Get("Message"), "欧阳") {
		t.Errorf("more than need be: %v", form)
	}
}

// TestBriefFitsIntoOneText whatever the site is called; Chinese has seventy characters of a text.
func TestBriefFitsIntoOneText(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	a := appointment.Appointment{Arranged: appointment.Arrangement{Start: time.Date(2026, 12, 26, 2, 0, 0, 0,
		time.UTC)},
		Proposed: &appointment.Change{Start: time.Date(2026, 12, 27, 2, 0, 0, 0, time.UTC)}}
	for _, kind := range []appointment.NoticeKind{appointment.Confirmation, appointment.ChangeTold,
		appointment.Cancellation, appointment.Reminder} {
		for _, name := range []string{"滨江", strings.Repeat("滨江", 32), strings.Repeat("🏠", 64)} {
			text := appointment.Brief(kind, a, appointment.Host{Name: name, Zone: zone})
			day := map[bool]string{true: "12月27日10:00", false: "12月26日10:00"}[kind == appointment.ChangeTold]
			if n := len(utf16.Encode([]rune(text))); n > appointment.MaxBrief || !strings.Contains(text, day) ||
				strings.Contains(text, "\ufffd") || !strings.HasPrefix(text, "【") {
				t.Errorf("%s of %d: %s", kind, n, text)
			}
		}
	}
}

// TestFaults: whatever a service does but taking the message is one failure after one call, soon; the notice itself is
// tried again, and each attempt is recorded.
func TestFaults(t *testing.T) {
	for name, f := range map[string]fault{"throttled": throttled, "failing": failing, "rejecting": rejecting,
		"garbled": garbled, "dropping": dropping, "hanging": hanging} {
		for _, via := range []string{"ses", "sns"} {
			t.Run(name+"/"+via, func(t *testing.T) {
				t.Parallel()
				s := serve(t)
				s.now(f)
				way := s.open(via)
				ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
				if f == hanging {
					ctx, cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
				}
				defer cancel()
				err := way.Send(ctx, message(), at)
				if err == nil {
					t.Fatal("nobody noticed")
				}
				if n := s.so().calls; n > 1 || n == 0 && f != hanging { // a slow machine may give up before it is asked
					t.Errorf("%d calls", n)
				}
				s.now(none)
				if err := way.Send(context.Background(), message(), at); err != nil {
					t.Errorf("afterwards: %v", err)
				}
			})
		}
	}
}

// TestWhomAWayReaches: mail whoever has an address that a header can hold, texts mainland mobile numbers.
func TestWhomAWayReaches(t *testing.T) {
	s := serve(t)
	mails, texts := s.open("ses"), s.open("sns")
	for text, want := range map[string]bool{"a@example.com": true, "王女士 <a@example.com>": true, "": false,
		"nobody": false, "a@example.com\r\nBcc: b@example.com": false,
		"a b@example.com": false, "王@example.com": false, "a@例子.cn": false} {
		m := notify.Message{ID: "n", Email: text}
		if mails.Reaches(m) != want {
			t.Errorf("mail to %q: %v", text, !want)
		}
		if err := mails.Send(context.Background(), m, at); (err == nil) != want {
			t.Errorf("mail to %q: %v", text, err)
		}
	}
	for text, want := range map[string]bool{"13800000001": true, "+86 138-0000-0001": true, "": false,
		"021-5888888": false, "+1 212 555 0100": false} {
		m := notify.Message{ID: "n", Phone: text, TextShort: "x"}
		if texts.Reaches(m) != want {
			t.Errorf("text to %q: %v", text, !want)
		}
		if err := texts.Send(context.Background(), m, at); (err == nil) != want {
			t.Errorf("text to %q: %v", text, err)
		}
	}
	if staff := (notify.Message{ID: "n", To: "事务部"}); mails.Reaches(staff) || texts.Reaches(staff) {
		t.Error("a department is mailed")
	}
}

// TestWaysAreChosenByEnvironment: in the order named; what is not there or not configured is found at start.
func TestWaysAreChosenByEnvironment(t *testing.T) {
	logger := slog.New(slog.DiscardHandler)
	base := map[string]string{"AWS_REGION": "ap-southeast-1", "NOTIFY_MAIL_FROM": "desk@example.cn",
		"NOTIFY_URL": "https://relay.example.cn", "NOTIFY_SECRET": "whsec_" + strings.Repeat("bm9u", 8)}
	for name, c := range map[string]struct {
		edit map[string]string
		want string
	}{
		"nothing said, an address": {nil, "webhook"},
		"nothing said":             {map[string]string{"NOTIFY_URL": ""}, "log"},
		"one":                      {map[string]string{"NOTIFY_VIA": "sns"}, "sns"},
		"by channel":               {map[string]string{"NOTIFY_VIA": "ses, sns,webhook"}, "ses sns webhook"},
		"unknown":                  {map[string]string{"NOTIFY_VIA": "ses,pigeon"}, ""},
		"an empty one":             {map[string]string{"NOTIFY_VIA": "ses,"}, ""},
		"no sender's address":      {map[string]string{"NOTIFY_VIA": "ses", "NOTIFY_MAIL_FROM": "desk"}, ""},
		"no region":                {map[string]string{"NOTIFY_VIA": "sns", "AWS_REGION": ""}, ""},
		"no relay":                 {map[string]string{"NOTIFY_VIA": "webhook", "NOTIFY_URL": ""}, ""},
		"no secret":                {map[string]string{"NOTIFY_VIA": "webhook", "NOTIFY_SECRET": "short"}, ""},
	} {
		get := func(key string) string {
			if value, edited := c.edit[key]; edited {
				return value
			}
			return base[key]
		}
		ways, err := notify.FromEnvironment(get, logger, Ways)
		var names []string
		for _, way := range ways {
			names = append(names, way.Name())
		}
		if got := strings.Join(names, " "); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
