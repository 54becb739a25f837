package floor

import (
	"errors"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/stored"
	"github.com/lunxu/lunxu/internal/store"
)

func work(items ...store.Item) *Work {
	w := &Work{facts: facts{}}
	for _, item := range items {
		w.facts[item.Key] = fact{item, item.Version > 0}
	}
	return w
}

// TestAHigherFormIsNeitherReadNorOverwritten for each pattern by which something stored is changed.
func TestAHigherFormIsNeitherReadNorOverwritten(t *testing.T) {
	for _, pattern := range store.Patterns() {
		if pattern.Condition != store.VersionIs {
			continue
		}
		key := store.Key{Table: pattern.Table, Partition: "S#s#" + pattern.Key, Sort: "x"}
		body, err := Pack("as it was")
		if err != nil {
			t.Fatal(err)
		}
		body[0] = stored.First + 1
		w := work(store.Item{Key: key, Version: 3, Body: body})
		_, read := Load(w, key, "")
		if saved := w.Save(key, "as it is"); !errors.Is(read, errNewerForm) || !errors.Is(saved, errNewerForm) ||
			len(w.extra) > 0 {
			t.Errorf("%s: read %v, saved %v", pattern.Name, read, saved)
		}
	}
}

var errNewerForm = &domain.Error{Code: "stored.newer_form"}

func TestSaveTakesThePlaceOfWhatWasRead(t *testing.T) {
	there := store.Key{Table: store.Operations, Partition: "S#s#X", Sort: "there"}
	absent, unread := there, there
	absent.Sort, unread.Sort = "absent", "unread"
	body, err := Pack("old")
	if err != nil {
		t.Fatal(err)
	}
	w := work(store.Item{Key: there, Version: 3, Body: body}, store.Item{Key: absent})
	for _, key := range []store.Key{there, absent, unread, there} {
		if err := w.Save(key, "new"); err != nil {
			t.Fatal(err)
		}
		if value, err := Load(w, key, ""); err != nil || value != "new" {
			t.Errorf("%s: %q, %v", key.Sort, value, err)
		}
	}
	if len(w.extra) != 3 || w.extra[0].Condition != store.VersionIs || w.extra[0].Version != 3 ||
		w.extra[1].Condition != store.MustNotExist || w.extra[2].Condition != store.MustNotExist {
		t.Errorf("%+v", w.extra)
	}
	if _, err := Find[string](work(store.Item{Key: absent}), absent, errNewerForm); !errors.Is(err, errNewerForm) {
		t.Errorf("not there: %v", err)
	}
}
