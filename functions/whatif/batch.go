// Package whatif carries out jobs on a site's past, one step for each message: another policy tried over a
// period, or a period's decisions replayed. It writes nothing but the jobs.
package whatif

import (
	"context"
	"log/slog"
	"strconv"

	"github.com/aws/aws-lambda-go/events"

	"github.com/lunxu/lunxu/internal/jobs"
)

// Worker carries out the steps that messages ask for.
type Worker struct {
	Runner *jobs.Runner
	Logger *slog.Logger
}

// LastTry is how often a message is delivered before it goes to the dead letters.
const LastTry = 5

// Batch carries out a batch of steps. A step that fails comes back alone; the others are done. With its last try the
// job ends too, so that nobody waits for it.
func (w *Worker) Batch(ctx context.Context, batch events.SQSEvent) (events.SQSEventResponse, error) {
	var out events.SQSEventResponse
	for _, message := range batch.Records {
		if err := w.Runner.Message(ctx, message.Body); err != nil {
			w.Logger.WarnContext(ctx, "step failed", "message", message.MessageId, "error", err.Error())
			if tries, err := strconv.Atoi(message.Attributes["ApproximateReceiveCount"]); err == nil &&
				tries >= LastTry {
				w.giveUp(ctx, message)
			}
			out.BatchItemFailures = append(out.BatchItemFailures,
				events.SQSBatchItemFailure{ItemIdentifier: message.MessageId})
		}
	}
	return out, nil
}

func (w *Worker) giveUp(ctx context.Context, message events.SQSMessage) {
	if err := w.Runner.GiveUp(ctx, message.Body); err != nil {
		w.Logger.ErrorContext(ctx, "job not ended", "message", message.MessageId, "error", err.Error())
	}
}
