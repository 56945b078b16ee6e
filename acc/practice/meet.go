package practice

import (
	"context"
	"net/http"
	"time"
)

// aftermath is what faults do to a call once it has been carried out, or instead of an answer.
type aftermath struct {
	cut    bool  // close the connection
	broken bool  // cut the answer short
	html   bool  // answer as a proxy in trouble does, without carrying the call out
	no     error // answer this instead of what came of it
}

// meet lets the faults happen that a call is due. The error is the answer to give instead of carrying it out, or [errCut].
func (s *Server) meet(ctx context.Context, e *Entry, st style) (aftermath, error) {
	var after aftermath
	for _, f := range s.faults.next(e.Op, e.Changes) {
		e.Faults = append(e.Faults, f.String())
		switch f.Kind {
		case SlowFault:
			if err := s.clock.Sleep(ctx, f.Delay); err != nil {
				return after, errCut
			}
		case DropBefore:
			return after, errCut
		case DropAfter:
			after.cut = true
		case BrokenJSON:
			after.broken = true
		case HTMLFault:
			after.html = true
		case NoRetryAfter:
			return after, &refusal{status: http.StatusTooManyRequests, text: "Quota limit exceeded.", style: quotaStyle}
		case StatusFault:
			if !f.After {
				return after, faultStatus(f, st)
			}
			after.no = faultStatus(f, st)
		}
	}
	return after, nil
}

// faultStatus is the answer of a fault that is an HTTP status, in the words ACC has for it where it has some.
func faultStatus(f Fault, st style) *refusal {
	no := &refusal{status: f.Status, text: "This fault was asked for: " + http.StatusText(f.Status), style: st, retry: f.Delay}
	switch f.Status {
	case http.StatusUnauthorized:
		if st != oauthStyle {
			no = badToken()
		}
	case http.StatusTooManyRequests:
		no = overQuota(max(f.Delay, time.Second))
	}
	return no
}

// proxyError is what a proxy answers for a server it cannot reach.
func proxyError() *answer {
	return &answer{status: http.StatusBadGateway, html: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n" +
		"<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"}
}
