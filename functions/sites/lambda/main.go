// Command lambda deploys the sites function.
package main

import (
	"github.com/lunxu/lunxu/functions/sites"
	"github.com/lunxu/lunxu/internal/deployed"
)

func main() { deployed.Serve(nil, sites.Register) }
