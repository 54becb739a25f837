package dynamo

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"github.com/lunxu/lunxu/internal/store"
)

func unavailable(cause error) error { return fmt.Errorf("%w: %w", store.ErrUnavailable, cause) }

// translate gives the port's error for one of the SDK. Refusals that are neither the caller's nor
// the moment's fault (permissions, a missing table) stay as they are.
func translate(err error) error {
	var cancelled *types.TransactionCanceledException
	if errors.As(err, &cancelled) {
		return translateReasons(cancelled)
	}
	var conflict *types.TransactionConflictException
	if errors.As(err, &conflict) {
		return fmt.Errorf("%w: %w", store.ErrConflict, err)
	}
	var refusal smithy.APIError
	switch {
	case !errors.As(err, &refusal), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return unavailable(err)
	case refusal.ErrorCode() == "ValidationException":
		return fmt.Errorf("%w: %w", store.ErrInvalid, err)
	case mayPass(err):
		return unavailable(err)
	}
	return fmt.Errorf("dynamo: %w", err)
}

// mayPass reports whether the refusal is one that the SDK itself would have tried again.
func mayPass(err error) bool {
	return retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary
}

// translateReasons tells failed conditions, which are certain, before conflicts and throttling, after
// which the caller tries again anyway. A cancelled transaction wrote nothing.
func translateReasons(cancelled *types.TransactionCanceledException) error {
	var failed []int
	codes := map[string]bool{}
	for i, reason := range cancelled.CancellationReasons {
		code := aws.ToString(reason.Code)
		codes[code] = true
		if code == "ConditionalCheckFailed" {
			failed = append(failed, i)
		}
	}
	switch {
	case len(failed) > 0:
		return &store.ConditionError{Failed: failed}
	case codes["TransactionConflict"]:
		return fmt.Errorf("%w: %w", store.ErrConflict, cancelled)
	case codes["ThrottlingError"], codes["ProvisionedThroughputExceeded"]:
		return unavailable(cancelled)
	case codes["ValidationError"], codes["ItemCollectionSizeLimitExceeded"]:
		return fmt.Errorf("%w: %w", store.ErrInvalid, cancelled)
	}
	return fmt.Errorf("dynamo: %w", cancelled)
}
