package policy

// standingParameters explains who confirms what people say to their own gain. The documents name sales control (PC.5);
// for the rest a policy that is silent has the usual.
func standingParameters() []Parameter {
	return []Parameter{
		{"/standing/*/kind", UnitChoice, "何种事实：认出、认领、报备相符、到访、来电、成交、成交变更、接手名单、放宽管控、来访表、跟进",
			"Which kind of fact", of("PC.5.a")},
		{"/standing/*/clause", UnitClause, "须经确认的依据", "Cited where a confirmation is asked for", of("PC.5.a")},
		{"/standing/*/confirms", UnitRoles, "由谁确认（当事人除外）；缺省：认出、报备、来电、跟进为前台、主管、经理，到访、来访表另加来访者，" +
			"认领、成交、成交变更为财务、经理（销控），接手名单、放宽管控为经理及上级",
			"Who confirms, if no party. Left out: recognitions, announced people, calls and follow-ups the desk, the " +
				"supervisor and the manager; arrivals and forms the visitor besides; claims, deals and their changes " +
				"finance and the manager (sales control); lists and loosened rules the manager and who stands above",
			of("PC.5.a")},
		{"/standing/*/climbs_to", UnitRoles, "逾期依次上报给谁；末级逾期则失效",
			"Who may confirm as well, one more after each deadline; after the last the fact lapses", nil},
		{"/standing/*/object_hours", UnitHours, "利益受损一方可在多久内提出异议；缺省 24",
			"How long whoever loses by it may object; 24 if left out", nil},
		{"/standing/*/climb_hours", UnitHours, "每一级须在多久内确认；缺省 24",
			"How long each level has to confirm; 24 if left out", nil},
		{"/standing/*/silence_consents", UnitYesNo, "逾期未提异议是否视为同意",
			"Whether no objection in that time is consent", nil},
		{"/standing/*/daily", UnitTimes, "每名置业顾问每日未经确认的事实上限；缺省 10（成交 30）",
			"How many unconfirmed facts an agent may have said on one day; 10 if left out, of deals 30", nil},
	}
}
