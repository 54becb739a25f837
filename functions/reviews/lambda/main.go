// Command lambda deploys the reviews function.
package main

import (
	"os"

	"github.com/lunxu/lunxu/functions/reviews"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/queue"
	"github.com/lunxu/lunxu/internal/floor"
)

func main() {
	orders := queue.NewSQS(os.Getenv, "JOBS_QUEUE_URL")
	deployed.Serve(nil, func(r *api.Router, f *floor.Floor) { reviews.Register(r, f, orders) })
}
