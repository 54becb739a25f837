package awstest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/functions/pages"
	"github.com/lunxu/lunxu/infra/awstest/cfn"
	"github.com/lunxu/lunxu/internal/api"
)

// faultsOf tells what would fail when the template is deployed, and which requests would come to another function or
// past the authorizer.
func faultsOf(template *cfn.Template) []string {
	_, faults := template.Quotas()
	routes := template.Routes()
	expect := func(method, path, function string, open bool) {
		got, ok := cfn.Resolve(routes, method, filled(path))
		if !ok || got.Function != function || got.Open != open {
			faults = append(faults, fmt.Sprintf("%s %s comes to %q, open %v; want %q, %v", method, path, got.Function,
				got.Open, function, open))
		}
	}
	for _, op := range api.Operations {
		expect(op.Method, op.Path, op.Function, op.Open)
		expect("DELETE", op.Path+"/unknown/below", takes(routes, op.Path), false)
		if op.Open {
			expect("GET", op.Path, "sites", false) // the operation alone is open
		}
	}
	for _, page := range pages.Routes() {
		expect(page.Method, page.Path, "pages", true)
	}
	for path, open := range map[string]bool{"/v1/nothing": false, "/v1/sites/riverside/nothing": false,
		"/v1/sites/riverside/boards": false} {
		expect("GET", path, "sites", open)
	}
	for _, path := range []string{"/v1", "/favicon.ico", "/do", "/sites/riverside/board"} {
		expect("GET", path, "pages", true)
	}
	return faults
}

// takes is the function that answers what is unknown below a path: the one behind the thing of a site, or sites.
func takes(routes []cfn.Route, path string) string {
	rest, _ := strings.CutPrefix(path, "/v1/sites/{site}/")
	thing, _, _ := strings.Cut(rest, "/")
	for _, r := range routes {
		if r.Path == "/v1/sites/{site}/"+thing+"/{proxy+}" {
			return r.Function
		}
	}
	return "sites"
}

// filled puts something into the place of each parameter.
func filled(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "{") {
			parts[i] = "x1"
		}
	}
	return strings.Join(parts, "/")
}

func TestTemplateDeploysAndLeadsEveryRequestHome(t *testing.T) {
	template := parse(t, "template.yaml")
	for _, fault := range faultsOf(template) {
		t.Error(fault)
	}
	sizes, _ := template.Quotas()
	t.Logf("%+v, %d routes, %d alarms", sizes, len(template.Routes()),
		len(template.Resources("AWS::CloudWatch::Alarm")))
}

type m = map[string]any

// event is one more route of a function.
func event(path, method string, rest m) m {
	properties := m{"ApiId": m{"Ref": "Api"}, "Path": path, "Method": method}
	maps.Copy(properties, rest)
	return m{"Type": "HttpApi", "Properties": properties}
}

// more adds so many events.
func more(n int, one m) func(m) {
	return func(events m) {
		for i := range n {
			events[fmt.Sprint("More", i)] = one
		}
	}
}

// breaks break the template once for each thing that the test above is there to see.
var breaks = []struct {
	fault    string
	resource string
	in       []string // properties of the resource
	how      func(m)
}{
	{"bytes of a function's resource policy", "SitesFunction", []string{"Events"}, more(60, event("/v1/more", "GET",
		nil))},
	{"integrations, at most 300", "SitesFunction", []string{"Events"}, more(300, event("/v1/more", "GET", nil))},
	{"resources, at most 500", "SitesFunction", []string{"Events"}, more(400, m{"Type": "SQS"})},
	{"bytes of a role's policies", "SitesRole", []string{}, func(role m) {
		role["Policies"] = []any{m{"PolicyName": strings.Repeat("x", 10241)}}
	}},
	{"bytes of an environment", "SitesFunction", []string{"Environment", "Variables"}, func(variables m) {
		variables["MORE"] = strings.Repeat("x", 4096)
	}},
	{"bytes of template", "AlarmTopic", []string{}, func(topic m) {
		topic["DisplayName"] = strings.Repeat("x", 1_000_000)
	}},
	{"FunctionLogs: Retain", "FunctionLogs", nil, func(group m) { group["DeletionPolicy"] = "Retain" }},
	{"no principal logs.", "TransportKey", []string{"KeyPolicy"}, func(policy m) {
		policy["Statement"] = []any{m{"Principal": m{"Service": m{"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"}}}}
	}},
	{"POST /v1/webhooks/{source} comes to", "AppointmentsFunction", []string{"Events", "WebhooksOne", "Properties"},
		func(e m) {
			delete(e, "Auth")
		}},
	{"GET /v1/webhooks/{source} comes to", "AppointmentsFunction", []string{"Events", "WebhooksOne", "Properties"},
		func(e m) {
			e["Method"] = "ANY"
		}},
	{"POST /v1/sites/{site}/arrivals comes to", "VisitsFunction", []string{"Events"},
		func(events m) { delete(events, "Arrivals") }},
	{"GET /v1/sites/{site}/visits comes to", "SitesFunction", []string{"Events"}, func(events m) {
		events["Visits"] = event("/v1/sites/{site}/visits", "GET", nil)
	}},
	{"feedback/routing comes to", "VisitsFunction", []string{"Events"}, func(events m) {
		events["Feedback"] = event("/v1/sites/{site}/visits/{visit}/feedback/routing", "POST", nil)
	}},
	{"GET /v1/policies comes to \"sites\", open true", "SitesFunction", []string{"Events"}, func(events m) {
		events["Policies"] = event("/v1/policies", "ANY", m{"Auth": m{"Authorizer": "NONE"}})
	}},
	{"GET /v1/nothing comes to \"pages\"", "SitesFunction", []string{"Events"}, func(events m) {
		delete(events,
			"Below")
	}},
	{"GET /board/{site} comes to \"\"", "PagesFunction", []string{"Events"}, func(events m) {
		delete(events,
			"Pages")
	}},
	{"GET /board/{site} comes to \"pages\", open false", "PagesFunction", []string{"Events", "Pages", "Properties"},
		func(e m) {
			delete(e, "Auth")
		}},
}

func TestFaultsOfATemplateAreSeen(t *testing.T) {
	for _, c := range breaks {
		template := parse(t, "template.yaml")
		at := cfn.Map(template.Root, "Resources", c.resource)
		if c.in != nil {
			at = cfn.Map(at, append([]string{"Properties"}, c.in...)...)
		}
		c.how(at)
		found := slices.ContainsFunc(faultsOf(template), func(fault string) bool {
			return strings.Contains(fault,
				c.fault)
		})
		if !found {
			t.Errorf("not seen: %s", c.fault)
		}
	}
}

// TestTheAPIIsNarrow: one API, whose authorizer checks issuer and audience, without preflights, other ways in, or
// anything personal in its log.
func TestTheAPIIsNarrow(t *testing.T) {
	template := parse(t, "template.yaml")
	apis := template.Resources("AWS::Serverless::HttpApi")
	wantIDs(t, "APIs", apis, "Api")
	auth := cfn.Map(apis[0].Body, "Properties", "Auth")
	authorizer := cfn.Map(auth, "Authorizers", cfn.Text(auth, "DefaultAuthorizer"))
	if cfn.Target(cfn.At(authorizer, "JwtConfiguration", "issuer")) != "OidcIssuer" ||
		cfn.Target(first(cfn.At(authorizer, "JwtConfiguration", "audience"))) != "OidcAudience" {
		t.Error("the default authorizer checks no issuer or audience")
	}
	if cfn.At(apis[0].Body, "Properties", "CorsConfiguration") != nil {
		t.Error("answers preflights without a token")
	}
	log := cfn.Text(apis[0].Body, "Properties", "AccessLogSettings", "Format")
	for _, personal := range []string{"sourceIp", "userAgent", "claims", "context.path", "identity"} {
		if log == "" || strings.Contains(log, personal) {
			t.Errorf("the access log is empty or holds %s", personal)
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
	if err != nil || len(mains) == 0 {
		t.Fatalf("no folder functions/*/lambda with a main.go: %v", err)
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

// TestNothingForbiddenIsWritten looks at the text itself, for what no parsed form would show.
func TestNothingForbiddenIsWritten(t *testing.T) {
	source, err := os.ReadFile(top + "template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, forbidden := range []string{"Scan", "PartiQL", "arn:aws:", "arn:aws-cn:", "FunctionUrlConfig", "dynamodb:*",
		"ConditionCheckItem"} {
		if strings.Contains(string(source), forbidden) {
			t.Errorf("template.yaml contains %q", forbidden)
		}
	}
}
