// Command lambda deploys the dispatch function: the scheduler's tick.
package main

import (
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/lunxu/lunxu/functions/dispatch"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/queue"
)

func main() {
	f, logger := deployed.Floor(nil)
	d := &dispatch.Dispatcher{Store: f.Store(), Queue: queue.NewSQS(os.Getenv, "SETTLE_QUEUE_URL"), Logger: logger}
	lambda.Start(d.Handle)
}
