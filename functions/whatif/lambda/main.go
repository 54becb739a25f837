// Command lambda deploys the whatif function: the steps of jobs on a site's past.
package main

import (
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/lunxu/lunxu/functions/whatif"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/queue"
	"github.com/lunxu/lunxu/internal/jobs"
)

func main() {
	f, logger := deployed.Floor(nil)
	worker := &whatif.Worker{Runner: &jobs.Runner{Floor: f, Queue: queue.NewSQS(os.Getenv, "JOBS_QUEUE_URL"),
		Logger: logger}, Logger: logger}
	lambda.Start(worker.Batch)
}
