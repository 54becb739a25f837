//go:build browser

package browsertest

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"net/url"
	"regexp"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

var codeRun = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1`)

// scan reads the code that a page shows, and gives the path it leads to.
func (p *person) scan() string {
	p.t.Helper()
	page := get(p, chromedp.InnerHTML(chromedp.CSS("main")))
	found := regexp.MustCompile(`viewBox="0 0 (\d+) `).FindStringSubmatch(page)
	if found == nil {
		p.t.Fatal("no code is shown")
	}
	side, _ := strconv.Atoi(found[1])
	const module = 8
	picture := image.NewGray(image.Rect(0, 0, side*module, side*module))
	draw.Draw(picture, picture.Bounds(), image.White, image.Point{}, draw.Src)
	for _, run := range codeRun.FindAllStringSubmatch(page, -1) {
		x, _ := strconv.Atoi(run[1])
		y, _ := strconv.Atoi(run[2])
		n, _ := strconv.Atoi(run[3])
		draw.Draw(picture, image.Rect(x*module, y*module, (x+n)*module, (y+1)*module), image.NewUniform(color.Black),
			image.Point{}, draw.Src)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		p.t.Fatal(err)
	}
	exact := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, exact)
	if err != nil {
		p.t.Fatal(err)
	}
	leads, err := url.Parse(read.GetText())
	if err != nil {
		p.t.Fatal(err)
	}
	return leads.Path
}

// receptionOf gives the visit that an agent receives now.
func (s *stage) receptionOf(agent string) string {
	s.t.Helper()
	for _, one := range s.send("GET", site+"/board", as("supervisor", ""), nil)["receptions"].([]any) {
		if one.(map[string]any)["agent"] == agent {
			return one.(map[string]any)["visit"].(string)
		}
	}
	s.t.Fatalf("%s receives nobody", agent)
	return ""
}

// TestFeedbackAtBothSizes has a visitor judge the reception on their own phone, and shows what the desk, the manager
// and the agent see of a month.
func TestFeedbackAtBothSizes(t *testing.T) {
	s := newStage(t)
	s.busyMorning()
	desk := as("front_desk", "")
	visit, agent := s.receptionOf("jia"), "jia"
	for i, said := range []map[string]any{
		{"overall": 5, "efficiency": 5, "attitude": 5, "problem_solving": 4, "words": "讲解耐心，资料齐全。"},
		{"overall": 2, "attitude": 1, "complaint": true, "words": "等候近一小时，无人招呼。"},
		{"overall": 4, "suggestion": true, "words": "样板间外多设几张座椅，孩子累了没有地方坐。"},
	} {
		made := s.send("POST", site+"/arrivals", desk,
			map[string]any{"phone": fmt.Sprintf("1380000008%d", i), "name": "孙先生", "first_visit": true})
		said["channel"] = "oral"
		s.send("POST", fmt.Sprintf("%s/visits/%v/feedback", site, made["visit"]), desk, said)
	}
	phone := s.enter("the agent", phoneSize)
	phone.signIn("agent:riverside:" + agent)
	phone.open("/phone/visitor-form/" + visit)
	guest := s.enter("the visitor", phoneSize)
	address := phone.scan()
	guest.look("visitor-asked", address, phoneSize)
	guest.do(chromedp.Click(chromedp.CSS(`#feedback input[name="overall"][value="4"]`)),
		chromedp.Click(chromedp.CSS(`#feedback input[name="attitude"][value="5"]`)),
		chromedp.SendKeys(chromedp.CSS("#giveFeedback-words"), "希望周末多开一个接待台"),
		chromedp.Click(chromedp.CSS(`#feedback input[name="suggestion"]`)))
	guest.click("#feedback button")
	guest.sees("感谢您的评价")
	guest.see("visitor-said", phoneSize)
	for _, at := range []size{phoneSize, deskSize} {
		p := s.enter("the desk", at)
		p.signIn("front_desk:riverside:")
		p.look("feedback", "/desk/riverside/feedback", at)
		p.look("feedback-visit", "/desk/riverside/feedback?visit="+visit, at)
		p.look("feedback-none", "/desk/riverside/feedback?day=2026-11-20", at)
		m := s.enter("the manager", at)
		m.signIn("site_manager:riverside:")
		m.look("feedback-month", "/manage/riverside/feedback", at)
		m.look("feedback-month-none", "/manage/riverside/feedback?month=2026-09", at)
	}
	phone.look("phone-feedback", "/phone/feedback", phoneSize)
}
