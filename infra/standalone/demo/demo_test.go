package demo_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/infra/standalone/demo"
)

// TestRun plays the demo and looks for what it owes its reader: both boards, the statements, the three
// rulings by their clauses (SS.4.2.4.b, SS.4.2.6, a person's under SS.4.2.2.c) and two intact registers.
func TestRun(t *testing.T) {
	told := run(t)
	for _, want := range []string{
		"board: 滨江案场 Riverside，2026-06-02", "board: 山语案场 Hillside，2026-06-02", "so far 58",
		"clause SS.4.2.4.b，", "甲女士 jia 70% = ¥7000.01", "clause SS.4.2.6，", "乙先生 yi 30% = ¥6000.00",
		"clause SS.4.2.2.c，", "裁决 / ruling: site_manager (SS.4.2.2.c)",
		"✔ 后接待人成交的分成 later_receptionist_split (SS.4.2.4.b)",
		"turned down: 丙女士 bing", "2026-06-02  -¥12000.00  冲回 reversal",
		"2026-06-02  -¥200.00  扣款 deduction (SS.4.2.2.b)",
		"card confirmed, make-up turn (GP.14.a)", "identified (GP.16)", "position vacant, count 1 (GP.2.b)",
		"公司 @company 60%",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("not told: %s", want)
		}
	}
	if got := strings.Count(told, "完整 / intact"); got != 2 {
		t.Errorf("%d registers intact, want 2", got)
	}
	if t.Failed() {
		t.Log(told)
	}
}

// TestRunIsDeterministic plays the demo twice: both plays tell the same to the letter.
func TestRunIsDeterministic(t *testing.T) {
	first := run(t)
	if again := run(t); again != first {
		t.Error("two plays differ")
	}
}

// stopAt cancels the context when a text goes by.
type stopAt struct {
	text   string
	cancel context.CancelFunc
	told   bytes.Buffer
}

func (s *stopAt) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(s.text)) {
		s.cancel()
	}
	return s.told.Write(p)
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	out := stopAt{text: "10:05", cancel: cancel}
	if err := demo.Run(ctx, &out); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if strings.Contains(out.told.String(), "10:12") {
		t.Error("went on after the context had ended")
	}
}

// full is a writer without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestRunSaysThatItCannotWrite(t *testing.T) {
	if err := demo.Run(t.Context(), full{}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v, want %v", err, io.ErrShortWrite)
	}
}

func run(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	if err := demo.Run(t.Context(), &out); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return out.String()
}
