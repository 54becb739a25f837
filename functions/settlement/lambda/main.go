// Command lambda deploys the settlement function.
package main

import (
	"github.com/lunxu/lunxu/functions/settlement"
	"github.com/lunxu/lunxu/internal/deployed"
)

func main() { deployed.Serve(nil, settlement.Register) }
