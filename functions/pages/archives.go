package pages

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// shownMonths bounds the months that are offered for archiving.
const shownMonths = 24

// monthRow is a month that is over, archived or not.
type monthRow struct {
	Month string
	Made  *contract.ArchiveSummary // nil: not yet
}

// archives lists the months that are over, and makes their archives (LC.4.4, LS.2.5).
func (h *Handler) archives(p *page) error {
	if !p.May("listArchives") {
		return errRole
	}
	if err := p.openManage(); err != nil {
		return err
	}
	made := map[string]contract.ArchiveSummary{}
	if err := walk(p, "listArchives", names{"site": p.Site.ID},
		func(a contract.ArchiveSummary) { made[a.Month] = a }); err != nil {
		return err
	}
	var rows []monthRow
	opened := string(domain.Day(p.Day(p.Site.CreatedAt)).Month())
	for month := before(p.Today()[:len("2006-01")]); month >= opened && len(rows) < shownMonths; month = before(month) {
		row := monthRow{Month: month}
		if a, there := made[month]; there {
			row.Made = &a
		}
		rows = append(rows, row)
	}
	return p.send(archivesPage(p, rows))
}

// before gives the month before a month.
func before(month string) string { return string(domain.Day(month + "-01").AddDays(-1).Month()) }

// archiveData is an archive, and whether the register still says the same.
type archiveData struct {
	contract.Archive
	Check contract.ArchiveVerification
}

func (p *page) archiveNames() names {
	return names{"site": p.r.PathValue("site"), "month": p.r.PathValue("month")}
}

// anArchive shows a month's archive, made again and compared.
func (h *Handler) anArchive(p *page) error {
	if !p.May("getArchive") {
		return errRole
	}
	var data archiveData
	if err := p.openManage(question{"getArchive", p.archiveNames(), &data.Archive},
		question{"verifyArchive", p.archiveNames(), &data.Check}); err != nil {
		return err
	}
	return p.send(archivePage(p, data))
}

// archiveFile sends the manifest with its signature.
func (h *Handler) archiveFile(p *page) error {
	if !p.May("getArchive") {
		return errRole
	}
	var a contract.Archive
	if err := p.ask("getArchive", p.archiveNames(), &a); err != nil {
		return err
	}
	raw, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("pages: archive: %w", err)
	}
	return p.download("application/json", fmt.Sprintf("archive-%s-%s.json", a.Manifest.Site, a.Manifest.Month), raw)
}

// archiveLines sends the content, all days together: the bytes whose digest the manifest has.
func (h *Handler) archiveLines(p *page) error {
	if !p.May("getArchiveContent") {
		return errRole
	}
	var out bytes.Buffer
	for with := p.archiveNames(); ; {
		var part contract.ArchiveContent
		if err := p.ask("getArchiveContent", with, &part); err != nil {
			return err
		}
		out.WriteString(part.Text)
		if with["cursor"] = part.NextCursor; part.NextCursor == "" {
			break
		}
	}
	name := fmt.Sprintf("archive-%s-%s.jsonl", p.r.PathValue("site"), p.r.PathValue("month"))
	return p.download("application/x-ndjson", name, out.Bytes())
}

// counted lists counts by their names, in the order of the keys.
func (l *lang) counted(counts map[string]int, name func(string) string) string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, name(key)+" "+strconv.Itoa(counts[key]))
	}
	return strings.Join(out, " ")
}

func (l *lang) kindWord(kind string) string { return l.word(contract.VisitorKind(kind)) }

func (l *lang) outcomeWord(outcome string) string {
	if outcome == "open" {
		return l.T("archive.open")
	}
	return l.word(contract.Outcome(outcome))
}

func (l *lang) archiveTotals(visits, records int) string {
	return fmt.Sprintf("%s %d · %s %d", l.T("archive.visits"), visits, l.T("archive.records"), records)
}

func (l *lang) archiveLine(a contract.ArchiveSummary) string {
	return l.archiveTotals(a.Visits, a.Records) + " · " + l.Date(a.MadeAt)
}

// archiveFault says in what an archive and the register differ.
func (l *lang) archiveFault(check contract.ArchiveVerification) string {
	var out []string
	if !check.Genuine {
		out = append(out, l.T("archive.not-genuine"))
	}
	if f := check.FirstFault; f != nil {
		out = append(out, fmt.Sprintf("%s %s #%d", l.T("archive.not-intact"), f.Day, f.Seq))
	}
	if check.FirstDifference != "" {
		out = append(out, l.T("archive.first-difference")+" "+check.FirstDifference)
	}
	return strings.Join(out, l.either("；", "; "))
}

// toArchive leads to the archive that was made.
func toArchive(_ *page, f form, out *answer) (string, error) {
	var made contract.Archive
	err := out.decode(&made)
	return done("/manage/"+f.Get("site")+"/archives/"+made.Manifest.Month, "makeArchive"), err
}
