package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// rotator is a token endpoint whose refresh tokens work once.
type rotator struct {
	mu      sync.Mutex
	current string
	n       int
	refused int
	expires int
}

func (o *rotator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	o.mu.Lock()
	defer o.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if r.PostForm.Get("refresh_token") != o.current {
		o.refused++
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"invalid_grant","error_description":"The refresh token is invalid or expired."}`)
		return
	}
	o.n++
	o.current = fmt.Sprintf("refresh-token-%d", o.n)
	fmt.Fprintf(w, `{"access_token":"access-%d","refresh_token":%q,"token_type":"Bearer","expires_in":%d}`, o.n, o.current, o.expires)
}

func (o *rotator) made() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.n
}

// newStore is a store in a folder of its own, without a keyring.
func newStore(t *testing.T) *Store {
	t.Helper()
	return &Store{Dir: filepath.Join(t.TempDir(), "signins")}
}

// signedIn is a sign-in that the rotator knows.
func signedIn(t *testing.T, o *rotator, store *Store) (*SignIn, *wall) {
	t.Helper()
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	clock := &wall{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	o.current = "refresh-token-0"
	if o.expires == 0 {
		o.expires = 3599
	}
	err := store.Update(t.Context(), "acme", func(r *Record) error {
		r.Person = &Person{ClientID: "app", Email: "ada@example.com", Scopes: []string{"account:read", "data:read"}, refresh: "refresh-token-0",
			SignedIn: clock.Now(), Expires: clock.Now().Add(refreshLifetime)}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return &SignIn{App: App{BaseURL: server.URL, ClientID: "app", Secret: secret, Now: clock.Now}, Store: store, Name: "acme", Command: "accstar auth login --profile acme"}, clock
}

func get(t *testing.T, s *SignIn, scopes ...string) string {
	t.Helper()
	value, err := s.Token(t.Context(), scopes)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestRenewal(t *testing.T) {
	o, store := &rotator{}, newStore(t)
	s, clock := signedIn(t, o, store)
	if a, b := get(t, s, "data:read"), get(t, s, "data:read"); a != "access-1" || b != a {
		t.Errorf("got %q and %q", a, b)
	}
	if got := get(t, s, "account:read"); got != "access-2" {
		t.Errorf("other scopes: got %q", got)
	}
	// Another process uses what this one has left.
	other := &SignIn{App: s.App, Store: &Store{Dir: store.Dir}, Name: "acme"}
	if got := get(t, other, "data:read"); got != "access-1" {
		t.Errorf("another process: got %q", got)
	}
	other.Reject("access-1")
	if got := get(t, other, "data:read"); got != "access-3" {
		t.Errorf("after a refusal: got %q", got)
	}
	clock.pass(56 * time.Minute)
	if got := get(t, s, "data:read"); got != "access-4" {
		t.Errorf("before the end: got %q", got)
	}
	r, err := store.Read("acme")
	if err != nil || r.Person.refresh != "refresh-token-4" || !r.Person.Expires.Equal(clock.Now().Add(refreshLifetime)) {
		t.Errorf("got %v, %v", r.Person, err)
	}
}

// TestNoStampede: many goroutines, one refresh.
func TestNoStampede(t *testing.T) {
	o := &rotator{}
	s, _ := signedIn(t, o, newStore(t))
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() { _, _ = s.Token(t.Context(), []string{"data:read"}) })
	}
	wg.Wait()
	for range 20 { // and as many are told that it was refused
		wg.Go(func() {
			s.Reject("access-1")
			_, _ = s.Token(t.Context(), []string{"data:read"})
		})
	}
	wg.Wait()
	if o.made() != 2 || o.refused != 0 {
		t.Errorf("got %d refreshes, %d refused", o.made(), o.refused)
	}
}

func TestSignInRefused(t *testing.T) {
	o := &rotator{}
	s, _ := signedIn(t, o, newStore(t))
	for _, test := range []struct {
		change func()
		scopes []string
		kind   Kind
		want   string
	}{
		{func() {}, []string{"account:write", "data:read"}, InvalidScope, "ada@example.com does not cover account:write"},
		{func() { o.current = "used elsewhere" }, []string{"data:read"}, Ended, "the sign-in has ended"},
		{func() { s.ClientID = "another" }, []string{"data:read"}, Missing, "belongs to another app"},
		{func() { s.Name = "nobody" }, []string{"data:read"}, Missing, "nobody has signed in"},
	} {
		test.change()
		_, err := s.Token(t.Context(), test.scopes)
		var e *Error
		if !errors.As(err, &e) || e.Kind != test.kind || !strings.Contains(e.Message, test.want) || !strings.Contains(e.Hint, "accstar auth login --profile acme") {
			t.Errorf("got %v (%+v), want %q", err, e, test.want)
		}
	}
}

// TestUnsaved: a renewed sign-in that cannot be written is not lost to the process, and is written as soon as that works.
func TestUnsaved(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // folders there have no such permission
	}
	o, store := &rotator{}, newStore(t)
	s, clock := signedIn(t, o, store)
	var said []string
	s.Warn = func(text string) { said = append(said, text) }
	file := store.file("acme")
	saved, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// A folder in the file's place cannot be replaced by a file.
	block := func() {
		r := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			os.Remove(file)
			os.MkdirAll(filepath.Join(file, "x"), 0o700)
			o.ServeHTTP(w, req)
		})
		server := httptest.NewServer(r)
		t.Cleanup(server.Close)
		s.BaseURL = server.URL
	}
	good := s.BaseURL
	block()
	if got := get(t, s, "data:read"); got != "access-1" || len(said) != 1 || !strings.Contains(said[0], "cannot be written") {
		t.Fatalf("got %q, said %q", got, said)
	}
	os.RemoveAll(file)
	if err := os.WriteFile(file, saved, 0o600); err != nil { // the old one, whose refresh token is used up
		t.Fatal(err)
	}
	s.BaseURL = good
	clock.pass(2 * time.Hour)
	if got := get(t, s, "data:read"); got != "access-2" {
		t.Errorf("got %q", got)
	}
	r, err := store.Read("acme")
	if err != nil || r.Person.refresh != "refresh-token-2" || o.refused != 0 {
		t.Errorf("got %v, %v, %d refused", r, err, o.refused)
	}
}

func TestEnd(t *testing.T) {
	var revoked []string
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		revoked = append(revoked, r.URL.Path+" "+r.PostForm.Get("token_type_hint")+" "+r.PostForm.Get("token"))
		w.WriteHeader(status)
	}))
	defer server.Close()
	for _, test := range []struct {
		status int
		want   string
	}{{200, ""}, {503, "Autodesk could not be told"}} {
		status = test.status
		store := newStore(t)
		s, _ := signedIn(t, &rotator{}, store)
		s.BaseURL = server.URL
		was, err := s.End(t.Context())
		if was == nil || (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%d: got %v, %v", test.status, was, err)
		}
		if r, err := store.Read("acme"); err != nil || r.Person != nil {
			t.Errorf("%d: not forgotten: %v, %v", test.status, r, err)
		}
	}
	if revoked[0] != RevokePath+" refresh_token refresh-token-0" {
		t.Errorf("got %q", revoked)
	}
}

// The race of processes: this test starts itself as other processes.
const racer = "ACCSTAR_TEST_RACER"

func TestMain(m *testing.M) {
	if spec := os.Getenv(racer); spec != "" {
		os.Exit(race(spec))
	}
	os.Exit(m.Run())
}

// race refreshes many times; spec is the base URL and the folder of the store.
func race(spec string) int {
	base, dir, _ := strings.Cut(spec, " ")
	var ahead atomic.Int64 // the clock of a process that never finds a token fresh enough
	now := func() time.Time {
		return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC).Add(time.Duration(ahead.Add(1)) * 24 * time.Hour)
	}
	s := &SignIn{App: App{BaseURL: base, ClientID: "app", Secret: secret, Now: now}, Store: &Store{Dir: dir}, Name: "acme"}
	for range refreshes {
		if _, err := s.Token(context.Background(), []string{"data:read"}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return 0
}

// refreshes are those of one process.
const refreshes = 200

// TestTwoProcesses: two processes refresh at the same moment, 200 times each, and never lose the sign-in.
func TestTwoProcesses(t *testing.T) {
	o, store := &rotator{}, newStore(t)
	s, _ := signedIn(t, o, store)
	began := time.Now()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), racer+"="+s.BaseURL+" "+store.Dir)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	r, err := store.Read("acme")
	if err != nil || string(r.Person.refresh) != o.current {
		t.Errorf("got %v, %v", r, err)
	}
	if o.made() != 2*refreshes || o.refused != 0 {
		t.Errorf("got %d refreshes and %d refused, want %d and none", o.made(), o.refused, 2*refreshes)
	}
	t.Logf("%d refreshes by two processes in %v", o.made(), time.Since(began).Round(time.Millisecond))
}
