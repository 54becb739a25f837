package awstest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/infra/awstest/cfn"
)

// TestWaysOutAreNarrow: what Amazon SES and SNS take is granted to the function that tells people alone, and only where
// the way is taken: mail of one identity and one sender's address, texts to phone numbers and to no topic.
func TestWaysOutAreNarrow(t *testing.T) {
	template := parse(t, "template.yaml")
	want := map[string]string{
		"NoticesMailPolicy": "Mails [NoticesRole] Allow [ses:SendEmail ses:SendRawEmail] " +
			"[arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${NotifyMailIdentity}] " +
			"NotifyMailFrom",
		"NoticesTextPolicy": "Texts [NoticesRole] Allow [sns:Publish] [*]  " +
			"Deny [sns:Publish] [arn:${AWS::Partition}:sns:*:*:*] ",
	}
	got := map[string]string{}
	for _, policy := range template.Resources("AWS::IAM::Policy") {
		var roles []string
		for _, role := range cfn.List(policy.Body, "Properties", "Roles") {
			roles = append(roles, cfn.Target(role))
		}
		text := fmt.Sprint(cfn.Text(policy.Body, "Condition"), " ", roles)
		for _, s := range cfn.List(policy.Body, "Properties", "PolicyDocument", "Statement") {
			var resources []string
			for _, resource := range cfn.List(s, "Resource") {
				resources = append(resources, cfn.Target(resource))
			}
			text += fmt.Sprint(" ", cfn.Text(s, "Effect"), " ", cfn.Texts(s, "Action"), " ", resources, " ",
				cfn.Target(cfn.At(s, "Condition", "StringEquals", "ses:FromAddress")))
		}
		got[policy.ID] = text
	}
	for id, text := range want {
		if got[id] != text {
			t.Errorf("%s:\n%s, want\n%s", id, got[id], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d policies beside the roles", len(got))
	}
	for _, role := range template.Resources("AWS::IAM::Role") {
		for _, s := range role.Statements() {
			if slices.ContainsFunc(s.Actions, func(a string) bool {
				return strings.HasPrefix(a, "ses:") ||
					strings.HasPrefix(a, "sns:")
			}) {
				t.Errorf("%s: %v", role.ID, s.Actions)
			}
		}
	}
	if via := fmt.Sprint(template.Setting(functionNamed(t, template, "NoticesFunction"), "Environment", "Variables",
		"NOTIFY_VIA")); !strings.Contains(via, "Mails ses") || !strings.Contains(via, "Texts sns") ||
		!strings.Contains(via, "Posts webhook log") {
		t.Errorf("NOTIFY_VIA is %s", via)
	}
}

func functionNamed(t *testing.T, template *cfn.Template, id string) cfn.Function {
	t.Helper()
	for _, f := range template.Functions() {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("no function %s", id)
	return cfn.Function{}
}
