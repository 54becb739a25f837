package pages_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestAPartThatSaysTheSameIsNotSentAgain: the phone, the desk, the board and the manager's floor, asked with the mark
// of what they show, answer without a word until something changes; then with all of it.
func TestAPartThatSaysTheSameIsNotSentAgain(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	p.checkIn("yi")
	parts := []struct {
		reader *browser
		path   string
	}{{jia, "/phone"}, {p.open("front_desk:riverside:"), "/desk/riverside"},
		{p.open("supervisor:riverside:"), "/manage/riverside"}, {p.open("front_desk:riverside:"), "/board/riverside"}}
	marks := map[string]string{}
	for _, part := range parts {
		first := part.reader.want(part.reader.live(part.path), 200)
		marks[part.path] = first.header.Get("ETag")
		again := part.reader.live(part.path, marks[part.path])
		if marks[part.path] == "" || again.status != http.StatusNotModified || again.text != "" ||
			again.header.Get("ETag") != marks[part.path] {
			t.Errorf("%s: %d with %d bytes, marks %q and %q", part.path, again.status, len(again.text),
				marks[part.path], again.header.Get("ETag"))
		}
		if got := part.reader.live(part.path, `"another"`); got.status != 200 {
			t.Errorf("%s with another mark: %d", part.path, got.status)
		}
		if whole := part.reader.get(part.path); whole.header.Get("ETag") != "" {
			t.Errorf("%s: the page has the mark of its part", part.path)
		}
	}
	p.later(time.Minute)
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","first_visit":true}`)
	for _, part := range parts {
		changed := part.reader.want(part.reader.live(part.path, marks[part.path]), 200)
		if changed.header.Get("ETag") == marks[part.path] || !strings.Contains(changed.text, "<") {
			t.Errorf("%s: the change is not shown", part.path)
		}
	}
	yi := p.open("agent:riverside:yi")
	if got := yi.live("/phone", marks["/phone"]); got.status != 200 {
		t.Errorf("a colleague's mark: %d", got.status)
	}
}

// TestARefusedFormsPageGoesOnBeingFresh: the browser is at the address of the form, the part comes from the page's.
func TestARefusedFormsPageGoesOnBeingFresh(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	refused := jia.want(jia.do(jia.get("/phone"), "requestSwap", "with", "nobody", "reason", "家中有事"), 422)
	jia.kept(refused, `data-at="/phone"`, `href="/phone?lang=en"`)
}

// TestAJobsPartIsNotSentAgain while the job stands where it stood.
func TestAJobsPartIsNotSentAgain(t *testing.T) {
	p := newProduct(t)
	b := p.open("supervisor:riverside:")
	started := b.do(b.get("/manage/riverside/policy"), "startReplay", "from", "2026-11-24", "to", "2026-11-24")
	mark := b.want(b.live(started.path), 200).header.Get("ETag")
	if got := b.live(started.path, mark); got.status != http.StatusNotModified {
		t.Errorf("nothing changed: %d", got.status)
	}
	b.post("/dev/jobs", nil)
	b.want(b.live(started.path, mark), 200, "已完成")
}
