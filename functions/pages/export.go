package pages

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// header names the columns of the register.
func (p *page) header() []string {
	return p.heads("visit", "arrived", "name", "phone", "kind", "received-by", "on-behalf", "owner", "clause", "turn",
		"outcome", "version")
}

// heads names the columns of a sheet.
func (l *lang) heads(keys ...string) []string {
	var all []string
	for _, key := range keys {
		all = append(all, l.T("sheet."+key))
	}
	return all
}

// row gives the cells of a visit; phones and names are as the API masks them.
func (p *page) row(v contract.Visit) []string {
	return []string{v.Visit, p.Date(v.ArrivedAt), v.MaskedName, v.MaskedPhone, p.word(v.Kind),
		p.Name(v.Receives),
		p.Name(v.OnBehalfOfAgent), p.Name(v.Owner), v.OwnershipClause, p.word(v.Turn),
		p.word(v.Outcome),
		strconv.Itoa(v.PolicyVersion)}
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// sheet is a register as it is exported: the first row names the columns.
type sheet struct {
	File, Name string // of the file, without its ending, and of the sheet
	Rows       [][]string
}

// sheet gives the visits as they are exported.
func (d registerData) sheet(p *page) sheet {
	out := sheet{File: fmt.Sprintf("visits-%s-%s-%s", p.Site.ID, d.From, d.To), Name: p.T("sheet.visits"),
		Rows: [][]string{p.header()}}
	for _, visit := range d.Visits {
		out.Rows = append(out.Rows, p.row(visit))
	}
	return out
}

// registerCSV exports the register of visits as text.
func (h *Handler) registerCSV(p *page) error {
	data, err := p.readRegister()
	if err != nil {
		return err
	}
	return p.csv(data.sheet(p))
}

// registerXLSX exports the register of visits as a workbook.
func (h *Handler) registerXLSX(p *page) error {
	data, err := p.readRegister()
	if err != nil {
		return err
	}
	return p.xlsx(data.sheet(p))
}

// csv sends a register as text. The mark at its beginning tells spreadsheets that it is UTF-8.
func (p *page) csv(s sheet) error {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	for _, row := range s.Rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
	}
	if err := w.WriteAll(s.Rows); err != nil {
		return fmt.Errorf("pages: export: %w", err)
	}
	return p.download("text/csv; charset=utf-8", s.File+".csv", out.Bytes())
}

// xlsx sends a register as a workbook.
func (p *page) xlsx(s sheet) error {
	raw, err := s.workbook()
	if err != nil {
		return fmt.Errorf("pages: export: %w", err)
	}
	return p.download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", s.File+".xlsx", raw)
}

// download sends a file.
func (p *page) download(kind, name string, content []byte) error {
	p.w.Header().Set("Content-Type", kind)
	p.w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s"`, name))
	_, err := p.w.Write(content)
	return err
}
