// Command lambda deploys the appointments function.
package main

import (
	"crypto/rand"

	"github.com/lunxu/lunxu/functions/appointments"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
	"github.com/lunxu/lunxu/internal/floor"
)

func main() {
	deployed.Serve(keys.Open, func(r *api.Router, f *floor.Floor) { appointments.Register(r, f, rand.Reader) })
}
