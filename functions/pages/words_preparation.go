package pages

// preparationWords names what is made ready before a visit.
var preparationWords = map[string]said{"materials": {"资料", "Materials"}, "room": {"会议室", "Room"},
	"equipment": {"设备", "Equipment"},
	"seats":     {"座位", "Seats"}, "catering": {"茶点", "Catering"}, "car": {"车辆与司机", "Car and driver"},
	"other": {"其他", "Other"}}
