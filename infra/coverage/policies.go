package coverage

import (
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/internal/domain/policy"
)

// language chooses one of two texts, Chinese first.
type language int

const (
	chinese language = iota
	english
)

// own says in a few words what a preset has that the figures of its row do not tell.
var own = map[policy.Preset][2]string{
	policy.SelfSale:      {"首访只取资料或后接待人成交时分成", "a later receiver who closes shares"},
	policy.GroupRotation: {"分组轮值、代班、开场询问、扣罚；公司可另行分配", "groups in turn, covers, opening questions, fines"},
	policy.LeasingHall:   {"值班人员之间轮接；签约前认出客户者接手", "duty staff apart; who recognises the customer takes over"},
	policy.Points:        {"客户选择优先；裁决须两人核准；违规扣分", "the customer chooses; rulings by two; points"},
	policy.FrontSeat:     {"家庭算一户；轮到时在忙者可选；来电另册登记", "a family is one; who is busy on turn chooses"},
	policy.FirstContact:  {"来访前报备；主管裁决；没收业绩", "announced beforehand; rulings; confiscation"},
}

// heads are the names of the columns.
var heads = [2]string{"| 制度 | 条款 | 当日次序 | 分成（原:后） | 认领时限 | 保护期 | 特点 |\n|---|---|---|---|---|---|---|\n",
	"| preset | clauses | order of the day | split, first:later | claims within | lapses after | its own |\n" +
		"|---|---|---|---|---|---|---|\n"}

// PolicyTable is the READMEs' table of policies, made from the presets.
func PolicyTable(in language) (string, error) {
	out := heads[in]
	for _, preset := range policy.Presets() {
		rules, err := policy.Load(preset)
		if err != nil {
			return "", err
		}
		document, _, _ := strings.Cut(string(rules.Attribution.Rules[0].Clause), ".")
		out += fmt.Sprintf("| `%s` | `%s.*` | %s | %s | %s | %s | %s |\n", preset, document, order(rules.Rotation, in),
			splits(rules.Attribution), in.count(rules.Settlement.ClaimWindowHours, "小时", "hour"),
			in.count(rules.Protection.Months, "个月", "month"), own[preset][in])
	}
	return out, nil
}

func order(rotation policy.Rotation, in language) string {
	words := [2]string{"签到先后", "check-in"}
	if rotation.Order == policy.OrderTable {
		words = [2]string{"顺序表", "order table"}
	}
	if rotation.Groups {
		words = [2]string{"各组轮流", "groups in turn"}
	}
	return words[in]
}

// splits lists the shares of the rules that divide; where none does, the whole goes to one.
func splits(attribution policy.Attribution) string {
	var shares []string
	for _, rule := range attribution.Rules {
		if first := rule.OriginalBasisPoints; first > 0 {
			shares = append(shares, fmt.Sprintf("%d:%d", first/100, 100-first/100))
		}
	}
	if len(shares) == 0 {
		return "–"
	}
	return strings.Join(shares, ", ")
}

// count says a number with its unit; a dash for none.
func (l language) count(n int, zh, en string) string {
	switch {
	case n == 0:
		return "–"
	case l == chinese:
		return fmt.Sprintf("%d %s", n, zh)
	case n == 1:
		return fmt.Sprintf("%d %s", n, en)
	}
	return fmt.Sprintf("%d %ss", n, en)
}
