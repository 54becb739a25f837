package pages

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/takeover"
)

// customerList is a file of customers as it was read.
type customerList struct {
	Rows    []contract.TakeoverGiven
	Ignored []string // headings of columns that say nothing here
}

// The faults of a file.
var (
	errListFormat = &refusal{Problem: contract.Problem{Status: 422, Code: "page.list_format",
		MessageZh: "无法读取该文件，请上传 XLSX 或 CSV", MessageEn: "The file cannot be read; send XLSX or CSV"}}
	errListHeading = &refusal{Problem: contract.Problem{Status: 422, Code: "page.list_heading",
		MessageZh: "第一行须为表头，并有“手机号”一列", MessageEn: "The first row must be headings with a column named “phone”"}}
	errListEmpty = &refusal{Problem: contract.Problem{Status: 422, Code: "page.list_empty",
		MessageZh: "文件中没有客户", MessageEn: "The file has no customers"}}
	errListLong = &refusal{Problem: contract.Problem{Status: 422, Code: "page.list_long",
		MessageZh: "一份名单最多 2000 行，请分成几份", MessageEn: "A list has at most 2000 rows; make several of it"}}
)

// headings are the names under which the columns of lists go.
var headings = map[string]string{
	"手机号": "phone", "手机": "phone", "手机号码": "phone", "电话": "phone", "电话号码": "phone", "联系电话": "phone", "联系方式": "phone",
	"phone": "phone", "mobile": "phone",
	"姓名": "name", "称呼": "name", "客户": "name", "客户姓名": "name", "客户名称": "name", "name": "name", "customer": "name",
	"归属": "owner", "归属人": "owner", "置业顾问": "owner", "顾问": "owner", "销售": "owner", "销售员": "owner", "业务员": "owner",
	"owner": "owner", "agent": "owner",
	"最近联系": "last_contact", "最近联系日期": "last_contact", "最后联系": "last_contact", "最后联系日期": "last_contact",
	"最近跟进": "last_contact", "最后跟进": "last_contact",
	"最近来访": "last_contact", "跟进日期": "last_contact", "last contact": "last_contact", "last_contact": "last_contact",
	"date": "last_contact",
}

// readCustomerList reads a workbook's first sheet or a text with commas, semicolons or tabs, in UTF-8 or GB 18030.
// Empty rows are left out. Errors: page.list_format, page.list_heading, page.list_empty, page.list_long.
func readCustomerList(content []byte) (customerList, error) {
	cells, err := sheetOf(content)
	if err != nil {
		return customerList{}, err
	}
	if len(cells) == 0 {
		return customerList{}, errListEmpty
	}
	columns, ignored := columnsOf(cells[0])
	if _, named := columns["phone"]; !named {
		return customerList{}, errListHeading
	}
	out := customerList{Ignored: ignored}
	for _, row := range cells[1:] {
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		if len(out.Rows) == takeover.MaxRows {
			return customerList{}, errListLong
		}
		out.Rows = append(out.Rows, givenOf(row, columns))
	}
	if len(out.Rows) == 0 {
		return customerList{}, errListEmpty
	}
	return out, nil
}

// columnsOf finds which column is which; a heading that comes twice counts once.
func columnsOf(heading []string) (columns map[string]int, ignored []string) {
	columns = map[string]int{}
	for i, text := range heading {
		text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
		field, known := headings[strings.ToLower(text)]
		if _, taken := columns[field]; known && !taken {
			columns[field] = i
		} else if text != "" {
			ignored = append(ignored, text)
		}
	}
	return columns, ignored
}

func givenOf(row []string, columns map[string]int) contract.TakeoverGiven {
	cell := func(field string) string {
		i, named := columns[field]
		if !named || i >= len(row) {
			return ""
		}
		text := []rune(strings.ToValidUTF8(strings.TrimSpace(row[i]), "\ufffd"))
		return string(text[:min(len(text),
			60)]) // what is longer is no number, name or day and is found faulty as it is
	}
	optional := func(field string) *string {
		if text := cell(field); text != "" {
			return &text
		}
		return nil
	}
	return contract.TakeoverGiven{Phone: cell("phone"), Name: optional("name"), Owner: optional("owner"),
		LastContact: optional("last_contact")}
}

func sheetOf(content []byte) ([][]string, error) {
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		return workbookOf(content)
	}
	if bytes.ContainsRune(content, 0) {
		return nil, errListFormat
	}
	if !utf8.Valid(content) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return nil, errListFormat
		}
		content = decoded
	}
	return cellsOf(content)
}

func cellsOf(content []byte) ([][]string, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	reader := csv.NewReader(bytes.NewReader(content))
	reader.FieldsPerRecord, reader.LazyQuotes, reader.TrimLeadingSpace = -1, true, true
	first, _, _ := bytes.Cut(content, []byte("\n"))
	for _, comma := range []rune{'\t', ';'} {
		if bytes.ContainsRune(first, comma) && !bytes.ContainsRune(first, ',') {
			reader.Comma = comma
			reader.TrimLeadingSpace = comma != '\t'
		}
	}
	var out [][]string
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, errListFormat
		}
		if out = append(out, row); len(out) > 2*takeover.MaxRows {
			return nil, errListLong
		}
	}
}
