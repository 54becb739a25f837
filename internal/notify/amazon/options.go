// Package amazon sends notices by Amazon SES and Amazon SNS. It is apart from package notify, so that only the
// function that tells people carries the clients of the two.
package amazon

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/lunxu/lunxu/internal/notify"
)

// ErrConfiguration is a way out that cannot be opened as it is configured.
var ErrConfiguration = errors.New("amazon: configuration")

// Ways opens the ways of this package by their names in NOTIFY_VIA.
var Ways = map[string]notify.Opener{"ses": openMail, "sns": openText}

// access is what both clients need of the environment.
type access struct {
	region      string
	credentials aws.CredentialsProvider
}

func accessOf(get func(string) string) (access, error) {
	if get("AWS_REGION") == "" {
		return access{}, fmt.Errorf("%w: AWS_REGION is not set", ErrConfiguration)
	}
	return access{region: get("AWS_REGION"),
		credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: get("AWS_ACCESS_KEY_ID"), SecretAccessKey: get("AWS_SECRET_ACCESS_KEY"),
				SessionToken: get("AWS_SESSION_TOKEN"), Source: "environment"}, nil
		})}, nil
}

// endpoint gives the address of a service where the environment names another than Amazon's.
func endpoint(address string) *string {
	if address == "" {
		return nil
	}
	return aws.String(address)
}
