// Package clause is the catalogue of the clauses that the product carries out: what each says in a line,
// in Chinese and English, and whether a person judges it. Every verdict cites clauses by these ids.
package clause

import (
	_ "embed"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

// Clause is one clause of the source documents.
type Clause struct {
	ID      domain.Clause
	Area    string // "rotation", "register", "reception", "attribution", "conduct", "administration" …
	Person  bool   // a person judges; the product records, routes, reminds and enforces
	TitleZh string
	TitleEn string
}

//go:embed catalogue.tsv
var catalogue string

var clauses = read(catalogue)

// All lists the clauses document by document, in the order of their articles. The list is the caller's.
func All() []Clause { return append([]Clause(nil), clauses...) }

// Find gives a clause by its id.
func Find(id domain.Clause) (Clause, bool) {
	for _, c := range clauses {
		if c.ID == id {
			return c, true
		}
	}
	return Clause{}, false
}

// read takes the catalogue apart: id, area, "person" or nothing, and the two titles, divided by tabs.
func read(text string) []Clause {
	var list []Clause
	for line := range strings.Lines(text) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 5 {
			continue // TestTheCatalogueIsWhole finds it
		}
		list = append(list, Clause{ID: domain.Clause(fields[0]), Area: fields[1], Person: fields[2] == "person",
			TitleZh: fields[3], TitleEn: fields[4]})
	}
	return list
}
