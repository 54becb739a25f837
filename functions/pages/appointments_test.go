package pages_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/functions/settle"
)

const bookings = "/desk/riverside/appointments"

// booked enters an appointment at 15:00 of a day and gives its id.
func (p *product) booked(day, phone string) string {
	p.t.Helper()
	body := fmt.Sprintf(`{"channel":"phone","name":"张女士","phone":%q,"organisation":"滨江商会","purpose":"看三居",`+
		`"headcount":2,"start":"%sT07:00:00Z"}`, phone, day)
	return p.tell("front_desk", "appointments", body)["appointment"].(string)
}

// confirmed confirms one as the desk does.
func (b *browser) confirmed(id string) shown {
	b.t.Helper()
	return b.want(b.do(b.get(bookings+"/"+id), "confirmAppointment", "identity_verified", "yes", "purpose_verified",
		"yes",
		"place", "三号厅", "agenda", "看样板间", "headcount", "2"),
		200, "预约已确认")
}

// TestAnAppointmentIsConfirmed once identity and purpose are verified (LD.2.1).
func TestAnAppointmentIsConfirmed(t *testing.T) {
	p := newProduct(t)
	id := p.booked("2026-11-24", "13800008000")
	b := p.open("front_desk:riverside:")
	list := b.want(b.get(bookings), 200, "15:00", "138****8000", "待确认", "看三居", "今天")
	b.kept(list, bookings+"/"+id, bookings+"?day=2026-11-23", bookings+"?day=2026-11-25")
	page := b.want(b.get(bookings+"/"+id), 200, "待确认", "滨江商会", "还没有发送过", "尚未核实")
	refused := b.want(b.do(page, "confirmAppointment", "identity_verified", "yes", "place", "<三号>厅"), 422, "LD.2.1")
	if !strings.Contains(refused.text, `value="&lt;三号&gt;厅"`) || !strings.Contains(refused.text, `role="alert"`) {
		t.Error("what was typed is not there again")
	}
	fields := b.fill(refused, "confirmAppointment", "identity_verified", "yes", "purpose_verified", "yes", "place",
		"三号厅",
		"agenda", "看样板间", "headcount", "3")
	b.want(b.post("/do/confirmAppointment", fields), 200, "预约已确认", "已确认", "三号厅", "3 人", "身份与来意已核实")
	b.want(b.post("/do/confirmAppointment", fields), 200, "已确认")
	b.want(b.get(bookings+"?day=2026-11-25"), 200, "这一天没有预约")
	b.want(b.get(bookings+"?day=tomorrow"), 422)
	b.want(b.get(bookings+"/a20261124-000099"), 404)
	auditor := p.open("auditor::")
	if strings.Contains(auditor.want(auditor.get(bookings+"/"+id), 200, "已确认").text, "/do/") {
		t.Error("an auditor may change an appointment")
	}
	finance := p.open("finance:riverside:")
	finance.want(finance.get(bookings+"/"+id), 403)
}

// TestTheDeskEntersAnAppointment once, with all that was typed there again after a refusal (LS.2.1).
func TestTheDeskEntersAnAppointment(t *testing.T) {
	p := newProduct(t)
	b := p.open("front_desk:riverside:")
	page := b.want(b.get(bookings+"?day=2026-11-26"), 200, "登记预约", "这一天没有预约")
	typed := []string{"channel", "email", "kind", "company", "name", "张<女士>", "phone", "138", "organisation", "滨江商会",
		"title", "秘书长", "purpose", "看三居",
		"start", "2026-11-26T14:00", "end", "15:30", "place", "三号厅", "headcount", "4", "agenda", "看样板间",
		"agent", "yi", "email", "z@example.cn"}
	refused := b.want(b.do(page, "createAppointment", typed...), 422, "手机号格式不正确")
	b.kept(refused, `id="createAppointment" open`, `value="14:00"`)
	for name, value := range map[string]string{"name": "张<女士>", "end": "15:30", "kind": "company", "channel": "email",
		"agent":  "yi",
		"agenda": "看样板间", "start": "2026-11-26", "phone": "138"} {
		if !refused.stands(name, value) || refused.marks(name) != (name == "phone") {
			t.Errorf("%s is not there again", name)
		}
	}
	past := b.want(b.do(page, "createAppointment", append(typed, "phone", "13800008000", "start", "2026-11-26T")...),
		422)
	if !past.marks("start") {
		t.Error("the time that is missing is not marked")
	}
	fields := b.fill(page, "createAppointment", append(typed, "phone", "13800008000")...)
	made := b.want(b.post("/do/createAppointment", fields), 200, "预约已登记", "待确认", "2026-11-26 14:00–15:30", "滨江商会 · 秘书长",
		"乙先生", "邮件", "公司客户", "4 人")
	if again := b.post("/do/createAppointment", fields); again.path != made.path {
		t.Errorf("entered twice: %s, %s", made.path, again.path)
	}
	if strings.Contains(made.text, "13800008000") || strings.Contains(made.text, "张&lt;女士") {
		t.Error("who comes stands there in full")
	}
}

// TestAnAgentAppliesForAnAppointment with place and headcount (RT.2.1), and sees it with no more to do.
func TestAnAgentAppliesForAnAppointment(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	jia.kept(jia.get("/phone"), `href="`+bookings+`"`)
	page := jia.want(jia.get(bookings), 200, "申请预约", "只列出与您有关的预约")
	typed := []string{"kind", "customer", "name", "张女士", "organisation", "个人", "purpose", "看三居", "start",
		"2026-11-25T14:00",
		"headcount", "2"}
	refused := jia.want(jia.do(page, "createAppointment", typed...), 422, "RT.2.1")
	if !refused.marks("place") {
		t.Error("the place that is missing is not marked")
	}
	made := jia.want(jia.do(page, "createAppointment", append(typed, "place", "三号厅")...), 200, "预约已登记", "内部", "甲女士")
	if strings.Contains(made.text, `action="/do/`) || strings.Contains(made.text, "/letter") {
		t.Error("an agent is offered what only the desk may do")
	}
	jia.want(jia.get(bookings+"?day=2026-11-25"), 200, "三号厅", "待确认")
	yi := p.checkIn("yi")
	yi.want(yi.get(bookings+"?day=2026-11-25"), 200, "这一天没有预约")
	address, _, _ := strings.Cut(made.path, "?")
	yi.want(yi.get(address), 404)
}

// TestAChangeAwaitsTheCustomer: told, declined, told again the same, agreed; each once (BR.4.1).
func TestAChangeAwaitsTheCustomer(t *testing.T) {
	p := newProduct(t)
	id := p.booked("2026-11-25", "13800008000")
	b := p.open("front_desk:riverside:")
	page := b.confirmed(id)
	typed := []string{"start", "2026-11-25T16:00", "end", "17:00", "place", "五号厅"}
	refused := b.want(b.do(page, "proposeChange", "start", "2026-11-23T16:00", "end", "17:00"), 422)
	b.kept(refused, `id="proposeChange-`+id+`" open`, `value="2026-11-23"`)
	if !refused.marks("start") {
		t.Error("the day that is past is not marked")
	}
	fields := b.fill(page, "proposeChange", typed...)
	told := b.want(b.post("/do/proposeChange", fields), 200, "变更已告知客户", "客户同意前原约定有效", "16:00–17:00", "五号厅",
		"2026-11-25 15:00–16:00")
	b.post("/do/proposeChange", fields)
	b.want(b.do(told, "answerChange", "agreed", "no"), 200, "客户的答复已记录", "2026-11-25 15:00–16:00")
	again := b.want(b.do(b.get(bookings+"/"+id), "proposeChange", typed...), 200, "变更已告知客户")
	agreed := b.want(b.do(again, "answerChange", "agreed", "yes"), 200, "已确认", "2026-11-25 16:00–17:00", "五号厅")
	if _, found := agreed.form("/do/answerChange"); found {
		t.Error("an answer is asked for twice")
	}
	if n := strings.Count(p.entries(), " proposeChange "); n != 2 {
		t.Errorf("told %d times", n)
	}
}

// TestSeveralReceiveWithTheirTasks (LD.2.2); nobody has two, and a task says something.
func TestSeveralReceiveWithTheirTasks(t *testing.T) {
	p := newProduct(t)
	id := p.booked("2026-11-25", "13800008000")
	b := p.open("front_desk:riverside:")
	page := b.confirmed(id)
	with := func(agents, tasks []string) url.Values {
		fields := b.fill(page, "assignReceptionists")
		for i, agent := range agents {
			row := fmt.Sprintf("receptionists.%d.", i)
			fields.Set(row+"agent", agent)
			fields.Set(row+"task", tasks[i])
		}
		return fields
	}
	twice := b.want(b.post("/do/assignReceptionists", with([]string{"jia", "jia"}, []string{"引导", "讲解"})), 422,
		"LD.2.2")
	b.kept(twice, `id="receptionists" open`, `value="讲解"`)
	idle := b.want(b.post("/do/assignReceptionists", with([]string{"jia", "", "yi"}, []string{"引导", "", ""})), 422)
	if !idle.marks("receptionists.2.task") {
		t.Error("the task that is missing is not marked")
	}
	b.want(b.post("/do/assignReceptionists", with([]string{"jia", "", "yi"}, []string{"引导", "", "讲解"})), 200, "接待分工已记录")
	if kept := b.get(bookings + "/" + id); !kept.stands("receptionists.0.task", "引导") ||
		!kept.stands("receptionists.1.agent", "yi") {
		t.Error("who receives does not stand in the form")
	}
	yi := p.open("agent:riverside:yi")
	yi.want(yi.get(bookings+"/"+id), 200, "讲解", "LD.2.2")
}

// TestAnAppointmentIsCancelled by either side, with the reason, once.
func TestAnAppointmentIsCancelled(t *testing.T) {
	p := newProduct(t)
	id := p.booked("2026-11-25", "13800008000")
	b := p.open("front_desk:riverside:")
	page := b.confirmed(id)
	gone := b.want(b.do(page, "cancelAppointment", "by", "customer", "reason", "孩子<生病>"), 200, "预约已取消", "已取消", "客户取消",
		"孩子<生病>")
	if strings.Contains(gone.text, `action="/do/`) {
		t.Error("a cancelled appointment can be changed")
	}
	late := b.want(b.do(page, "proposeChange", "start", "2026-11-25T16:00", "end", "17:00"), 409)
	b.kept(late, `role="alert"`)
	letter := b.want(b.get(bookings+"/"+id+"/letter"), 200, "您的预约已取消", "Your appointment is cancelled")
	b.kept(letter, `data-print="1"`)
}

// TestTheLetterAndItsCalendarFile (LS.2.2): in both languages, masked, for the desk alone.
func TestTheLetterAndItsCalendarFile(t *testing.T) {
	p := newProduct(t)
	id := p.booked("2026-11-25", "13800008000")
	b := p.open("front_desk:riverside:")
	b.kept(b.confirmed(id), bookings+"/"+id+"/letter")
	letter := b.want(b.get(bookings+"/"+id+"/letter"), 200, "您的预约已确认", "请携带", "Your appointment is confirmed", "三号厅")
	if letter.says("张女士") {
		t.Error("the letter names the customer in full")
	}
	file := b.get(bookings + "/" + id + "/invite.ics")
	if !strings.HasPrefix(file.text, "BEGIN:VCALENDAR\r\n") ||
		!strings.HasPrefix(file.header.Get("Content-Type"), "text/calendar") ||
		file.header.Get("Content-Disposition") != `attachment; filename="invite.ics"` {
		t.Errorf("the calendar file: %v %s", file.header, file.text)
	}
	jia := p.open("agent:riverside:jia")
	jia.want(jia.get(bookings+"/"+id+"/letter"), 403)
	jia.want(jia.get(bookings+"/"+id+"/invite.ics"), 403)
}

// TestTheCustomerOfAnAppointmentComes: under the number of the booking by itself; under another by one tap.
func TestTheCustomerOfAnAppointmentComes(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	p.checkIn("yi")
	same, other := p.booked("2026-11-24", "13800008000"), p.booked("2026-11-24", "13800008001")
	b := p.open("front_desk:riverside:")
	b.confirmed(same)
	b.confirmed(other)
	p.later(5 * time.Hour)
	desk := b.get("/desk/riverside?appointment=" + same)
	b.kept(desk, `name="appointment" value="`+same+`"`)
	if !desk.stands("purpose", "看三居") || !desk.stands("headcount", "2") {
		t.Error("what the appointment says does not stand in the form")
	}
	b.want(b.do(desk, "registerArrival", "phone", "13800008000", "first_visit", "yes"), 200, "已登记", "已到访", "来访")

	page := b.want(b.do(b.get("/desk/riverside?appointment="+other), "registerArrival", "phone", "13900009000",
		"first_visit", "yes"), 200, "是当天的哪次来访", "139****9000")
	if page.says("138****8000 · ") {
		t.Error("a visit of another appointment is offered")
	}
	fields := b.fill(page, "linkArrival")
	b.want(b.post("/do/linkArrival", fields), 200, "已记录到访", "已到访")
	b.want(b.post("/do/linkArrival", fields), 200, "已到访")
	if n := strings.Count(p.entries(), " linkArrival "); n != 1 {
		t.Errorf("linked %d times", n)
	}
}

// TestACustomerWhoHadCome is found out the day after the night has noted that nobody came.
func TestACustomerWhoHadCome(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	id := p.booked("2026-11-24", "13800008000")
	b := p.open("front_desk:riverside:")
	b.confirmed(id)
	p.later(6 * time.Hour)
	p.tell("front_desk", "arrivals", `{"phone":"13900009000","first_visit":true}`)
	p.later(8*time.Hour + 30*time.Minute)
	if _, err := p.Night.Run(t.Context(), settle.Night{Site: "riverside", At: p.Clock.Now()}); err != nil {
		t.Fatal(err)
	}
	p.later(10 * time.Hour)
	b = p.open("front_desk:riverside:")
	page := b.want(b.get(bookings+"/"+id), 200, "未到访", "客户其实来过")
	if strings.Contains(page.text, "?appointment=") {
		t.Error("a visitor is registered today for an appointment of yesterday")
	}
	b.want(b.do(page, "linkArrival"), 200, "已记录到访", "已到访")
}
