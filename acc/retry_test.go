package acc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"accstar/acc/catalog"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		header string
		want   time.Duration
		ok     bool
	}{
		{"25", 25 * time.Second, true},
		{" 25 ", 25 * time.Second, true},
		{"0", 0, true},
		{"1.5", 1500 * time.Millisecond, true},
		{"Mon, 02 Mar 2026 08:01:30 GMT", 90 * time.Second, true},
		{"Monday, 02-Mar-26 08:01:30 GMT", 90 * time.Second, true},
		{"Mon Mar  2 08:01:30 2026", 90 * time.Second, true},
		{"Mon, 02 Mar 2026 07:00:00 GMT", 0, true},
		{"Mon, 02 Mar 2099 08:00:00 GMT", 365 * 24 * time.Hour, true},
		{"99999999999999999999", 365 * 24 * time.Hour, true},
		{"1e400", 365 * 24 * time.Hour, true},
		{"inf", 365 * 24 * time.Hour, true},
		{"-1", 0, false},
		{"-1e400", 0, false},
		{"NaN", 0, false},
		{"soon", 0, false},
		{"", 0, false},
		{"25 s", 0, false},
	} {
		if got, ok := RetryAfter(test.header, now); got != test.want || ok != test.ok {
			t.Errorf("%q: got %v, %v, want %v, %v", test.header, got, ok, test.want, test.ok)
		}
	}
}

// TestRetries is which requests are repeated after which answers: the number of requests that arrive.
func TestRetries(t *testing.T) {
	const good = `{"id":"1"}`
	limited := step{status: 429, body: `{"developerMessage":"Quota limit exceeded."}`, header: map[string]string{"Retry-After": "25"}}
	for _, test := range []struct {
		name         string
		first        step
		read, change int // requests
		ok           bool
	}{
		{"over a limit", limited, 2, 2, true},
		{"over a limit, without a time", step{status: 429}, 2, 2, true},
		{"over a limit, nonsense time", step{status: 429, header: map[string]string{"Retry-After": "later"}}, 2, 2, true},
		{"bad gateway", step{status: 502}, 2, 1, true},
		{"unavailable", step{status: 503, header: map[string]string{"Retry-After": "3"}}, 2, 1, true},
		{"gateway timeout", step{status: 504}, 2, 1, true},
		{"dropped", step{drop: true}, 2, 1, true},
		{"cut short", step{status: 200, body: good[:4], header: map[string]string{"Content-Length": "10"}}, 2, 1, true},
		{"server error", step{status: 500}, 1, 1, false},
		{"bad request", step{status: 400}, 1, 1, false},
		{"not found", step{status: 404}, 1, 1, false},
		{"broken JSON", step{status: 200, body: `{`}, 1, 1, false},
	} {
		for _, call := range []*Call{readCall(), createCall()} {
			t.Run(test.name+"/"+call.Op.Name, func(t *testing.T) {
				url, requests := serve(t, answers(test.first, step{status: 200, body: good}))
				want, ok := test.read, test.ok
				if call.Op.Effect.Changes() {
					want, ok = test.change, test.ok && test.change > 1
				}
				result, err := newTestClient(t, url).Do(t.Context(), call)
				if requests() != want || (err == nil) != ok {
					t.Errorf("got %d requests and %v, want %d and success %v", requests(), err, want, ok)
				}
				if err == nil && result.Requests != want {
					t.Errorf("result says %d requests, want %d", result.Requests, want)
				}
			})
		}
	}
}

func TestRetryWaits(t *testing.T) {
	clock := newClock()
	url, requests := serve(t, answers(
		step{status: 429, header: map[string]string{"Retry-After": "25"}},
		step{status: 429, header: map[string]string{"Retry-After": "Mon, 02 Mar 2026 08:02:00 GMT"}},
		step{status: 429},
		step{status: 200, body: `{}`},
	))
	var waits []Event
	c := newTestClient(t, url, func(config *Config) {
		config.Clock = clock
		config.Observe = func(e Event) {
			if e.Stage == Waiting {
				waits = append(waits, e)
			}
		}
	})
	call := createCall()
	call.Key = Key{Task: "2.0", Call: 3, Change: 1}
	if _, err := c.Do(t.Context(), call); err != nil || requests() != 4 {
		t.Fatalf("got %v after %d requests", err, requests())
	}
	slept := clock.sleeps()
	// What ACC asks for and up to a second more; without a word of it the third wait is of 2 to 4 seconds.
	for i, from := range []time.Duration{25 * time.Second, 0, 2 * time.Second} {
		to := from + time.Second
		switch i {
		case 1:
			from = 2*time.Minute - slept[0]
			to = from + time.Second
		case 2:
			to = 4 * time.Second
		}
		if slept[i] < from || slept[i] > to {
			t.Errorf("wait %d: got %v, want %v to %v", i, slept[i], from, to)
		}
	}
	for i, e := range waits {
		if e.Op != "things.create" || e.Attempt != i+1 || e.Wait != slept[i] || e.Why != "too many requests a minute" || e.Key != call.Key {
			t.Errorf("got event %+v", e)
		}
	}
}

func TestPatienceEnds(t *testing.T) {
	for _, test := range []struct {
		after    string
		requests int
		hint     string
	}{
		{"7200", 1, "ACC asks to wait 2 h."}, // longer than anyone waits
		{"300", 2, "ACC asks to wait 5 min."},
		{"1", maxLimited, "ACC asks to wait 1 s."},
		{"", maxLimited, "same client ID"},
	} {
		url, requests := serve(t, answers(step{status: 429, body: `{"developerMessage":"Quota limit exceeded."}`, header: map[string]string{"Retry-After": test.after}}))
		e := refused(t, newTestClient(t, url), createCall())
		if e.Kind != Limited || e.InDoubt || requests() != test.requests {
			t.Errorf("%q: got %+v after %d requests, want %d", test.after, e, requests(), test.requests)
		}
		wantText(t, "message", e.Message, "Quota limit exceeded")
		wantText(t, "hint", e.Hint, test.hint)
	}
	clock := newClock()
	url, requests := serve(t, answers(step{status: 503}))
	e := refused(t, newTestClient(t, url, func(c *Config) { c.Clock = clock }), readCall())
	if e.Kind != Unavailable || requests() != maxTries || len(clock.sleeps()) != maxTries-1 {
		t.Errorf("got %+v after %d requests", e, requests())
	}
}

func TestPauseGrows(t *testing.T) {
	r := &retries{clock: newClock(), jitter: func() float64 { return 0 }}
	for try, want := range map[int]time.Duration{1: 500 * time.Millisecond, 2: time.Second, 4: 4 * time.Second, 6: 16 * time.Second, 7: 30 * time.Second, 400: 30 * time.Second} {
		if got := r.pause(try, nil); got != want {
			t.Errorf("try %d: got %v, want %v", try, got, want)
		}
	}
}

// TestNeverSent: a request that finds no connection is repeated whatever it does, and is in no doubt.
func TestNeverSent(t *testing.T) {
	for _, test := range []struct {
		name    string
		err     error
		message string
	}{
		{"refused", &net.OpError{Op: "dial", Err: errors.New("connection refused")}, "nothing answers at 127.0.0.1:1"},
		{"no such host", &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}, "cannot find 127.0.0.1:1"},
		{"slow", &net.OpError{Op: "dial", Err: context.DeadlineExceeded}, "no answer from 127.0.0.1:1 in time"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var dials atomic.Int32
			var why string
			transport := NewTransport(nil)
			transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
				dials.Add(1)
				return nil, test.err
			}
			c := newTestClient(t, "http://127.0.0.1:1", func(c *Config) {
				c.Transport = transport
				c.Observe = func(e Event) {
					if e.Stage == Waiting {
						why = e.Why
					}
				}
			})
			for _, call := range []*Call{readCall(), createCall()} {
				dials.Store(0)
				e := refused(t, c, call)
				if e.Kind != Unavailable || e.InDoubt || dials.Load() != maxTries {
					t.Errorf("%s: got %+v after %d tries", call.Op.Name, e, dials.Load())
				}
				wantText(t, "message", e.Message, test.message)
				wantText(t, "wait", why, test.message)
			}
		})
	}
}

func TestTransportErrors(t *testing.T) {
	for _, test := range []struct {
		err           error
		message, hint string
	}{
		{&net.OpError{Op: "proxyconnect", Err: errors.New("dial tcp 10.0.0.1:8080: refused")}, "cannot reach the proxy", "HTTPS_PROXY"},
		{errors.New("Proxy Authentication Required"), "proxy wants a name", "HTTPS_PROXY"},
		{&net.OpError{Op: "dial", Err: errors.New("connectex: No connection could be made because the target machine actively refused it.")}, "acc.example refuses the connection", "HTTPS_PROXY"},
		{fmt.Errorf("read: %w", net.ErrClosed), "connection to acc.example broke", "network"},
		{errors.New("read tcp: wsarecv: An existing connection was forcibly closed by the remote host."), "connection to acc.example broke", "network"},
		{context.DeadlineExceeded, "no answer from acc.example in time", "Try again later"},
		{errors.New("network is unreachable"), "cannot reach acc.example", "network"},
	} {
		message, hint := explainTransport(test.err, "acc.example")
		wantText(t, "message", message, test.message)
		wantText(t, "hint", hint, test.hint)
	}
}

func TestCertificateIsNotRetried(t *testing.T) {
	server, requests := serveTLS(t, answers(step{status: 200, body: `{}`}))
	tries := 0
	c := newTestClient(t, server, func(c *Config) {
		c.Observe = func(e Event) {
			if e.Stage == Sending {
				tries++
			}
		}
	})
	e := refused(t, c, createCall())
	if e.InDoubt || requests() != 0 || tries != 1 {
		t.Errorf("got %+v after %d requests, %d tries", e, requests(), tries)
	}
	wantText(t, "message", e.Message, "certificate", "does not trust")
	wantText(t, "hint", e.Hint, "proxy")

	plain, _ := serve(t, answers(step{status: 200, body: `{}`}))
	e = refused(t, newTestClient(t, strings.Replace(plain, "http:", "https:", 1)), readCall())
	wantText(t, "message", e.Message, "does not speak https")
}

func TestSlowServer(t *testing.T) {
	release := make(chan struct{})
	url, requests := serve(t, func(w http.ResponseWriter, r *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	c := newTestClient(t, url, func(c *Config) { c.Timeout = 20 * time.Millisecond })
	e := refused(t, c, createCall())
	if !e.InDoubt || e.Kind != Unavailable || requests() != 1 {
		t.Errorf("got %+v after %d requests", e, requests())
	}
	wantText(t, "message", e.Message, "no answer from 127.0.0.1", "in time")
	e = refused(t, c, readCall())
	if e.InDoubt || requests() != 1+maxTries {
		t.Errorf("got %+v after %d requests", e, requests())
	}
}

// interruptedBy does a call whose context ends once the request has arrived. The server answers once the client has noticed,
// or, where noticed is nil, never.
func interruptedBy(t *testing.T, why error, call *Call, clock Clock, noticed chan struct{}) (*Result, error) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then does the server notice who hangs up
		cancel(why)
		select {
		case <-noticed:
		case <-r.Context().Done():
			return
		}
		_, _ = w.Write([]byte(`{"id":"1"}`))
	})
	return newTestClient(t, url, func(c *Config) { c.Clock = clock }).Do(ctx, call)
}

// TestInterrupt: a read ends at once; a change under way is given time, and is in doubt when that was not enough.
func TestInterrupt(t *testing.T) {
	why := errors.New("interrupted by Ctrl-C")
	_, err := interruptedBy(t, why, readCall(), newClock(), nil)
	var e *Error
	if !errors.Is(err, ErrStop) || !errors.Is(err, why) || !errors.Is(err, context.Canceled) || errors.As(err, &e) {
		t.Errorf("read: got %v", err)
	}
	_, err = interruptedBy(t, why, createCall(), newClock(), nil) // this clock's ten seconds are over at once
	if !errors.Is(err, ErrStop) || !errors.As(err, &e) || !e.InDoubt {
		t.Errorf("change cut off: got %v", err)
	}
	noticed := make(chan struct{})
	result, err := interruptedBy(t, why, createCall(), patientClock{newClock(), func() { close(noticed) }}, noticed)
	if err != nil || string(result.Body) != `{"id":"1"}` {
		t.Errorf("change that finished: got %v", err)
	}
}

// patientClock sleeps until its context ends, and says when it begins to.
type patientClock struct {
	*stillClock
	asleep func()
}

func (c patientClock) Sleep(ctx context.Context, _ time.Duration) error {
	c.asleep()
	<-ctx.Done()
	return ctx.Err()
}

func TestInterruptBeforeSending(t *testing.T) {
	url, requests := serve(t, answers(step{status: 200, body: `{}`}))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := newTestClient(t, url).Do(ctx, createCall())
	var e *Error
	if !errors.Is(err, ErrStop) || errors.As(err, &e) || requests() != 0 {
		t.Errorf("got %v after %d requests", err, requests())
	}
}

func TestInterruptWhileWaiting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	url, requests := serve(t, answers(step{status: 429}))
	c := newTestClient(t, url, func(config *Config) {
		config.Observe = func(e Event) {
			if e.Stage == Waiting {
				cancel()
			}
		}
	})
	_, err := c.Do(ctx, createCall())
	var e *Error
	if !errors.Is(err, ErrStop) || errors.As(err, &e) || requests() != 1 {
		t.Errorf("got %v after %d requests", err, requests())
	}
}

func TestRedirects(t *testing.T) {
	other, otherRequests := serve(t, answers(step{status: 200, body: `{"id":"stolen"}`}))
	var target string
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/new") {
			_, _ = w.Write([]byte(`{"auth":"` + r.Header.Get("Authorization") + `"}`))
			return
		}
		http.Redirect(w, r, target, http.StatusTemporaryRedirect)
	})
	c := newTestClient(t, url)

	target = other + "/x?token=1"
	e := refused(t, c, readCall())
	wantText(t, "message", e.Message, "another host", strings.TrimPrefix(other, "http://"))
	if e := refused(t, c, createCall()); !e.InDoubt {
		t.Errorf("got %+v", e)
	}
	if otherRequests() != 0 {
		t.Error("the other host was asked")
	}

	target = "/new"
	result, err := c.Do(t.Context(), readCall())
	if err != nil || string(result.Body) != `{"auth":"Bearer token-1"}` || result.Requests != 2 {
		t.Errorf("got %s, %v", result.Body, err)
	}
	wantText(t, "message", refused(t, c, createCall()).Message, "another address")
	target = "/again"
	wantText(t, "message", refused(t, c, readCall()).Message, "circles")
}

func TestEvents(t *testing.T) {
	url, _ := serve(t, answers(step{status: 503}, step{status: 200, body: `{"id":1}`}))
	var got []Event
	c := newTestClient(t, url, func(c *Config) { c.Observe = func(e Event) { e.Wait = 0; got = append(got, e) } })
	if _, err := c.Do(t.Context(), readCall()); err != nil {
		t.Fatal(err)
	}
	want := []Event{
		{Stage: Sending, Op: "things.get", Attempt: 1},
		{Stage: Answered, Op: "things.get", Attempt: 1, Status: 503},
		{Stage: Waiting, Op: "things.get", Attempt: 1, Why: "ACC is not available for the moment"},
		{Stage: Sending, Op: "things.get", Attempt: 2},
		{Stage: Answered, Op: "things.get", Attempt: 2, Status: 200, Bytes: 8},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestClockIsRequired(t *testing.T) {
	if _, err := NewClient(Config{}); err == nil {
		t.Error("got a client without a clock")
	}
}

func TestReadOnly(t *testing.T) {
	url, requests := serve(t, answers(step{status: 200, body: `{}`}))
	c := newTestClient(t, url, func(c *Config) { c.Transport = ReadOnly(http.DefaultTransport) })
	search := readCall()
	search.Op.Method = "POST"
	for _, call := range []*Call{readCall(), search} {
		if _, err := c.Do(t.Context(), call); err != nil {
			t.Errorf("%s: %v", call.Op.Method, err)
		}
	}
	if requests() != 2 {
		t.Errorf("got %d requests", requests())
	}
	disguised := readCall() // a catalogue that is wrong about a DELETE does not get it through
	disguised.Op.Method = "DELETE"
	started := createCall()
	started.Op.Effect = catalog.Action
	for _, call := range []*Call{createCall(), disguised, started} {
		_, err := c.Do(t.Context(), call)
		var e *Error
		if !errors.Is(err, ErrStop) || errors.As(err, &e) {
			t.Errorf("%s %s: got %v", call.Op.Method, call.Op.Effect, err)
		}
	}
	if requests() != 2 {
		t.Errorf("a change was sent: %d requests", requests())
	}

	direct := &http.Client{Transport: ReadOnly(http.DefaultTransport)}
	if res, err := direct.Post(url+"/authentication/v2/token", "", nil); err != nil {
		t.Errorf("asking for a token: %v", err)
	} else {
		res.Body.Close()
	}
	if _, err := direct.Get(url + "/hq/v1/accounts"); !errors.Is(err, ErrStop) {
		t.Errorf("a request of no operation: got %v", err)
	}
}
