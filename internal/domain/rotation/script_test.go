package rotation

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

var update = flag.Bool("update", false, "write what the scripts in testdata give instead of comparing it")

// TestScripts runs testdata/*.txt. A script is a list of paragraphs: commands (and # comments), a line of
// dashes, and what the floor answered. Read the answers before committing what -update writes.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { runScript(t, file) })
	}
}

func runScript(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	script := &script{t: t}
	for paragraph := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
		commands, _, answered := strings.Cut(paragraph, "\n----")
		out.WriteString(commands)
		if given := script.run(commands); answered || given != "" {
			out.WriteString("\n----\n" + given)
		} else {
			out.WriteString("\n")
		}
		out.WriteString("\n")
	}
	want := bytes.TrimRight(out.Bytes(), "\n")
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, text) {
		t.Errorf("%s answers differently (run with -update to see the difference in the file):\n%s", file, want)
	}
}

type script struct {
	t    *testing.T
	site *testSite
}

func (s *script) run(commands string) string {
	var out strings.Builder
	lines := bufio.NewScanner(strings.NewReader(commands))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s.command(&out, strings.Fields(line))
	}
	return out.String()
}

// command runs one line: a verb and its words. "at 09:10" before the verb sets the clock.
func (s *script) command(out *strings.Builder, words []string) {
	if words[0] == "policy" {
		s.site = newSite(s.t, policy.Preset(words[1]))
		return
	}
	if words[0] == "at" {
		clock, err := time.Parse("15:04", words[1])
		if err != nil {
			s.t.Fatal(err)
		}
		midnight := s.site.day.Start(time.UTC)
		s.site.clock = midnight.Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute()-1)*time.Minute)
		words = words[2:]
	}
	switch words[0] {
	case "order":
		fmt.Fprintf(out, "order %v, position %s, make-ups %v\n", Order(s.site.state, s.site.rot),
			orNobody(AtPosition(s.site.state, s.site.rot)), s.site.state.MakeUps)
	case "board":
		s.board(out)
	case "overdue":
		for _, n := range Overdue(s.site.state, s.site.clock.Add(time.Minute)) {
			fmt.Fprintf(out, "overdue: %s owes %s the note on %s\n", n.From, n.To, short(n.Visit))
		}
	case "in", "duty":
		for _, agent := range words[1:] {
			s.event(out, Event{Kind: CheckedIn, Agent: domain.AgentID(agent), Duty: words[0] == "duty"})
		}
	default:
		s.event(out, s.parse(words))
	}
}

func (s *script) event(out *strings.Builder, ev Event) {
	if ev.Kind == DayOpened {
		s.site.day = ev.Day
		s.site.clock = ev.Day.Start(time.UTC)
	}
	effects, err := s.site.apply(ev)
	if coded := refusalOf(err); coded != nil {
		fmt.Fprintf(out, "refused: %v %v\n", err, coded.Values)
	}
	for _, e := range effects {
		if e.Kind == PositionTo {
			continue // shown by "order"
		}
		fmt.Fprintln(out, effectLine(e))
	}
}

func effectLine(e Effect) string {
	line := string(e.Kind)
	if e.Visit != "" {
		line += " " + short(e.Visit)
	}
	if e.Agent != "" {
		line += " " + string(e.Agent)
	}
	if e.Other != "" {
		line += " (for " + string(e.Other) + ")"
	}
	if e.Turn != "" {
		line += " turn=" + string(e.Turn)
	}
	if e.Note != "" {
		line += " note=" + e.Note
	}
	if e.Clause != "" {
		line += " " + string(e.Clause)
	}
	return line
}

func short(visit domain.VisitID) string {
	_, seq, _ := strings.Cut(string(visit), "-")
	return "v" + strings.TrimLeft(seq, "0")
}

func orNobody(agent domain.AgentID) string {
	if agent == "" {
		return "nobody"
	}
	return string(agent)
}

func (s *script) parse(words []string) Event {
	verbs := map[string]Kind{"open": DayOpened, "close": DayClosed, "table": TableSet, "leave": Left,
		"return": Returned,
		"arrive": Arrived, "finish": Finished, "handover": HandedOver, "belongs": Belongs, "card": CardConfirmed,
		"choose": TurnChosen, "gaveback": GaveBack, "valid": MadeValid, "went": WaitingLeft, "note": NoteWritten,
		"swap": SwappedPlaces, "attempt": OutOfTurn}
	kind, known := verbs[words[0]]
	if !known {
		s.t.Fatalf("unknown verb %q", words[0])
	}
	ev := Event{Kind: kind}
	if kind == Arrived {
		ev.Day = s.site.day
	}
	for _, word := range words[1:] {
		s.word(&ev, word)
	}
	return ev
}

// word reads one word of a command: a visit "v7", a day, name=value, a kind of visitor, or agents.
func (s *script) word(ev *Event, word string) {
	name, value, named := strings.Cut(word, "=")
	group, members, grouped := strings.Cut(word, ":")
	var seq int
	switch {
	case grouped:
		ev.Groups = append(ev.Groups, domain.GroupID(group))
		for agent := range strings.SplitSeq(members, ",") {
			ev.Table = append(ev.Table, TablePlace{Agent: domain.AgentID(agent), Group: domain.GroupID(group)})
		}
	case named:
		s.named(ev, name, value)
	case ev.Kind == DayOpened:
		ev.Day = domain.Day(word)
	case word == "company":
		ev.Treatment = CompanyVisitor
	case word == "broker":
		ev.Treatment = DisclosedBroker
	default:
		if n, _ := fmt.Sscanf(word, "v%d", &seq); n == 1 {
			ev.Visit = domain.VisitID(fmt.Sprintf("%s-%06d", strings.ReplaceAll(string(s.site.day), "-", ""), seq))
			return
		}
		if ev.Agent == "" {
			ev.Agent = domain.AgentID(word)
		} else {
			ev.Other = domain.AgentID(word)
		}
	}
}

func (s *script) named(ev *Event, name, value string) {
	switch name {
	case "reason":
		ev.Reason = policy.AbsenceReason(value)
	case "cover":
		ev.Cover = value
	case "takes":
		ev.Choice = TurnChoice(value)
	case "clause":
		ev.Clause = domain.Clause(value)
	case "by":
		ev.TakenBy = domain.AgentID(value)
	case "returning":
		ev.Prefer, ev.Treatment = domain.AgentID(value), Preferred
	case "names":
		ev.Prefer, ev.Treatment = domain.AgentID(value), Designated
	default:
		s.t.Fatalf("unknown word %s=%s", name, value)
	}
}

func (s *script) board(out *strings.Builder) {
	view := Board(s.site.state, s.site.rot, s.site.rec)
	fmt.Fprintf(out, "position %s, make-ups %v, waiting %d\n", orNobody(view.Position), view.MakeUps, len(view.Waiting))
	for _, g := range view.Groups {
		for _, m := range g.Members {
			line := fmt.Sprintf("%s %s %s, place %d, ahead %v: %s %s", g.Group, m.Agent, m.Presence, m.Why.Place,
				m.Why.Ahead, m.Why.Standing, m.Why.Clause)
			if m.Receives.Visit != "" {
				line += ", receives " + short(m.Receives.Visit)
			}
			fmt.Fprintln(out, strings.TrimSpace(line))
		}
	}
}
