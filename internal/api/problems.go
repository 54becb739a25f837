package api

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// message is the status and the texts of one code. {name} in a text is replaced by the refusal's
// value of that name; texts hold no personal data.
type message struct {
	status int
	zh, en string
}

// refusalOf gives the coded refusal behind an error. Whatever is no refusal is internal: the caller
// learns nothing of it, the log does.
func refusalOf(err error) *domain.Error {
	var refusal *domain.Error
	switch {
	case errors.As(err, &refusal):
		if row, known := messages[refusal.Code]; known && row.status != http.StatusInternalServerError {
			return refusal
		}
	case errors.Is(err, store.ErrConflict):
		return &domain.Error{Code: "busy.try_again"}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &domain.Error{Code: "request.timeout"}
	case errors.Is(err, store.ErrUnavailable):
		return &domain.Error{Code: "store.unavailable"}
	}
	return &domain.Error{Code: "internal"}
}

// ProblemOf gives the problem document of an error, for whoever answers in another form than the router.
// What is no refusal is "internal".
func ProblemOf(err error) contract.Problem { return problemOf(refusalOf(err), "") }

// problemOf gives the problem document of a refusal.
func problemOf(refusal *domain.Error, requestID string) contract.Problem {
	row := messages[refusal.Code]
	zh, en := Texts(refusal)
	return contract.Problem{Type: "urn:lunxu:problem:" + string(refusal.Code), Title: filled(row.en, nil),
		Status: row.status, Detail: en, Code: string(refusal.Code), MessageZh: zh, MessageEn: en,
		Clause: string(refusal.Clause), Field: refusal.Field, Values: refusal.Values, RequestID: requestID}
}

// Texts gives the message of a refusal in Chinese and in English, for answers that list what is wrong
// instead of being refused.
func Texts(refusal *domain.Error) (zh, en string) {
	row := messages[refusal.Code]
	return filled(row.zh, refusal.Values), filled(row.en, refusal.Values)
}

var named = regexp.MustCompile(`\{\w+\}`)

// filled puts values in the place of their names, and an ellipsis where none is given, as in every title: the title
// of a code is the same whatever is refused.
func filled(text string, values map[string]string) string {
	return named.ReplaceAllStringFunc(text, func(name string) string {
		if value, given := values[strings.Trim(name, "{}")]; given {
			return value
		}
		return "…"
	})
}
