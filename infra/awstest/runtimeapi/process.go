package runtimeapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"sync"
	"time"
)

// Config says what to start and with which environment.
type Config struct {
	Bootstrap string
	Name      string   // of the function
	Memory    int64    // MB
	Env       []string // besides what Lambda itself sets
	Timeout   time.Duration
}

// Process is one running function, in one sandbox.
type Process struct {
	config  Config
	service *service
	server  *http.Server
	command *exec.Cmd
	output  *output
	exited  chan struct{}
	exit    error
	init    time.Duration
}

// initTime is what Lambda grants a function to start.
const initTime = 10 * time.Second

// Start runs the bootstrap and waits until it asks for its first event. The error tells what the function reported
// if it could not start.
func Start(ctx context.Context, config Config) (*Process, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Process{config: config, output: &output{}, exited: make(chan struct{}),
		service: newService("arn:aws-cn:lambda:cn-north-1:123456789012:function:" + config.Name)}
	p.server = &http.Server{Handler: p.service, ReadHeaderTimeout: initTime}
	go func() { _ = p.server.Serve(listener) }()                                  // ends with Stop
	p.command = exec.CommandContext(context.WithoutCancel(ctx), config.Bootstrap) // ends with Stop
	p.command.Env = append(lambdaEnvironment(config, listener.Addr().String()), config.Env...)
	p.command.Stdout, p.command.Stderr = p.output, p.output
	started := time.Now()
	if err := p.command.Start(); err != nil {
		return nil, errors.Join(err, p.server.Close())
	}
	go func() { p.exit = p.command.Wait(); close(p.exited) }()
	if err := p.waitReady(ctx, started); err != nil {
		p.Stop()
		return nil, err
	}
	return p, nil
}

func lambdaEnvironment(config Config, address string) []string {
	return []string{
		"AWS_LAMBDA_RUNTIME_API=" + address,
		"AWS_LAMBDA_FUNCTION_NAME=" + config.Name,
		"AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
		fmt.Sprintf("AWS_LAMBDA_FUNCTION_MEMORY_SIZE=%d", config.Memory),
		"AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
		"AWS_LAMBDA_LOG_FORMAT=JSON",
		"AWS_REGION=cn-north-1", "AWS_DEFAULT_REGION=cn-north-1",
		"LAMBDA_TASK_ROOT=/var/task", "LAMBDA_RUNTIME_DIR=/var/runtime", "_HANDLER=bootstrap",
		"TZ=:UTC", "LANG=en_US.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin",
	}
}

func (p *Process) waitReady(ctx context.Context, started time.Time) error {
	select {
	case ready := <-p.service.ready:
		p.init = ready.Sub(started)
		return nil
	case failure := <-p.service.failed:
		return fmt.Errorf("%s: init failed: %s: %s", p.config.Name, failure.Type, failure.Message)
	case <-p.exited:
		return fmt.Errorf("%s: exited while starting: %w\n%s", p.config.Name, p.exit, p.output)
	case <-time.After(initTime):
		return fmt.Errorf("%s: not ready within %s\n%s", p.config.Name, initTime, p.output)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Init is the time from the start of the process to its first request for an event.
func (p *Process) Init() time.Duration { return p.init }

// Output is what the function has written to its log so far.
func (p *Process) Output() string { return p.output.String() }

// Invoke hands the event over, as JSON, and waits for the answer. The duration is the function's own: from the event
// handed over to the answer received.
func (p *Process) Invoke(ctx context.Context, event any) (Result, time.Duration, error) {
	encoded, err := json.Marshal(event)
	if err != nil {
		return Result{}, 0, err
	}
	call := newInvocation(encoded, p.config.Timeout)
	late := time.NewTimer(p.config.Timeout)
	defer late.Stop()
	select {
	case p.service.queue <- call:
	case <-p.exited:
		return Result{}, 0, p.ended()
	case <-late.C:
		return Result{}, 0, fmt.Errorf("%s: asks for no event", p.config.Name)
	case <-ctx.Done():
		return Result{}, 0, ctx.Err()
	}
	select {
	case result := <-call.result:
		return result, result.Answered.Sub(call.handed), nil
	case <-p.exited:
		return Result{}, 0, p.ended()
	case <-late.C:
		return Result{}, 0, fmt.Errorf("%s: timed out after %s\n%s", p.config.Name, p.config.Timeout, p.output)
	case <-ctx.Done():
		return Result{}, 0, ctx.Err()
	}
}

func (p *Process) ended() error {
	return fmt.Errorf("%s: process ended: %w\n%s", p.config.Name, p.exit, p.output)
}

// Stop ends the process and its runtime API.
func (p *Process) Stop() {
	close(p.service.done)
	_ = p.command.Process.Kill() // it may have ended by itself
	<-p.exited
	_ = p.server.Close()
}

// output collects what several writers write.
type output struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buffer.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buffer.String()
}
