package demo_test

import (
	"bytes"
	"testing"

	"github.com/lunxu/lunxu/infra/standalone/demo"
)

func TestDemo(t *testing.T) {
	var out bytes.Buffer
	err := demo.Run(t.Context(), &out)
	t.Log("\n" + out.String())
	if err != nil {
		t.Fatal(err)
	}
}
