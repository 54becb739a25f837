package coverage

import (
	"path/filepath"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/lunxu/lunxu/internal/api"
)

// TestEverythingCanBeEntered fails for an operation that writes, or a field of its body, that no page has a form for
// and that is not listed as meant for programs; and for a row of that list which is no longer so.
func TestEverythingCanBeEntered(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(root, "infra", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	pages, err := ReadForms(root)
	if err != nil {
		t.Fatal(err)
	}
	missing, fields := map[string]bool{}, 0
	for _, op := range api.Operations {
		if !op.Write && !op.TakesBody() {
			continue
		}
		if !pages.Has(op.ID) {
			missing[op.ID] = true
			continue
		}
		o := doc.Paths.Find(op.Path).GetOperation(op.Method)
		if o.RequestBody == nil {
			continue
		}
		for _, path := range paths(o.RequestBody.Value.Content["application/json"].Schema.Value, "") {
			if fields++; !pages.Takes(op.ID, path) {
				missing[op.ID+" "+path] = true
			}
		}
	}
	for what := range missing {
		if forPrograms[what] == "" {
			t.Errorf("no page can enter %s", what)
		}
	}
	for what := range forPrograms {
		if !missing[what] {
			t.Errorf("%s can be entered, or is not there: take it off the list", what)
		}
	}
	t.Logf("%d fields of forms; %d meant for programs", fields, len(forPrograms))
}

// paths names the fields of a body, as "names.agent", those of a list's rows as "items[].kind".
func paths(s *openapi3.Schema, at string) (all []string) {
	for name, property := range s.Properties {
		value := property.Value
		if len(value.AllOf) == 1 {
			value = value.AllOf[0].Value
		}
		_, raw := value.Extensions["x-go-type"]
		switch {
		case !raw && value.Type.Is("object"):
			all = append(all, paths(value, at+name+".")...)
		case !raw && value.Type.Is("array") && value.Items.Value.Type.Is("object"):
			all = append(all, paths(value.Items.Value, at+name+"[].")...)
		default:
			all = append(all, at+name)
		}
	}
	return all
}

// forPrograms are the operations and fields that no form of the pages has, each with its reason.
var forPrograms = map[string]string{
	"checkIn device":      "the browser's own mark, which the page adds",
	"addTakeoverRows":     "the page that takes the file sends its rows",
	"checkDecision":       "the certificate asks for the hash in its address (GET /decisions/{site}/{decision})",
	"lookUpOwner":         "the desk asks while a number is typed (POST /desk/{site}/look-up)",
	"openTakeover":        "the page that takes the file opens the list",
	"receiveWebhook":      "a booking system signs and sends it",
	"validatePolicyDraft": "another button of the form that publishes a version (POST /manage/{site}/policy)",
}
