package pages

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// header names the columns of the register.
func (p *page) header() []string {
	return []string{p.T("编号", "Visit"), p.T("时间", "Arrived"), p.T("称呼", "Name"), p.T("电话", "Phone"), p.T("类别", "Kind"),
		p.T("接待人", "Received by"), p.T("代", "On behalf of"), p.T("归属", "Owner"), p.T("归属依据", "Owner's clause"),
		p.T("轮序", "Turn"), p.T("结果", "Outcome"), p.T("制度版本", "Policy version")}
}

// row gives the cells of a visit; phones and names are as the API masks them.
func (p *page) row(v contract.Visit) []string {
	return []string{v.Visit, p.Date(v.ArrivedAt), v.MaskedName, v.MaskedPhone, p.Word("kind", v.Kind), p.Name(v.Receives),
		p.Name(v.OnBehalfOfAgent), p.Name(v.Owner), v.OwnershipClause, p.Word("turn", v.Turn), p.Word("outcome", v.Outcome),
		strconv.Itoa(v.PolicyVersion)}
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// registerCSV exports the register as text. The mark at its beginning tells spreadsheets that it is UTF-8.
func (h *Handler) registerCSV(p *page) error {
	data, err := p.readRegister()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	rows := [][]string{p.header()}
	for _, visit := range data.Visits {
		row := p.row(visit)
		for i := range row {
			row[i] = harmless(row[i])
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("pages: export: %w", err)
	}
	return p.download("text/csv; charset=utf-8", data, "csv", out.Bytes())
}

// registerXLSX exports the register as a workbook. Every cell is a text, so that nothing is taken for a formula.
func (h *Handler) registerXLSX(p *page) error {
	data, err := p.readRegister()
	if err != nil {
		return err
	}
	raw, err := p.workbook(data)
	if err != nil {
		return fmt.Errorf("pages: export: %w", err)
	}
	return p.download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", data, "xlsx", raw)
}

func (p *page) workbook(data registerData) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // in memory
	name := p.T("来访登记", "Visits")
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return nil, err
	}
	sheet, err := book.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	if err := sheet.SetColWidth(1, len(p.header()), 16); err != nil {
		return nil, err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	if err := sheet.SetRow("A1", cells(p.header()), excelize.RowOpts{StyleID: bold}); err != nil {
		return nil, err
	}
	for i, visit := range data.Visits {
		if err := sheet.SetRow("A"+strconv.Itoa(i+2), cells(p.row(visit))); err != nil {
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

// download sends a file named after the site and the period.
func (p *page) download(kind string, data registerData, ending string, content []byte) error {
	p.w.Header().Set("Content-Type", kind)
	p.w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="visits-%s-%s-%s.%s"`, p.Site.ID, data.From, data.To, ending))
	_, err := p.w.Write(content)
	return err
}
