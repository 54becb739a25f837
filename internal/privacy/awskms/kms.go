// Package awskms opens the installation's keyset with AWS KMS.
package awskms

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
)

// Decrypter decrypts keysets that were encrypted under the encryption context purpose=lunxu-keyset.
type Decrypter struct{ client *kms.Client }

// New makes a decrypter. endpoint may be empty.
func New(region, endpoint string, credentials aws.CredentialsProvider, client aws.HTTPClient) Decrypter {
	options := kms.Options{Region: region, Credentials: credentials, HTTPClient: client}
	if endpoint != "" {
		options.BaseEndpoint = aws.String(endpoint)
	}
	return Decrypter{kms.New(options)}
}

// Decrypt opens a blob.
func (d Decrypter) Decrypt(ctx context.Context, blob []byte) ([]byte, error) {
	out, err := d.client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: blob,
		EncryptionContext: map[string]string{"purpose": "lunxu-keyset"}})
	if err != nil {
		return nil, fmt.Errorf("awskms: decrypt: %w", err)
	}
	return out.Plaintext, nil
}
