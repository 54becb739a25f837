package cfn

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Expand gives the resources that SAM makes of the template: a permission for each event of the API with an integration
// for each path and method, mappings of queues, destinations of what failed, and the API's stage.
func (t *Template) Expand() map[string]Resource {
	of := map[string]Resource{}
	add := func(id, kind string, body map[string]any) { of[id] = Resource{id, "AWS::" + kind, body} }
	for _, r := range t.Resources("") {
		switch r.Type {
		case "AWS::Serverless::Function":
			properties := maps.Clone(Map(r.Body, "Properties"))
			variables := maps.Clone(Map(t.Root, "Globals", "Function", "Environment", "Variables"))
			maps.Copy(variables, Map(properties, "Environment", "Variables"))
			properties["Environment"] = map[string]any{"Variables": variables}
			add(r.ID, "Lambda::Function", map[string]any{"Properties": properties})
			for name, event := range Map(properties, "Events") {
				switch Text(event, "Type") {
				case "HttpApi":
					add(r.ID+name+"Permission", "Lambda::Permission", permission(r.ID, Map(event, "Properties")))
				case "SQS":
					add(r.ID+name, "Lambda::EventSourceMapping", Map(event))
				}
			}
			if properties["EventInvokeConfig"] != nil {
				add(r.ID+"EventInvokeConfig", "Lambda::EventInvokeConfig", nil)
			}
		case "AWS::Serverless::HttpApi":
			add(r.ID, "ApiGatewayV2::Api", r.Body)
			add(r.ID+"ApiGatewayDefaultStage", "ApiGatewayV2::Stage", nil)
		default:
			of[r.ID] = r
		}
	}
	return of
}

var parameter = regexp.MustCompile(`\{[^}]*\}`)

func permission(function string, event map[string]any) map[string]any {
	source := "*"
	if path := Text(event, "Path"); path != "" {
		source = strings.Replace(Text(event, "Method"), "ANY", "*", 1) + parameter.ReplaceAllString(path, "*")
	}
	return map[string]any{"Properties": map[string]any{"FunctionName": function,
		"Principal": "apigateway.amazonaws.com",
		"SourceArn": "arn:aws-cn:execute-api:ap-southeast-1:123456789012:abcdefghij/*/" + source}}
}

// The quotas of AWS that no linter knows, in bytes or numbers.
const (
	maxResourcePolicy = 20480 // of a function
	maxIntegrations   = 300   // of an HTTP API, not to be raised
	maxResources      = 500
	maxInlinePolicies = 10240 // of a role
	maxEnvironment    = 4096
	maxTemplate       = 1_000_000
)

// Sizes are what the quotas bound.
type Sizes struct{ Resources, Integrations, ResourcePolicy, InlinePolicies, Environment, Template int }

// regional is the form of a service's name that exists in some partitions only.
var regional = regexp.MustCompile(`\.(\$\{AWS::|[a-z]{2}(-[a-z]+)+-[0-9])`)

// Quotas measures what SAM makes of the template and tells what would fail at its first or second CREATE.
func (t *Template) Quotas() (Sizes, []string) {
	expanded, policies := t.Expand(), map[string]int{}
	sizes := Sizes{Resources: len(expanded), Integrations: len(t.Routes()), Template: length(expanded)}
	var faults []string
	fault := func(format string, values ...any) { faults = append(faults, fmt.Sprintf(format, values...)) }
	for _, id := range slices.Sorted(maps.Keys(expanded)) {
		r := expanded[id]
		switch r.Type {
		case "AWS::Lambda::Permission":
			function := Text(r.Body, "Properties", "FunctionName")
			policies[function] += length(policyStatement(id, function, r)) + 1
			sizes.ResourcePolicy = max(sizes.ResourcePolicy, policies[function])
		case "AWS::IAM::Role":
			sizes.InlinePolicies = max(sizes.InlinePolicies, length(At(r.Body, "Properties", "Policies")))
		case "AWS::Lambda::Function":
			sizes.Environment = max(sizes.Environment, length(At(r.Body, "Properties", "Environment", "Variables")))
		}
		if Text(r.Body, "DeletionPolicy") == "Retain" {
			fault("%s: Retain keeps it after a failed first CREATE, RetainExceptOnCreate does not", id)
		}
		Walk(r.Body, func(path []string, value any) {
			if name, ok := value.(string); ok && slices.Contains(path, "Principal") && slices.Contains(path,
				"Service") && regional.MatchString(name) {
				fault("%s: no principal %s in every partition", id, name)
			}
		})
	}
	for _, quota := range []struct {
		what      string
		is, limit int
	}{
		{"resources", sizes.Resources, maxResources}, {"integrations", sizes.Integrations, maxIntegrations},
		{"bytes of a function's resource policy", sizes.ResourcePolicy, maxResourcePolicy},
		{"bytes of a role's policies", sizes.InlinePolicies, maxInlinePolicies},
		{"bytes of an environment", sizes.Environment, maxEnvironment}, {"bytes of template", sizes.Template,
			maxTemplate},
	} {
		if quota.is > quota.limit {
			fault("%d %s, at most %d", quota.is, quota.what, quota.limit)
		}
	}
	return sizes, faults
}

// policyStatement is a permission as Lambda keeps it.
func policyStatement(id, function string, r Resource) map[string]any {
	return map[string]any{"Sid": "sales-sites-" + id + "-ABCDEFGHIJKL", "Effect": "Allow",
		"Action":    "lambda:InvokeFunction",
		"Principal": map[string]any{"Service": Text(r.Body, "Properties", "Principal")},
		"Resource":  "arn:aws-cn:lambda:ap-southeast-1:123456789012:function:sales-sites-" + function + "-ABCDEFGHIJKL",
		"Condition": map[string]any{"ArnLike": map[string]any{"AWS:SourceArn": Text(r.Body, "Properties",
			"SourceArn")}}}
}

func length(v any) int {
	encoded, err := json.Marshal(v)
	if err != nil {
		panic(err) // a template is made of texts, numbers, lists and mappings
	}
	return len(encoded)
}
