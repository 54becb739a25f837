// Command lambda deploys the deals function.
package main

import (
	"github.com/lunxu/lunxu/functions/deals"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
)

func main() { deployed.Serve(keys.Open, deals.Register) }
