// Command lambda deploys the assessment function.
package main

import (
	"github.com/lunxu/lunxu/functions/assessment"
	"github.com/lunxu/lunxu/internal/deployed"
)

func main() { deployed.Serve(nil, assessment.Register) }
