package pages

import (
	"bytes"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/lunxu/lunxu/internal/domain/takeover"
)

// maxUnpacked bounds what a workbook may unpack to, in bytes: a list needs a fraction of it.
const maxUnpacked = 64 << 20

// workbookOf reads the rows of a workbook's first sheet. Errors: page.list_format, page.list_long.
func workbookOf(content []byte) ([][]string, error) {
	book, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: maxUnpacked,
		UnzipXMLSizeLimit: maxUnpacked, ShortDatePattern: "yyyy-mm-dd", CultureInfo: excelize.CultureNameZhCN})
	if err != nil {
		return nil, errListFormat
	}
	defer func() { _ = book.Close() }() // in memory
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return nil, errListFormat
	}
	defer func() { _ = rows.Close() }() // in memory
	var out [][]string
	for rows.Next() {
		row, err := rows.Columns()
		if err != nil {
			return nil, errListFormat
		}
		if out = append(out, row); len(out) > 2*takeover.MaxRows {
			return nil, errListLong
		}
	}
	if rows.Error() != nil {
		return nil, errListFormat
	}
	return out, nil
}

// workbook writes a sheet, its heading bold. Every cell is a text, so that nothing is taken for a formula.
func (s sheet) workbook() ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // in memory
	if err := book.SetSheetName("Sheet1", s.Name); err != nil {
		return nil, err
	}
	sheet, err := book.NewStreamWriter(s.Name)
	if err != nil {
		return nil, err
	}
	if err := sheet.SetColWidth(1, len(s.Rows[0]), 16); err != nil {
		return nil, err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	for i, row := range s.Rows {
		var options []excelize.RowOpts
		if i == 0 {
			options = append(options, excelize.RowOpts{StyleID: bold})
		}
		if err := sheet.SetRow("A"+strconv.Itoa(i+1), cells(row), options...); err != nil {
			return nil, err
		}
	}
	if err := sheet.Flush(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

func cells(texts []string) []any {
	out := make([]any, len(texts))
	for i, text := range texts {
		out[i] = text
	}
	return out
}
