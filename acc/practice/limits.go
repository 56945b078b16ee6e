package practice

import (
	"sync"
	"time"

	"accstar/acc/catalog"
)

// RateLimits says how the practice account counts calls against Autodesk's documented limits. The zero value enforces them as
// documented, in windows of one minute that begin with a call, and does not count the calls it rejects; Autodesk publishes
// neither of the two, so both can be changed.
type RateLimits struct {
	Off           bool
	PerMinute     map[string]int // by the limit's name in the catalogue, in place of the documented number
	Sliding       bool           // the last sixty seconds count, instead of a fixed window
	CountRejected bool           // in a sliding window, a rejected call uses up quota as well
	Window        time.Duration  // in place of the minute, to see in short what takes long; 0 means a minute
}

// quotas counts calls by limit and scope key.
type quotas struct {
	limits RateLimits

	mu    sync.Mutex
	spent map[string]*usage
}

// usage is what one key has used: the times of its calls when windows slide, else their number since the window began.
type usage struct {
	began time.Time
	count int
	calls []time.Time
}

func newQuotas(limits RateLimits) *quotas {
	if limits.Window <= 0 {
		limits.Window = time.Minute
	}
	return &quotas{limits: limits, spent: map[string]*usage{}}
}

// take counts a call against a limit of n calls a window. It returns 0 when the call may go on, and otherwise how long until
// the next one may.
func (q *quotas) take(limit, key string, n int, now time.Time) time.Duration {
	if q.limits.Off {
		return 0
	}
	if own, ok := q.limits.PerMinute[limit]; ok {
		n = own
	}
	if n <= 0 {
		return 0
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	u := q.spent[limit+" "+key]
	if u == nil {
		u = &usage{}
		q.spent[limit+" "+key] = u
	}
	if q.limits.Sliding {
		return u.slide(n, now, q.limits.Window, q.limits.CountRejected)
	}
	return u.fixed(n, now, q.limits.Window)
}

func (u *usage) fixed(n int, now time.Time, window time.Duration) time.Duration {
	if now.Sub(u.began) >= window || now.Before(u.began) {
		u.began, u.count = now, 0
	}
	if u.count < n {
		u.count++
		return 0
	}
	return u.began.Add(window).Sub(now)
}

func (u *usage) slide(n int, now time.Time, window time.Duration, countRejected bool) time.Duration {
	old := 0
	for old < len(u.calls) && now.Sub(u.calls[old]) >= window {
		old++
	}
	u.calls = u.calls[old:]
	if len(u.calls) < n {
		u.calls = append(u.calls, now)
		return 0
	}
	if countRejected {
		u.calls = append(u.calls[1:], now)
	}
	return u.calls[len(u.calls)-n].Add(window).Sub(now)
}

// scopeKey is what a limit counts by for a call of op made with token. A limit by user counts an application's own calls by the
// application.
func scopeKey(l *catalog.Limit, op *catalog.Operation, t *token) string {
	who := t.ClientID
	if t.UserID != "" && (l.Scope == catalog.PerUser || l.Scope == catalog.PerUserEndpoint) {
		who = t.UserID
	}
	if l.Scope == catalog.PerEndpoint || l.Scope == catalog.PerUserEndpoint {
		return who + " " + op.ID()
	}
	return who
}
