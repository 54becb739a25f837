package rotation

import (
	"strconv"

	"github.com/lunxu/lunxu/internal/domain"
)

// dayWidth is the bits of a day written as the number yyyymmdd.
const dayWidth = 27

const seqDigits = 6 // of the sequence in a visit id

// dayDigits gives a day "2026-11-24" as the number 20261124. False: the text has another shape.
func dayDigits(day domain.Day) (uint64, bool) {
	if len(day) != 10 || day[4] != '-' || day[7] != '-' {
		return 0, false
	}
	return digits(string(day[:4] + day[5:7] + day[8:]))
}

// digitsDay is the inverse of dayDigits.
func digitsDay(number uint64) domain.Day {
	text := padded(number, 8)
	return domain.Day(text[:4] + "-" + text[4:6] + "-" + text[6:])
}

// splitVisit takes "20261124-000007" apart. False: the id has another shape and is stored as it is.
func splitVisit(visit domain.VisitID) (day uint64, seq int64, ok bool) {
	if len(visit) != 8+1+seqDigits || visit[8] != '-' {
		return 0, 0, false
	}
	day, dayOK := digits(string(visit[:8]))
	number, seqOK := digits(string(visit[9:]))
	return day, int64(number), dayOK && seqOK
}

func joinVisit(day uint64, seq int64) domain.VisitID {
	if seq < 0 {
		return ""
	}
	return domain.VisitID(padded(day, 8) + "-" + padded(uint64(seq), seqDigits))
}

func digits(text string) (uint64, bool) {
	var number uint64
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		number = number*10 + uint64(text[i]-'0')
	}
	return number, true
}

func padded(number uint64, width int) string {
	text := strconv.FormatUint(number, 10)
	for len(text) < width {
		text = "0" + text
	}
	return text
}
