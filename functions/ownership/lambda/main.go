// Command lambda deploys the ownership function.
package main

import (
	"github.com/lunxu/lunxu/functions/ownership"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
)

func main() { deployed.Serve(keys.Open, ownership.Register) }
