package awskms

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

func decrypterTo(url string) Decrypter {
	return Decrypter{Region: "cn-north-1", Endpoint: url, KeyID: "key-1", HTTPClient: http.DefaultClient,
		Now: func() time.Time { return time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) },
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIATEST", SecretAccessKey: "secret", SessionToken: "token"}, nil
		})}
}

func TestDecryptAsksForTheOneKeyUnderItsContextAndSigns(t *testing.T) {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var in struct {
			CiphertextBlob    []byte
			EncryptionContext map[string]string
			KeyId             string
		}
		if err := json.Unmarshal(body, &in); err != nil || string(in.CiphertextBlob) != "wrapped" ||
			in.EncryptionContext["purpose"] != "lunxu-keyset" || in.KeyId != "key-1" {
			t.Errorf("request %s", body)
		}
		if r.Header.Get("X-Amz-Target") != "TrentService.Decrypt" ||
			!strings.Contains(r.Header.Get("Authorization"), "/cn-north-1/kms/aws4_request") ||
			r.Header.Get("X-Amz-Security-Token") != "token" {
			t.Errorf("headers %v", r.Header)
		}
		_ = json.NewEncoder(w).Encode(map[string][]byte{"Plaintext": []byte("keyset")})
	}))
	defer service.Close()
	plain, err := decrypterTo(service.URL).Decrypt(context.Background(), []byte("wrapped"))
	if err != nil || string(plain) != "keyset" {
		t.Errorf("%q, %v", plain, err)
	}
}

func TestDecryptFailsOnARefusalAndOnNonsense(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"refusal":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) },
		"nonsense": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) },
	} {
		service := httptest.NewServer(answer)
		if _, err := decrypterTo(service.URL).Decrypt(context.Background(), []byte("wrapped")); err == nil {
			t.Errorf("%s: accepted", name)
		}
		service.Close()
	}
	if got := (Decrypter{Region: "cn-north-1"}).endpoint(); got != "https://kms.cn-north-1.amazonaws.com.cn/" {
		t.Errorf("endpoint %s", got)
	}
}
