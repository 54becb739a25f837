package pages_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// uploads sends the form of a page with a file in it.
func (b *browser) uploads(page shown, path, name string, content []byte) shown {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, one := range formOf.FindAllString(page.text, -1) {
		if !strings.Contains(one, "multipart/form-data") {
			continue
		}
		for _, field := range hidden.FindAllStringSubmatch(one, -1) {
			if err := w.WriteField(field[1], field[2]); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	file, err := w.CreateFormFile("list", name)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := file.Write(content); err != nil {
		b.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.origin+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", w.FormDataContentType())
	return b.send(request)
}

func workbook(t *testing.T, rows [][]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestAListIsTakenOver: a supervisor sends the list, each row says what it comes to, the site manager signs it off, and
// the same file sent twice from one form is one list (LC.4.4).
func TestAListIsTakenOver(t *testing.T) {
	p := newProduct(t)
	const lists = "/manage/riverside/takeovers"
	supervisor, manager := p.open("supervisor:riverside:"), p.open("site_manager:riverside:")
	start := supervisor.want(supervisor.get(lists), 200, "还没有名单", "上传名单")
	file := workbook(t, [][]any{{"客户姓名", "手机号", "置业顾问", "最后跟进", "备注"},
		{"欧阳建国", "138 0000 8000", "甲女士", "2026/11/20", "看过三居"},
		{"", "1380000"}, {"", "13800008002", "某某"}, {"", "13800008000", "乙先生"}, {}})
	list := supervisor.want(supervisor.uploads(start, lists, "老客户.xlsx", file), 200, "老客户.xlsx", "138****8000", "欧阳*",
		"甲女士", "2026-11-20",
		"手机号：", "没有这位置业顾问", "与第 1 行号码相同", "等待案场经理签字")
	if again := supervisor.uploads(start, lists, "老客户.xlsx", file); again.path != list.path {
		t.Errorf("the same form made another list: %s, %s", list.path, again.path)
	}
	supervisor.want(supervisor.get(list.path+"?outcome=faulty"), 200, "有误")
	sheet := manager.want(manager.get(list.path), 200, "签字接收", "可接收")
	done := manager.want(manager.do(sheet, "signOffTakeover", "statement", "已逐行核对"), 200, "名单已签字", "已完成", "已逐行核对")
	if done.says("138****8000") {
		t.Error("the list that is done still tells numbers")
	}
	manager.want(manager.get(lists), 200, "老客户.xlsx", "4 行 · 已接收 1")
	front := p.open("front_desk:riverside:")
	fields := front.fill(front.get(desk), "registerArrival", "phone", "13800008000")
	front.want(front.post(desk+"/look-up", fields), 200, "归属 甲女士", "名单接收", "2026-11-20")
}

// TestListsInEverySpelling: texts with commas, semicolons and tabs, in UTF-8 with or without its mark and in GB 18030.
func TestListsInEverySpelling(t *testing.T) {
	p := newProduct(t)
	manager := p.open("site_manager:riverside:")
	const lists = "/manage/riverside/takeovers"
	chinese, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("姓名,手机号,归属\r\n欧阳建国,13800008000,甲女士\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"comma.csv":     []byte("\ufeff姓名,手机号,归属\r\n欧阳建国,13800008000,甲女士\r\n"),
		"semicolon.csv": []byte("Name;Phone;Agent\n欧阳建国;13800008000;jia\n"),
		"tab.txt":       []byte("phone\tname\towner\n13800008000\t欧阳建国\tjia\n"), "gb.csv": chinese,
	} {
		t.Run(name, func(t *testing.T) {
			got := manager.uploads(manager.get(lists), lists, name, content)
			manager.want(got, 200, "138****8000", "欧阳*", "甲女士", "可接收")
		})
	}
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"picture.png": {[]byte("\x89PNG\x00\x01"), "无法读取"}, "broken.xlsx": {[]byte("PK\x03\x04 and no more"), "无法读取"},
		"empty.csv":    {nil, "没有客户"},
		"heading.csv":  {[]byte("手机号,姓名\n"), "没有客户"},
		"nameless.csv": {[]byte("13800008000,欧阳\n13800008001,张\n"), "第一行须为表头"},
		"long.csv":     {[]byte("phone\n" + strings.Repeat("13800008000\n", 2001)), "最多 2000 行"},
		"large.csv":    {bytes.Repeat([]byte("x"), 2<<20+1), "2 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			got := manager.uploads(manager.get(lists), lists, name, c.content)
			if got.status != 422 && got.status != 413 || !got.says(c.says) || !got.says("上传名单") {
				t.Errorf("%d: %s", got.status,
					regexp.MustCompile(`\s+`).ReplaceAllString(markups.ReplaceAllString(got.text, " "), " "))
			}
		})
	}
}

// TestWhoMayNotBringAList: the desk has nothing to do with it, and a form without its proof does nothing.
func TestWhoMayNotBringAList(t *testing.T) {
	p := newProduct(t)
	const lists = "/manage/riverside/takeovers"
	desk, manager := p.open("front_desk:riverside:"), p.open("site_manager:riverside:")
	if got := desk.get(lists); got.status != 403 {
		t.Errorf("the desk sees the lists: %d", got.status)
	}
	if got := manager.uploads(shown{text: `<form enctype="multipart/form-data"><input type="hidden" name="key" ` +
		`value="k"></form>`}, lists, "a.csv", []byte("phone\n13800008000\n")); got.status == 200 {
		t.Error("a form without its proof was taken")
	}
	manager.want(manager.get(lists), 200, "还没有名单")
}
