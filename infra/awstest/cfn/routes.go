package cfn

import (
	"cmp"
	"slices"
	"strings"
)

// Route is one route of the API and the function behind it.
type Route struct {
	Name     string // of the event
	Method   string // ANY: every one
	Path     string // $default: whatever no other route takes
	Function string // folder
	Open     bool   // no authorizer
}

// Routes lists the API routes of all functions.
func (t *Template) Routes() []Route {
	var of []Route
	for _, f := range t.Functions() {
		for name, event := range Map(f.Body, "Properties", "Events") {
			if p := Map(event, "Properties"); Text(event, "Type") == "HttpApi" {
				of = append(of, Route{name, cmp.Or(Text(p, "Method"), "ANY"), cmp.Or(Text(p, "Path"), "$default"),
					f.Folder,
					Text(p, "Auth", "Authorizer") == "NONE"})
			}
		}
	}
	return of
}

// Resolve finds the route that the HTTP API takes a request to: the full match, fixed parts before parameters and the
// method before ANY; then the longest path ending in {proxy+}; then $default.
func Resolve(routes []Route, method, path string) (Route, bool) {
	var found []Route
	for _, r := range routes {
		if (r.Method == "ANY" || r.Method == method) && r.takes(path) {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		return Route{}, false
	}
	return slices.MinFunc(found, func(a, b Route) int { return strings.Compare(a.rank(), b.rank()) }), true
}

func (r Route) takes(path string) bool {
	if r.Path == "$default" {
		return true
	}
	parts, given := strings.Split(r.Path, "/"), strings.Split(path, "/")
	for i, part := range parts {
		switch {
		case part == "{proxy+}":
			return len(given) > i && given[i] != ""
		case i >= len(given), part != given[i] && (!strings.HasPrefix(part, "{") || given[i] == ""):
			return false
		}
	}
	return len(parts) == len(given)
}

// rank sorts the better route first.
func (r Route) rank() string {
	rank := ""
	for part := range strings.SplitSeq(r.Path, "/") {
		switch {
		case part == "$default":
			return "9"
		case part == "{proxy+}":
			return "5" + strings.Repeat("0", strings.Count(r.Path, "/")) + "9"
		case strings.HasPrefix(part, "{"):
			rank += "1"
		default:
			rank += "0"
		}
	}
	if r.Method == "ANY" {
		rank += "1"
	}
	return "1" + rank
}
