//go:build browser

package browsertest

import (
	"bytes"
	"context"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// scan reads the code on a picture of the screen, as a phone's camera does, with a library that had no part in drawing
// it, and gives the address it holds.
func scan(t *testing.T, picture []byte) string {
	t.Helper()
	image, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(image)
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	found, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil {
		t.Fatal("no code on the screen: ", err)
	}
	return found.GetText()
}

// TestADay plays a visit from the check-in by the code on the screen (SS.4.2.1) to its outcome.
func TestADay(t *testing.T) {
	s := newStage(t)
	screen := s.enter("screen", deskSize)
	screen.open("/sign-in")
	screen.picture("signin-desk")
	screen.signIn("screen:riverside:")
	screen.sees("扫码签到")
	address := scan(t, screen.picture("board-empty"))
	if !strings.HasPrefix(address, s.origin+"/check-in/riverside#") {
		t.Fatalf("the code leads to %q", address)
	}

	phone := s.enter("jia's phone", phoneSize)
	phone.do(chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS("main")))
	phone.sees("登录")
	phone.whole("signin-phone")
	phone.click(`button[value="agent:riverside:jia"]`)
	phone.sees("甲女士")
	phone.picture("checkin-phone")
	phone.click(`#check-in button`)
	phone.sees("签到成功")
	phone.sees("轮到您接待")
	phone.whole("phone-turn")
	screen.sees("轮到接待 甲女士")
	screen.picture("board-one")

	desk := s.enter("the desk", deskSize)
	desk.signIn("front_desk:riverside:")
	desk.sees("下一位接待")
	desk.do(chromedp.SendKeys(chromedp.CSS("#arrival [name=phone]"), "138 0000 8000"))
	desk.sees("新客户")
	desk.do(chromedp.SendKeys(chromedp.CSS("#arrival [name=name]"), "张女士"),
		chromedp.Click(chromedp.CSS(`input[name="first_visit"][value="yes"]`)))
	desk.whole("desk-arrival")
	desk.click(`#arrival .big`)
	desk.sees("甲女士 接待")
	desk.whole("visit-desk")

	phone.sees("正在接待")
	phone.whole("phone-visitor")
	screen.sees("正在接待 1")
	screen.picture("board-receiving")
	s.advance(40 * time.Minute)
	phone.do(chromedp.Click(chromedp.CSS(`input[name="outcome"][value="toured"]`)))
	phone.click(`form[action="/do/finishVisit"] button`)
	phone.sees("接待已结束")
	phone.whole("phone-finished")

	desk.open("/desk/riverside")
	desk.do(chromedp.SendKeys(chromedp.CSS("#arrival [name=phone]"), "13800008000"))
	desk.sees("归属 甲女士")
	desk.whole("desk-known")
	dealAndStatement(s, phone)
}

// dealAndStatement: the deal is recorded by its closer and signed, sales control confirms it; the night settles it, and
// the statement says so.
func dealAndStatement(s *stage, phone *person) {
	phone.open("/phone/deals")
	phone.do(chromedp.Click(chromedp.CSS("#recordDeal summary")),
		chromedp.SendKeys(chromedp.CSS("#recordDeal-phone"), "13800008000"),
		chromedp.SendKeys(chromedp.CSS("#recordDeal-commission_fen"), "25,800.50"),
		chromedp.SendKeys(chromedp.CSS("#recordDeal-unit"), "3-1201"))
	phone.click("#recordDeal button")
	phone.sees("成交已登记")
	phone.sees("¥25,800.50")
	phone.whole("phone-deal")
	phone.do(chromedp.SendKeys(chromedp.CSS(`form[action="/do/signDeal"] [name="contract"]`), "HT-2026-001"))
	phone.click(`form[action="/do/signDeal"] button`)
	phone.sees("已记录签约")
	sales := s.enter("sales control", deskSize)
	sales.signIn("finance:riverside:")
	sales.open("/inbox/riverside")
	sales.sees("待您处理 1")
	sales.whole("inbox-deal")
	sales.fits("inbox-deal", deskSize)
	sales.accessible("inbox-deal")
	sales.click(`form[action="/do/confirmFact"] button`)
	sales.sees("没有待您处理的事项")
	s.night()
	s.advance(15 * time.Hour)
	s.night()
	phone.signIn("agent:riverside:jia")
	phone.open("/phone/statement?month=2026-11")
	phone.sees("应发 · 2026-11")
	phone.sees("¥25,800.50")
	phone.whole("phone-statement")
}

// TestAPoachedCustomer plays a dispute from the objection to the ruling (SS.4.2.2.c).
func TestAPoachedCustomer(t *testing.T) {
	s := newStage(t)
	deal := s.busyMorning()
	manager := s.enter("the manager", deskSize)
	manager.signIn("site_manager:riverside:")
	manager.open("/manage/riverside/deals")
	manager.sees("待裁决")
	manager.click(`a[href="/deals/riverside/` + deal + `"]`)
	manager.sees("客户由我首接并跟进")
	manager.do(chromedp.SendKeys(chromedp.CSS(`[name="shares.0.basis_points"]`), "100"),
		chromedp.SendKeys(chromedp.CSS(`#rule [name="reason"]`), "首接人未违规，成交人未询问归属。"))
	manager.click(`form[action="/do/ruleDeal"] button`)
	manager.sees("裁决已作出")
	manager.sees("甲女士 100%")
	manager.whole("ruling")
	manager.click(`a[href^="/decisions/"]`)
	manager.sees("重新判定，结果逐字节相同")

	jia := s.enter("jia's phone", phoneSize)
	jia.signIn("agent:riverside:jia")
	jia.open("/phone/deals")
	jia.sees("100%")
}

// TestNothingHappensTwice: two taps at once, a reload of the result, the back button and the form again.
func TestNothingHappensTwice(t *testing.T) {
	s := newStage(t)
	s.send("POST", site+"/manual-check-ins", as("supervisor", ""), map[string]any{"agent": "jia", "reason": "手机没电"})
	desk := s.enter("the desk", deskSize)
	desk.signIn("front_desk:riverside:")
	desk.do(chromedp.SendKeys(chromedp.CSS("#arrival [name=phone]"), "13800008000"))
	twice := `(function () { var b = document.querySelector('#arrival .big'); b.click(); b.click(); return true; })()`
	ctx, cancel := context.WithTimeout(desk.tab, wait)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](twice)); err != nil &&
		!strings.Contains(err.Error(), "navigated") {
		t.Fatal(err) // the page may be gone before it answers
	}
	desk.sees("甲女士 接待")
	desk.do(chromedp.Reload(), chromedp.WaitReady(chromedp.CSS("main")))
	desk.sees("甲女士 接待")
	desk.do(chromedp.NavigateBack(), chromedp.WaitReady(chromedp.CSS("#arrival")))
	again := `(function () { var f = document.getElementById('arrival'); f.elements.phone.value = '13800008000'; ` +
		`f.querySelector('.big').click(); return true; })()`
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](again)); err != nil &&
		!strings.Contains(err.Error(), "navigated") {
		t.Fatal(err)
	}
	desk.sees("这位客户的接待正在进行")
	desk.open("/register/riverside")
	desk.sees("1 条")
}

// TestTheScreenSaysWhenItIsOffline: the check-in code goes, since a phone that scans it would be refused; it comes back
// with the network.
func TestTheScreenSaysWhenItIsOffline(t *testing.T) {
	s := newStage(t)
	screen := s.enter("screen", deskSize)
	screen.expects = "net::ERR_"
	screen.signIn("screen:riverside:")
	screen.sees("扫码签到")
	s.down.Store(true)
	screen.sees("网络不通，内容停在")
	screen.sees("网络不通，签到码已停用")
	screen.picture("board-offline")
	s.down.Store(false)
	get(screen,
		chromedp.Poll[bool](`document.getElementById('offline').hidden && !document.body.classList.contains('stale')`,
			chromedp.WithPollingInterval(100*time.Millisecond)))
}

// TestAPhoneCallsItsOwner: the title changes and the phone vibrates once when a visitor has been assigned, with no
// reload by hand.
func TestAPhoneCallsItsOwner(t *testing.T) {
	s := newStage(t)
	for _, agent := range []string{"jia", "yi"} {
		s.send("POST", site+"/manual-check-ins", as("supervisor", ""), map[string]any{"agent": agent, "reason": "手机没电"})
	}
	yi := s.enter("yi's phone", phoneSize)
	yi.signIn("agent:riverside:yi")
	yi.sees("我的位置")
	get(yi,
		chromedp.Evaluate[bool](`(function () { window.calls = 0; navigator.vibrate = function () { window.calls++; `+
			`return true; }; return true; })()`))
	for i := range 2 {
		s.send("POST", site+"/arrivals", as("front_desk", ""),
			map[string]any{"phone_unknown": true, "name": "客户", "headcount": i + 1})
	}
	yi.sees("正在接待")
	if title := get(yi, chromedp.Title()); !strings.HasPrefix(title, "● ") {
		t.Errorf("the title is %q", title)
	}
	if calls := get(yi, chromedp.Evaluate[int64](`window.calls`)); calls < 1 {
		t.Errorf("called %d times", calls)
	}
}
