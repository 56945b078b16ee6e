package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const secret = "hunter2-very-secret"

// wall is a clock set by hand.
type wall struct {
	mu  sync.Mutex
	now time.Time
}

func (w *wall) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *wall) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// office is a token endpoint that gives out tok-1, tok-2, and so on.
type office struct {
	mu       sync.Mutex
	requests []string
	expires  string
}

func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, password, _ := r.BasicAuth()
	_ = r.ParseForm()
	o.mu.Lock()
	o.requests = append(o.requests, fmt.Sprintf("%s %s %s:%s %s", r.Method, r.URL.Path, id, password, r.PostForm.Encode()))
	n, expires := len(o.requests), o.expires
	o.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"access_token":"tok-%d","token_type":"Bearer"%s}`, n, expires)
}

func (o *office) count() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.requests)
}

func open(t *testing.T, h http.Handler) (*ClientCredentials, *wall) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	clock := &wall{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	return &ClientCredentials{App: App{BaseURL: server.URL, ClientID: "app", Secret: secret, Now: clock.Now}}, clock
}

func tokenFor(t *testing.T, c *ClientCredentials, scopes ...string) string {
	t.Helper()
	value, err := c.Token(t.Context(), scopes)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestTokenRequest(t *testing.T) {
	o := &office{expires: `,"expires_in":3599`}
	c, _ := open(t, o)
	tokenFor(t, c, "data:read", "account:read", "data:read")
	tokenFor(t, c)
	want := []string{
		"POST " + TokenPath + " app:" + secret + " grant_type=client_credentials&scope=account%3Aread+data%3Aread",
		"POST " + TokenPath + " app:" + secret + " grant_type=client_credentials",
	}
	if diff := cmp.Diff(want, o.requests); diff != "" {
		t.Error(diff)
	}
}

// TestTokenIsKept: one token for each set of scopes, until shortly before it ends.
func TestTokenIsKept(t *testing.T) {
	for _, test := range []struct {
		expires     string
		kept, ended time.Duration
	}{
		{`,"expires_in":3600`, 54 * time.Minute, 56 * time.Minute},
		{`,"expires_in":"3600"`, 8 * time.Minute, 10 * time.Minute}, // not as documented: taken for unknown
		{`,"expires_in":10`, 8 * time.Second, 10 * time.Second},
		{``, 8 * time.Minute, 10 * time.Minute},
	} {
		o := &office{expires: test.expires}
		c, clock := open(t, o)
		first := tokenFor(t, c, "a", "b")
		if other := tokenFor(t, c, "a"); other == first {
			t.Errorf("%s: one token for two sets of scopes", test.expires)
		}
		clock.pass(test.kept)
		if again := tokenFor(t, c, "b", "a"); again != first {
			t.Errorf("%s: a new token after %v", test.expires, test.kept)
		}
		clock.pass(test.ended - test.kept)
		if again := tokenFor(t, c, "a", "b"); again == first {
			t.Errorf("%s: the old token after %v", test.expires, test.ended)
		}
		if o.count() != 3 {
			t.Errorf("%s: got %d requests", test.expires, o.count())
		}
	}
}

func TestReject(t *testing.T) {
	c, _ := open(t, &office{expires: `,"expires_in":3600`})
	first, other := tokenFor(t, c, "a"), tokenFor(t, c, "b")
	c.Reject(first)
	second := tokenFor(t, c, "a")
	if second == first {
		t.Error("got the rejected token again")
	}
	c.Reject(first) // late: it has been replaced
	if got := tokenFor(t, c, "a"); got != second {
		t.Error("a token was dropped for another")
	}
	if got := tokenFor(t, c, "b"); got != other {
		t.Error("a token of other scopes was dropped")
	}
}

func TestAskedForOnce(t *testing.T) {
	release := make(chan struct{})
	o := &office{expires: `,"expires_in":3600`}
	c, _ := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-release
		o.ServeHTTP(w, r)
	}))
	var began atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if began.Add(1) == 20 {
				close(release)
			}
			if got, err := c.Token(t.Context(), []string{"a"}); got != "tok-1" || err != nil {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	all.Wait()
	if o.count() != 1 {
		t.Errorf("got %d requests, want 1", o.count())
	}
}

// TestInterruptedAsker: whoever asks for all may be interrupted; the others still get their token.
func TestInterruptedAsker(t *testing.T) {
	arrived, release := make(chan struct{}, 2), make(chan struct{})
	o := &office{expires: `,"expires_in":3600`}
	c, _ := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		arrived <- struct{}{}
		select {
		case <-release:
			o.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}))
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		if _, err := c.Token(ctx, []string{"a"}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	<-arrived
	all.Go(func() {
		if got, err := c.Token(t.Context(), []string{"a"}); got != "tok-1" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	})
	cancel()
	<-arrived
	close(release)
	all.Wait()

	if _, err := c.Token(ctx, []string{"b"}); !errors.Is(err, context.Canceled) || o.count() != 1 {
		t.Errorf("got %v after %d requests", err, o.count())
	}
}

// TestRefusals is every way to get no token: what kind it is, what it says, what it advises, and never the secret.
func TestRefusals(t *testing.T) {
	page := `<!doctype html><title>Sign in to the guest network</title>`
	for _, test := range []struct {
		name       string
		status     int
		kind, body string
		want       Kind
		code       string
		says, hint string
	}{
		{"wrong secret", 401, "application/json", `{"error":"invalid_credentials","error_description":"hunter2-very-secret is wrong"}`, Refused, "invalid_credentials", "does not accept the secret of client ID app", "myapps"},
		{"wrong client", 400, "application/json", `{"error":"invalid_client"}`, Refused, "invalid_client", "does not accept", "myapps"},
		{"unauthorized without a word", 401, "", ``, Refused, "", "does not accept", "myapps"},
		{"scope", 400, "application/json", `{"error":"invalid_scope","error_description":"x"}`, InvalidScope, "invalid_scope", "may not have the scope account:read data:read", "APIs"},
		{"no access", 403, "application/json", `{"developerMessage":"The client_id specified does not have access to the api product","errorCode":"AUTH-001"}`, Refused, "AUTH-001", "client ID app may not use this API", "APIs"},
		{"other", 400, "application/json", `{"error":"invalid_request","error_description":"grant_type of hunter2-very-secret is unknown."}`, Invalid, "invalid_request", "grant_type of (secret) is unknown", "client ID"},
		{"secret echoed as it was sent", 400, "application/json", `{"error":"x y","error_description":"Basic YXBwOmh1bnRlcjItdmVyeS1zZWNyZXQ="}`, Invalid, "", "Basic (secret)", ""},
		{"gateway", 400, "application/json", `{"developerMessage":"no such thing."}`, Invalid, "", "no such thing", ""},
		{"no words", 400, "application/json", `{}`, Invalid, "", "does not understand", ""},
		{"limit", 429, "application/json", `{"developerMessage":"Quota limit exceeded."}`, Unavailable, "", "too many requests", "Wait"},
		{"down", 503, "text/html", page, Unavailable, "", "not available", "health.autodesk.com"},
		{"proxy login", 407, "text/html", page, Nonsense, "", "proxy", "HTTPS_PROXY"},
		{"page of a proxy", 403, "text/html", page, Nonsense, "", "web page", "proxy"},
		{"page as success", 200, "text/html", page, Nonsense, "", "web page", "proxy"},
		{"no token", 200, "application/json", `{"token_type":"Bearer"}`, Nonsense, "", "holds no token", ""},
		{"broken", 200, "application/json", `{"access_token":"tok-1"`, Nonsense, "", "holds no token", ""},
		{"code as success", 200, "application/json", `{"error":"invalid_scope"}`, InvalidScope, "invalid_scope", "scope", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if test.kind != "" {
					w.Header().Set("Content-Type", test.kind)
				}
				w.WriteHeader(test.status)
				_, _ = io.WriteString(w, test.body)
			}))
			_, err := c.Token(t.Context(), []string{"data:read", "account:read"})
			var e *Error
			if !errors.As(err, &e) || e.Kind != test.want || e.Code != test.code || e.Temporary() != (test.want == Unavailable) {
				t.Fatalf("got %#v", err)
			}
			if !strings.Contains(e.Error(), test.says) || !strings.Contains(strings.Join(e.Hints(), ""), test.hint) || e.Hint == "" {
				t.Errorf("got %q, hint %q", e.Error(), e.Hint)
			}
			for _, text := range []string{fmt.Sprintf("%v %+v %#v", err, err, err), fmt.Sprintf("%+v", errors.Unwrap(err))} {
				if strings.Contains(text, secret) || strings.Contains(text, "tok-1") || strings.Contains(text, "YXBwOmh1") {
					t.Errorf("the secret shows in %s", text)
				}
			}
		})
	}
}

func TestNoConnection(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	strange := httptest.NewUnstartedServer(http.NotFoundHandler())
	strange.Config.ErrorLog = log.New(io.Discard, "", 0)
	strange.StartTLS()
	defer strange.Close()
	cut := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"access`)
	}))
	defer cut.Close()
	for _, test := range []struct {
		url  string
		want Kind
		says string
	}{
		{gone.URL, Unavailable, "refuses the connection"},
		{"https://nowhere.invalid", Unavailable, "nowhere.invalid"},
		{strange.URL, Nonsense, "not one this machine trusts"},
		{cut.URL, Unavailable, "broke"},
	} {
		c := &ClientCredentials{App: App{BaseURL: test.url, ClientID: "app", Secret: secret, Now: time.Now}}
		_, err := c.Token(t.Context(), nil)
		var e *Error
		if !errors.As(err, &e) || e.Kind != test.want || !strings.Contains(e.Message, test.says) || e.Hint == "" || e.Status != 0 {
			t.Errorf("%s: got %#v", test.url, err)
		}
		if strings.Contains(fmt.Sprintf("%+v", err), secret) {
			t.Errorf("the secret shows in %+v", err)
		}
	}
}

// TestSecretStaysAtHome: a redirect takes the credentials nowhere.
func TestSecretStaysAtHome(t *testing.T) {
	var other atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { other.Add(1) }))
	defer elsewhere.Close()
	for _, status := range []int{302, 307, 308} {
		c, _ := open(t, http.RedirectHandler(elsewhere.URL+TokenPath, status))
		_, err := c.Token(t.Context(), nil)
		var e *Error
		if !errors.As(err, &e) || e.Kind != Nonsense || !strings.Contains(e.Message, "another address") {
			t.Errorf("%d: got %v", status, err)
		}
	}
	if other.Load() != 0 {
		t.Error("the other host was asked")
	}
}

func TestNoCredentials(t *testing.T) {
	o := &office{}
	for _, change := range []func(*ClientCredentials){func(c *ClientCredentials) { c.ClientID = "" }, func(c *ClientCredentials) { c.Secret = "" }} {
		c, _ := open(t, o)
		change(c)
		_, err := c.Token(t.Context(), nil)
		var e *Error
		if !errors.As(err, &e) || e.Kind != Refused || o.count() != 0 {
			t.Errorf("got %v after %d requests", err, o.count())
		}
	}
}

func TestSecretIsNeverShown(t *testing.T) {
	value := struct{ Secret Secret }{secret}
	data, err := json.Marshal(map[string]any{"x": value, "y": value.Secret})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "secret", value.Secret, "value", value)
	shown := []string{string(data), out.String(), value.Secret.String(), value.Secret.GoString(), string(must(value.Secret.MarshalText()))}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		shown = append(shown, fmt.Sprintf(format, value.Secret), fmt.Sprintf(format, value), fmt.Sprintf(format, &value.Secret))
	}
	for _, text := range shown {
		if strings.Contains(text, secret) || strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", secret)) || !strings.Contains(text, "(secret)") {
			t.Errorf("got %s", text)
		}
	}
	if string(value.Secret) != secret {
		t.Error("a conversion does not give the value")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
