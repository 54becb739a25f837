package pages

import (
	"math/bits"
)

// chart is a bar chart: one row for each party, drawn on the server. Every bar has its value written beside it.
type chart struct {
	Bars []bar
	most int64
}

type bar struct {
	Label string
	Text  string
	value int64
	Width int64 // in thousandths of the widest
}

// add adds a row; values below zero have no bar.
func (c *chart) add(label string, value int64, text string) {
	c.Bars = append(c.Bars, bar{Label: label, Text: text, value: max(0, value)})
	c.most = max(c.most, value)
	for i := range c.Bars {
		c.Bars[i].Width = share(c.Bars[i].value, c.most)
	}
}

// share gives a value in thousandths of the whole, rounded down.
func share(value, whole int64) int64 {
	if whole <= 0 {
		return 0
	}
	high, low := bits.Mul64(uint64(value), 1000)
	quotient, _ := bits.Div64(high, low, uint64(whole))
	return int64(quotient)
}
