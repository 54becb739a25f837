package cfn

import "strings"

// Statement is one statement of a role's inline policies. Resources are as Target names them.
type Statement struct {
	Effect    string
	Actions   []string
	Resources []string
	Not       bool     // NotAction or NotResource is used
	Leading   []string // the patterns of partition keys that a condition limits it to; empty: every partition
}

// Statements lists the statements of a role's inline policies.
func (r Resource) Statements() []Statement {
	var of []Statement
	for _, policy := range List(r.Body, "Properties", "Policies") {
		for _, s := range List(policy, "PolicyDocument", "Statement") {
			statement := Statement{
				Effect:  Text(s, "Effect"),
				Actions: Texts(s, "Action"),
				Not:     At(s, "NotAction") != nil || At(s, "NotResource") != nil,
				Leading: Texts(s, "Condition", "ForAllValues:StringLike", "dynamodb:LeadingKeys"),
			}
			for _, resource := range List(s, "Resource") {
				statement.Resources = append(statement.Resources, Target(resource))
			}
			of = append(of, statement)
		}
	}
	return of
}

// Allows reports whether one of the statements allows the action on the resource.
func Allows(statements []Statement, action, resource string) bool {
	for _, s := range statements {
		if s.Effect != "Allow" || s.Not {
			continue
		}
		for _, a := range s.Actions {
			for _, r := range s.Resources {
				if a == action && r == resource {
					return true
				}
			}
		}
	}
	return false
}

// Function is one deployed function.
type Function struct {
	Resource
	Folder string // below functions/
	Role   Resource
}

// Functions lists the functions with their folders and roles.
func (t *Template) Functions() []Function {
	var of []Function
	for _, r := range t.Resources("AWS::Serverless::Function") {
		folder := strings.TrimSuffix(strings.TrimPrefix(Text(r.Body, "Properties", "CodeUri"), "functions/"), "/lambda/")
		role, _, _ := strings.Cut(Target(At(r.Body, "Properties", "Role")), ".")
		found, _ := t.Resource(role)
		of = append(of, Function{Resource: r, Folder: folder, Role: found})
	}
	return of
}

// Setting is a property of the function, or else the template's global one.
func (t *Template) Setting(f Function, keys ...string) any {
	if own := At(f.Body, append([]string{"Properties"}, keys...)...); own != nil {
		return own
	}
	return At(t.Root, append([]string{"Globals", "Function"}, keys...)...)
}

// Route is one route of the API and the function behind it.
type Route struct {
	Name     string // of the event
	Method   string
	Path     string
	Function string // folder
	Event    map[string]any
}

// Routes lists the API routes of all functions.
func (t *Template) Routes() []Route {
	var of []Route
	for _, f := range t.Functions() {
		for name := range Map(f.Body, "Properties", "Events") {
			event := Map(f.Body, "Properties", "Events", name)
			if Text(event, "Type") != "HttpApi" {
				continue
			}
			p := Map(event, "Properties")
			of = append(of, Route{name, Text(p, "Method"), Text(p, "Path"), f.Folder, event})
		}
	}
	return of
}
