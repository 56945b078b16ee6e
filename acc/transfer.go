package acc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Bytes of files do not pass through ACC: it gives out signed addresses of a storage service, where they are left and fetched
// without a token. Nothing here holds a file whole; an upload holds a few parts of it at a time.

const (
	partSize     = 8 << 20 // of an upload; the storage service wants at least 5 MiB but for the last
	mostParts    = 10_000  // of one upload
	partsAtOnce  = 4       // how many parts are under way at a time
	urlsAtOnce   = 25      // how many addresses ACC gives out at a time
	urlMinutes   = "60"    // how long they are to hold
	moveTries    = 6       // of a part, or of a download that brings nothing more
	slowestBytes = 20_000  // a second: what moves more slowly has stopped
)

// Partials keeps what is known of uploads under way, by a name that says which file goes where. It is safe for concurrent use.
type Partials interface {
	// Load returns what was kept under the name, nil if nothing was.
	Load(name string) []byte
	Save(name string, data []byte)
	Drop(name string)
}

// Source is where a download begins: a call that only reads, whose answer has the signed address at the dotted path URL, or at
// the first of several with "|" between them; of a list, its first item. An address that has expired is asked for again.
type Source struct {
	Call *Call
	URL  string
	// Name is what the file is called, for progress. Size and SHA1 are what it should have, 0 and "" if that is not known.
	Name string
	Size int64
	SHA1 string
}

// Fetched is a download that came whole.
type Fetched struct {
	Size int64
	SHA1 string
}

// statusError is an answer of the storage service that is not one of success.
type statusError struct {
	status int
	text   string
}

func (e *statusError) Error() string {
	return fmt.Sprintf("the storage service answered %d %s", e.status, e.text)
}

// signed checks an address that ACC gave out: bytes go over an encrypted connection, or stay on this machine.
func (c *Client) signed(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, nonsense(0, "got an address for the file that is none", hintAnswer)
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	if u.Scheme != "https" && !(u.Scheme == "http" && (host == "localhost" || ip != nil && ip.IsLoopback())) {
		return nil, nonsense(0, "got an address for the file that is not encrypted, at "+u.Host, hintAnswer)
	}
	return u, nil
}

// move sends one request to a signed address. The caller reads and closes the body.
func (c *Client) move(ctx context.Context, method string, u *url.URL, header http.Header, body io.Reader, size int64) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.ContentLength = size
	}
	for name, values := range header {
		req.Header[name] = values
	}
	res, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, withoutURL(err)
	}
	if res.StatusCode >= 300 {
		data, _ := io.ReadAll(io.LimitReader(res.Body, 4<<10)) // what there is of it will do
		res.Body.Close()
		return nil, &statusError{res.StatusCode, oneLine(between(string(data), "<Message>", "</Message>"))}
	}
	return res, nil
}

// withoutURL takes a signed address out of an error: it is a key to the file.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func between(text, from, to string) string {
	_, rest, ok := strings.Cut(text, from)
	inner, _, closed := strings.Cut(rest, to)
	if !ok || !closed {
		return ""
	}
	return inner
}

// renewable reports whether an address is to be asked for again: it has expired, or its signature is no longer taken.
func renewable(err error) bool {
	var s *statusError
	return errors.As(err, &s) && (s.status == http.StatusForbidden || s.status == http.StatusUnauthorized || s.status == http.StatusGone)
}

// passing reports whether what went wrong may be gone at the next try.
func passing(err error) bool {
	var s *statusError
	if errors.As(err, &s) {
		return s.status >= 500 || s.status == http.StatusTooManyRequests || s.status == http.StatusRequestTimeout || s.text != "" && s.status == http.StatusBadRequest || renewable(err)
	}
	return !errors.Is(err, context.Canceled)
}

// rest waits before another try.
func (c *Client) rest(ctx context.Context, try int, why string) error {
	pause := min(time.Second<<(try-1), 20*time.Second)
	if f := flightOf(ctx); f != nil {
		f.note(Event{Stage: Waiting, Wait: pause, Why: why})
	}
	return c.clock.Sleep(ctx, pause)
}

// longEnough is how long a request for so many bytes may take.
func longEnough(size int64) time.Duration {
	return time.Minute + time.Duration(size/slowestBytes)*time.Second
}

// notMoved is the error of a file that could not be sent or fetched.
func notMoved(what string, err error) *Error {
	return &Error{Kind: Unavailable, Message: fmt.Sprintf("%s: %v", what, err), Err: err,
		Hint: "Check the connection, and that no firewall keeps you from the storage service (amazonaws.com), then try again"}
}
