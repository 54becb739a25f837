// Package whatif carries out jobs on a site's past, one step for each message: another policy tried over a
// period, or a period's decisions replayed. It writes nothing but the jobs.
package whatif

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"

	"github.com/lunxu/lunxu/internal/jobs"
)

// Worker carries out the steps that messages ask for.
type Worker struct {
	Runner *jobs.Runner
	Logger *slog.Logger
}

// Batch carries out a batch of steps. A step that fails comes back alone; the others are done.
func (w *Worker) Batch(ctx context.Context, batch events.SQSEvent) (events.SQSEventResponse, error) {
	var out events.SQSEventResponse
	for _, message := range batch.Records {
		if err := w.Runner.Message(ctx, message.Body); err != nil {
			w.Logger.ErrorContext(ctx, "step failed", "message", message.MessageId, "error", err.Error())
			out.BatchItemFailures = append(out.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: message.MessageId})
		}
	}
	return out, nil
}
