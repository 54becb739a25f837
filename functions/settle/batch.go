package settle

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-lambda-go/events"
)

// Batch runs the nights of a batch of messages, one site each. A night that fails comes back alone; the
// others of the batch are done.
func (r *Runner) Batch(ctx context.Context, batch events.SQSEvent) (events.SQSEventResponse, error) {
	var out events.SQSEventResponse
	for _, message := range batch.Records {
		if err := r.message(ctx, message.Body); err != nil {
			r.Logger.WarnContext(ctx, "night failed", "message", message.MessageId, "error", err.Error())
			out.BatchItemFailures = append(out.BatchItemFailures,
				events.SQSBatchItemFailure{ItemIdentifier: message.MessageId})
		}
	}
	return out, nil
}

func (r *Runner) message(ctx context.Context, body string) error {
	var night Night
	if err := json.Unmarshal([]byte(body), &night); err != nil {
		return err
	}
	_, err := r.CatchUp(ctx, night)
	return err
}
