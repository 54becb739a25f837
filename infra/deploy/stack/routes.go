package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
)

// unknown is the function that takes what no other's route does below /v1: its own operations, and every path and
// method that is none.
const unknown = "sites"

// site is where the contract's paths divide: each thing that a site has belongs to the function that serves most of
// what is below it.
const site = "/v1/sites/{site}/"

// route is one event of a function: a path with every method, or with all that is below it.
type route struct{ Name, Rest string }

type router map[string][]route

// routesOf gives the routes of each function: few, and enough to lead every operation to its function by the gateway's
// precedence, which is the full path, then the longest path that ends in {proxy+}, then $default.
func routesOf(operations []api.Operation) router {
	below := map[string]map[string]int{} // thing → function → operations below it
	for _, op := range operations {
		if thing, deeper := thingOf(op.Path); deeper {
			if below[thing] == nil {
				below[thing] = map[string]int{}
			}
			below[thing][op.Function]++
		}
	}
	of, taken := router{}, map[string]bool{}
	of.add(unknown, "/v1/{proxy+}", "ANY", "")
	for _, op := range operations {
		takes := unknown
		if thing, deeper := thingOf(op.Path); deeper {
			takes = most(below[thing])
		}
		switch {
		case op.Open: // without a token, and this one method only
			of.add(op.Function, op.Path, op.Method, noToken)
		case op.Function != takes && !taken[op.Path]:
			of.add(op.Function, op.Path, "ANY", "")
			taken[op.Path] = true
		}
	}
	for _, thing := range slices.Sorted(maps.Keys(below)) {
		if takes := most(below[thing]); takes != unknown {
			of.add(takes, thing+"/{proxy+}", "ANY", "")
		}
	}
	of["pages"] = []route{{"Pages", noToken}} // without path and method: $default
	return of
}

const noToken = ", Auth: { Authorizer: NONE }"

// thingOf is the path of the thing of a site that a path leads to, and whether the path goes deeper.
func thingOf(path string) (thing string, deeper bool) {
	rest, of := strings.CutPrefix(path, site)
	thing, _, deeper = strings.Cut(rest, "/")
	return site + thing, of && deeper
}

// most is the function with the most operations, of two with as many the first by name.
func most(counts map[string]int) string {
	return slices.MaxFunc(slices.Sorted(maps.Keys(counts)), func(a, b string) int { return counts[a] - counts[b] })
}

// add names a route after the fixed parts of its path.
func (r router) add(function, path, method, rest string) {
	name := ""
	for part := range strings.SplitSeq(strings.TrimPrefix("/"+strings.TrimPrefix(path, "/v1/"), "/sites/{site}"), "/") {
		if !strings.HasPrefix(part, "{") {
			name += camel(part)
		}
	}
	switch {
	case strings.HasSuffix(path, "{proxy+}"):
		name += "Below"
	case strings.HasSuffix(path, "}"):
		name += "One"
	}
	r[function] = append(r[function], route{name, fmt.Sprintf(", Method: %s, Path: %q%s", method, path, rest)})
}

// camel writes words joined by hyphens as one name.
func camel(words string) string {
	name := ""
	for word := range strings.SplitSeq(words, "-") {
		name += strings.ToUpper(word[:min(1, len(word))]) + word[min(1, len(word)):]
	}
	return name
}
