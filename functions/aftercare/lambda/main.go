// Command lambda deploys the aftercare function.
package main

import (
	"github.com/lunxu/lunxu/functions/aftercare"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
)

func main() { deployed.Serve(keys.Open, aftercare.Register) }
