package demo

import (
	"fmt"
	"io"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// report collects what is printed at the end; the first failed write is kept.
type report struct {
	out io.Writer
	err error
}

func (r *report) line(format string, values ...any) {
	if r.err == nil {
		_, r.err = fmt.Fprintf(r.out, format+"\n", values...)
	}
}

// sum prints boards, statements, rulings and the proof of the registers.
func sum(out *report, sites []*site) error {
	for _, part := range []func(*report, *site) error{printBoard, printStatements, printRulings, printVerification} {
		for _, s := range sites {
			if err := part(out, s); err != nil {
				return fmt.Errorf("%s: %w", s.Site.ID, err)
			}
		}
	}
	return out.err
}

// count prints the visits so far.
func (r *report) count(sites []*site) {
	total, parts := 0, make([]string, 0, len(sites))
	for _, s := range sites {
		total += s.arrivals
		parts = append(parts, fmt.Sprintf("%s %d", s.Site.Name, s.arrivals))
	}
	if total > 0 {
		r.line("到访 / visits so far %d：%s", total, strings.Join(parts, "，"))
	}
}

// printBoard prints the order of every group with each agent's standing and why, as it stood before
// the last day was closed, and the order in which tomorrow begins.
func printBoard(out *report, s *site) error {
	out.line("\n== 轮序板 / board: %s %s，%s ==", s.Site.Name, s.Site.English, s.board.Day)
	if s.board.Position != "" {
		out.line("接待位 / at the position: %s", s.agentName(s.board.Position))
	}
	out.line("补接 / make-up turns: %s；接待中 / receptions: %d；等候 / waiting: %d", s.agentNames(s.board.MakeUps),
		len(s.board.Receptions), len(s.board.Waiting))
	for _, group := range s.board.Groups {
		if group.Name != "" {
			out.line("%s %s：%s", group.Name, group.Group, s.agentNames(group.Order))
		}
		for _, member := range group.Members {
			out.line("  %d. %s  %s / %s%s", member.Place, s.agentName(member.Agent), member.ReasonZh,
				member.ReasonEn, cited(member.Clause))
		}
	}
	out.line("明日轮序 / order tomorrow: %s", s.agentNames(s.closed.OrderTomorrow))
	return out.err
}

// cited writes a clause in brackets, nothing where there is none.
func cited(clause string) string {
	if clause == "" {
		return ""
	}
	return " (" + clause + ")"
}

// printStatements prints the month's statement of every party with the clause of every line.
func printStatements(out *report, s *site) error {
	month := s.board.Day[:len("2006-01")]
	var list contract.StatementList
	if err := s.player.Read("site_manager", "/statements/"+month, &list); err != nil {
		return err
	}
	out.line("\n== 月结单 / statements %s: %s %s ==", month, s.Site.Name, s.Site.English)
	for _, summary := range list.Items {
		var statement contract.Statement
		if err := s.player.Read("site_manager", "/statements/"+month+"/"+summary.Party,
			&statement); err != nil {
			return err
		}
		out.line("%s：应得 / credited %s，扣款 / deducted %s，实得 / net %s", s.agentName(statement.Party),
			yuan(statement.CreditedFen), yuan(statement.DeductedFen), yuan(statement.NetFen))
		for _, line := range statement.Lines {
			out.line("    %s  %s  %s%s：%s", line.SettledOn, yuan(line.AmountFen), inWords(line.Kind),
				cited(line.Clause), inWords(line.Reason))
		}
	}
	return out.err
}

// printVerification recomputes the chain of a site's register.
func printVerification(out *report, s *site) error {
	var proof contract.Verification
	if err := s.player.Read("auditor", "/register/verification", &proof); err != nil {
		return err
	}
	if !proof.Intact {
		return fmt.Errorf("the register is not intact: %+v", proof.FirstFault)
	}
	out.line("\n登记簿校验 / verification of the register: %s %s：完整 / intact，%d 条 / entries，%s – %s", s.Site.Name,
		s.Site.English, proof.Entries, proof.From, proof.To)
	return out.err
}
