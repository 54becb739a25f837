package demo

import "github.com/lunxu/lunxu/internal/api/contract"

// riverside is a site of the preset self-sale: one order table of six agents.
var riverside = sitePlan{
	id: "riverside", name: "滨江案场", english: "Riverside", preset: "self-sale", phonePrefix: "1380000",
	rules: identity{role: "site_manager", site: "riverside"},
	agents: []contract.NewAgent{
		{ID: "jia", Name: "甲女士", MonthlyBaseFen: 435000}, {ID: "yi", Name: "乙先生", MonthlyBaseFen: 435000},
		{ID: "bing", Name: "丙女士", MonthlyBaseFen: 435000}, {ID: "ding", Name: "丁先生", MonthlyBaseFen: 435000},
		{ID: "wu", Name: "戊女士", MonthlyBaseFen: 435000}, {ID: "ji", Name: "己先生", MonthlyBaseFen: 435000},
	},
}

func riversideFirstDay(s *stage) []step {
	sc := script{site: s, day: firstDay}
	sc.at("08:50", checkIn("jia", "yi", "bing", "ding", "wu", "ji"))
	sc.visit("09:10", 40, "赵先生", "toured", first)
	sc.visit("09:18", 12, "钱女士", "materials_only", first)
	sc.visit("09:25", 60, "孙先生", "negotiated", first)
	sc.visit("09:40", 35, "李女士", "toured", first, designating("ji"))
	sc.visit("09:55", 45, "周先生", "toured", first)
	sc.at("10:05", leave("wu", "short", ""))
	sc.visit("10:07", 33, "吴女士", "toured", first)
	sc.at("10:12", back("wu"), takenOver("吴女士"))
	sc.visit("10:30", 40, "郑先生", "toured", first)
	sc.at("10:45", leave("yi", "private", ""))
	sc.visit("10:50", 40, "王女士", "negotiated", first)
	sc.visit("11:00", 30, "冯先生", "negotiated", first)
	sc.at("11:20", back("yi"))
	sc.visit("11:35", 40, "陈女士", "toured", first)
	sc.at("12:00", leave("ji", "meal", ""))
	sc.visit("12:10", 25, "褚先生", "materials_only", first)
	sc.at("12:40", back("ji"))
	sc.visit("14:00", 45, "卫女士", "toured", first)
	sc.visit("14:20", 60, "蒋先生", "toured", first)
	sc.visit("14:40", 30, "沈女士", "materials_only", first)
	sc.visit("15:05", 50, "韩先生", "toured", first)
	sc.at("15:30", closeDeal("孙先生", "bing", 1200000))
	sc.visit("16:00", 45, "杨女士", "toured", first)
	sc.at("18:00", closeDay)
	sc.at("23:30", settleNight)
	return sc.steps
}

func riversideSecondDay(s *stage) []step {
	sc := script{site: s, day: secondDay}
	sc.at("08:50", checkIn("yi", "bing", "ding", "wu", "ji"))
	sc.visit("09:10", 45, "朱女士", "toured", first)
	sc.visit("09:20", 40, "秦先生", "toured", first)
	sc.at("09:50", leave("yi", "business", ""))
	sc.visit("10:02", 60, "赵先生", "negotiated", returning)
	sc.visit("10:06", 70, "钱女士", "subscribed", returning)
	sc.visit("10:20", 40, "李女士", "toured", returning)
	sc.at("10:30", handOver("赵先生", "wu"))
	sc.at("11:10", closeDeal("赵先生", "", 1000001))
	sc.at("11:30", closeDeal("钱女士", "", 2000000))
	sc.at("12:00", back("yi"))
	sc.at("13:30", checkIn("jia"))
	for i, who := range []string{"许先生", "何女士", "吕先生", "施女士", "张先生", "孔女士"} {
		sc.visit([]string{"14:00", "14:02", "14:05", "14:07", "14:10", "14:12"}[i], 40+5*i, who, "toured", first)
	}
	sc.visit("14:15", 55, "曹先生", "toured", first)
	sc.visit("14:25", 60, "郑先生", "negotiated", returning)
	sc.visit("15:20", 25, "华女士", "toured", first, designating("jia"))
	sc.visit("15:30", 55, "王女士", "negotiated", returning)
	sc.at("15:45", takenOver("王女士"))
	sc.visit("15:50", 40, "金先生", "toured", first)
	sc.at("16:00", closeDeal("冯先生", "bing", 1500000))
	sc.at("16:05", handOver("金先生", "ji"))
	sc.at("16:10", dispute("冯先生", "yi", "客户到访时轮到我接待，我因私事外出；此前与客户通过电话"))
	sc.at("16:20", fine("wu", "quarrel", "在客户面前与同事争执，经主管查实"))
	sc.at("17:00", rule("冯先生", "乙先生当时因私事外出，轮次不保留；其事前电话联系属实，双方同意分成", share{"bing", 60}, share{"yi", 40}))
	sc.at("17:10", cancel("孙先生"))
	sc.at("17:45", keepBoard)
	sc.at("18:00", closeDay)
	sc.at("23:30", settleNight)
	return sc.steps
}
