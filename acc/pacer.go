package acc

import (
	"context"
	"net/http"
	"sync"
	"time"

	"accstar/acc/catalog"
)

// limitWindow is the minute of a documented limit and a second more, since requests spend unequal times on their way.
const limitWindow = time.Minute + time.Second

// Pacer keeps requests within the documented rate limits. For each limit and scope (application, user, endpoint) it holds a
// bucket of as many tokens as the limit allows in a minute; a request takes one, which comes back when that minute is over.
// So a burst goes out at once, and no minute ever sees more than the limit.
//
// A Pacer also learns: after an answer of "too many requests" nothing more is sent under that limit until the time ACC
// names, documented or not. It is safe for concurrent use.
type Pacer struct {
	limit func(name string) *catalog.Limit
	clock Clock

	mu      sync.Mutex
	buckets map[string]*bucket
}

// NewPacer returns a pacer for one application. Limit finds a documented limit by name, as [catalog.Catalogue.Limit] does.
func NewPacer(limit func(name string) *catalog.Limit, clock Clock) *Pacer {
	return &Pacer{limit: limit, clock: clock, buckets: map[string]*bucket{}}
}

// bucket holds the tokens of one limit and scope.
type bucket struct {
	limit *catalog.Limit // nil when none is documented
	turn  chan struct{}  // held by the one that waits for a token; others wait for it in order

	mu     sync.Mutex
	taken  []time.Time // a ring of when each token was taken last
	oldest int
	closed time.Time // nothing goes before
}

// Wait returns once a request of the operation may be sent for the user, "" for the application itself. Before it sleeps it
// tells waiting for how long and why; that may be nil. The error is that of ctx.
func (p *Pacer) Wait(ctx context.Context, op *catalog.Operation, user string, waiting func(d time.Duration, why string)) error {
	b := p.bucket(op, user)
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		d, why := b.take(p.clock.Now())
		if d <= 0 {
			return ctx.Err()
		}
		if waiting != nil {
			waiting(d, why)
		}
		if err := p.clock.Sleep(ctx, d); err != nil {
			return err
		}
	}
}

// Hold keeps requests under the operation's limit back until d has passed.
func (p *Pacer) Hold(op *catalog.Operation, user string, d time.Duration) {
	b := p.bucket(op, user)
	b.mu.Lock()
	defer b.mu.Unlock()
	if until := p.clock.Now().Add(d); until.After(b.closed) {
		b.closed = until
	}
}

// bucket returns the bucket an operation draws on. Operations without a documented limit share one for their service.
func (p *Pacer) bucket(op *catalog.Operation, user string) *bucket {
	limit := p.limit(op.Limit)
	key := "service " + op.Service
	if limit != nil {
		key = "limit " + limit.Name
		switch limit.Scope {
		case catalog.PerUser:
			key += " user " + user
		case catalog.PerEndpoint:
			key += " endpoint " + op.ID()
		case catalog.PerUserEndpoint:
			key += " user " + user + " endpoint " + op.ID()
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.buckets[key]
	if b == nil {
		b = &bucket{limit: limit, turn: make(chan struct{}, 1)}
		if limit != nil && limit.PerMinute > 0 {
			b.taken = make([]time.Time, limit.PerMinute)
		}
		p.buckets[key] = b
	}
	return b
}

// take takes a token and returns 0, or says how long there is none, and why.
func (b *bucket) take(now time.Time) (time.Duration, string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if d := b.closed.Sub(now); d > 0 {
		return d, "ACC has asked for a pause: too many requests a minute"
	}
	if len(b.taken) == 0 {
		return 0, ""
	}
	if at := b.taken[b.oldest]; !at.IsZero() {
		if d := at.Add(limitWindow).Sub(now); d > 0 {
			return d, limitText(b.limit)
		}
	}
	b.taken[b.oldest] = now
	b.oldest = (b.oldest + 1) % len(b.taken)
	return 0, ""
}

// paced is the link of the chain that asks the pacer. It stands next to the net, so that every request is counted.
type paced struct {
	next  http.RoundTripper
	pacer *Pacer // nil: requests go at once
	clock Clock
}

// RoundTrip implements [http.RoundTripper].
func (p *paced) RoundTrip(req *http.Request) (*http.Response, error) {
	if p.pacer == nil {
		return p.next.RoundTrip(req)
	}
	f := flightOf(req.Context())
	err := p.pacer.Wait(req.Context(), f.op, f.token.UserID, func(d time.Duration, why string) {
		f.note(Event{Stage: Waiting, Wait: d, Why: why})
	})
	if err != nil {
		return nil, &unsent{err}
	}
	res, err := p.next.RoundTrip(req)
	if err == nil && res.StatusCode == http.StatusTooManyRequests {
		d, ok := RetryAfter(res.Header.Get("Retry-After"), p.clock.Now())
		if !ok {
			d = time.Second
		}
		p.pacer.Hold(f.op, f.token.UserID, min(d, patience))
	}
	return res, err
}
