package amazon

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/lunxu/lunxu/internal/notify"
	"github.com/lunxu/lunxu/internal/privacy"
)

// Text sends notices by Amazon SNS as one text message to a mobile number of mainland China.
type Text struct{ client *sns.Client }

func openText(get func(string) string) (notify.Sender, error) {
	in, err := accessOf(get)
	if err != nil {
		return nil, err
	}
	return Text{sns.New(sns.Options{Region: in.region, Credentials: in.credentials,
		Retryer: aws.NopRetryer{}, BaseEndpoint: endpoint(get("AWS_ENDPOINT_URL_SNS"))})}, nil
}

// Name tells the way.
func (Text) Name() string { return "sns" }

// Reaches reports whether the message has a text and a number that it can go to.
func (Text) Reaches(m notify.Message) bool {
	_, err := privacy.ParsePhone(m.Phone)
	return err == nil && m.TextShort != ""
}

// Send hands a message over: the site, what it is about and when, and nothing else.
func (s Text) Send(ctx context.Context, m notify.Message, _ time.Time) error {
	phone, err := privacy.ParsePhone(m.Phone)
	if err != nil || m.TextShort == "" {
		return errors.New("amazon: no number, or no text")
	}
	_, err = s.client.Publish(ctx, &sns.PublishInput{PhoneNumber: aws.String("+86" + phone.Digits()),
		Message: aws.String(m.TextShort),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"AWS.SNS.SMS.SMSType": {DataType: aws.String("String"), StringValue: aws.String("Transactional")}}})
	if err != nil {
		return fmt.Errorf("amazon: text not taken: %w", err)
	}
	return nil
}
