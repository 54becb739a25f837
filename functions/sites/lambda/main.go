// Command lambda deploys the sites function.
package main

import (
	"github.com/lunxu/lunxu/functions/sites"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
)

func main() { deployed.Serve(keys.Open, sites.Register) }
