package deal_test

import (
	"testing"

	"github.com/lunxu/lunxu/internal/domain/deal"
)

// Each row is one number in several writings, and no number is another row's.
func TestKeyComparesNumbersHoweverTheyAreWritten(t *testing.T) {
	rows := [][]string{
		{"3-1201", "３－１２０１", " 3 - 1201 ", "3–1201", "3—1201", "3−1201", "3‐1201", "3‑1201", "3－－1201", "3\u200b-1201",
			"-3-1201-", "3\u00ad-\u20601201", "3﹣1201", "3ー1201"},
		{"31-201", "３１-２０１"},
		{"31201"},
		{"a-12", "A-12", "Ａ－１２", "ａ—１２"},
		{"3栋1201", "3 栋 1201", "３栋　１２０１", "3栋\t1201"},
		{"HT(2026)001", "ht（２０２６）００１", "HT (2026) 001"},
		{"HT2026001"},
		{"", " ", "---", "\u200b", "　"},
	}
	seen := map[string]int{}
	for i, row := range rows {
		for _, number := range row {
			key := deal.Key(number)
			if of, known := seen[key]; known && of != i {
				t.Errorf("%q has the key of row %d: %q", number, of, key)
			}
			seen[key] = i
			if want := deal.Key(row[0]); key != want {
				t.Errorf("Key(%q) = %q, want %q", number, key, want)
			}
			if again := deal.Key(key); again != key {
				t.Errorf("Key(%q) = %q", key, again)
			}
		}
	}
}
