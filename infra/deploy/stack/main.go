// Command stack writes template.yaml: from the text beside it, the tables of functions, queues and alarms below, the
// operations of the contract and the schema of the store.
//
// A program of ours writes it, and not Fn::ForEach, because the result is plain SAM that every SAM CLI takes, which
// anybody can read and cfn-lint can lint as it is; and not a hand, because routes, roles and tables are told elsewhere
// already, and what is told twice differs one day.
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/template"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/store"
)

//go:generate go run . ../../../template.yaml

//go:embed template.tmpl.yaml
var text string

func main() {
	written, err := render()
	if err == nil && len(os.Args) == 2 {
		err = os.WriteFile(os.Args[1], written, 0o644) // a file of the repository, to be read
	}
	if err != nil || len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: stack FILE:", err)
		os.Exit(1)
	}
}

// render gives the template.
func render() ([]byte, error) {
	parsed, err := template.New("").Funcs(template.FuncMap{"indexes": store.IndexesOf}).Parse(text)
	if err != nil {
		return nil, err
	}
	routes := routesOf(api.Operations)
	for i := range functions {
		functions[i].Routes = routes[functions[i].Folder]
	}
	var out bytes.Buffer
	err = parsed.Execute(&out, map[string]any{"Tables": store.Tables(), "Functions": functions, "Queues": queues,
		"Alarms": alarms,
		"Keys":   map[string]string{"DataKey": "Tables", "TransportKey": "Queues, logs and alarms"},
		"Logs":   map[string]string{"FunctionLogs": "/aws/lambda", "ApiLogs": "/aws/vendedlogs"}})
	return out.Bytes(), err
}

// statement is one permission of a role, as the template writes it.
type statement struct {
	Action, Condition string
	resources         []string
}

// Resource writes the resources.
func (s statement) Resource() string {
	if len(s.resources) == 1 {
		return s.resources[0]
	}
	return "[" + strings.Join(s.resources, ", ") + "]"
}

// statements joins what is allowed alike.
type statements []statement

func (of *statements) allow(condition, resource string, actions ...string) {
	if len(actions) == 0 {
		return
	}
	for i := range *of {
		if s := &(*of)[i]; s.Action == list(actions) && s.Condition == condition {
			s.resources = append(s.resources, resource)
			return
		}
	}
	*of = append(*of, statement{list(actions), condition, []string{resource}})
}

// Statements lists what a function may do besides writing its log.
func (f function) Statements() (of statements) {
	for _, g := range f.May {
		reads, writes := g.split()
		resource := fmt.Sprintf("!GetAtt %sTable.Arn", g.Table)
		if g.Index != "" {
			resource = fmt.Sprintf(`!Sub "${%sTable.Arn}/index/%s"`, g.Table, g.Index)
		}
		of.allow(g.condition(), resource, reads...)
		of.allow(transaction+g.condition(), resource, writes...)
	}
	if f.Keys {
		of.allow(line("StringEquals", `"kms:EncryptionContext:purpose"`, "lunxu-keyset"), "!Ref KeysetKeyArn",
			"kms:Decrypt")
	}
	if f.Takes != "" {
		of.allow("", "!GetAtt "+f.Takes+".Arn", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
	}
	if f.Sends != "" {
		of.allow("", "!GetAtt "+f.Sends+".Arn", "sqs:SendMessage")
	}
	if f.Scheduled() { // Lambda hands over what the function gave up, as the function
		of.allow("", "!GetAtt SchedulesFailedQueue.Arn", "sqs:SendMessage")
	}
	switch {
	case f.Sends != "" || f.Scheduled():
		of.allow("", "!GetAtt TransportKey.Arn", "kms:GenerateDataKey", "kms:Decrypt")
	case f.Takes != "":
		of.allow("", "!GetAtt TransportKey.Arn", "kms:Decrypt")
	}
	return of
}

// transaction lets a write in as a part of a transaction only, where its conditions are.
var transaction = line(`"ForAnyValue:StringEquals"`, `"dynamodb:EnclosingOperation"`, "[TransactWriteItems]")

func line(operator, key, value string) string {
	return fmt.Sprintf("\n%s%s: { %s: %s }", strings.Repeat(" ", 18), operator, key, value)
}

// split tells reads from writes.
func (g grant) split() (reads, writes []string) {
	for _, action := range strings.Fields(g.Actions) {
		if of := "dynamodb:" + action; action == "PutItem" || action == "DeleteItem" {
			writes = append(writes, of)
		} else {
			reads = append(reads, of)
		}
	}
	return reads, writes
}

func (g grant) condition() string {
	if len(g.Only) == 0 {
		return ""
	}
	return line(`"ForAllValues:StringLike"`, `"dynamodb:LeadingKeys"`, list(g.Only))
}

// list writes texts as a list in one line; a single one stands for itself.
func list(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = fmt.Sprintf("%q", text)
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// Variables lists a function's own environment.
func (f function) Variables() []string {
	var of []string
	for _, t := range store.Tables() {
		if slices.ContainsFunc(f.May, func(g grant) bool { return g.Table == t.Table }) {
			of = append(of, fmt.Sprintf("%s_TABLE: !Ref %[2]sTable", strings.ToUpper(string(t.Table)), t.Table))
		}
	}
	if f.Keys {
		of = append(of, "KEYSET: !Ref Keyset")
	}
	if f.Sends != "" {
		of = append(of, fmt.Sprintf("%s_QUEUE_URL: !Ref %s", strings.ToUpper(strings.TrimSuffix(f.Sends, "Queue")),
			f.Sends))
	}
	return append(of, f.Env...)
}

// Scheduled reports whether a schedule starts the function.
func (f function) Scheduled() bool { return f.Every > 0 }

// ID is the function's name in the template.
func (f function) ID() string { return strings.ReplaceAll(camel(f.Folder), "Whatif", "WhatIf") }
