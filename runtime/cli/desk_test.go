package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/acc/auth"
	"accstar/acc/catalog"
	"accstar/acc/practice"
	"accstar/acc/tenant"
)

// desk is a person at a machine: a home, an account served elsewhere, a browser. It remembers everything that was said, and every
// secret that has come by.
type desk struct {
	t     *testing.T
	home  string
	env   map[string]string
	clock *fakeClock // the account's
	off   time.Duration
	stdin string
	tty   bool // it is a terminal
	// browse is what the browser does with a page.
	browse func(url string) error
	page   string // the last one that comeBack was shown
	server *httptest.Server
	// answer, if set, answers in the account's place when it returns true.
	answer func(w http.ResponseWriter, r *http.Request) bool

	mu      sync.Mutex
	said    bytes.Buffer
	secrets map[string]bool
	log     []practice.Entry
	issued  []auth.Claims // of the access tokens that the account has given
	runs    int
}

// newDesk is a desk with a profile "acme" for the account.
func newDesk(t *testing.T) *desk { return newDeskWith(t, 0) }

func newDeskWith(t *testing.T, lifetime time.Duration) *desk {
	t.Helper()
	d := &desk{t: t, home: t.TempDir(), env: map[string]string{}, clock: &fakeClock{now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}, secrets: map[string]bool{}}
	cat, demo := catalog.New(), tenant.DemoAccount()
	account := practice.New(practice.Config{
		Catalogue: cat, Rules: tenant.NewRules(cat, demo.ID, tenant.Assumptions{}), State: practice.NewState(tenant.Demo(cat, d.clock.Now)), Clock: d.clock,
		RateLimits: practice.RateLimits{Off: true}, TokenLifetime: lifetime,
		Log: func(e practice.Entry) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.log = append(d.log, e)
		},
	})
	d.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.answer != nil && d.answer(w, r) {
			return
		}
		d.overhear(account, w, r)
	}))
	t.Cleanup(d.server.Close)
	d.browse = d.signIn(true)
	app := practice.DemoApp()
	d.secret(app.Secret)
	d.write(filepath.Join(d.home, "config", "config.toml"), fmt.Sprintf("default = \"acme\"\n\n[profiles.acme]\naccount_id = %q\nclient_id = %q\nclient_secret = %q\nadmin_email = %q\nbase_url = %q\ncallback = \"http://localhost:%s/callback\"\n",
		demo.ID, app.ClientID, app.Secret, demo.AdminEmail, d.server.URL, freePort(t)))
	return d
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func (d *desk) write(path, text string) {
	d.t.Helper()
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o600)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) secret(s string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(s) >= 8 {
		d.secrets[s] = true
	}
}

// overhear answers as the account does, and notes every secret that passes.
func (d *desk) overhear(account http.Handler, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if form, err := url.ParseQuery(string(body)); err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		for _, name := range []string{"code", "code_verifier", "refresh_token", "assertion", "token", "client_secret"} {
			if name == "token" && form.Get("code") == "" && !strings.Contains(r.URL.Path, "revoke") && !strings.Contains(r.URL.Path, "introspect") {
				continue
			}
			d.secret(form.Get(name))
		}
	}
	if _, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
		d.secret(token)
	}
	r.Header.Del("Accept-Encoding")
	answer := httptest.NewRecorder()
	account.ServeHTTP(answer, r)
	var said map[string]any
	if json.Unmarshal(answer.Body.Bytes(), &said) == nil {
		for _, name := range []string{"access_token", "refresh_token", "id_token", "privateKey"} {
			d.secret(text(said[name]))
		}
		if claims, ok := auth.ReadClaims(auth.Secret(text(said["access_token"]))); ok {
			d.mu.Lock()
			d.issued = append(d.issued, claims)
			d.mu.Unlock()
		}
		for line := range strings.SplitSeq(text(said["privateKey"]), "\n") {
			if !strings.HasPrefix(line, "---") {
				d.secret(line)
			}
		}
	}
	if to, err := url.Parse(answer.Header().Get("Location")); err == nil {
		d.secret(to.Query().Get("code"))
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

// uid finds the people on the sign-in page.
var uid = regexp.MustCompile(`<option value="([^"]+)"`)

// signIn is what a person does with the sign-in page, in any browser.
func (d *desk) signIn(agree bool) func(string) error {
	consent := map[bool]string{true: "allow", false: "deny"}[agree]
	return func(page string) error {
		res, err := http.Get(page)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(res.Body)
		res.Body.Close()
		found := uid.FindSubmatch(text)
		if err != nil || found == nil {
			return errors.Join(err, fmt.Errorf("no people on the page: %s", text))
		}
		res, err = http.PostForm(page, url.Values{"user": {string(found[1])}, "consent": {consent}})
		if err != nil {
			return err
		}
		return res.Body.Close()
	}
}

// comeBack is a browser that goes straight to the callback, without anybody signing in.
func (d *desk) comeBack(change func(state string) url.Values) func(string) error {
	return func(page string) error {
		u, err := url.Parse(page)
		if err != nil {
			return err
		}
		res, err := http.Get(u.Query().Get("redirect_uri") + "?" + change(u.Query().Get("state")).Encode())
		if err != nil {
			return err
		}
		text, err := io.ReadAll(res.Body)
		d.page = string(text)
		return errors.Join(err, res.Body.Close())
	}
}

// run runs a command line as a process of its own would, and returns what it said.
func (d *desk) run(args ...string) (code int, out, errs string) {
	d.t.Helper()
	var o, e bytes.Buffer
	var browsers sync.WaitGroup
	defer browsers.Wait()
	browse := func(u string) error {
		failed := make(chan error, 1)
		browsers.Go(func() { failed <- d.browse(u) })
		select {
		case err := <-failed:
			return err
		case <-time.After(50 * time.Millisecond): // it waits for the last page
			return nil
		}
	}
	app := &App{
		In: strings.NewReader(d.stdin), Out: &o, Err: &e, Width: 100, Env: func(name string) string { return d.env[name] },
		Now: func() time.Time { return d.clock.Now().Add(d.off) }, Sleep: d.clock.Sleep, Rand: &countingRand{n: byte(d.runs)},
		ConfigDir: filepath.Join(d.home, "config"), StateDir: filepath.Join(d.home, "state"), Browse: browse,
		InTTY: d.tty, ErrTTY: d.tty,
	}
	d.runs++
	code = app.Run(d.t.Context(), args)
	d.said.WriteString(o.String() + e.String())
	return code, o.String(), e.String()
}

// want runs a command that must end well, and returns what it printed.
func (d *desk) want(args ...string) string {
	d.t.Helper()
	code, out, errs := d.run(args...)
	if code != ExitDone {
		d.t.Fatalf("accstar %s: exit code %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out + errs
}

// fails runs a command that must fail and say why, and what to do.
func (d *desk) fails(want, hint string, args ...string) {
	d.t.Helper()
	code, out, errs := d.run(args...)
	said := strings.Join(strings.Fields(errs), " ")
	if code == ExitDone || !strings.Contains(said, want) || !strings.Contains(said, hint) {
		d.t.Errorf("accstar %s: exit code %d, want %q and %q\n%s%s", strings.Join(args, " "), code, want, hint, out, errs)
	}
}

// leaks searches everything that was said and every file for the secrets that came by, as they are and in base64. Config.toml has
// the client secret because the desk's person put it there.
func (d *desk) leaks() {
	d.t.Helper()
	files := 0
	look := func(where string, data []byte) {
		for s := range d.secrets {
			if where == "config.toml" && s == practice.DemoApp().Secret {
				continue
			}
			for _, form := range disguises(s) {
				if bytes.Contains(data, []byte(form)) {
					d.t.Errorf("%s holds the secret %.8s… as %.12s…", where, s, form)
				}
			}
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	look("the output", d.said.Bytes())
	err := filepath.WalkDir(d.home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		look(entry.Name(), data)
		files++
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(d.secrets) < 1 || files < 1 || d.said.Len() == 0 {
		d.t.Errorf("the search covers nothing: %d secrets, %d files, %d bytes", len(d.secrets), files, d.said.Len())
	}
	d.t.Logf("searched %d bytes of output of %d commands and %d files for %d secrets", d.said.Len(), d.runs, files, len(d.secrets))
}

func (d *desk) count(op string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, e := range d.log {
		if e.Op == op {
			n++
		}
	}
	return n
}

// sent are the operations that were asked of the account since the last time, but for those that give tokens.
func (d *desk) sent() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []string
	for _, e := range d.log {
		if !strings.HasPrefix(e.Op, "authentication.") {
			out = append(out, e.Op)
		}
	}
	d.log = nil
	return out
}

func wantText(t *testing.T, got string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %q", got, want)
		}
	}
}
