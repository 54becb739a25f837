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
)

func main() {
	f, logger := deployed.Floor(keys.Open)
	sender, err := notify.FromEnvironment(os.Getenv, logger)
	if err != nil {
		logger.Error("the function cannot start", "error", err.Error())
		os.Exit(1)
	}
	teller := &notices.Teller{Runner: &notify.Runner{Floor: f, Sender: sender, Logger: logger},
		Now: func() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }}
	lambda.Start(teller.Handle)
}
