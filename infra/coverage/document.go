package coverage

import (
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

const head = `# Clauses and what carries them out

Made from the presets, the code, the scenarios and the calls that they made; "go test ./infra/coverage -update" writes
it anew, and the same test fails when a clause lacks a rule or function, a scenario or an operation. ⚖ marks a clause
that a person judges: the operations are the workflow that records, routes and enforces.
`

// Document writes the rows as Markdown, one table a document.
func Document(rows []Row) string {
	var out strings.Builder
	out.WriteString(head)
	last := ""
	for _, row := range rows {
		if document, _, _ := strings.Cut(string(row.ID), "."); document != last {
			last = document
			fmt.Fprintf(&out, "\n## %s\n\n| clause | rule or function | scenarios | operations |\n|---|---|---|---|\n",
				document)
		}
		person := ""
		if row.Person {
			person = " ⚖"
		}
		fmt.Fprintf(&out, "| **%s**%s %s | %s | %s | %s |\n", row.ID, person, row.TitleZh,
			few(append(coded(row.Rules), coded(row.Functions)...), 6), few(row.Scenarios, 4),
			few(coded(row.Operations), 6))
	}
	return out.String()
}

// few joins the first of a list and says how many more there are.
func few(list []string, most int) string {
	if len(list) <= most {
		return strings.Join(list, "; ")
	}
	return fmt.Sprintf("%s; and %d more", strings.Join(list[:most], "; "), len(list)-most)
}

func coded(list []string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = "`" + text + "`"
	}
	return out
}

// Lacking names every clause that lacks something, with what.
func Lacking(rows []Row) map[domain.Clause][]string {
	out := map[domain.Clause][]string{}
	for _, row := range rows {
		if missing := row.Missing(); len(missing) > 0 {
			out[row.ID] = missing
		}
	}
	return out
}
