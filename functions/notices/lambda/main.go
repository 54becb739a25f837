// Command lambda deploys the notices function: what customers are to be told.
package main

import (
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/lunxu/lunxu/functions/notices"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
	"github.com/lunxu/lunxu/internal/notify"
	"github.com/lunxu/lunxu/internal/notify/amazon"
)

func main() {
	f, logger := deployed.Floor(keys.Open)
	ways, err := notify.FromEnvironment(os.Getenv, logger, amazon.Ways)
	if err != nil {
		logger.Error("the function cannot start", "error", err.Error())
		os.Exit(1)
	}
	teller := &notices.Teller{Runner: &notify.Runner{Floor: f, Ways: ways, Logger: logger},
		Now: func() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }}
	lambda.Start(teller.Handle)
}
