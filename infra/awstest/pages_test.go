package awstest

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/infra/awstest/runtimeapi"
)

// TestPagesMayWhatTheirOperationsMay: the pages hold the operations of every function of the API, so their role is the
// union of those functions' roles, and nothing beside it.
func TestPagesMayWhatTheirOperationsMay(t *testing.T) {
	template := parse(t, "template.yaml")
	serves := map[string]bool{}
	for _, route := range template.Routes() {
		serves[route.Function] = true
	}
	union, own := map[string]bool{}, map[string]bool{}
	for _, f := range template.Functions() {
		for _, s := range f.Role.Statements() {
			for _, action := range s.Actions {
				for _, resource := range s.Resources {
					if f.Folder == "pages" {
						own[action+" "+resource] = true
					} else if serves[f.Folder] {
						union[action+" "+resource] = true
					}
				}
			}
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(union)), slices.Sorted(maps.Keys(own))); diff != "" {
		t.Errorf("permissions (-operations +pages):\n%s", diff)
	}
}

// TestPagesInTheCloud: without a session a page leads to the sign-in, whatever claims a gateway hands over, and the
// style sheet that the page names is there.
func TestPagesInTheCloud(t *testing.T) {
	l := newLand(t)
	show := func(path string) runtimeapi.Response {
		t.Helper()
		request := get(path, map[string]string{"sub": "u", "role": "site_manager", "site": "riverside"})
		result, _, err := l.function(t, "pages").Invoke(t.Context(), request.Event())
		if err != nil || result.Failed {
			t.Fatalf("%s: %v %s", path, err, result.Payload)
		}
		response, err := runtimeapi.ParseResponse(result.Payload)
		if err != nil {
			t.Fatal(err)
		}
		return response
	}
	board := show("/board/riverside")
	if board.StatusCode != http.StatusSeeOther || !strings.HasPrefix(board.Header("Location"), "/sign-in?next=") {
		t.Fatalf("the board without a session: %d %s", board.StatusCode, board.Header("Location"))
	}
	page := show("/sign-in")
	if page.StatusCode != http.StatusOK || !strings.Contains(page.Body, "/sign-in/start") ||
		!strings.Contains(page.Header("Content-Security-Policy"), "default-src 'none'") {
		t.Fatalf("the sign-in page: %d %s", page.StatusCode, page.Body)
	}
	_, after, _ := strings.Cut(page.Body, `rel="stylesheet" href="`)
	address, _, _ := strings.Cut(after, `"`)
	if style := show(address); style.StatusCode != http.StatusOK || !strings.Contains(style.Header("Cache-Control"),
		"immutable") {
		t.Errorf("%s: %d %q", address, style.StatusCode, style.Header("Cache-Control"))
	}
	l.wantNoRefusals(t)
}
