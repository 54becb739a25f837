package main

import (
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/functions/whatif"
)

// queue is a queue of orders, or one that keeps what failed.
type queue struct {
	ID, Dead string
	Tries    int
}

var queues = []queue{{"SettleQueue", "SettleFailedQueue", whatif.LastTry}, {"SettleFailedQueue", "", 0},
	{"JobsQueue", "JobsFailedQueue", whatif.LastTry}, {"JobsFailedQueue", "", 0}, {"SchedulesFailedQueue", "", 0}}

// alarm is a row of what somebody would act on. An error of one function is none by itself: behind the API it is an
// answer 5xx, elsewhere it is tried again and ends in a queue of what failed.
type alarm struct {
	ID, says  string
	metric    [5]string // namespace, name, dimension, its value, statistic
	Log       string    // the log whose lines of a pattern are the metric
	Pattern   string
	last, of  int  // so many periods of so many must be over the threshold
	threshold int  // of five minutes
	must      bool // happen: the alarm is for nothing at all, after there was something
}

func metric(id string, last, of, threshold int, says string, names ...string) alarm {
	return alarm{ID: id, says: says, metric: [5]string(names), last: last, of: of, threshold: threshold}
}

func logged(id, log, pattern, says string) alarm {
	a := metric(id, 1, 1, 0, says, `!Ref "AWS::StackName"`, id, "", "", "Sum")
	a.Log, a.Pattern = log, pattern
	return a
}

func queued(id, queue, of string, threshold int, says string) alarm {
	return metric(id, 1, 1, threshold, says, "AWS/SQS", of, "QueueName", "!GetAtt "+queue+".QueueName", "Maximum")
}

func kept(id, says string) alarm {
	return queued(id, id+"Queue", "ApproximateNumberOfMessagesVisible", 0, says)
}

func notRun(function, says string) alarm {
	a := metric(function+"NotRun", 12, 12, 1, says, "AWS/Lambda", "Invocations", "FunctionName",
		"!Ref "+function+"Function", "Sum")
	a.must = true
	return a
}

var alarms = []alarm{
	metric("ApiServerErrors", 2, 3, 4, "The API failed five times in five minutes, twice: look for level ERROR in the "+
		"functions' log.", "AWS/ApiGateway", "5xx", "ApiId", "!Ref Api", "Sum"),
	metric("ApiLatency", 3, 3, 1500, "For a quarter of an hour one answer in twenty took over 1.5 s: compare "+
		"latency_ms and integration_ms in the API's log, then look at duration_us in the functions' log.",
		"AWS/ApiGateway", "Latency", "ApiId", "!Ref Api", "p95"),
	metric("Throttles", 1, 1, 0, "Functions of this account were refused for want of concurrency: ask for a higher "+
		"quota.", "AWS/Lambda", "Throttles", "", "", "Sum"),
	logged("RequestsRefused", "ApiLogs", `{ $.status = "429" }`,
		"Requests were refused with 429: raise RequestsPerSecond, or find out who asks so much."),
	logged("Faults", "FunctionLogs", `{ ($.level = "ERROR" && $.msg != "notice given up") ||
        ($.type = "platform.report" && $.record.status != "success") }`,
		"A function met a fault of the program, ended or timed out: its line in the functions' log says where."),
	logged("LookupRefusals", "FunctionLogs", `{ $.code = "lookup.too_many" }`,
		"An account went through too many numbers and was closed (GR.8): find out whose it is before it is released."),
	logged("NoticesGivenUp", "FunctionLogs", `{ $.msg = "notice given up" }`,
		"Somebody was not told after every attempt: the record of the appointment says whom to call."),
	kept("SettleFailed",
		"A site's night failed five times: correct the cause, then redrive SettleFailedQueue to its source."),
	kept("JobsFailed",
		"A step of a job failed five times: correct the cause, then redrive JobsFailedQueue to its source."),
	kept("SchedulesFailed", "A tick of dispatch or of notices was given up; the message names the function. Correct "+
		"the cause: the next tick does the work, but a night is asked for within six hours only, after that invoke "+
		"dispatch with the message's payload. Then purge SchedulesFailedQueue, which has no source to redrive to."),
	queued("SettleBacklog", "SettleQueue", "ApproximateAgeOfOldestMessage", 7200,
		"A site has waited two hours for its settlement: see in the functions' log whether settle runs, what fails."),
	notRun("Dispatch", "Dispatch was not started for an hour: look at DispatchSchedule and ScheduleRole."),
	notRun("Notices", "Notices were not told for an hour: look at NoticesSchedule and ScheduleRole."),
}

// Says gives what the alarm tells, in lines that can be read.
func (a alarm) Says() string {
	text, width := "", 0
	for _, word := range strings.Fields(a.says) {
		if width += len(word) + 1; width > 110 {
			text, width = text+"\n       ", len(word)
		}
		text += " " + word
	}
	return strings.TrimSpace(text)
}

// Watches lists the properties that say what is watched.
func (a alarm) Watches() []string {
	of := []string{"Namespace: " + a.metric[0], "MetricName: " + a.metric[1]}
	if a.metric[2] != "" {
		of = append(of, fmt.Sprintf("Dimensions: [{ Name: %s, Value: %s }]", a.metric[2], a.metric[3]))
	}
	statistic, compared := []string{"Statistic: " + a.metric[4]}, "GreaterThan"
	missing := []string{"TreatMissingData: notBreaching"}
	if strings.HasPrefix(a.metric[4], "p") { // of too few answers a percentile says nothing
		statistic = []string{"ExtendedStatistic: " + a.metric[4], "EvaluateLowSampleCountPercentile: ignore"}
	}
	if a.must {
		compared, missing = "LessThan", []string{
			"# None is no data. A new stack has none yet, which is no change and tells nobody.",
			"TreatMissingData: missing", "InsufficientDataActions: [!Ref AlarmTopic]"}
	}
	of = append(append(of, statistic...), "Period: 300", fmt.Sprintf("EvaluationPeriods: %d", a.of),
		fmt.Sprintf("DatapointsToAlarm: %d", a.last), fmt.Sprintf("Threshold: %d", a.threshold),
		"ComparisonOperator: "+compared+"Threshold")
	return append(of, missing...)
}
