// Command lambda deploys the inbox function.
package main

import (
	"github.com/lunxu/lunxu/functions/inbox"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
)

func main() { deployed.Serve(keys.Open, inbox.Register) }
