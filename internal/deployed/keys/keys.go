// Package keys opens the installation's keyset with KMS. It is apart so that functions without personal
// data do not link the client.
package keys

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/privacy/awskms"
	"github.com/lunxu/lunxu/internal/store/dynamo"
)

// Open decrypts the keyset in KEYSET, once per process.
func Open(ctx context.Context) (*privacy.Ring, error) {
	blob, err := base64.StdEncoding.DecodeString(os.Getenv("KEYSET"))
	if err != nil || len(blob) == 0 {
		return nil, errors.New("keys: KEYSET is not base64 of an encrypted keyset")
	}
	credentials := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: os.Getenv("AWS_ACCESS_KEY_ID"),
			SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
			SessionToken:    os.Getenv("AWS_SESSION_TOKEN"), Source: "environment"}, nil
	})
	service := awskms.Decrypter{Region: os.Getenv("AWS_REGION"), Endpoint: os.Getenv("AWS_ENDPOINT_URL_KMS"),
		KeyID: os.Getenv("KEYSET_KEY_ID"), Credentials: credentials, HTTPClient: dynamo.NewHTTPClient(), Now: time.Now}
	return privacy.LoadKMS(ctx, service, blob)
}
