package demo

import "github.com/lunxu/lunxu/internal/api/contract"

var (
	east = contract.GroupID("east")
	west = contract.GroupID("west")
)

// hillside is a site of the preset group-rotation: two groups of three agents.
var hillside = sitePlan{
	id: "hillside", name: "山语案场", english: "Hillside", preset: "group-rotation", phonePrefix: "1390000",
	rules:  identity{role: "marketing_centre"},
	groups: []contract.GroupInput{{ID: east, Name: "东组"}, {ID: west, Name: "西组"}},
	agents: []contract.NewAgent{
		{ID: "geng", Name: "庚女士", Group: &east, MonthlyBaseFen: 480000}, {ID: "xin", Name: "辛先生", Group: &east, MonthlyBaseFen: 480000},
		{ID: "ren", Name: "壬女士", Group: &east, MonthlyBaseFen: 480000}, {ID: "gui", Name: "癸先生", Group: &west, MonthlyBaseFen: 480000},
		{ID: "zi", Name: "子女士", Group: &west, MonthlyBaseFen: 480000}, {ID: "chou", Name: "丑先生", Group: &west, MonthlyBaseFen: 480000},
	},
}

func hillsideFirstDay(s *stage) []step {
	sc := script{site: s, day: firstDay}
	sc.at("08:50", checkIn("geng", "xin", "ren", "gui", "zi", "chou"))
	sc.visit("09:05", 40, "魏先生", "negotiated", first)
	sc.visit("09:15", 35, "陶女士", "toured", first)
	sc.visit("09:30", 50, "姜先生", "negotiated", first)
	sc.visit("09:40", 30, "戚女士", "toured", first)
	sc.visit("10:00", 12, "谢经理", "invalid", withCard)
	sc.at("10:14", confirmCard("谢经理"))
	sc.visit("10:30", 25, "邹先生", "toured", first)
	sc.at("10:40", foundOut("邹先生"))
	sc.visit("11:00", 60, "喻总", "negotiated", first, ofKind("company"))
	sc.visit("11:10", 35, "柏女士", "toured", first)
	sc.at("12:00", leave("geng", "meal", ""))
	sc.visit("12:10", 30, "水先生", "materials_only", first)
	sc.at("12:40", back("geng"))
	sc.visit("13:40", 40, "窦女士", "toured", first)
	sc.visit("14:10", 45, "章先生", "toured", first)
	sc.at("14:30", leave("chou", "signing", ""))
	sc.visit("14:50", 35, "云女士", "toured", first, designating("gui"))
	sc.visit("15:10", 40, "苏先生", "toured", first)
	sc.at("15:50", back("chou"))
	sc.visit("16:20", 40, "潘女士", "toured", first)
	sc.at("18:00", closeDay)
	sc.at("23:30", settleNight)
	return sc.steps
}

func hillsideSecondDay(s *stage) []step {
	sc := script{site: s, day: secondDay}
	sc.at("08:50", checkIn("xin", "ren", "gui", "zi", "chou"))
	sc.visit("09:10", 90, "魏先生", "negotiated", returning)
	sc.visit("09:25", 40, "葛女士", "toured", first)
	sc.at("10:00", checkIn("geng"))
	sc.at("10:00", takenOver("魏先生"))
	sc.at("10:20", note("魏先生", "zi"))
	sc.visit("10:50", 45, "忘名来客", "toured", forgot)
	sc.at("10:58", identify("忘名来客", "陶女士"))
	sc.at("11:20", note("忘名来客", "zi"))
	sc.at("11:40", leavePosition("private", "auto"))
	sc.at("11:55", backToPosition)
	sc.visit("13:00", 40, "范先生", "toured", referredBy("姜先生"))
	sc.at("13:10", handOver("范先生", "ren"))
	sc.at("13:45", confirmReturn("范先生"))
	for i, who := range []string{"彭先生", "郎女士", "鲁先生", "韦女士", "昌先生", "马女士"} {
		sc.visit([]string{"14:00", "14:03", "14:05", "14:08", "14:11", "14:13"}[i], 40+5*i, who, "toured", first)
	}
	sc.visit("14:20", 55, "苗先生", "toured", first)
	sc.at("15:30", closeDeal("喻总", "", 3000000))
	sc.visit("15:40", 40, "凤女士", "toured", first)
	sc.at("16:00", closeDeal("姜先生", "", 900000))
	sc.at("16:30", rule("喻总", "公司客户，由集团营销中心分配", share{"@company", 60}, share{"xin", 40}))
	sc.at("17:00", leavePosition("short", "none"))
	sc.at("17:08", backToPosition)
	sc.at("17:45", keepBoard)
	sc.at("18:00", closeDay)
	sc.at("23:30", settleNight)
	return sc.steps
}
