package pages

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// Presets lists the presets that may be tried or started from.
func (p *page) Presets() []string {
	var out []string
	for preset := range words["preset"] {
		out = append(out, preset)
	}
	slices.Sort(out)
	return out
}

// Drafted gives back what was typed into any form of the policy page: what has been checked can be tried as it stands.
func (p *page) Drafted(field string) string {
	if p.Attempt == nil {
		return ""
	}
	return p.Attempt.Values.Get(field)
}

// baseOf reads on what a draft stands: a version of the site by its number, or a preset by its name.
func baseOf(text string) contract.PolicyBase {
	if number, err := strconv.Atoi(text); err == nil {
		return contract.PolicyBase{Version: &number}
	}
	preset := contract.Preset(text)
	return contract.PolicyBase{Preset: &preset}
}

// whatIfOf reads the trial of a policy over a period.
func whatIfOf(f form) contract.NewWhatIf {
	out := contract.NewWhatIf{Base: baseOf(f.Get("base")), From: f.Get("from"), To: f.Get("to")}
	if changes := contract.PolicyChanges(strings.TrimSpace(f.Get("changes"))); len(changes) > 0 {
		out.Changes = &changes
	}
	return out
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

// pastJobs reads the jobs of a kind for those who may.
func (p *page) pastJobs(operation, kind string) (pastJobs, error) {
	out := pastJobs{Kind: kind}
	if !p.May(operation) {
		return out, nil
	}
	return out, p.ask(operation, names{"site": p.Site.ID, "limit": "10", "cursor": p.r.URL.Query().Get(kind)},
		&out.List)
}

// Tag gives the colour of a job's state.
func (p *page) Tag(status contract.JobStatus) string {
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
	Cancel string // the operation that ends it
	Tried  *contract.WhatIfResult
	Replay *contract.BulkReplayResult
}

// Ended reports whether nothing more will come of the job.
func (d jobData) Ended() bool {
	return d.Job.Status != contract.JobStatusQueued && d.Job.Status != contract.JobStatusRunning
}

// Base is the preset that the policy tried goes back to; empty for a replay.
func (d jobData) Base() contract.Preset {
	if d.Job.Preset == nil {
		return ""
	}
	return *d.Job.Preset
}

// whatIf shows the trial of a policy: how far it is, then who would have received, owned and been paid otherwise.
func (h *Handler) whatIf(p *page) error {
	return p.job("getWhatIf", func() (jobData, error) {
		var read contract.WhatIf
		err := p.ask("getWhatIf", p.jobNames(), &read)
		return jobData{Job: read.Job, Cancel: "cancelWhatIf", Tried: read.Result}, err
	})
}

// replay shows how far a period has been decided again, then what came out otherwise.
func (h *Handler) replay(p *page) error {
	return p.job("getReplay", func() (jobData, error) {
		var read contract.BulkReplay
		err := p.ask("getReplay", p.jobNames(), &read)
		return jobData{Job: read.Job, Cancel: "cancelReplay", Replay: read.Result}, err
	})
}

func (p *page) jobNames() names { return names{"site": p.Site.ID, "job": p.r.PathValue("job")} }

func (p *page) job(operation string, read func() (jobData, error)) error {
	if !p.May(operation) {
		return errRole
	}
	if _, err := p.openManage(); err != nil {
		return err
	}
	data, err := read()
	if err != nil {
		return err
	}
	return p.render("job", data)
}

// MonthAgo is the first day of the thirty that end today: the period that a job is offered with.
func (p *page) MonthAgo() string { return string(domain.DayOf(p.Now, p.zone()).AddDays(-29)) }

// Today is the business day by the calendar of the site.
func (p *page) Today() string { return string(domain.DayOf(p.Now, p.zone())) }

// Waiting names a party of a trial: who is credited, or that it waits for a person.
func (p *page) Waiting(party string) string {
	if party == "@waits_for_ruling" {
		return p.T("待裁决", "Waits for a ruling")
	}
	return p.Party(party)
}

// Somebody names an agent, or says that it is nobody.
func (p *page) Somebody(agent string) string {
	if agent == "" {
		return p.T("无人", "nobody")
	}
	return p.Name(agent)
}

// Change writes a difference with its sign.
func (p *page) Change(before, after int) string {
	if after > before {
		return "+" + strconv.Itoa(after-before)
	}
	return strings.Replace(strconv.Itoa(after-before), "-", "−", 1)
}

// ChangeYuan writes a difference of amounts with its sign.
func (p *page) ChangeYuan(before, after int64) string {
	if after > before {
		return "+" + p.Yuan(after-before)
	}
	return p.Yuan(after - before)
}

// Period writes the days of a period; one day by itself.
func (p *page) Period(from, to string) string {
	if from == to {
		return from
	}
	return from + " – " + to
}

// Policy names the policy that a job tries; empty for a replay.
func (p *page) Policy(job contract.Job) string {
	switch {
	case job.Version != nil:
		return p.T("第 "+strconv.Itoa(*job.Version)+" 版", "Version "+strconv.Itoa(*job.Version)) + " · "
	case job.Preset != nil:
		return p.T("底本 ", "Preset ") + p.Word("preset", *job.Preset) + " · "
	}
	return ""
}
