package acc

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
	"time"
)

// graceAfterInterrupt is how long a change that is under way may still take once the run is interrupted.
const graceAfterInterrupt = 10 * time.Second

// NewTransport returns a transport fit for ACC. Proxy says which proxy a request takes, as [http.ProxyFromEnvironment] does;
// nil means none.
func NewTransport(proxy func(*http.Request) (*url.URL, error)) *http.Transport {
	dialer := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                 proxy,
		DialContext:           dialer.DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   32,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   15 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}

// wire is the last link of the chain: it sends one request and reads the answer whole, within the time one request may take.
type wire struct {
	next    http.RoundTripper
	clock   Clock
	timeout time.Duration
	max     int64 // bytes of an answer
	hosts   connecting
}

// RoundTrip implements [http.RoundTripper]. Requests that provably never left fail with an *unsent.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	f := flightOf(req.Context())
	if err := req.Context().Err(); err != nil {
		return nil, &unsent{err}
	}
	ctx, done := w.bounded(req.Context(), f.op.Effect.Changes())
	defer done()

	turn, err := w.hosts.wait(ctx, req.URL.Host)
	if err != nil {
		return nil, &unsent{err}
	}
	answered := false
	defer func() { turn.done(answered) }()
	var wanted, connected bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { wanted = true },
		GotConn: func(info httptrace.GotConnInfo) {
			connected = true
			if info.Reused || !shared(info.Conn) {
				turn.connected()
			}
		},
		GotFirstResponseByte: turn.connected, // by now net/http shares a new connection: it hands it out first
	})
	f.requests++
	f.note(Event{Stage: Sending})
	res, err := w.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		message, _ := explainTransport(err, req.URL.Host)
		f.note(Event{Stage: Answered, Why: message})
		if wanted && !connected {
			return nil, &unsent{err}
		}
		return nil, err
	}
	answered = true
	data, err := readBody(res, w.max)
	f.note(Event{Stage: Answered, Status: res.StatusCode, Bytes: int64(len(data))})
	if err != nil && res.StatusCode < 300 {
		return nil, err
	}
	res.Body = hold(data) // of a refusal, what there is of it will do
	return res, nil
}

// bounded limits a request in time. A change outlives ctx for a few seconds, so that its answer is not lost to an interrupt.
func (w *wire) bounded(ctx context.Context, changes bool) (context.Context, context.CancelFunc) {
	if !changes {
		return context.WithTimeout(ctx, w.timeout)
	}
	inner, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.timeout)
	stop := context.AfterFunc(ctx, func() {
		_ = w.clock.Sleep(inner, graceAfterInterrupt) // ends early when the answer is there
		cancel()
	})
	return inner, func() { stop(); cancel() }
}

// connecting has the first request to a host make a connection before others follow: with HTTP/2 they then share it, where all at once
// they would each make one. While requests are under way there is a connection, and nobody waits.
type connecting struct {
	mu    sync.Mutex
	hosts map[string]*host
}

type host struct {
	ready int           // requests under way that have a connection
	first chan struct{} // closed when the request that makes one has it, or has failed; nil when there is none such
	blind bool          // answers come, and no connection is heard of: it is no transport of net/http's
}

// shared reports whether a connection is one of HTTP/2, which takes many requests at a time.
func shared(conn net.Conn) bool {
	secure, ok := conn.(*tls.Conn)
	return ok && secure.ConnectionState().NegotiatedProtocol == "h2"
}

// turn is one request's.
type turn struct {
	of    *connecting
	host  *host
	first bool // it makes the connection
	ready bool
}

// wait returns when the request may go on.
func (c *connecting) wait(ctx context.Context, name string) (*turn, error) {
	for {
		c.mu.Lock()
		if c.hosts == nil {
			c.hosts = map[string]*host{}
		}
		h := c.hosts[name]
		if h == nil {
			h = &host{}
			c.hosts[name] = h
		}
		if h.ready > 0 || h.blind || h.first == nil {
			t := &turn{of: c, host: h}
			if h.ready == 0 && !h.blind {
				t.first, h.first = true, make(chan struct{})
			}
			c.mu.Unlock()
			return t, nil
		}
		first := h.first
		c.mu.Unlock()
		select {
		case <-first:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// connected is told that the request has a connection; a request that is sent on another one says so again.
func (t *turn) connected() {
	t.of.mu.Lock()
	defer t.of.mu.Unlock()
	if !t.ready {
		t.ready = true
		t.host.ready++
	}
	t.pass()
}

// done is told that the request has ended, and whether an answer came.
func (t *turn) done(answered bool) {
	t.of.mu.Lock()
	defer t.of.mu.Unlock()
	if answered && !t.ready {
		t.host.blind = true
	}
	if t.ready {
		t.ready = false
		t.host.ready--
	}
	t.pass()
}

// pass lets the others go on.
func (t *turn) pass() {
	if t.first {
		t.first = false
		close(t.host.first)
		t.host.first = nil
	}
}
