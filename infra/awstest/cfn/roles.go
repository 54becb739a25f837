package cfn

import (
	"path"
	"slices"
	"strings"
)

// Statement is one statement of a role's inline policies. Resources are as Target names them.
type Statement struct {
	Effect     string
	Actions    []string
	Resources  []string
	Not        bool                           // NotAction or NotResource is used
	Conditions map[string]map[string][]string // operator → key → values
}

// Statements lists the statements of a role's inline policies.
func (r Resource) Statements() []Statement {
	var of []Statement
	for _, policy := range List(r.Body, "Properties", "Policies") {
		for _, s := range List(policy, "PolicyDocument", "Statement") {
			statement := Statement{Effect: Text(s, "Effect"), Actions: Texts(s, "Action"),
				Not:        At(s, "NotAction") != nil || At(s, "NotResource") != nil,
				Conditions: map[string]map[string][]string{}}
			for _, resource := range List(s, "Resource") {
				statement.Resources = append(statement.Resources, Target(resource))
			}
			for operator, keys := range Map(s, "Condition") {
				statement.Conditions[operator] = map[string][]string{}
				for key := range Map(keys) {
					statement.Conditions[operator][key] = Texts(keys, key)
				}
			}
			of = append(of, statement)
		}
	}
	return of
}

// Call is an action on a resource with what conditions may look at.
type Call struct {
	Action, Resource string
	Context          map[string][]string
}

// Allows reports whether one of the statements allows the call.
func Allows(statements []Statement, call Call) bool {
	return slices.ContainsFunc(statements, func(s Statement) bool {
		return s.names(call.Action, call.Resource) && s.holds(call.Context)
	})
}

// Names reports whether one of the statements allows the action on the resource, whatever its conditions.
func Names(statements []Statement, action, resource string) bool {
	return slices.ContainsFunc(statements, func(s Statement) bool { return s.names(action, resource) })
}

func (s Statement) names(action, resource string) bool {
	return s.Effect == "Allow" && !s.Not && slices.Contains(s.Actions, action) && slices.Contains(s.Resources, resource)
}

// holds reports whether every condition holds. An operator that is not known here never does.
func (s Statement) holds(context map[string][]string) bool {
	for operator, keys := range s.Conditions {
		for key, wanted := range keys {
			given := context[key]
			like := func(value string) bool {
				return slices.ContainsFunc(wanted, func(pattern string) bool { return matches(pattern, value) })
			}
			var ok bool
			switch operator {
			case "StringEquals":
				ok = len(given) == 1 && slices.Contains(wanted, given[0])
			case "ForAnyValue:StringEquals":
				ok = slices.ContainsFunc(given, func(value string) bool { return slices.Contains(wanted, value) })
			case "ForAllValues:StringLike":
				ok = !slices.ContainsFunc(given, func(value string) bool { return !like(value) })
			}
			if !ok {
				return false
			}
		}
	}
	return true
}

// matches is a pattern of policies: * stands for any text.
func matches(pattern, value string) bool {
	ok, err := path.Match(strings.ReplaceAll(pattern, "/", "|"), strings.ReplaceAll(value, "/", "|"))
	return ok && err == nil
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
		folder := strings.TrimSuffix(strings.TrimPrefix(Text(r.Body, "Properties", "CodeUri"), "functions/"),
			"/lambda/")
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
