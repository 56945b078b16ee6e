package acc

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"accstar/acc/catalog"
)

// How patient the client is.
const (
	maxTries     = 5                // of a request that finds no connection or a service that is down
	maxLimited   = 12               // of a request that comes over a rate limit
	longestPause = time.Minute      // between tries, unless ACC asks for more
	patience     = 10 * time.Minute // with one request, all pauses together
)

// errTriedEnough is wrapped by an error that comes after several tries of its own.
var errTriedEnough = errors.New("tried often enough")

// retries repeats what may be repeated. A request over a rate limit was not carried out, and one that never left cannot have
// been; those are repeated whatever they do. A read is also repeated when the service is down or the connection breaks. A
// change is not: it may have been carried out.
type retries struct {
	next   http.RoundTripper
	clock  Clock
	jitter func() float64 // in [0, 1)
}

// RoundTrip implements [http.RoundTripper].
func (r *retries) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	f := flightOf(ctx)
	waited := time.Duration(0)
	for try := 1; ; try++ {
		f.attempt = try
		out, err := fresh(req)
		if err != nil {
			return nil, &unsent{err}
		}
		res, err := r.next.RoundTrip(out)
		why := repeatable(f.op.Effect, req.URL.Host, res, err)
		if why == "" || try >= tries(res) {
			return res, err
		}
		if ctx.Err() != nil {
			return nil, &unsent{ctx.Err()} // this try came to nothing, or only read
		}
		pause := r.pause(try, res)
		if waited += pause; waited > patience {
			return res, err
		}
		f.note(Event{Stage: Waiting, Wait: pause, Why: why})
		if err := r.clock.Sleep(ctx, pause); err != nil {
			return nil, &unsent{err}
		}
	}
}

// fresh is a copy of the request whose body can be read from the start.
func fresh(req *http.Request) (*http.Request, error) {
	out := req.Clone(req.Context())
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		out.Body = body
	}
	return out, nil
}

// repeatable says why a request is worth another try; "" means it is not, or must not be repeated.
func repeatable(effect catalog.Effect, host string, res *http.Response, err error) string {
	if err == nil {
		switch res.StatusCode {
		case http.StatusTooManyRequests:
			return "too many requests a minute"
		case http.StatusLocked: // nothing was done: something else is being done to the same thing
			return "what is to be changed is in use by another operation"
		case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			if !effect.Changes() {
				return "ACC is not available for the moment"
			}
		}
		return ""
	}
	var never *unsent
	var own *Error
	switch {
	case errors.Is(err, ErrStop), errors.Is(err, errTooLarge), errors.Is(err, errTriedEnough):
		return ""
	case errors.As(err, &own): // no token was to be had
		if own.Kind != Unavailable {
			return ""
		}
		return own.Message
	case isCertificate(err):
		return ""
	case effect.Changes() && !errors.As(err, &never):
		return ""
	}
	why, _ := explainTransport(err, host)
	return why
}

func isCertificate(err error) bool {
	message, _ := explainTLS(err, "")
	return message != ""
}

func tries(res *http.Response) int {
	if res != nil && res.StatusCode == http.StatusTooManyRequests {
		return maxLimited
	}
	return maxTries
}

// pause is how long to wait before the next try: what ACC asks for, and a little more so that requests which waited together
// do not come back together; else 1, 2, 4 … seconds, the latter half of it by chance.
func (r *retries) pause(try int, res *http.Response) time.Duration {
	if res != nil {
		if asked, ok := RetryAfter(res.Header.Get("Retry-After"), r.clock.Now()); ok && asked > 0 {
			return asked + time.Duration(r.jitter()*float64(time.Second))
		}
	}
	full := longestPause
	if try < 7 {
		full = min(full, time.Second<<(try-1))
	}
	return full/2 + time.Duration(r.jitter()*float64(full/2))
}

// RetryAfter reads the header Retry-After: seconds, or a date as HTTP writes it. The second result is false when the header
// is missing or nonsense. A date that has passed is 0; more than a year is a year.
func RetryAfter(header string, now time.Time) (time.Duration, bool) {
	const year = 365 * 24 * time.Hour
	text := strings.TrimSpace(header)
	if seconds, err := strconv.ParseFloat(text, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		switch {
		case !(seconds >= 0): // negative, or no number
			return 0, false
		case seconds > year.Seconds():
			return year, true
		}
		return time.Duration(seconds * float64(time.Second)), true
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return min(max(at.Sub(now), 0), year), true
}

// limitText names a rate limit whose minute is so many milliseconds long, as in "100 changes a minute".
func limitText(l *catalog.Limit, window int64) string {
	what := "requests"
	switch {
	case strings.HasSuffix(l.Name, "-write"):
		what = "changes"
	case strings.HasSuffix(l.Name, "-read"):
		what = "reads"
	}
	per := "a minute"
	if d := time.Duration(window) * time.Millisecond; d != time.Minute {
		per = "in " + d.String()
	}
	return fmt.Sprintf("%d %s %s", l.PerMinute, what, per)
}
