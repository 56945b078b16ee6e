package acc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"accstar/acc/catalog"
)

// Pacer keeps requests within the documented rate limits. For each limit and scope (application, user, endpoint) it knows what
// was sent in the last minute; a burst goes out at once, and no minute ever sees more than the limit.
//
// A Pacer also learns: after an answer of "too many requests" nothing more is sent under that limit until the time ACC names,
// documented or not, and from then on no more than ACC has let through, until it lets more through again. With a [Ledger], all
// processes keep to the limits together, and learn from each other. It is safe for concurrent use.
type Pacer struct {
	config PacerConfig
	self   string // among those that share a ledger

	mu      sync.Mutex
	buckets map[string]*bucket
}

// PacerConfig says whose requests a [Pacer] paces. Limit and Clock are required.
type PacerConfig struct {
	// Limit finds a documented limit by name, as [catalog.Catalogue.Limit] does.
	Limit func(name string) *catalog.Limit
	Clock Clock
	// Window is how long the limits' minute is: a minute if 0, and something else only for a server that is not Autodesk's.
	Window time.Duration
	// BaseURL, ClientID and Person say whose quota it is: where it is kept, the application's, and that of the person whose
	// tokens it has, by any name.
	BaseURL, ClientID, Person string
	// Ledger is what all processes write their requests into. Nil paces this process by itself.
	Ledger Ledger
}

// Ledger keeps what the processes of a machine share, by key. Keys are words of letters and digits; neither they nor what is
// kept says who it is about.
type Ledger interface {
	// Update hands what is kept under the key, nil if that is nothing, to change, and keeps what that returns. It comes to be
	// whole or not at all, and nobody else's update comes between. After an error nothing has changed.
	Update(ctx context.Context, key string, change func(kept []byte) []byte) error
}

// NewPacer returns a pacer for one application.
func NewPacer(config PacerConfig) *Pacer {
	if config.Window <= 0 {
		config.Window = time.Minute
	}
	return &Pacer{config: config, self: strconv.FormatUint(rand.Uint64(), 36), buckets: map[string]*bucket{}}
}

// bucket holds what this process knows of the quota of one limit and scope.
type bucket struct {
	limit   *catalog.Limit // nil when none is documented
	key     string         // in the ledger
	turn    chan struct{}  // held by the one that waits for a token; others wait for it in order
	waiting atomic.Int32   // how many are at it

	mu    sync.Mutex
	quota *quota  // as it was last seen; without a ledger, the truth
	left  int     // tokens leased and not yet used
	until int64   // until when they are good
	used  []spent // those used since the ledger was last told
	owed  []spent // those used while the ledger could not be told
	alone int64   // the ledger is left alone until then, after it has failed
}

// Wait returns once a request of the operation may be sent for the user, "" for the application itself. Before it sleeps it
// tells waiting for how long and why; that may be nil. The error is that of ctx.
func (p *Pacer) Wait(ctx context.Context, op *catalog.Operation, user string, waiting func(d time.Duration, why string)) error {
	b := p.bucket(op, user)
	b.waiting.Add(1)
	defer b.waiting.Add(-1)
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		d, why := p.take(ctx, b)
		if d <= 0 {
			return ctx.Err()
		}
		if waiting != nil {
			waiting(d, why)
		}
		if p.config.Ledger != nil { // others may give tokens back, or meet a refusal
			d = min(d, p.config.Window/looksPerWindow)
		}
		if err := p.config.Clock.Sleep(ctx, d); err != nil {
			return err
		}
	}
}

// looksPerWindow is how often one that waits looks into the ledger.
const looksPerWindow = 12

// Hold is told of an answer of "too many requests": requests under the operation's limit are kept back until d has passed.
func (p *Pacer) Hold(op *catalog.Operation, user string, d time.Duration) {
	b := p.bucket(op, user)
	b.mu.Lock()
	defer b.mu.Unlock()
	now := p.now()
	// What is learned belongs to all, even if whoever asked has no more time to wait.
	p.update(context.Background(), b, now, func(q *quota) { q.refused(now, d.Milliseconds()) })
}

// Close gives tokens back that were taken and not used. The pacer can be used on.
func (p *Pacer) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.buckets {
		b.mu.Lock()
		if b.left > 0 || len(b.used) > 0 {
			p.update(context.Background(), b, p.now(), func(*quota) {})
		}
		b.mu.Unlock()
	}
}

// bucket returns the bucket an operation draws on. Operations without a documented limit share one for their service.
func (p *Pacer) bucket(op *catalog.Operation, user string) *bucket {
	limit := p.config.Limit(op.Limit)
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
		if user == "" && (limit.Scope == catalog.PerUser || limit.Scope == catalog.PerUserEndpoint) {
			key += " person " + p.config.Person
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.buckets[key]
	if b == nil {
		b = &bucket{limit: limit, turn: make(chan struct{}, 1), key: p.keyOf(key)}
		b.quota = newQuota(b.rate(), p.config.Window)
		p.buckets[key] = b
	}
	return b
}

// keyOf is what a bucket is called in the ledger.
func (p *Pacer) keyOf(bucket string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{p.config.BaseURL, p.config.ClientID, bucket}, "\n")))
	return hex.EncodeToString(sum[:12])
}

func (b *bucket) rate() int {
	if b.limit == nil {
		return 0
	}
	return max(0, b.limit.PerMinute)
}

func (p *Pacer) now() int64 { return p.config.Clock.Now().UnixMilli() }

// take takes a token and returns 0, or says how long there is none, and why.
func (p *Pacer) take(ctx context.Context, b *bucket) (time.Duration, string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := p.now()
	if b.left > 0 && now <= b.until && b.quota.Closed <= now {
		b.left--
		if b.limit != nil {
			b.used = append(b.used, spent{now, 1})
		}
		return 0, ""
	}
	var got int
	var wait int64
	var paused bool
	want := 1
	if p.config.Ledger != nil {
		want = b.demand()
	}
	p.update(ctx, b, now, func(q *quota) {
		if got, wait, paused = q.free(now, want); got == 0 || q.Limit == 0 {
			return
		}
		q.spend(now, 1)
		if got > 1 {
			q.Leases = append(q.Leases, lease{By: p.self, N: got - 1, Until: now + q.Window/leasesPerWindow})
		}
	})
	if got == 0 {
		return time.Duration(wait) * time.Millisecond, b.why(paused)
	}
	if now < b.alone {
		b.owed = append(b.owed, spent{now, 1})
	}
	b.left, b.until = got-1, now+b.quota.Window/leasesPerWindow
	return 0, ""
}

// demand is how many tokens are worth taking at once: for those that wait, and as many as went in the last lease. What is taken and
// not used is gone for a window for everybody else, so it is few.
func (b *bucket) demand() int {
	if b.quota.Limit == 0 {
		return 1 << 20 // there is nothing to count, only to look now and then whether ACC has asked for a pause
	}
	few := max(1, min(b.quota.Limit/16, 32))
	return min(max(int(b.waiting.Load()), 1+len(b.used)), few)
}

// update changes what is known: in the ledger, or if there is none or it fails, here. Before, it says which tokens of the last lease
// were used and gives back the others.
func (p *Pacer) update(ctx context.Context, b *bucket, now int64, change func(*quota)) {
	limit, window := b.rate(), p.config.Window
	settle := func(q *quota, used []spent) *quota {
		q.Leases = slices.DeleteFunc(q.Leases, func(l lease) bool { return l.By == p.self })
		for _, u := range used {
			q.spend(u.At, u.N)
		}
		change(q)
		return q
	}
	if p.config.Ledger != nil && now >= b.alone {
		var kept *quota
		err := p.config.Ledger.Update(ctx, b.key, func(data []byte) []byte {
			kept = settle(readQuota(data, limit, window, now), append(b.used, b.owed...))
			return kept.data()
		})
		if err == nil && kept != nil {
			b.quota, b.left, b.used, b.owed = kept, 0, nil, nil
			return
		}
		b.alone = now + window.Milliseconds()/leasesPerWindow
	}
	if !b.quota.sane(now) { // the clock was set back
		b.quota = newQuota(limit, window)
	}
	if p.config.Ledger != nil {
		b.owed = append(b.owed, b.used...)
	}
	b.quota, b.left, b.used = settle(b.quota, b.used), 0, nil
}

// why says what a wait is for.
func (b *bucket) why(paused bool) string {
	if paused || b.limit == nil {
		return "ACC has asked for a pause: too many requests a minute"
	}
	if b.quota.Allowed < b.limit.PerMinute {
		return fmt.Sprintf("ACC lets %d of %s through at present, others use them too", b.quota.Allowed, limitText(b.limit, b.quota.Window))
	}
	return "ACC allows " + limitText(b.limit, b.quota.Window)
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
