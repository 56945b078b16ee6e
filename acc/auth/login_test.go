package auth

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// TestChallenge is the example of RFC 7636, appendix B.
func TestChallenge(t *testing.T) {
	app := &App{BaseURL: "https://developer.api.autodesk.com", ClientID: "app", Now: time.Now}
	l, err := app.NewLogin("", []string{"data:read"})
	if err != nil {
		t.Fatal(err)
	}
	l.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	u, err := url.Parse(l.URL())
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if got := q.Get("code_challenge"); got != "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" || q.Get("code_challenge_method") != "S256" {
		t.Errorf("got challenge %q by %q", got, q.Get("code_challenge_method"))
	}
	for name, want := range map[string]string{"client_id": "app", "response_type": "code", "redirect_uri": DefaultCallback, "scope": "data:read", "state": l.state} {
		if q.Get(name) != want {
			t.Errorf("%s: got %q, want %q", name, q.Get(name), want)
		}
	}
	if strings.Contains(l.URL(), l.verifier) {
		t.Error("the address holds the verifier")
	}
}

// TestVerifiers: RFC 7636 wants 43 to 128 unreserved characters, and no two alike.
func TestVerifiers(t *testing.T) {
	app := &App{ClientID: "app", Now: time.Now}
	seen := map[string]bool{}
	for range 100 {
		l, err := app.NewLogin("", nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{l.verifier, l.state} {
			if len(s) < 43 || len(s) > 128 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") != "" || seen[s] {
				t.Fatalf("got %q", s)
			}
			seen[s] = true
		}
	}
}

func TestPastedCode(t *testing.T) {
	app := &App{ClientID: "app", Now: time.Now}
	l, err := app.NewLogin("http://localhost:9090/cb", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ pasted, code, err string }{
		{"abc123", "abc123", ""},
		{" http://localhost:9090/cb?code=abc&state=" + l.state + "\n", "abc", ""},
		{"code=abc&state=" + l.state, "abc", ""},
		{"?code=abc&state=" + l.state, "abc", ""},
		{"http://localhost:9090/cb?code=abc&state=other", "", "belongs to another sign-in"},
		{"http://localhost:9090/cb?code=abc", "", "belongs to another sign-in"},
		{"http://localhost:9090/cb?error=access_denied&state=" + l.state, "", "declined"},
		{"http://localhost:9090/cb?error=invalid_scope&state=" + l.state, "", "may not ask for the scopes"},
		{"http://localhost:9090/cb?error=<b>&state=" + l.state, "", "did not let anybody sign in"},
		{"http://localhost:9090/cb?state=" + l.state, "", "holds no code"},
		{"http://localhost:9090/cb?%zz", "", "cannot be read"},
		{"", "", "nothing was pasted"},
		{"two words", "", "neither a code"},
	} {
		code, err := l.Code(test.pasted)
		if test.err == "" {
			if code != test.code || err != nil {
				t.Errorf("%q: got %q, %v", test.pasted, code, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, test.err) || e.Hint == "" {
			t.Errorf("%q: got %v, want %q", test.pasted, err, test.err)
		}
	}
}

func TestBadCallback(t *testing.T) {
	app := &App{ClientID: "app", Now: time.Now}
	for _, callback := range []string{"https://localhost/cb", "http://example.com/cb", "http://localhost/cb?x=1", "localhost:8080", "http://127.0.0.1.example.com/"} {
		if _, err := app.NewLogin(callback, nil); err == nil || !strings.Contains(err.Error(), "an address of this machine") {
			t.Errorf("%s: got %v", callback, err)
		}
	}
}

// freePort is a port that was free a moment ago.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

func TestCallback(t *testing.T) {
	app := &App{ClientID: "app", Now: time.Now}
	for _, test := range []struct {
		query, page, err string
		how              error
	}{
		{"code=abc&state=STATE", "You are signed in", "", nil},
		{"code=abc&state=STATE", "You are not signed in</h1><p>The code is &lt;old&gt;.</p><p class=\"hint\">Do it again</p>", "", &Error{Message: "the code is <old>", Hint: "Do it again"}},
		{"code=abc&state=STATE", "You are not signed in</h1><p>The terminal says", "", errors.New("the disk is full")},
		{"error=access_denied&state=STATE", "You are not signed in</h1><p>The sign-in was declined", "declined", nil},
		{"code=abc&state=wrong", "You are not signed in", "another sign-in", nil},
	} {
		l, err := app.NewLogin("http://localhost:"+freePort(t)+"/cb", nil)
		if err != nil {
			t.Fatal(err)
		}
		c, err := l.Listen()
		if err != nil {
			t.Fatal(err)
		}
		if res, err := http.Get("http://localhost:" + l.callback.Port() + "/favicon.ico"); err != nil || res.StatusCode != 404 {
			t.Errorf("another path: got %v, %v", res, err)
		}
		shown := make(chan string, 1)
		go func() {
			res, err := http.Get(l.callback.String() + "?" + strings.Replace(test.query, "STATE", l.state, 1))
			if err != nil {
				shown <- err.Error()
				return
			}
			page, _ := io.ReadAll(res.Body)
			res.Body.Close()
			shown <- string(page)
		}()
		code, err := c.Wait(t.Context())
		c.Tell(test.how)
		c.Close()
		if test.err == "" && (code != "abc" || err != nil) || test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
			t.Errorf("%s: got %q, %v", test.query, code, err)
		}
		if page := <-shown; !strings.Contains(page, test.page) || strings.Contains(page, "abc") {
			t.Errorf("%s: got the page\n%s", test.query, page)
		}
	}
}

func TestCallbackPortTaken(t *testing.T) {
	app := &App{ClientID: "app", Now: time.Now}
	l, err := app.NewLogin("http://localhost:"+freePort(t)+"/cb", nil)
	if err != nil {
		t.Fatal(err)
	}
	first, err := l.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	_, err = l.Listen()
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Message, "the port is taken") || !strings.Contains(e.Hint, "--callback") {
		t.Errorf("got %v", err)
	}
}

func TestWaitEnds(t *testing.T) {
	app := &App{ClientID: "app", Now: time.Now}
	l, err := app.NewLogin("http://127.0.0.1:"+freePort(t)+"/cb", nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := l.Listen()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	gone := errors.New("nobody came")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 10*time.Millisecond, gone)
	defer cancel()
	if _, err := c.Wait(ctx); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
}

// TestFinishRequest: an app with a secret proves itself in the header, one without says only its ID; both send the verifier.
func TestFinishRequest(t *testing.T) {
	for _, password := range []Secret{secret, ""} {
		var form url.Values
		var basic bool
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_ = r.ParseForm()
			form = r.PostForm
			_, _, basic = r.BasicAuth()
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"access_token":"a","refresh_token":"r","token_type":"Bearer","expires_in":3599}`)
		}))
		app := &App{BaseURL: server.URL, ClientID: "app", Secret: password, Now: time.Now}
		l, err := app.NewLogin("", []string{"data:read"})
		if err != nil {
			t.Fatal(err)
		}
		p, err := l.Finish(t.Context(), "the-code")
		server.Close()
		if err != nil {
			t.Fatal(err)
		}
		if basic != (password != "") || form.Has("client_secret") || form.Has("client_id") == basic || form.Get("code") != "the-code" ||
			form.Get("grant_type") != "authorization_code" || form.Get("redirect_uri") != DefaultCallback || oauth2.S256ChallengeFromVerifier(form.Get("code_verifier")) == "" ||
			form.Get("code_verifier") != l.verifier {
			t.Errorf("secret %v: got %v, basic %v", password != "", form, basic)
		}
		if p.refresh != "r" || p.Access() != "a" || p.ClientID != "app" || p.Expires.Sub(p.SignedIn) != refreshLifetime {
			t.Errorf("got %+v", p)
		}
	}
}

func TestFinishRefused(t *testing.T) {
	for _, test := range []struct {
		status     int
		body, want string
	}{
		{400, `{"error":"invalid_grant","error_description":"no"}`, "has been used already"},
		{401, `{"error":"invalid_client"}`, "without a secret"},
		{200, `{"access_token":"a","token_type":"Bearer"}`, "cannot be renewed"},
		{200, `<html>sign in to the hotel</html>`, "web page"},
		{502, `<html>bad gateway</html>`, "not available; a web page came"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(test.status)
			_, _ = io.WriteString(w, test.body)
		}))
		app := &App{BaseURL: server.URL, ClientID: "app", Now: time.Now}
		l, err := app.NewLogin("", []string{"data:read"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = l.Finish(t.Context(), "the-secret-code-itself")
		server.Close()
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, test.want) || e.Hint == "" {
			t.Errorf("%d %s: got %v, want %q", test.status, test.body, err, test.want)
		}
	}
}
