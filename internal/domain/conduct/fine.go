package conduct

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// fineFor works out what a schedule costs in money; nil if nothing.
func fineFor(schedule policy.Consequence, rules policy.Settlement, version int, report Report,
	found Verification) (*Fine, error) {
	if schedule.DayBases == 0 && schedule.MonthBases == 0 && schedule.FixedFen == 0 &&
		schedule.CommissionBasisPoint == 0 {
		return nil, nil
	}
	if (schedule.DayBases > 0 || schedule.MonthBases > 0) && found.MonthlyBase <= 0 {
		return nil, domain.Refuse("conduct.monthly_base_missing", report.Clause)
	}
	fen, err := fixedPart(schedule, rules, found.MonthlyBase)
	if err != nil {
		return nil, err
	}
	return &Fine{Report: report.ID, Party: report.Agent, Clause: report.Clause, Month: found.Day.Month(),
		Fen: fen, CommissionBasisPoints: schedule.CommissionBasisPoint, PolicyVersion: version}, nil
}

// fixedPart is the part of a fine that does not depend on the month's commission.
func fixedPart(schedule policy.Consequence, rules policy.Settlement, monthlyBase money.Fen) (money.Fen, error) {
	var days money.Fen
	if schedule.DayBases > 0 {
		var err error
		days, err = money.HalfEven(monthlyBase, int64(schedule.DayBases)*100, int64(rules.PaidDaysPerMonthHundredths))
		if err != nil {
			return 0, err
		}
	}
	months, err := money.HalfEven(monthlyBase, int64(schedule.MonthBases), 1)
	if err != nil {
		return 0, err
	}
	return money.Sum(days, months, money.Fen(schedule.FixedFen))
}
