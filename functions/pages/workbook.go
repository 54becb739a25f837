package pages

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain/takeover"
)

// Workbooks (ECMA-376, ISO 29500) are zip archives of XML; this writes one sheet of texts and reads the texts of one.

// workbookParts are the parts of a workbook beside its sheet. Style 1 is bold.
var workbookParts = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + officeType + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + officeType + `styles+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + officeType + `worksheet+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="` + relations + `"><Relationship Id="rId1" Type="` + office +
		`relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + relations + `">` +
		`<Relationship Id="rId1" Type="` + office + `relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="` + office + `relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet xmlns="` + sheets + `"><fonts count="2"><font/><font><b/></font></fonts>` +
		`<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>` +
		`</cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`},
}

// What the parts of a workbook call themselves.
const (
	officeType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	office     = "http://schemas.openxmlformats.org/officeDocument/2006/"
	relations  = "http://schemas.openxmlformats.org/package/2006/relationships"
	sheets     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
)

// workbook writes the sheet. Every cell is a text, so that nothing is taken for a formula; the first row is bold.
func (s sheet) workbook() ([]byte, error) {
	var out, rows bytes.Buffer
	for i, row := range s.Rows {
		rows.WriteString("<row>")
		for _, cell := range row {
			fmt.Fprintf(&rows, `<c t="inlineStr" s="%d"><is><t xml:space="preserve">%s</t></is></c>`,
				max(0, 1-i), escaped(cell))
		}
		rows.WriteString("</row>")
	}
	parts := append(slices.Clone(workbookParts),
		[2]string{"xl/workbook.xml", fmt.Sprintf(`<workbook xmlns="%s" xmlns:r="%srelationships"><sheets>`+
			`<sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>`, sheets, office, escaped(s.Name))},
		[2]string{"xl/worksheets/sheet1.xml", fmt.Sprintf(`<worksheet xmlns="%s"><cols><col min="1" max="%d" `+
			`width="16" customWidth="1"/></cols><sheetData>%s</sheetData></worksheet>`, sheets, len(s.Rows[0]), &rows)})
	w := zip.NewWriter(&out)
	for _, part := range parts {
		file, err := w.Create(part[0])
		if err == nil {
			_, err = io.WriteString(file, xml.Header+part[1])
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

func escaped(text string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(text)) // a builder takes everything
	return out.String()
}

// Bounds of a workbook that is read: bytes that its parts unpack to, and columns.
const (
	maxUnpacked = 64 << 20
	maxColumns  = 256
)

// book is a workbook on its way in.
type book struct {
	files   map[string]*zip.File
	strings []string
	dates   map[int]bool // styles that show a day
	epoch   time.Time
}

type richText struct {
	Text string   `xml:"t"`
	Runs []string `xml:"r>t"`
}

func (t richText) String() string { return t.Text + strings.Join(t.Runs, "") }

// workbookOf reads the texts of a workbook's first sheet. Errors: page.list_format, page.list_long.
func workbookOf(content []byte) ([][]string, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, errListFormat
	}
	b := &book{files: map[string]*zip.File{}, dates: map[int]bool{},
		epoch: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
	unpacked := uint64(0)
	for _, file := range archive.File {
		b.files[file.Name] = file
		if unpacked += file.UncompressedSize64; unpacked > maxUnpacked || file.UncompressedSize64 > maxUnpacked {
			return nil, errListFormat
		}
	}
	rows, err := b.rows()
	if err != nil && !errors.Is(err, errListLong) {
		return nil, errListFormat
	}
	return rows, err
}

func (b *book) rows() ([][]string, error) {
	first, err := b.firstSheet()
	if err != nil {
		return nil, err
	}
	err = each(b.files["xl/sharedStrings.xml"], "si", func(text richText) error {
		b.strings = append(b.strings, text.String())
		return nil
	})
	if err == nil {
		err = b.readStyles()
	}
	if err != nil {
		return nil, err
	}
	var rows [][]string
	err = each(b.files[first], "row", func(row xlsxRow) error {
		if rows = append(rows, b.texts(row)); len(rows) > 2*takeover.MaxRows {
			return errListLong
		}
		return nil
	})
	return rows, err
}

// firstSheet finds the part of the first sheet, and from when the workbook counts days.
func (b *book) firstSheet() (string, error) {
	var workbook struct {
		Properties struct {
			Date1904 bool `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Relation string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(decode(b.files["xl/workbook.xml"], &workbook),
		decode(b.files["xl/_rels/workbook.xml.rels"], &relations)); err != nil || len(workbook.Sheets) == 0 {
		return "", errListFormat
	}
	if workbook.Properties.Date1904 {
		b.epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	for _, r := range relations.All {
		if r.ID == workbook.Sheets[0].Relation {
			return strings.TrimPrefix(path.Join("/xl", r.Target), "/"), nil
		}
	}
	return "", errListFormat
}

// readStyles finds the styles that show a day: those built in, and those whose format has a year or a day of the month.
func (b *book) readStyles() error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if b.files["xl/styles.xml"] == nil {
		return nil
	}
	err := decode(b.files["xl/styles.xml"], &styles)
	days := map[int]bool{}
	for n := 14; n <= 58; n++ {
		days[n] = n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50
	}
	for _, f := range styles.Formats {
		days[f.ID] = strings.ContainsAny(quoted.ReplaceAllString(strings.ToLower(f.Code), ""), "yd")
	}
	for n, cell := range styles.Cells {
		b.dates[n] = days[cell.Format]
	}
	return err
}

// quoted is what a number format shows as it is, and its colours and conditions.
var quoted = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)

type xlsxRow struct {
	Cells []xlsxCell `xml:"c"`
}

type xlsxCell struct {
	Place  string   `xml:"r,attr"`
	Type   string   `xml:"t,attr"`
	Style  int      `xml:"s,attr"`
	Value  string   `xml:"v"`
	Inline richText `xml:"is"`
}

// texts gives the cells of a row; what is left out between them is empty.
func (b *book) texts(row xlsxRow) []string {
	var out []string
	for _, cell := range row.Cells {
		at := len(out)
		if letters := strings.TrimRight(cell.Place, "0123456789"); letters != "" {
			at = 0
			for _, letter := range letters[:min(len(letters), 3)] {
				at = at*26 + int(letter-'A') + 1
			}
			at--
		}
		if at < len(out) || at >= maxColumns {
			continue
		}
		out = append(append(out, make([]string, at-len(out))...), b.textOf(cell))
	}
	return out
}

// textOf gives a cell as it is read: a day as a date, a number without an exponent.
func (b *book) textOf(cell xlsxCell) string {
	switch cell.Type {
	case "inlineStr":
		return cell.Inline.String()
	case "s":
		if n, err := strconv.Atoi(cell.Value); err == nil && n >= 0 && n < len(b.strings) {
			return b.strings[n]
		}
		return ""
	case "", "n":
		n, err := strconv.ParseFloat(cell.Value, 64)
		if err != nil {
			return cell.Value
		}
		if b.dates[cell.Style] && n >= 0 && n < 1e6 {
			return b.epoch.AddDate(0, 0, int(n)).Format(time.DateOnly)
		}
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return cell.Value
}

// decode reads a whole part.
func decode(part *zip.File, into any) error {
	if part == nil {
		return errListFormat
	}
	file, err := part.Open()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // in memory
	return xml.NewDecoder(io.LimitReader(file, maxUnpacked)).Decode(into)
}

// each gives the elements of a name to take, as they come; none of a part that is not there.
func each[T any](part *zip.File, name string, take func(T) error) error {
	if part == nil {
		return nil
	}
	file, err := part.Open()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // in memory
	decoder := xml.NewDecoder(io.LimitReader(file, maxUnpacked))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, begins := token.(xml.StartElement)
		if !begins || start.Name.Local != name {
			continue
		}
		var element T
		if err := decoder.DecodeElement(&element, &start); err != nil {
			return err
		}
		if err := take(element); err != nil {
			return err
		}
	}
}
