package awstest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/infra/awstest/cfn"
	"github.com/lunxu/lunxu/internal/api"
)

// contract maps "METHOD path" to "operationId function" as infra/openapi.yaml has them.
func contract(t testing.TB) map[string]string {
	t.Helper()
	source, err := os.ReadFile(top + "infra/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Paths map[string]map[string]any `yaml:"paths"`
	}
	if err := yaml.Unmarshal(source, &document); err != nil {
		t.Fatal(err)
	}
	operations := map[string]string{}
	for path, item := range document.Paths {
		for method, operation := range item {
			if id := cfn.Text(operation, "operationId"); id != "" {
				operations[strings.ToUpper(method)+" "+path] = id + " " + cfn.Text(operation, "x-function")
			}
		}
	}
	if len(operations) < 40 {
		t.Fatalf("only %d operations read from the contract", len(operations))
	}
	return operations
}

func TestRoutesAreThoseOfTheContract(t *testing.T) {
	routes := map[string]string{}
	for _, route := range parse(t, "template.yaml").Routes() {
		if route.Function == "pages" {
			continue // what people see is no part of the contract; TestPagesAreThoseOfTheTemplate
		}
		routes[route.Method+" "+route.Path] = strings.ToLower(route.Name[:1]) + route.Name[1:] + " " + route.Function
	}
	if diff := cmp.Diff(contract(t), routes); diff != "" {
		t.Errorf("routes (-contract +template):\n%s", diff)
	}
	table := map[string]string{}
	for _, op := range api.Operations {
		table[op.Method+" "+op.Path] = op.ID + " " + op.Function
	}
	if diff := cmp.Diff(table, routes); diff != "" {
		t.Errorf("routes (-role table +template):\n%s", diff)
	}
}

func TestOnlySignedRoutesAreOpen(t *testing.T) {
	template := parse(t, "template.yaml")
	apis := template.Resources("AWS::Serverless::HttpApi")
	wantIDs(t, "APIs", apis, "Api")
	for _, gateway := range apis {
		auth := cfn.Map(gateway.Body, "Properties", "Auth")
		authorizer := cfn.Map(auth, "Authorizers", cfn.Text(auth, "DefaultAuthorizer"))
		if cfn.Target(cfn.At(authorizer, "JwtConfiguration", "issuer")) != "OidcIssuer" ||
			len(cfn.List(authorizer, "JwtConfiguration", "audience")) == 0 {
			t.Errorf("%s: the default authorizer checks no issuer or audience", gateway.ID)
		}
		if cfn.At(gateway.Body, "Properties", "CorsConfiguration") != nil {
			t.Errorf("%s: answers preflights without a token", gateway.ID)
		}
		log := cfn.Text(gateway.Body, "Properties", "AccessLogSettings", "Format")
		for _, personal := range []string{"sourceIp", "userAgent", "claims", "context.path", "identity"} {
			if log == "" || strings.Contains(log, personal) {
				t.Errorf("%s: the access log is empty or holds %s", gateway.ID, personal)
			}
		}
	}
	open := map[string]bool{}
	for _, op := range api.Operations {
		open[op.Method+" "+op.Path] = op.Open
	}
	for _, route := range template.Routes() {
		auth := cfn.At(route.Event, "Properties", "Auth")
		own := auth != nil
		switch {
		case route.Function == "pages": // these check the session that the browser keeps, where the API checks a token
			own = cfn.Text(auth, "Authorizer") != "NONE" || strings.HasPrefix(route.Path, "/v1")
		case open[route.Method+" "+route.Path]:
			if cfn.Text(auth, "Authorizer") != "NONE" {
				t.Errorf("%s: signed deliveries cannot come in", route.Name)
			}
			own = false
		}
		if cfn.Target(cfn.At(route.Event, "Properties", "ApiId")) != "Api" || own ||
			strings.Contains(route.Path, "+}") || route.Method == "ANY" {
			t.Errorf("%s: outside the API, own authorization or a catch-all", route.Name)
		}
	}
	for _, kind := range []string{"AWS::Lambda::Url", "AWS::Serverless::Api", "AWS::ApiGatewayV2::Route"} {
		if len(template.Resources(kind)) > 0 {
			t.Errorf("%s is a way in beside the API", kind)
		}
	}
}

// folders lists the functions by their folders.
func folders(t testing.TB) []string {
	t.Helper()
	mains, err := filepath.Glob(top + "functions/*/lambda/main.go")
	if err != nil {
		t.Fatal(err)
	}
	if len(mains) == 0 {
		t.Fatal("no folder functions/*/lambda with a main.go")
	}
	var names []string
	for _, path := range mains {
		names = append(names, filepath.Base(filepath.Dir(filepath.Dir(path))))
	}
	return names
}

func TestEveryFolderIsDeployed(t *testing.T) {
	deployed := map[string]bool{}
	for _, f := range parse(t, "template.yaml").Functions() {
		deployed[f.Folder] = true
	}
	if diff := cmp.Diff(folders(t), slices.Sorted(maps.Keys(deployed))); diff != "" {
		t.Errorf("functions (-folders +template):\n%s", diff)
	}
}
