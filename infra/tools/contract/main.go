// Command contract makes from the contract what the product would otherwise repeat: the table of operations, the
// limits of their parameters and bodies, and the fields of their forms. It lays the contract itself out first.
//
//	go run ./contract CONTRACT REPOSITORY
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"log"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: contract CONTRACT REPOSITORY")
	}
	if err := layOutFile(os.Args[1]); err != nil {
		log.Fatalf("%s: %v", os.Args[1], err)
	}
	d, operations, err := read(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for file, write := range map[string]writer{
		"internal/api/operations.gen.go": writeOperations,
		"internal/api/limits.gen.go":     writeLimits,
		"functions/pages/fields.gen.go":  writeFields,
	} {
		if err := generate(filepath.Join(os.Args[2], file), d, operations, write); err != nil {
			log.Fatalf("%s: %v", file, err)
		}
	}
}

func layOutFile(file string) error {
	source, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	laid, err := layOut(source)
	if err != nil {
		return err
	}
	return os.WriteFile(file, laid, 0o644)
}

type writer func(*bytes.Buffer, *document, []*operation) error

func generate(file string, d *document, operations []*operation, write writer) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "// Code generated from infra/openapi.yaml by infra/tools/contract. DO NOT EDIT.\n\npackage %s\n",
		filepath.Base(filepath.Dir(file)))
	if err := write(&out, d, operations); err != nil {
		return err
	}
	source, err := format.Source(out.Bytes())
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, source, 0o644)
}
