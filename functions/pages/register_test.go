package pages_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"image"
	"image/draw"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/checkintoken"
	"github.com/lunxu/lunxu/internal/floor"
)

func mint(t *testing.T, key []byte, at time.Time) string {
	t.Helper()
	made, err := checkintoken.Mint(key, 1, "riverside", at, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// entries lists the operations in today's register.
func (p *product) entries() string {
	p.t.Helper()
	look, err := p.Floor.Look(p.t.Context(), "riverside", p.Clock.Now())
	if err != nil {
		p.t.Fatal(err)
	}
	stored, _, err := floor.Entries(p.t.Context(), p.Floor, "riverside", look.Day, 200, "")
	if err != nil {
		p.t.Fatal(err)
	}
	var out strings.Builder
	for _, e := range stored {
		fmt.Fprintf(&out, " %s ", e.Operation)
	}
	return out.String()
}

// recordDeal records a deal through the API, as the back office does, and gives its id.
func (p *product) recordDeal(phone, closedBy string) string {
	p.t.Helper()
	body := fmt.Sprintf(`{"phone":%q,"closed_by":%q,"commission_fen":2580000,"unit":"3-1201","contract":"HT-1"}`, phone,
		closedBy)
	request := httptest.NewRequestWithContext(p.t.Context(), http.MethodPost, "/v1/sites/riverside/deals",
		strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", "deal")
	claims := map[string]string{"sub": "finance:riverside:", "role": "finance", "site": "riverside"}
	answer := httptest.NewRecorder()
	p.Operations().ServeHTTP(answer, request.WithContext(api.WithClaims(request.Context(), claims)))
	var made contract.Deal
	if err := json.Unmarshal(answer.Body.Bytes(), &made); err != nil || made.Deal == "" {
		p.t.Fatalf("deal: %d %s", answer.Code, answer.Body)
	}
	return made.Deal
}

// pass reads the address in the code of a page. The code is drawn as runs of modules; the test draws them again and
// reads them with a library that had no part in drawing.
func (p *product) pass(page shown) string {
	p.t.Helper()
	side, _ := strconv.Atoi(regexp.MustCompile(`viewBox="0 0 (\d+) `).FindStringSubmatch(page.text)[1])
	const module = 8
	picture := image.NewGray(image.Rect(0, 0, side*module, side*module))
	draw.Draw(picture, picture.Bounds(), image.White, image.Point{}, draw.Src)
	for _, run := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1`).FindAllStringSubmatch(page.text, -1) {
		x, _ := strconv.Atoi(run[1])
		y, _ := strconv.Atoi(run[2])
		n, _ := strconv.Atoi(run[3])
		draw.Draw(picture, image.Rect(x*module, y*module, (x+n)*module, (y+1)*module), image.Black, image.Point{},
			draw.Src)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		p.t.Fatal(err)
	}
	// drawn straight: nothing to search for
	exact := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true}
	found, err := qrcode.NewQRCodeReader().Decode(bitmap, exact)
	if err != nil {
		p.t.Fatal(err)
	}
	return strings.TrimPrefix(found.GetText(), p.origin)
}
