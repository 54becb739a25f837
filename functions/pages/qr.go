package pages

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quietZone is the empty margin around a QR code, in modules; the standard asks for four.
const quietZone = 4

// qrCode draws a text as a QR code of the medium level of correction: a screen across a hall glares and is seen at
// an angle. It draws runs of modules as one path, which stays sharp at any size.
func qrCode(text string) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("pages: code: %w", err)
	}
	var runs strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&runs, "M%d %dh%dv1h-%dz", from+quietZone, y+quietZone, x-from, x-from)
			}
		}
	}
	size := code.Size + 2*quietZone
	return fmt.Sprintf(`<svg class="code" viewBox="0 0 %d %d" role="img" aria-labelledby="code-name" `+
		`shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%dv%dh-%dz"/><path fill="#000" d="%s"/></svg>`, size, size, size, size, size,
		runs.String()), nil
}
