package pages

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// tryForm is the form of a trial: what has been typed into the form of a version stands in it.
func (p *page) tryForm(d policyData) *opForm {
	f := p.form("startWhatIf").with("from", p.MonthAgo()).with("to", p.Today()).listing("base.version", "base.preset").
		of("base.version", p.versions(d)).with("base.version", d.newest())
	if p.Attempt != nil && p.Attempt.Action == "publishPolicyVersion" {
		for _, name := range []string{"base.version", "base.preset", "changes", "rules"} {
			f = f.with(name, p.Attempt.Values[name]...)
		}
	}
	return f
}

// versions gives the versions of the site's policy as choices, the newest first.
func (l *lang) versions(d policyData) []option {
	var all []option
	for _, v := range d.Versions {
		all = append(all, option{strconv.Itoa(v.Number), l.version(v.Number)})
	}
	return all
}

func (l *lang) version(number int) string {
	n := strconv.Itoa(number)
	return l.either("第 "+n+" 版", "Version "+n)
}

// newest is the version that is offered to start from.
func (d policyData) newest() string {
	if len(d.Versions) == 0 {
		return ""
	}
	return strconv.Itoa(d.Versions[0].Number)
}

// oneBase leaves out the version that stands in the form where a preset is chosen to start from.
func oneBase(_ *page, _ form, body map[string]any) {
	if base, ok := body["base"].(map[string]any); ok && base["preset"] != nil {
		delete(base, "version")
	}
}

// codeArea is how rules are typed.
func codeArea(rows int) attrs {
	return attrs{"class": "code-text", "rows": rows, "spellcheck": "false"}
}

// ruleText writes a value of the rules.
func ruleText(value contract.RuleValue) string {
	if len(value) == 0 || string(value) == "null" {
		return "–"
	}
	return strings.Trim(string(value), `"`)
}

// pretty writes rules so that they can be read.
func pretty(rules contract.PolicyRules) (string, error) {
	raw, err := json.MarshalIndent(rules, "", "  ")
	return string(raw), err
}

// toJob leads to the page of a job that has been started.
func toJob(kind string) func(*page, form, *answer) (string, error) {
	return func(_ *page, f form, out *answer) (string, error) {
		var job contract.Job
		err := out.decode(&job)
		return "/manage/" + f.Get("site") + "/" + kind + "/" + job.Job, err
	}
}

// pastJobs is a part of the jobs of a kind, newest first.
type pastJobs struct {
	Kind string // of their addresses, and the parameter with which the list goes on
	List contract.JobList
}

// jobColour gives the colour of a job's tag.
func jobColour(status contract.JobStatus) string {
	switch status {
	case contract.JobStatusDone:
		return "green"
	case contract.JobStatusFailed:
		return "red"
	case contract.JobStatusCancelled:
		return ""
	}
	return "amber"
}

// jobData is a job on a site's past, and what came of it once it is done.
type jobData struct {
	Job    contract.Job
	Again  bool // a period is decided again; else a policy is tried
	Tried  *contract.WhatIfResult
	Replay *contract.BulkReplayResult
}

// Ended reports whether nothing more will come of the job.
func (d jobData) Ended() bool {
	return d.Job.Status != contract.JobStatusQueued && d.Job.Status != contract.JobStatusRunning
}

// whatIf shows the trial of a policy: how far it is, then who would have received, owned and been paid otherwise.
func (h *Handler) whatIf(p *page) error {
	var read contract.WhatIf
	err := p.openJob("getWhatIf", &read)
	return p.job(jobData{Job: read.Job, Tried: read.Result}, err)
}

// replay shows how far a period has been decided again, then what came out otherwise.
func (h *Handler) replay(p *page) error {
	var read contract.BulkReplay
	err := p.openJob("getReplay", &read)
	return p.job(jobData{Job: read.Job, Again: true, Replay: read.Result}, err)
}

func (p *page) openJob(operation string, into any) error {
	if !p.May(operation) {
		return errRole
	}
	err := p.openManage(question{operation, names{"site": p.r.PathValue("site"), "job": p.r.PathValue("job")}, into})
	return err
}

func (p *page) job(data jobData, err error) error {
	if err != nil {
		return err
	}
	return p.send(jobPage(p, data), jobLive(p, data))
}

// jobTitle says what a job does.
func (l *lang) jobTitle(d jobData) string {
	if d.Again {
		return l.T("policy.again-title")
	}
	return l.T("policy.tried-title")
}

// stopForm ends a job.
func (p *page) stopForm(d jobData) *opForm {
	if d.Again {
		return p.form("cancelReplay", "job", d.Job.Job)
	}
	return p.form("cancelWhatIf", "job", d.Job.Job)
}

// jobLine says what a job is about and how far it is.
func (l *lang) jobLine(job contract.Job) string {
	var of []string
	if job.Preset != nil {
		of = append(of, l.T("policy.preset")+" "+l.word(*job.Preset))
	}
	if job.Version != nil {
		of = append(of, l.version(*job.Version))
	}
	return dotted(append(of,
		fmt.Sprintf("%d / %d %s", job.Progress.DaysDone, job.Progress.DaysTotal, l.T("policy.days")),
		strconv.Itoa(job.Progress.Entries)+" "+l.T("policy.entries"), l.Date(job.CreatedAt))...)
}

// MonthAgo is the first day of the thirty that end today: the period that a job is offered with.
func (p *page) MonthAgo() string { return string(domain.DayOf(p.Now, p.zone()).AddDays(-29)) }

// Today is the business day by the calendar of the site.
func (p *page) Today() string { return string(domain.DayOf(p.Now, p.zone())) }

// partyOrWaiting names a party of a trial: who is credited, or that it waits for a person.
func (l *lang) partyOrWaiting(party string) string {
	if party == "@waits_for_ruling" {
		return l.T("policy.waits-for-ruling")
	}
	return l.Party(party)
}

// somebody names an agent, or says that it is nobody.
func (l *lang) somebody(agent string) string {
	if agent == "" {
		return l.T("policy.nobody")
	}
	return l.Name(agent)
}

// shares says who is credited with how much of a deal.
func (l *lang) shares(of contract.CreditVerdict) string {
	var all []string
	for _, share := range of.Shares {
		all = append(all, l.Party(share.Party)+" "+l.Percent(share.BasisPoints))
	}
	return cmp.Or(strings.Join(all, " "), l.T("policy.waits-for-ruling"))
}

// signed writes a difference with its sign.
func signed(by int) string {
	if by > 0 {
		return "+" + strconv.Itoa(by)
	}
	return strings.Replace(strconv.Itoa(by), "-", "−", 1)
}

// signedYuan writes a difference of amounts with its sign.
func (l *lang) signedYuan(by int64) string {
	if by > 0 {
		return "+" + l.Yuan(by)
	}
	return l.Yuan(by)
}

// Period writes the days of a period; one day by itself.
func (l *lang) Period(from, to string) string {
	if from == to {
		return from
	}
	return from + " – " + to
}

// jobPolicy names the policy that a job tries; empty for a replay.
func (l *lang) jobPolicy(job contract.Job) string {
	switch {
	case job.Version != nil:
		return l.version(*job.Version)
	case job.Preset != nil:
		return l.T("policy.preset") + " " + l.word(*job.Preset)
	}
	return ""
}
