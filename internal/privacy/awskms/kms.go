// Package awskms opens the installation's keyset with AWS KMS. It makes the one call it needs with the
// SDK's own signer: the generated client would add a tenth of a megabyte to every function.
package awskms

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Decrypter decrypts keysets that were encrypted under the encryption context purpose=lunxu-keyset.
type Decrypter struct {
	Region      string
	Endpoint    string // empty: the region's own
	KeyID       string // the only key that may have encrypted the keyset; empty: any the role may use
	Credentials aws.CredentialsProvider
	HTTPClient  aws.HTTPClient
	Now         func() time.Time
}

const maxAnswer = 64 << 10

// Decrypt opens a blob.
func (d Decrypter) Decrypt(ctx context.Context, blob []byte) ([]byte, error) {
	request, err := d.request(ctx, blob)
	if err != nil {
		return nil, err
	}
	response, err := d.HTTPClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("awskms: decrypt: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("awskms: decrypt: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("awskms: decrypt: status %d", response.StatusCode)
	}
	var out struct{ Plaintext []byte }
	if err := json.Unmarshal(raw, &out); err != nil || len(out.Plaintext) == 0 {
		return nil, errors.New("awskms: decrypt: unreadable answer")
	}
	return out.Plaintext, nil
}

func (d Decrypter) request(ctx context.Context, blob []byte) (*http.Request, error) {
	in := struct {
		CiphertextBlob    []byte
		EncryptionContext map[string]string
		KeyId             string `json:",omitempty"`
	}{blob, map[string]string{"purpose": "lunxu-keyset"}, d.KeyID}
	body, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("awskms: encode: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, d.endpoint(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("awskms: request: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "TrentService.Decrypt")
	credentials, err := d.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, fmt.Errorf("awskms: credentials: %w", err)
	}
	sum := sha256.Sum256(body)
	err = v4.NewSigner().SignHTTP(ctx, credentials, request, hex.EncodeToString(sum[:]), "kms", d.Region, d.Now())
	if err != nil {
		return nil, fmt.Errorf("awskms: sign: %w", err)
	}
	return request, nil
}

// endpoint gives the service's address in the region's partition.
func (d Decrypter) endpoint() string {
	if d.Endpoint != "" {
		return strings.TrimSuffix(d.Endpoint, "/") + "/"
	}
	suffix := "amazonaws.com"
	if strings.HasPrefix(d.Region, "cn-") {
		suffix = "amazonaws.com.cn"
	}
	return "https://kms." + d.Region + "." + suffix + "/"
}
