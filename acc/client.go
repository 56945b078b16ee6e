package acc

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"accstar/acc/catalog"
)

// Clock is the time as the client sees it.
type Clock interface {
	Now() time.Time
	// Sleep returns after d, or earlier with the error of ctx when that ends.
	Sleep(ctx context.Context, d time.Duration) error
}

// Config says how a [Client] reaches ACC.
type Config struct {
	// BaseURL is where ACC is; "" means Autodesk's own [BaseURL]. See [CheckBaseURL] for what is refused, and AllowHosts
	// for the hosts a profile names besides Autodesk's.
	BaseURL    string
	AllowHosts []string
	// Region is the account's data region, as in "EMEA"; "" leaves it to ACC.
	Region string
	// Transport sends requests; nil means [NewTransport] without a proxy. [ReadOnly] makes one that only reads.
	Transport http.RoundTripper
	// Tokens gives access tokens; nil sends requests without any.
	Tokens Tokens
	// Clock is required.
	Clock Clock
	// Pacer keeps to the documented rate limits. Clients of the same application share one. Nil means no pacing: only an
	// answer of "too many requests" slows the client down.
	Pacer *Pacer
	// Observe is told of every request and every wait as it happens. It is called from many goroutines and must not block.
	Observe func(Event)
	// Partials keeps uploads under way, so that one that was interrupted goes on from where it was; nil keeps none.
	Partials Partials
	// UserAgent is sent with every request.
	UserAgent string
	// Timeout is how long one request may take, answer included; 0 means 90 seconds.
	Timeout time.Duration
	// MaxAnswer is the largest answer in bytes, one page of a list; 0 means 256 MiB. A whole list may be four times that.
	MaxAnswer int64
}

const (
	defaultTimeout   = 90 * time.Second
	defaultMaxAnswer = 256 << 20
	maxRedirects     = 5
)

// Client is the Doer that speaks HTTP: it makes requests of a call, chooses the token, keeps to rate limits, repeats what
// may be repeated, follows pages, and turns refusals into an [*Error] that says what to do.
//
// A request passes through small round trippers, outermost first: retries, tokens, limits, net. Limits come last so that
// every request is counted, repeated ones too.
type Client struct {
	base      *url.URL
	region    string
	userAgent string
	maxAnswer int64
	observe   func(Event)
	chain     http.RoundTripper
	clock     Clock
	// transport sends what carries no token: bytes to and from signed addresses.
	transport http.RoundTripper
	partials  Partials
}

// NewClient returns a client for the given configuration. The error says what is wrong with the base URL.
func NewClient(config Config) (*Client, error) {
	base, err := CheckBaseURL(config.BaseURL, config.AllowHosts...)
	if err != nil {
		return nil, err
	}
	if config.Clock == nil {
		return nil, errors.New("acc: Config.Clock is missing")
	}
	c := &Client{
		base: base, region: config.Region, userAgent: config.UserAgent, observe: config.Observe, clock: config.Clock,
		maxAnswer: config.MaxAnswer,
	}
	if c.maxAnswer <= 0 {
		c.maxAnswer = defaultMaxAnswer
	}
	timeout := config.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	transport := config.Transport
	if transport == nil {
		transport = NewTransport(nil)
	}
	c.transport, c.partials = transport, config.Partials
	var chain http.RoundTripper = &wire{next: transport, clock: config.Clock, timeout: timeout, max: c.maxAnswer}
	chain = &paced{next: chain, pacer: config.Pacer, clock: config.Clock}
	if config.Tokens != nil {
		chain = &tokenized{next: chain, tokens: config.Tokens}
	}
	c.chain = &retries{next: chain, clock: config.Clock, jitter: rand.Float64}
	return c, nil
}

// Do sends the call and returns the answer: for a list the bare list of its items, over as many pages as it takes.
//
// The error is an [*Error], or wraps [ErrStop] when ctx ended before anything was changed. A change whose request is
// already under way when ctx ends is given a few seconds to finish, and its answer is returned.
func (c *Client) Do(ctx context.Context, call *Call) (*Result, error) {
	f := &flight{op: call.Op, key: call.Key, observe: c.observe}
	result, err := c.do(withFlight(ctx, f), call)
	if err != nil {
		return nil, c.failure(ctx, call, f, err)
	}
	if call.Op.Composed == nil {
		result.Requests = f.requests
	}
	return result, nil
}

func (c *Client) do(ctx context.Context, call *Call) (*Result, error) {
	if call.Op.Composed != nil {
		return c.upload(ctx, call)
	}
	req, err := c.encode(call)
	if err != nil {
		return nil, err
	}
	if call.Op.Pagination.Style != catalog.NoPages {
		return c.list(ctx, req)
	}
	got, err := c.send(ctx, req)
	if err != nil {
		return nil, err
	}
	return got.result(call)
}

// send sends one request, follows redirects within the same host, and returns an answer of success. Anything else is an
// error: what ACC said, or why it said nothing.
func (c *Client) send(ctx context.Context, req *request) (*answer, error) {
	target := req.url()
	for hop := 0; ; hop++ {
		out, err := req.build(ctx, target)
		if err != nil {
			return nil, err
		}
		res, err := c.chain.RoundTrip(out)
		if err != nil {
			return nil, err
		}
		got := &answer{status: res.StatusCode, header: res.Header, body: bodyOf(res)}
		if got.status < 300 {
			return got, got.check(req.call.Op)
		}
		if got.status >= 400 {
			return nil, c.refusal(ctx, req.call, got)
		}
		if target, err = redirected(req.call.Op, target, res, hop); err != nil {
			return nil, err
		}
	}
}

// redirected is where an answer sends a read on to. A token never leaves for another host, and a change is not repeated at
// another address.
func redirected(op *catalog.Operation, from *url.URL, res *http.Response, hop int) (*url.URL, error) {
	to, err := from.Parse(res.Header.Get("Location"))
	switch {
	case err != nil || res.Header.Get("Location") == "" || res.StatusCode == http.StatusNotModified:
		return nil, nonsense(res.StatusCode, fmt.Sprintf("got the answer %d, want the result", res.StatusCode), hintPage)
	case to.Scheme != from.Scheme || to.Host != from.Host:
		return nil, nonsense(res.StatusCode, "got sent on to another host, "+to.Host+", where no token is taken", hintPage)
	case op.Effect.Changes():
		return nil, nonsense(res.StatusCode, "got sent on to another address, "+to.Path, hintPage)
	case hop >= maxRedirects:
		return nil, nonsense(res.StatusCode, "got sent on in circles", hintPage)
	}
	return to, nil
}

// failure puts what went wrong into the form a caller knows.
func (c *Client) failure(ctx context.Context, call *Call, f *flight, err error) error {
	var un *unsent
	changes, sent := call.Op.Effect.Changes(), !errors.As(err, &un)
	var own *Error
	if errors.As(err, &own) {
		e := *own
		if e.Op == "" {
			e.Op = call.Op.ID()
		}
		e.Origin = call.Origin
		e.InDoubt = e.InDoubt || changes && sent && errors.Is(err, errNonsense)
		return &e
	}
	if errors.Is(err, ErrStop) {
		return err
	}
	ended := ctx.Err() != nil
	if call.Op.Composed != nil {
		changes = false // nothing of it shows before its last request, and that one says itself whether it is in doubt
	}
	if ended && !(changes && sent) {
		return &stopped{op: call.Op.ID(), cause: context.Cause(ctx), err: ctx.Err()}
	}
	e := &Error{Kind: Unavailable, Op: call.Op.ID(), Origin: call.Origin, Err: err, InDoubt: changes && sent}
	e.Message, e.Hint = explainTransport(err, c.hostOf(call.Op))
	if ended {
		e.Message = "interrupted before an answer came"
		e.Err = &stopped{op: e.Op, cause: context.Cause(ctx), err: ctx.Err()}
	}
	return e
}

// stopped is a call that was given up because its context ended.
type stopped struct {
	op    string
	cause error // why, as context.Cause has it
	err   error // context.Canceled or context.DeadlineExceeded
}

func (e *stopped) Error() string { return e.op + ": " + ErrStop.Error() + ": " + e.cause.Error() }

// Unwrap makes errors.Is find ErrStop, the cause and the context's own error.
func (e *stopped) Unwrap() []error { return []error{ErrStop, e.cause, e.err} }

// unsent is an error of a request that provably never left: repeating it cannot do anything twice.
type unsent struct{ err error }

func (e *unsent) Error() string { return e.err.Error() }
func (e *unsent) Unwrap() error { return e.err }
