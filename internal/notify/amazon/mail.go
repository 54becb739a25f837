package amazon

import (
	"context"
	"fmt"
	"net/mail"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/lunxu/lunxu/internal/notify"
)

// Mail sends notices by Amazon SES to whoever has an e-mail address.
type Mail struct {
	client *sesv2.Client
	from   mail.Address
}

// openMail reads NOTIFY_MAIL_FROM, an address of an identity that SES has verified.
func openMail(get func(string) string) (notify.Sender, error) {
	in, err := accessOf(get)
	if err != nil {
		return nil, err
	}
	from, err := mail.ParseAddress(get("NOTIFY_MAIL_FROM"))
	if err != nil {
		return nil, fmt.Errorf("%w: NOTIFY_MAIL_FROM is no address", ErrConfiguration)
	}
	// One attempt only: the notice itself is tried again, and each attempt is recorded.
	return Mail{from: *from, client: sesv2.New(sesv2.Options{Region: in.region, Credentials: in.credentials,
		Retryer: aws.NopRetryer{}, BaseEndpoint: endpoint(get("AWS_ENDPOINT_URL_SESV2"))})}, nil
}

// Name tells the way.
func (Mail) Name() string { return "ses" }

// Reaches reports whether the message has an address that can be mailed to.
func (Mail) Reaches(m notify.Message) bool {
	_, ok := addressOf(m.Email)
	return ok
}

// Send hands a message over. The service puts a Message-ID of its own in place of ours; what stays the same in every
// attempt is the tag and the header X-Notice-Id, and for calendars the event's own id.
func (s Mail) Send(ctx context.Context, m notify.Message, at time.Time) error {
	to, ok := addressOf(m.Email)
	if !ok {
		return fmt.Errorf("amazon: no address")
	}
	_, err := s.client.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: aws.String(s.from.Address),
		Destination:      &types.Destination{ToAddresses: []string{to}},
		Content:          &types.EmailContent{Raw: &types.RawMessage{Data: compose(s.from, to, m, at)}},
		EmailTags:        []types.MessageTag{{Name: aws.String("notice"), Value: aws.String(m.ID)}},
	})
	if err != nil {
		return fmt.Errorf("amazon: mail not taken: %w", err)
	}
	return nil
}

// addressOf gives the address of a text as a desk wrote it; false for one that a mail cannot go to.
func addressOf(text string) (string, bool) {
	parsed, err := mail.ParseAddress(text)
	if err != nil {
		return "", false
	}
	for _, c := range []byte(parsed.Address) {
		if c <= ' ' || c >= 0x7f {
			return "", false
		}
	}
	return parsed.Address, true
}
