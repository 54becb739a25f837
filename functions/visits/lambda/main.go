// Command lambda deploys the visits function.
package main

import (
	"github.com/lunxu/lunxu/functions/visits"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
)

func main() { deployed.Serve(keys.Open, visits.Register) }
