package pages_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

// TestTheManagerArchivesAMonth once it is over, sees that it agrees with the register, and takes content and manifest
// away; the supervisor reads, and an agent does not (LC.4.4, LS.2.5).
func TestTheManagerArchivesAMonth(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","name":"张女士","first_visit":true,"kind":"partner"}`)
	manager := p.open("site_manager:riverside:")
	manager.want(manager.get("/manage/riverside/archives"), 200, "还没有结束的月份")
	p.later(8 * 24 * time.Hour)
	manager = p.open("site_manager:riverside:")
	list := manager.want(manager.get("/manage/riverside/archives"), 200, "2026-11", "归档")
	made := manager.want(manager.do(list, "makeArchive", "month", "2026-11"), 200, "已归档并签名", "与登记簿一致，签名有效", "合作方 1",
		"2026-11-24")
	content := manager.get("/manage/riverside/archives/2026-11/content.jsonl")
	sum := sha256.Sum256([]byte(content.text))
	manifest := manager.get("/manage/riverside/archives/2026-11/manifest.json")
	if !strings.Contains(content.text, `"kind":"partner"`) || strings.Contains(content.text, "张") ||
		!strings.Contains(manifest.text, hex.EncodeToString(sum[:])) {
		t.Errorf("%s\n%s", content.text, manifest.text)
	}
	if strings.Contains(made.text, "makeArchive") {
		t.Error("made twice")
	}
	manager.want(manager.get("/manage/riverside/archives"), 200, "已归档")
	supervisor := p.open("supervisor:riverside:")
	supervisor.want(supervisor.get("/manage/riverside/archives/2026-11"), 200, "与登记簿一致")
	jia := p.open("agent:riverside:jia")
	jia.want(jia.get("/manage/riverside/archives"), 403)
}
