package acc

import (
	"context"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
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
}

// RoundTrip implements [http.RoundTripper]. Requests that provably never left fail with an *unsent.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	f := flightOf(req.Context())
	if err := req.Context().Err(); err != nil {
		return nil, &unsent{err}
	}
	ctx, done := w.bounded(req.Context(), f.op.Effect.Changes())
	defer done()

	var wanted, connected bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { wanted = true },
		GotConn: func(httptrace.GotConnInfo) { connected = true },
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
