package contracttest

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

// described is the contract with a way to its operations.
type described struct {
	document *openapi3.T
	mux      *http.ServeMux
}

// match is the operation of a request; without a route there is none.
type match struct {
	route      *routers.Route
	parameters map[string]string
}

// contract loads infra/openapi.yaml of the module that the test runs in, once.
var contract = sync.OnceValues(func() (*described, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	document, err := openapi3.NewLoader().LoadFromFile(filepath.Join(root, "infra", "openapi.yaml"))
	if err != nil {
		return nil, fmt.Errorf("contracttest: %w", err)
	}
	for _, schema := range document.Components.Schemas {
		closeObjects(schema)
	}
	c := &described{document, http.NewServeMux()}
	for path, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			c.serve(&routers.Route{Spec: document, Server: &openapi3.Server{URL: "/"}, Path: path, PathItem: item,
				Method: method, Operation: operation})
		}
	}
	return c, nil
})

func moduleRoot() (string, error) {
	at, err := os.Getwd()
	for ; err == nil; at = filepath.Dir(at) {
		if _, missing := os.Stat(filepath.Join(at, "go.mod")); missing == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("contracttest: no go.mod above the working directory")
		}
	}
	return "", err
}

// closeObjects lets no object hold a property that the contract does not name, wherever the contract
// says nothing about them: clients may have to bear them, our own answers have none.
func closeObjects(schema *openapi3.SchemaRef) {
	if schema == nil || schema.Value == nil || schema.Ref != "" {
		return // what a reference points to is a schema of its own
	}
	s := schema.Value
	if len(s.Properties) > 0 && s.AdditionalProperties.Has == nil && s.AdditionalProperties.Schema == nil {
		closed := false
		s.AdditionalProperties.Has = &closed
	}
	for _, property := range s.Properties {
		closeObjects(property)
	}
	closeObjects(s.Items)
	closeObjects(s.AdditionalProperties.Schema)
}

// serve makes the mux find a route: its handler leaves the match in the writer.
func (c *described) serve(route *routers.Route) {
	c.mux.HandleFunc(route.Method+" "+route.Path, func(w http.ResponseWriter, request *http.Request) {
		into, ok := w.(*catcher)
		if !ok {
			return
		}
		into.match = match{route, map[string]string{}}
		for _, group := range []openapi3.Parameters{route.PathItem.Parameters, route.Operation.Parameters} {
			for _, p := range group {
				if p.Value.In == openapi3.ParameterInPath {
					into.match.parameters[p.Value.Name] = request.PathValue(p.Value.Name)
				}
			}
		}
	})
}

func (c *described) find(request *http.Request) match {
	into := &catcher{header: http.Header{}}
	c.mux.ServeHTTP(into, request.Clone(request.Context()))
	return into.match
}

type catcher struct {
	match  match
	header http.Header
}

func (c *catcher) Header() http.Header            { return c.header }
func (c *catcher) WriteHeader(int)                {}
func (c *catcher) Write(part []byte) (int, error) { return len(part), nil }
