package practice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// stopWait is how long requests in flight may take once the server is told to stop.
const stopWait = 5 * time.Second

// Listen opens a port for the practice account, "127.0.0.1:0" for any free one. It is for this machine only: an address that
// others can reach is an error.
func Listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("practice account: got address %q, want one such as 127.0.0.1:8460", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("practice account: got address %q, want one of this machine only, such as 127.0.0.1:8460: the account is open to whoever can reach it", addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("practice account: %w", err)
	}
	return l, nil
}

// Serve answers requests until ctx ends. Then it lets those in flight finish, a few seconds at most, and returns nil.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // connections that break are no news here
		// A request outlives ctx: it may have changed something, and its answer says so.
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("practice account: %w", err)
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWait)
	defer cancel()
	err := server.Shutdown(wait)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	<-failed
	return err
}

// Running is a server at work.
type Running struct {
	URL  string // "http://127.0.0.1:41234"
	stop context.CancelFunc
	done chan struct{}
	err  error
}

// Start listens on addr and serves in the background until ctx ends or [Running.Stop] is called.
func (s *Server) Start(ctx context.Context, addr string) (*Running, error) {
	l, err := Listen(addr)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	r := &Running{URL: "http://" + l.Addr().String(), stop: stop, done: make(chan struct{})}
	go func() {
		defer close(r.done)
		r.err = s.Serve(ctx, l)
	}()
	return r, nil
}

// Wait returns when the server has stopped, and why if that was not asked for.
func (r *Running) Wait() error {
	<-r.done
	return r.err
}

// Stop ends the server and waits until it has stopped.
func (r *Running) Stop() error {
	r.stop()
	return r.Wait()
}
