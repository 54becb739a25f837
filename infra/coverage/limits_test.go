package coverage

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// nothing is a store that answers nothing but who works at a site: what a limit refuses is refused before it is asked.
type nothing struct{}

func (nothing) Get(_ context.Context, keys ...store.Key) (map[store.Key]store.Item, error) {
	id := domain.SiteID(strings.TrimPrefix(keys[0].Partition, "S#"))
	key := store.SiteKey(id)
	if !slices.Equal(keys, []store.Key{key}) {
		return nil, store.ErrUnavailable
	}
	write, err := floor.Replace(store.Item{}, key, site.Site{ID: id,
		Agents: []site.Agent{{ID: "jia", Employment: site.Employed}}})
	return map[store.Key]store.Item{key: write.Item}, err
}
func (nothing) Query(context.Context, store.Query) (store.Page, error) {
	return store.Page{}, store.ErrUnavailable
}
func (nothing) Commit(context.Context, ...store.Write) error { return store.ErrUnavailable }

// asked is one call of an operation, valid but for what a test changes.
type asked struct {
	op   api.Operation
	path map[string]any
	with url.Values // the query
	body any
	key  string
}

// limitTest calls every operation of the contract on a product without a store.
type limitTest struct {
	*testing.T
	product *server.Server
	counts  map[string]int
}

// TestEveryLimitIsHeld breaks every limit and pattern of every operation alone, in a call that is otherwise valid: it
// is refused with the code and the place that name it, before anything is read. At the limit the call goes on.
func TestEveryLimitIsHeld(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(root, "infra", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	product, err := server.Open(server.Config{Data: t.TempDir(), Origin: "http://localhost", Simulated: true,
		Logger: slog.New(slog.DiscardHandler), Store: nothing{}})
	if err != nil {
		t.Fatal(err)
	}
	l := limitTest{t, product, map[string]int{}}
	for _, op := range api.Operations {
		item := doc.Paths.Find(op.Path)
		l.operation(op, item, item.GetOperation(op.Method))
	}
	t.Logf("%d operations: %v", len(api.Operations), l.counts)
	if l.counts["body"] < 380 || l.counts["path"] < 180 || l.counts["query"] < 100 {
		t.Errorf("few limits broken: %v", l.counts)
	}
}

func (l limitTest) operation(op api.Operation, item *openapi3.PathItem, o *openapi3.Operation) {
	whole := asked{op: op, path: map[string]any{}, with: url.Values{}, key: "key-1"}
	parameters := append(append(openapi3.Parameters{}, item.Parameters...), o.Parameters...)
	for _, p := range parameters {
		switch value := sample(l.T, p.Value.Schema.Value); p.Value.In {
		case "path":
			whole.path[p.Value.Name] = value
		case "query":
			whole.with.Set(p.Value.Name, fmt.Sprint(value))
		}
	}
	if op.Open {
		return // signed deliveries: what is wrong with one, a stranger does not learn
	}
	var body *openapi3.Schema
	if o.RequestBody != nil {
		body = o.RequestBody.Value.Content["application/json"].Schema.Value
		whole.body = sample(l.T, body)
	}
	l.goesOn(whole, "the whole")
	for _, p := range parameters {
		l.parameter(whole, p.Value)
	}
	if body != nil {
		for _, v := range variants(l.T, body, "") {
			changed := whole
			changed.body = with(l.T, whole.body, v)
			l.check(changed, v, "body", "body.outside_limits")
		}
	}
}

// parameter breaks one parameter; what is no boolean, number or value of a closed set is no value of it either.
func (l limitTest) parameter(whole asked, p *openapi3.Parameter) {
	all := variants(l.T, p.Schema.Value, p.Name)
	if p.Schema.Value.Type.Is("boolean") || p.Schema.Value.Type.Is("integer") || p.Schema.Value.Enum != nil {
		all = append(all, variant{p.Name, "É", true})
	}
	for _, v := range all {
		changed, code := whole, domain.Code(p.In+".outside_limits")
		switch text := fmt.Sprint(v.value); p.In {
		case "path":
			if text == "" || strings.TrimSpace(text) == "" {
				continue // another path
			}
			changed.path = map[string]any{}
			for name, value := range whole.path {
				changed.path[name] = value
			}
			changed.path[p.Name] = v.value
			if p.Name == "site" {
				code = "site.unknown"
			}
		case "query":
			changed.with = url.Values{}
			for name, values := range whole.with {
				changed.with[name] = values
			}
			changed.with[p.Name] = []string{text}
		default:
			changed.key, code = text, "idempotency.key_malformed"
		}
		l.check(changed, v, p.In, code)
	}
}

func (l limitTest) check(a asked, v variant, in string, want domain.Code) {
	if !v.broken {
		l.goesOn(a, v.String())
		return
	}
	l.counts[in]++
	if code, field := l.call(a); code != string(want) || field != v.at {
		l.Errorf("%s %s: got %s at %s, want %s", a.op.ID, v, code, field, want)
	}
}

// goesOn fails for a call that the strict pass refuses.
func (l limitTest) goesOn(a asked, what string) {
	code, field := l.call(a)
	for _, refused := range []string{"body.", "path.", "query.outside", "auth.", "role.", "idempotency."} {
		if strings.HasPrefix(code, refused) {
			l.Errorf("%s: %s is refused by %s at %s", a.op.ID, what, code, field)
		}
	}
}

func (l limitTest) call(a asked) (code, field string) {
	path := a.op.Path
	for name, value := range a.path {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(fmt.Sprint(value)))
	}
	encoded, err := json.Marshal(a.body)
	if err != nil {
		l.Fatal(err)
	}
	request := httptest.NewRequestWithContext(l.Context(), a.op.Method, path+"?"+a.with.Encode(),
		bytes.NewReader(encoded))
	request.Header.Set("Content-Type", "application/json")
	if a.op.Write {
		request.Header["Idempotency-Key"] = []string{a.key}
	}
	role := a.op.Roles[0]
	if role == domain.RoleRegionalSales { // whose reach needs the store
		role = a.op.Roles[1]
	}
	site := fmt.Sprint(a.path["site"])
	if !domain.ValidSite(site) {
		site = "riverside"
	}
	request = request.WithContext(api.WithClaims(request.Context(),
		map[string]string{"sub": "s", "role": string(role), "site": site, "agent": "jia"}))
	answer := httptest.NewRecorder()
	l.product.Operations().ServeHTTP(answer, request)
	var problem struct{ Code, Field string }
	if err := json.Unmarshal(answer.Body.Bytes(), &problem); err != nil {
		l.Fatalf("%s: %s", a.op.ID, answer.Body)
	}
	return problem.Code, problem.Field
}
