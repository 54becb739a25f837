package pages

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// TestWorkbooksAreReadAsOthersWriteThem: numbers, days of several formats, rich text, gaps; and what this writes is
// read by others.
func TestWorkbooksAreReadAsOthersWriteThem(t *testing.T) {
	book := excelize.NewFile()
	code, plain := `yyyy"年"m"月"d"日"`, `0.00"d"`
	for cell, style := range map[string]*excelize.Style{"C2": {NumFmt: 14}, "D2": {CustomNumFmt: &code},
		"E2": {CustomNumFmt: &plain}} {
		id, err := book.NewStyle(style)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStyle("Sheet1", cell, cell, id); err != nil {
			t.Fatal(err)
		}
	}
	for cell, value := range map[string]any{"A1": "手机号", "A2": 13800008000, "C2": 46350, "D2": 46350.6, "E2": 2.5,
		"F2": true} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	runs := []excelize.RichTextRun{{Text: "欧阳"}, {Text: "建国", Font: &excelize.Font{Bold: true}}}
	if err := book.SetCellRichText("Sheet1", "B1", runs); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 46350).Format(time.DateOnly)
	rows, err := workbookOf(out.Bytes())
	want := [][]string{{"手机号", "欧阳建国"}, {"13800008000", "", day, day, "2.5", "1"}}
	if diff := cmp.Diff(want, rows); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}

	texts := [][]string{{"A&B", "<c>"}, {" =1+1 ", "\u4e00\u0001"}}
	raw, err := sheet{Name: "来访 & 登记", Rows: texts}.workbook()
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	texts[1][1] = "\u4e00\ufffd" // XML has no control characters
	cells, err := theirs.GetRows("来访 & 登记")
	if diff := cmp.Diff(texts, cells); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if style, err := theirs.GetCellStyle("来访 & 登记", "A1"); err != nil || style != 1 {
		t.Errorf("style %d, %v", style, err)
	}
	if again, err := workbookOf(raw); err != nil || !cmp.Equal(again, texts) {
		t.Errorf("%q %v", again, err)
	}
}
