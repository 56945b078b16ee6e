package acc

import (
	"encoding/json"
	"slices"
	"time"
)

// quota is what is known of one rate limit and scope: when requests were sent under it, and how many it lets through. It is
// plain data, so that processes can keep it together in a [Ledger]; times are Unix milliseconds.
//
// At most as many requests are let through as the limit allows in a window, however close together: a request takes one of so
// many tokens, which comes back when the window is over. Requests of other programs count as well, and only show in answers of
// "too many requests". After one the quota allows itself what has got through in the last window, but unless the window before was
// bad as well no less than half of what it allowed itself before; and it takes up again one more, then two, then four, a window each.
type quota struct {
	Window  int64   `json:"window"`            // length in milliseconds
	Limit   int     `json:"limit"`             // as documented; 0 when none is
	Spent   []spent `json:"spent,omitempty"`   // in the order of time
	Leases  []lease `json:"leases,omitempty"`  // tokens that a process has taken and not yet said when it used them
	Allowed int     `json:"allowed,omitempty"` // what is learned; at most Limit
	Step    int     `json:"step,omitempty"`    // how many more the next window may see
	Calm    int     `json:"calm,omitempty"`    // windows without a refusal before more are tried
	Since   int64   `json:"since,omitempty"`   // of the last change of Allowed
	Bad     int64   `json:"bad,omitempty"`     // until when refusals are those of one bad window
	Floor   int     `json:"floor,omitempty"`   // what Allowed may sink to in it
	Closed  int64   `json:"closed,omitempty"`  // nothing goes before
}

// spent is how many tokens were used at a time.
type spent struct {
	At int64 `json:"at"`
	N  int   `json:"n"`
}

// lease is tokens taken to be used until a time.
type lease struct {
	By    string `json:"by"`
	N     int    `json:"n"`
	Until int64  `json:"until"`
}

const (
	ticksPerWindow  = 240 // how finely times are kept: those of a tick count as its end
	leasesPerWindow = 120 // how long a lease is good for
	mostCalm        = 4
	mostSpent       = 1 << 20 // at a time; a number to tell nonsense by
)

// slack is what a window is longer than documented, since requests spend unequal times on their way: a second of a minute, and of a short
// one a quarter of a second, which a busy machine may need.
func slack(window time.Duration) time.Duration {
	return max(window/60, min(window/10, 250*time.Millisecond))
}

func newQuota(limit int, window time.Duration) *quota {
	return &quota{Window: window.Milliseconds(), Limit: limit, Allowed: limit, Step: 1, Calm: 1}
}

// readQuota is the quota kept as data. What is broken, of another limit or of a time to come says nothing, and is begun anew.
func readQuota(data []byte, limit int, window time.Duration, now int64) *quota {
	q := &quota{}
	if json.Unmarshal(data, q) != nil || q.Limit != limit || q.Window != window.Milliseconds() || !q.sane(now) {
		return newQuota(limit, window)
	}
	return q
}

// sane reports whether the quota can have come about by now: a clock that was set back, or a file that somebody has written to,
// must not hold a run up.
func (q *quota) sane(now int64) bool {
	soon := now + q.Window/20
	last := int64(0)
	for _, s := range q.Spent {
		if s.N <= 0 || s.N > mostSpent || s.At < last || s.At > soon {
			return false
		}
		last = s.At
	}
	for _, l := range q.Leases {
		if l.N <= 0 || l.N > mostSpent || l.Until > soon {
			return false
		}
	}
	return q.Allowed >= min(1, q.Limit) && q.Allowed <= q.Limit && q.Step >= 1 && q.Calm >= 1 && q.Calm <= mostCalm && q.Floor >= 0 && q.Floor <= q.Limit &&
		q.Since <= soon && q.Bad <= soon+q.span() && q.Closed <= now+patience.Milliseconds()
}

func (q *quota) data() []byte {
	data, err := json.Marshal(q)
	if err != nil {
		return nil // cannot happen: it is numbers and one word
	}
	return data
}

// span is how long a token is gone.
func (q *quota) span() int64 {
	return q.Window + slack(time.Duration(q.Window)*time.Millisecond).Milliseconds()
}

// spend notes that n tokens were used.
func (q *quota) spend(at int64, n int) {
	tick := max(1, q.Window/ticksPerWindow)
	at = (at + tick - 1) / tick * tick
	i := len(q.Spent)
	for i > 0 && q.Spent[i-1].At > at {
		i--
	}
	if i > 0 && q.Spent[i-1].At == at {
		q.Spent[i-1].N += n
		return
	}
	q.Spent = slices.Insert(q.Spent, i, spent{at, n})
}

// pass forgets what is over, and allows more again when nothing was refused for a while.
func (q *quota) pass(now int64) {
	// Of a lease whose holder has not come back to say, the last token may have been used at its very end.
	q.Leases = slices.DeleteFunc(q.Leases, func(l lease) bool { return l.Until+q.span() <= now })
	i := 0
	for i < len(q.Spent) && q.Spent[i].At+q.span() <= now {
		i++
	}
	q.Spent = slices.Delete(q.Spent, 0, i)
	for q.Allowed < q.Limit {
		calm := int64(q.Calm)
		if q.Step > 1 {
			calm = 1
		}
		if now < q.Since+calm*q.span() {
			break
		}
		if q.Step > 1 {
			q.Calm = 1 // the last step went well
		}
		q.Since += calm * q.span()
		q.Allowed = min(q.Limit, q.Allowed+q.Step)
		q.Step *= 2
	}
}

// used is how many tokens are gone.
func (q *quota) used() int {
	n := 0
	for _, s := range q.Spent {
		n += s.N
	}
	for _, l := range q.Leases {
		n += l.N
	}
	return n
}

// free is how many of n tokens can be taken now, and if there is none, in how many milliseconds the next one comes back and
// whether that is because ACC has asked for a pause.
func (q *quota) free(now int64, n int) (got int, wait int64, paused bool) {
	q.pass(now)
	if q.Closed > now {
		return 0, q.Closed - now, true
	}
	if q.Limit == 0 {
		return n, 0, false
	}
	over := q.used() - q.Allowed
	if over < 0 {
		return min(n, -over), 0, false
	}
	back := slices.Clone(q.Spent)
	for _, l := range q.Leases {
		back = append(back, spent{l.Until, l.N})
	}
	slices.SortFunc(back, func(a, b spent) int { return int(a.At - b.At) })
	for _, s := range back {
		if over -= s.N; over < 0 {
			return 0, max(1, s.At+q.span()-now), false
		}
	}
	return 0, q.span(), false // cannot happen: all come back
}

// refused is told of an answer of "too many requests", which asks for a pause.
func (q *quota) refused(now, pause int64) {
	q.pass(now)
	q.Closed = max(q.Closed, now+pause)
	if q.Limit == 0 {
		return
	}
	if last := len(q.Spent) - 1; last >= 0 { // it was not carried out, and uses up nothing
		if q.Spent[last].N--; q.Spent[last].N == 0 {
			q.Spent = q.Spent[:last]
		}
	}
	if now >= q.Bad {
		floor := (q.Allowed + 1) / 2
		if q.Bad > 0 && now < q.Bad+q.span() {
			floor = 1 // the window before was no better
		}
		q.Bad, q.Floor = now+q.span(), floor
		if q.Step > 1 { // to try more was too early
			q.Calm = min(2*q.Calm, mostCalm)
		}
	}
	q.Allowed = max(q.Floor, min(q.Allowed, q.used()))
	q.Step, q.Since = 1, now
}
