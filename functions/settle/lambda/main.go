// Command lambda deploys the settle function: the nights that dispatch asks for.
package main

import (
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/internal/deployed"
)

func main() {
	f, logger := deployed.Floor(nil)
	runner := &settle.Runner{Floor: f, Logger: logger, Now: time.Now}
	lambda.Start(runner.Batch)
}
