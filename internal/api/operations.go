package api

import (
	"net/http"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// Operation is one row of the role × route table.
type Operation struct {
	ID       string // operationId of the contract
	Method   string
	Path     string
	Roles    []domain.Role // who may call it; what a policy adds is checked with the site's rules
	Function string        // the folder under functions/ that serves it
	Write    bool          // needs an Idempotency-Key
	Status   int           // of a success
	Query    []string      // the query parameters it knows
	Open     bool          // takes requests without a token
	Ways     Ways          // of a write: why nobody gains by their own word
}

// Ways is why nobody gains a turn, an owner or money by their own word in an operation. Several may hold, each for its
// own callers.
type Ways struct {
	Waits   string        // the kind of fact as which it waits for somebody without an interest
	Second  string        // the operation of a second person that must follow
	Witness []domain.Role // who say it and gain nothing by it
	Own     string        // it concerns the caller's own matters only: which
	Nothing string        // it moves nothing: why
	Refused string        // why the other roles that may call it are refused
}

// OperationByID finds a row.
func OperationByID(id string) (Operation, bool) {
	i := slices.IndexFunc(Operations, func(o Operation) bool { return o.ID == id })
	if i < 0 {
		return Operation{}, false
	}
	return Operations[i], true
}

// TakesBody reports whether the operation has a JSON body.
func (o Operation) TakesBody() bool { return o.Method != http.MethodGet }

// Allows reports whether a role may call the operation.
func (o Operation) Allows(role domain.Role) bool { return slices.Contains(o.Roles, role) }
