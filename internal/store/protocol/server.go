// Package protocol answers the part of DynamoDB's wire protocol that the dynamo engine speaks, in
// process and from memory, for tests. Operations, parameters and expressions that the engine does
// not send are errors, so that a test cannot pass on behaviour nobody checked against DynamoDB.
package protocol

import (
	"bytes"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lunxu/lunxu/internal/store"
)

const (
	targetPrefix    = "DynamoDB_20120810."
	maxRequestBytes = 16 << 20
	tokenLifetime   = 10 * time.Minute
)

// Server is an http.Handler that holds its tables in memory. Transactions are applied one at a time.
type Server struct {
	// Now is the clock by which client request tokens expire. Set it before the first request.
	Now func() time.Time

	lock   sync.Mutex
	tables map[string]*table
	tokens map[string]appliedTransaction
	faults faults
}

// New makes a server with empty tables. The names of tables and indexes in the declarations are those
// on the wire.
func New(tables []store.TableSchema, indexes []store.IndexSchema) *Server {
	s := &Server{Now: time.Now, tables: map[string]*table{}, tokens: map[string]appliedTransaction{}}
	for _, schema := range tables {
		s.tables[string(schema.Table)] = newTable(schema, indexes)
	}
	return s
}

// awsError is an error answer. Extra fields come beside type and message.
type awsError struct {
	status  int
	code    string
	message string
	reasons []cancellationReason
}

func (e *awsError) Error() string { return e.code + ": " + e.message }

func validation(message string) error {
	return &awsError{status: http.StatusBadRequest, code: "ValidationException", message: message}
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequestBytes))
	if err != nil {
		writeError(w, validation("request body unreadable"))
		return
	}
	operation, found := strings.CutPrefix(r.Header.Get("X-Amz-Target"), targetPrefix)
	if !found || r.Method != http.MethodPost || r.URL.Path != "/" {
		writeError(w, unknownOperation())
		return
	}
	fault := s.faults.next(operation)
	if handled := fault.before(w, r); handled {
		return
	}
	answer, err := s.answer(operation, body, fault)
	fault.after()
	if err != nil {
		writeError(w, err)
		return
	}
	write(w, http.StatusOK, answer)
}

func (s *Server) answer(operation string, body []byte, fault Fault) (any, error) {
	switch operation {
	case "GetItem":
		return decodeAnd(body, s.getItem)
	case "BatchGetItem":
		return decodeAnd(body, func(in batchGetItemInput) (any, error) {
			return s.batchGetItem(in, fault == LeaveUnprocessed)
		})
	case "Query":
		return decodeAnd(body, s.query)
	case "TransactWriteItems":
		return decodeAnd(body, s.transactWriteItems)
	}
	return nil, unknownOperation()
}

func unknownOperation() error {
	return &awsError{status: http.StatusBadRequest, code: "UnknownOperationException",
		message: "operation not answered here"}
}

// decodeAnd refuses parameters that are not declared in the input type.
func decodeAnd[In any](body []byte, handle func(In) (any, error)) (any, error) {
	var in In
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		return nil, validation(err.Error())
	}
	return handle(in)
}

func writeError(w http.ResponseWriter, err error) {
	var failure *awsError
	if !errors.As(err, &failure) {
		failure = &awsError{status: http.StatusInternalServerError, code: "InternalServerError", message: err.Error()}
	}
	answer := map[string]any{"__type": "com.amazonaws.dynamodb.v20120810#" + failure.code, "message": failure.message}
	if failure.reasons != nil {
		answer["CancellationReasons"] = failure.reasons
	}
	write(w, failure.status, answer)
}

func write(w http.ResponseWriter, status int, answer any) {
	body, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	w.Header().Set("X-Amz-Crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away is its own concern
}

// consumed is the ConsumedCapacity of one table.
type consumed struct {
	TableName          string
	CapacityUnits      float64
	ReadCapacityUnits  float64 `json:",omitempty"`
	WriteCapacityUnits float64 `json:",omitempty"`
}

// wantsCapacity accepts the one setting that the engine sends.
func wantsCapacity(setting string) error {
	if setting != "TOTAL" {
		return validation("ReturnConsumedCapacity other than TOTAL")
	}
	return nil
}

func (s *Server) tableNamed(name string) (*table, error) {
	if t, ok := s.tables[name]; ok {
		return t, nil
	}
	return nil, &awsError{status: http.StatusBadRequest, code: "ResourceNotFoundException",
		message: "Requested resource not found"}
}
