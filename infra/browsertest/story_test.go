//go:build browser

package browsertest

import (
	"bytes"
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
	desk.do(chromedp.SendKeys(chromedp.CSS("#phone"), "138 0000 8000"))
	desk.sees("新客户")
	desk.do(chromedp.SendKeys(chromedp.CSS("#name"), "张女士"), chromedp.Click(chromedp.CSS(`input[name="first_visit"][value="yes"]`)))
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
	desk.do(chromedp.SendKeys(chromedp.CSS("#phone"), "13800008000"))
	desk.sees("归属 甲女士")
	desk.whole("desk-known")
}
