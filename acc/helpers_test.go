package acc

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/acc/catalog"
)

// stillClock stands still until somebody sleeps; sleeping takes no time and moves it on.
type stillClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *stillClock {
	return &stillClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
}

func (c *stillClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *stillClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return nil
}

func (c *stillClock) sleeps() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.slept)
}

// numbered gives a new token whenever one was rejected: "token-1", "token-2".
type numbered struct {
	mu       sync.Mutex
	n        int
	user     string
	needs    []Need
	rejected []string
}

func (s *numbered) Token(ctx context.Context, need Need) (Token, error) {
	if flightOf(ctx) != nil {
		return Token{}, errors.New("asking for a token passes for a part of the operation")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.needs = append(s.needs, need)
	kind := need.Kinds[0]
	return Token{Value: "token-" + string(rune('1'+s.n)), Kind: kind, UserID: s.user}, nil
}

func (s *numbered) Rejected(_ context.Context, t Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rejected = append(s.rejected, t.Value)
	s.n++
}

// newTestClient returns a client for a server, changed by the given functions.
func newTestClient(t *testing.T, url string, change ...func(*Config)) *Client {
	t.Helper()
	config := Config{BaseURL: url, Clock: newClock(), Tokens: &numbered{}}
	for _, f := range change {
		f(&config)
	}
	c, err := NewClient(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// serve answers requests with f, and counts them.
func serve(t *testing.T, f http.HandlerFunc) (url string, requests func() int) {
	t.Helper()
	var mu sync.Mutex
	n := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		n++
		mu.Unlock()
		f(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() int {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
}

// answers replies with one status and body after the other, and stays at the last.
func answers(steps ...step) http.HandlerFunc {
	var mu sync.Mutex
	n := 0
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		s := steps[min(n, len(steps)-1)]
		n++
		mu.Unlock()
		for name, value := range s.header {
			w.Header().Set(name, value)
		}
		if s.drop {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(s.status)
		_, _ = w.Write([]byte(s.body))
	}
}

type step struct {
	status int
	body   string
	header map[string]string
	drop   bool // break the connection instead
}

func readOp() *catalog.Operation {
	return &catalog.Operation{
		Service: "things", Name: "get", Method: "GET", Path: "/construction/things/v1/projects/{project_id}/things/{thing_id}",
		Effect: catalog.Read, Tokens: []catalog.TokenKind{catalog.TwoLegged}, Scopes: []string{"data:read"},
		PathParams: []catalog.Field{{Name: "project_id"}, {Name: "thing_id"}},
		Returns:    catalog.Returns{Shape: catalog.Object},
	}
}

func createOp() *catalog.Operation {
	return &catalog.Operation{
		Service: "things", Name: "create", Method: "POST", Path: "/construction/things/v1/projects/{project_id}/things",
		Effect: catalog.Create, Tokens: []catalog.TokenKind{catalog.TwoLegged}, Scopes: []string{"data:write"},
		PathParams: []catalog.Field{{Name: "project_id"}},
		Returns:    catalog.Returns{Shape: catalog.Object},
	}
}

func readCall() *Call {
	return &Call{Op: readOp(), Path: map[string]string{"project_id": "p1", "thing_id": "t1"}}
}

func createCall() *Call {
	return &Call{Op: createOp(), Path: map[string]string{"project_id": "p1"}, Body: map[string]any{"name": "crane"}}
}

// refused is the *Error of a call that must fail.
func refused(t *testing.T, c Doer, call *Call) *Error {
	t.Helper()
	result, err := c.Do(t.Context(), call)
	if err == nil {
		t.Fatalf("got %s, want an error", result.Body)
	}
	e, ok := err.(*Error)
	if !ok {
		t.Fatalf("got a %T (%v), want an *Error", err, err)
	}
	return e
}

func wantText(t *testing.T, what, got string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(got, part) {
			t.Errorf("%s: got %q, want it to say %q", what, got, part)
		}
	}
}

// serveTLS is serve with a certificate nobody trusts.
func serveTLS(t *testing.T, f http.HandlerFunc) (url string, requests func() int) {
	t.Helper()
	var mu sync.Mutex
	n := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		n++
		mu.Unlock()
		f(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL, func() int {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
}
