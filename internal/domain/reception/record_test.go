package reception

import (
	"errors"
	"fmt"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
)

func refused(err error) (domain.Code, string) {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return "", ""
	}
	return refusal.Code, refusal.Field
}

// LC.4.4, BR.4.4, RT.2.5: the main content is there, every question has its answer.
func TestCheck(t *testing.T) {
	full := Content{Topics: " 三居 ", Questions: []Question{{"首付多少", "三成"}}, Well: "讲解清楚", Badly: "等候", Improvement: "加座",
		FollowUp: "贷款方案", Gifts: []Gift{{"茶叶", true}}}
	got, err := Check(full)
	if err != nil || got.Topics != "三居" || full.Topics != " 三居 " {
		t.Errorf("%+v, %v", got, err)
	}
	for field, edit := range map[string]func(*Content){
		"/topics":               func(c *Content) { c.Topics = " " },
		"/questions/0/answered": func(c *Content) { c.Questions = []Question{{"首付多少", ""}} },
		"/questions/1/asked":    func(c *Content) { c.Questions = []Question{{"首付多少", "三成"}, {" ", "是"}} },
		"/gifts/0/what":         func(c *Content) { c.Gifts = []Gift{{}} },
	} {
		c := full
		edit(&c)
		if _, err := Check(c); err == nil {
			t.Errorf("%s is taken", field)
		} else if code, at := refused(err); code != "record.text" || at != field {
			t.Errorf("%s: %s at %s", field, code, at)
		}
	}
}

// LS.2.5: written once; what comes later corrects what stands, by name.
func TestAdd(t *testing.T) {
	first, err := Add(OfVisit{}, Version{ID: "r1"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := Add(first, Version{ID: "r2", Corrects: "r1"})
	if now, _ := second.Current(); err != nil || now.ID != "r2" || len(first.Versions) != 1 {
		t.Errorf("%+v, %v", second, err)
	}
	for want, try := range map[domain.Code]func() (OfVisit, error){
		"record.written": func() (OfVisit, error) { return Add(first, Version{ID: "r2"}) },
		"record.unknown": func() (OfVisit, error) { return Add(second, Version{ID: "r3", Corrects: "r1"}) },
	} {
		if _, err := try(); err == nil {
			t.Errorf("%s: taken", want)
		} else if code, _ := refused(err); code != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := Add(OfVisit{}, Version{ID: "r1", Corrects: "r0"}); err == nil {
		t.Error("corrects nothing")
	}
	full := OfVisit{}
	for i := range MaxVersions {
		v := Version{ID: fmt.Sprint(i)}
		if i > 0 {
			v.Corrects = fmt.Sprint(i - 1)
		}
		if full, err = Add(full, v); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Add(full, Version{Corrects: fmt.Sprint(MaxVersions - 1)}); err == nil {
		t.Error("corrected without end")
	}
}
