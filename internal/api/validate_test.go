package api

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

var (
	long         = strings.Repeat("长", maxText)
	heldRequests = []struct {
		name  string
		into  any
		body  string
		code  domain.Code
		field string
	}{
		{"whole", &contract.NewSite{}, `{"id":"a1","name":"n","region":"east","preset":"self-sale",` +
			`"groups":[{"id":"g","name":"n"}]}`, "", ""},
		{"missing", &contract.NewSite{}, `{"id":"a1","region":"east","preset":"self-sale"}`, "body.field_missing",
			"/name"},
		{"missing and malformed", &contract.NewSite{}, `{"id":"a1"} x`, "body.malformed", ""},
		{"missing number", &contract.NewAgent{}, `{"id":"jia","name":"n"}`, "body.field_missing", "/monthly_base_fen"},
		{"missing in list", &contract.OrderTable{}, `{"places":[{"agent":"jia"},{"group":"g"}]}`, "body.field_missing",
			"/places/1/agent"},
		{"empty list", &contract.OrderTable{}, `{"places":[]}`, "body.outside_limits", "/places"},
		{"full list", &contract.OrderTable{}, places(120), "", ""},
		{"list beyond", &contract.OrderTable{}, places(121), "body.outside_limits", "/places"},
		{"form of an element", &contract.OrderTable{}, `{"places":[{"agent":"jia"}],"groups":["a","A"]}`,
			"body.outside_limits", "/groups/1"},
		{"number beyond", &contract.Arrival{}, `{"headcount":201}`, "body.outside_limits", "/headcount"},
		{"number below", &contract.Arrival{}, `{"headcount":-1}`, "body.outside_limits", "/headcount"},
		{"no text", &contract.Arrival{}, `{"purpose":""}`, "body.outside_limits", "/purpose"},
		{"blanks", &contract.Arrival{}, `{"purpose":" \n\t　"}`, "body.outside_limits", "/purpose"},
		{"enumeration", &contract.NewSite{}, `{"id":"a1","name":"n","region":"east","preset":"Self-Sale"}`,
			"body.value_not_allowed", "/preset"},
		{"empty enumeration", &contract.Absence{}, `{"reason":""}`, "body.value_not_allowed", "/reason"},
		{"enumeration behind pointer", &contract.Arrival{}, `{"kind":"tourist"}`, "body.value_not_allowed", "/kind"},
		{"enumeration in list", &struct {
			Roles []*contract.Role `json:"roles"`
		}{}, `{"roles":["agent","owner"]}`, "body.value_not_allowed", "/roles/1"},
		{"text to the bound", &contract.HandOverNote{}, `{"text":"` + long + `"}`, "", ""},
		{"text beyond", &contract.HandOverNote{}, `{"text":"` + long + `。"}`, "body.outside_limits", "/text"},
		{"text in raw rules", &contract.NewPolicyVersion{},
			`{"effective_from":"2026-11-24","rules":{"a":["` + long + `。"]}}`, "body.text_too_long", "/rules/a/0"},
		{"lines", &contract.Arrival{}, `{"purpose":"a\n\tb 👨‍👩‍👧"}`, "", ""},
		{"control", &contract.Arrival{}, `{"purpose":"a\u0000"}`, "body.text_malformed", "/purpose"},
		{"return", &contract.Arrival{}, `{"purpose":"a\r\n"}`, "body.text_malformed", "/purpose"},
		{"escape", &contract.Arrival{}, `{"names":{"text":"\u009b31m"}}`, "body.text_malformed", "/names/text"},
		{"half a pair", &contract.Arrival{}, `{"name":"\ud83d"}`, "body.text_malformed", "/name"},
		{"wrong type in list", &contract.OrderTable{}, `{"places":[{"agent":"jia"},{"agent":7}]}`, "body.wrong_type",
			"/places/1/agent"},
		{"object for list", &contract.OrderTable{}, `{"places":{}}`, "body.wrong_type", "/places"},
		{"list for object", &contract.Arrival{}, `{"names":[]}`, "body.wrong_type", "/names"},
		{"text for truth", &contract.Arrival{}, `{"card":"true"}`, "body.wrong_type", "/card"},
		{"null in raw rules", &contract.NewPolicyVersion{}, `{"effective_from":"2026-11-24","rules":{"a":null}}`,
			"body.wrong_type", "/rules/a"},
		{"first of two", &contract.Arrival{}, `{"name":"\u0007","kind":"x"}`, "body.text_malformed", "/name"},
		{"nothing to say", &contract.DayClose{}, `{}`, "", ""},
		{"something to say", &contract.DayClose{}, `{"force":true}`, "body.unknown_field", "/force"},
		{"pointer", &contract.Arrival{}, `{"a/b~c":1}`, "body.unknown_field", "/a~1b~0c"},
		{"endless name", &contract.Arrival{}, `{"names":{"` + strings.Repeat("x", 65) + `":1}}`, "body.unknown_field",
			"/names"},
		{"instant", &struct {
			At time.Time `json:"at"`
		}{}, `{"at":"2026-11-24T12:00:00+08:00"}`, "", ""},
		{"no instant", &struct {
			At time.Time `json:"at"`
		}{}, `{"at":"2026-11-24 12:00"}`, "time.malformed", "/at"},
		{"object for instant", &struct {
			At time.Time `json:"at"`
		}{}, `{"at":{}}`, "body.wrong_type", "/at"},
	}
)

func TestRequestsAreHeldAgainstTheirTypes(t *testing.T) {
	for _, c := range heldRequests {
		t.Run(c.name, func(t *testing.T) {
			err := decodeStrictly([]byte(c.body), c.into)
			var refusal *domain.Error
			if c.code == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.As(err, &refusal) || refusal.Code != c.code || refusal.Field != c.field {
				t.Errorf("got %v, want %s at %s", err, c.code, c.field)
			}
		})
	}
}

func places(n int) string {
	return `{"places":[` + strings.TrimSuffix(strings.Repeat(`{"agent":"jia"},`, n), ",") + `]}`
}

func TestWrongValuesAreUnprocessable(t *testing.T) {
	for _, body := range []string{`{"kind":"tourist"}`, `{"purpose":"\u0000"}`,
		`{"purpose":"` + strings.Repeat("x", maxText+1) + `"}`} {
		response, problem := newDesk().do("POST", arrivals, body, frontDesk)
		if response.StatusCode != http.StatusUnprocessableEntity || problem.Field == "" || problem.MessageZh == "" {
			t.Errorf("%d %+v", response.StatusCode, problem)
		}
	}
}

// Every request body of the contract is known to the checks: fields of requests have types that fits
// understands.
func TestEveryRequestTypeIsUnderstood(t *testing.T) {
	understood := map[reflect.Kind]bool{reflect.String: true, reflect.Bool: true, reflect.Int: true,
		reflect.Int64: true, reflect.Struct: true, reflect.Slice: true, reflect.Map: true}
	var visit func(at string, shape reflect.Type)
	visit = func(at string, shape reflect.Type) {
		if shape = typed(shape); shape == nil {
			return
		}
		if !understood[shape.Kind()] {
			t.Errorf("%s is a %s", at, shape)
		}
		switch shape.Kind() {
		case reflect.Slice:
			visit(at, shape.Elem())
		case reflect.Struct:
			for name, field := range fieldsOf(shape) {
				visit(at+"/"+name, field)
			}
		}
	}
	for _, body := range []any{contract.NewSite{}, contract.SiteChange{}, contract.NewAgent{}, contract.OrderTable{},
		contract.NewPolicyVersion{},
		contract.CheckIn{}, contract.Arrival{}, contract.VisitFinish{}, contract.HandOver{}, contract.Identification{},
		contract.VisitorForm{},
		contract.NewDeal{}, contract.NewRuling{}, contract.NewConductReport{}, contract.ConductFinding{},
		contract.WaitingLeave{}} {
		visit(reflect.TypeOf(body).Name(), reflect.TypeOf(body))
	}
}
