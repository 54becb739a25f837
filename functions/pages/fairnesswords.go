package pages

import (
	"strconv"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// wordCounts tells what an agent said to their own gain.
func (l *lang) wordCounts(a contract.FairnessWord) string {
	return l.T("fairness.said") + " " + strconv.Itoa(a.Said) + " · " + l.word(contract.FactStatusConfirmed) + " " +
		strconv.Itoa(a.Confirmed) + " · " + l.T("fairness.otherwise") + " " + strconv.Itoa(a.Otherwise)
}

// confirmerCounts tells what an account decided on.
func (l *lang) confirmerCounts(c contract.FairnessConfirmer) string {
	return l.word(contract.FactStatusConfirmed) + " " + strconv.Itoa(c.Confirmed) + " · " +
		l.word(contract.FactStatusRefused) + " " + strconv.Itoa(c.Refused) + " · " + l.T("fairness.a-minute") + " " +
		strconv.Itoa(c.MostAMinute)
}

// pairCounts tells how much of what is confirmed is of one pair.
func (l *lang) pairCounts(p contract.FairnessPair) string {
	share := func(basisPoints int) string { return strconv.Itoa(basisPoints/100) + "%" }
	return strconv.Itoa(p.Confirmed) + " · " + l.T("fairness.of-agent") + " " + share(p.OfAgentBasisPoints) + " · " +
		l.T("fairness.of-account") + " " + share(p.OfAccountBasisPoints)
}
