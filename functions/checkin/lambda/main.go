// Command lambda deploys the checkin function.
package main

import (
	"crypto/rand"
	"os"

	"github.com/lunxu/lunxu/functions/checkin"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
	"github.com/lunxu/lunxu/internal/floor"
)

func main() {
	deployed.Serve(keys.Open, func(r *api.Router, f *floor.Floor) {
		checkin.Register(r, f, rand.Reader, os.Getenv("ORIGIN"))
	})
}
