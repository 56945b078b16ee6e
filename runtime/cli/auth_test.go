package cli

import (
	"bytes"
	"context"
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
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

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
	server *httptest.Server
	// answer, if set, answers in the account's place when it returns true.
	answer func(w http.ResponseWriter, r *http.Request) bool

	mu      sync.Mutex
	said    bytes.Buffer
	secrets map[string]bool
	log     []practice.Entry
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
		return res.Body.Close()
	}
}

// run runs a command line as a process of its own would, and returns what it said.
func (d *desk) run(args ...string) (code int, out, errs string) {
	d.t.Helper()
	var o, e bytes.Buffer
	app := &App{
		In: strings.NewReader(d.stdin), Out: &o, Err: &e, Width: 100, Env: func(name string) string { return d.env[name] },
		Now: func() time.Time { return d.clock.Now().Add(d.off) }, Sleep: d.clock.Sleep, Rand: &countingRand{n: byte(d.runs)},
		ConfigDir: filepath.Join(d.home, "config"), StateDir: filepath.Join(d.home, "state"), Browse: func(u string) error { return d.browse(u) },
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

func wantText(t *testing.T, got string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %q", got, want)
		}
	}
}

// TestAuth: a sign-in from its beginning to its end.
func TestAuth(t *testing.T) {
	d := newDesk(t)
	d.fails("it needs a person who is signed in", "accstar auth login --profile acme", "auth", "whoami")
	wantText(t, d.want("auth", "status"), "acme (default)", "nobody", "2-legged, 2-legged+user")
	wantText(t, d.want("auth", "login"), "Signed in as Morgan Reyes <morgan.reyes@harbourline.example> to profile acme", "account:write", "5 December 2026", "Waiting for you to sign in", "no keyring here")
	wantText(t, d.want("auth", "whoami"), "Morgan Reyes <morgan.reyes@harbourline.example>", "Autodesk ID")
	wantText(t, d.want("auth", "status"), "5 December 2026 if unused", "3-legged", "encrypted", "good for another")
	var status []profileStatus
	if err := json.Unmarshal([]byte(d.want("auth", "status", "--json")), &status); err != nil || len(status) != 2 {
		t.Fatalf("got %v, %v", status, err)
	}
	if p := status[0].Person; status[0].Profile != "acme" || p == nil || p.Email != "morgan.reyes@harbourline.example" || !slices.Contains(p.Scopes, "account:write") {
		t.Errorf("got %+v", status[0])
	}
	wantText(t, d.want("auth", "introspect"), "active  yes", "3-legged, user", "scopes  data:read\n")
	wantText(t, d.want("auth", "introspect", "--kind", "app"), "kind    2-legged\n")
	wantText(t, d.want("auth", "scopes"), "account:write", "yes", "openid")
	wantText(t, d.want("auth", "logout"), "Signed out Morgan Reyes")
	wantText(t, d.want("auth", "logout"), "Nobody was signed in")
	d.fails("it needs a person who is signed in", "accstar auth login", "auth", "whoami")
	if n := d.count("authentication.revoke"); n < 2 {
		t.Errorf("%d revocations", n)
	}
	d.leaks()
}

// TestLoginWithoutBrowser: the address, or the code alone, is pasted.
func TestLoginWithoutBrowser(t *testing.T) {
	d := newDesk(t)
	d.browse = func(string) error { t.Error("a browser was opened"); return nil }
	in, w := io.Pipe()
	var o, e syncBuffer
	app := &App{In: in, Out: &o, Err: &e, Width: 100, Env: func(string) string { return "" }, Now: d.clock.Now, Sleep: d.clock.Sleep, Rand: &countingRand{},
		ConfigDir: filepath.Join(d.home, "config"), StateDir: filepath.Join(d.home, "state"), Browse: d.browse}
	done := make(chan int, 1)
	go func() { done <- app.Run(t.Context(), []string{"auth", "login", "--no-browser", "--read-only"}) }()
	page := ""
	for page == "" {
		page = regexp.MustCompile(`http://127\S+`).FindString(e.String())
		if strings.Count(e.String(), "\n") < 4 {
			page = ""
		}
		time.Sleep(time.Millisecond)
	}
	res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).
		PostForm(page, url.Values{"user": {"morgan.reyes@harbourline.example"}, "consent": {"allow"}})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(w, res.Header.Get("Location"))
	if code := <-done; code != ExitDone {
		t.Fatalf("got %d\n%s", code, e.String())
	}
	wantText(t, o.String(), "Signed in as Morgan Reyes", "Scopes: account:read data:read data:search user-profile:read\n")
}

// syncBuffer is a buffer that can be read while it is written.
type syncBuffer struct{ lockedBuffer }

// TestLoginFails covers what can go wrong while signing in. None of it leaves anything behind.
func TestLoginFails(t *testing.T) {
	bogus := func(state string) url.Values { return url.Values{"code": {"bogus-code-1234567"}, "state": {state}} }
	for _, c := range []struct {
		name       string
		before     func(*desk)
		args       []string
		want, hint string
	}{
		{"consent refused", func(d *desk) { d.browse = d.signIn(false) }, nil, "declined", "Sign in again"},
		{"state mismatch", func(d *desk) {
			d.browse = d.comeBack(func(string) url.Values { return url.Values{"code": {"x"}, "state": {"forged"}} })
		}, nil, "belongs to another sign-in", "Close old sign-in pages"},
		{"code unknown or used", func(d *desk) { d.browse = d.comeBack(bogus) }, nil, "has been used already", "Sign in again"},
		{"nobody comes", func(d *desk) { d.browse = func(string) error { return nil } }, []string{"--wait", "20ms"}, "nobody signed in within 20ms", "--no-browser"},
		{"no browser, nobody comes", func(d *desk) { d.browse = func(string) error { return errNoBrowser{} } }, []string{"--wait", "20ms"}, "No browser could be opened", "--no-browser"},
		{"wrong secret", func(d *desk) { d.env["APS_CLIENT_SECRET"] = "wrong-secret-of-mine" }, []string{"--profile", "acme"}, "does not accept the secret", "client secret"},
		{"a public app that is none", nil, []string{"--public"}, "does not accept client ID", "client secret"},
		{"a callback elsewhere", nil, []string{"--callback", "http://example.com/cb"}, "want an address of this machine", "callback URLs"},
		{"an unknown scope", nil, []string{"--scopes", "data:reed"}, "may not ask for the scopes data:reed", ""},
		{"two ways to choose scopes", nil, []string{"--scopes", "data:read", "--read-only"}, "both say what to ask for", ""},
		{"a proxy's page", func(d *desk) {
			d.answer = func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path != "/authentication/v2/token" {
					return false
				}
				fmt.Fprint(w, "<html><title>Guest network</title></html>")
				return true
			}
		}, nil, "web page instead of a token", "proxy"},
		{"an unknown profile", nil, []string{"--profile", "acne"}, "there is no profile \"acne\"", "acme"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			if c.before != nil {
				c.before(d)
			}
			d.secret("wrong-secret-of-mine")
			d.secret("bogus-code-1234567")
			d.fails(c.want, c.hint, append([]string{"auth", "login"}, c.args...)...)
			if _, err := os.Stat(filepath.Join(d.home, "state", "signins", "profile-acme.age")); err == nil {
				t.Error("something was kept")
			}
			d.leaks()
		})
	}
}

// TestPortTaken: of two sign-ins at once the second says that the first is waiting.
func TestPortTaken(t *testing.T) {
	d := newDesk(t)
	signIn := d.browse
	d.browse = func(page string) error {
		d.browse = func(string) error { return nil }
		d.fails("the port is taken", "another sign-in", "auth", "login")
		return signIn(page)
	}
	wantText(t, d.want("auth", "login"), "Signed in as Morgan Reyes")
}

// TestSignInBreaks covers what can happen to a sign-in later.
func TestSignInBreaks(t *testing.T) {
	kept := func(d *desk) string { return filepath.Join(d.home, "state", "signins", "profile-acme.age") }
	for _, c := range []struct {
		name       string
		login      []string
		before     func(*desk)
		want, hint string
	}{
		{"it is too old", nil, func(d *desk) { must(d.clock.Sleep(context.Background(), 16*24*time.Hour)) }, "the sign-in has ended", "Sign in again: accstar auth login --profile acme"},
		{"a scope not granted", []string{"--scopes", "data:read"}, func(*desk) {}, "does not cover user-profile:read", "accstar auth login --profile acme --scopes data:read,user-profile:read"},
		{"the file cut short", nil, func(d *desk) { must(os.Truncate(kept(d), 100)) }, "damaged", "accstar auth logout --forget"},
		{"the file open to others", nil, func(d *desk) { must(os.Chmod(kept(d), 0o644)) }, "others can read", "chmod 600"},
		{"the key gone", nil, func(d *desk) { must(os.Remove(filepath.Join(filepath.Dir(kept(d)), "key.txt"))) }, "is gone", "auth login"},
		{"a proxy's page", nil, func(d *desk) {
			must(d.clock.Sleep(context.Background(), 2*time.Hour))
			d.answer = func(w http.ResponseWriter, _ *http.Request) bool { fmt.Fprint(w, "<html>"); return true }
		}, "web page", "proxy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.want(append([]string{"auth", "login"}, c.login...)...)
			c.before(d)
			d.fails(c.want, c.hint, "auth", "whoami")
			d.answer = nil
			if strings.Contains(c.name, "file cut") {
				d.fails("damaged", "--forget", "auth", "logout")
			}
			if !strings.HasPrefix(c.name, "a ") && !strings.HasPrefix(c.name, "it ") {
				d.want("auth", "logout", "--forget")
			}
			d.want("auth", "login") // mends it
			d.want("auth", "whoami")
			d.leaks()
		})
	}
}

func serviceAccountOf(d *desk) {
	d.t.Helper()
	wantText(d.t, d.want("auth", "service-account", "create", "nightly-sync"), "Made service account nightly-sync@", "invite")
	wantText(d.t, d.want("auth", "service-account", "keys", "add", "nightly-sync"), "has a new key", "kept with profile acme")
	wantText(d.t, d.want("auth", "service-account", "use", "nightly-sync"), "runs as nightly-sync@")
}

// TestServiceAccountCommands: making, using and ending service accounts and keys.
func TestServiceAccountCommands(t *testing.T) {
	d := newDesk(t)
	d.browse = func(string) error { t.Error("a browser was opened"); return nil }
	wantText(t, d.want("auth", "service-account", "list"), "has no service accounts")
	d.fails("the app has no service account \"nightly-sync\"", "list", "auth", "service-account", "use", "nightly-sync")
	serviceAccountOf(d)
	wantText(t, d.want("auth", "whoami"), "nightly-sync@")
	wantText(t, d.want("auth", "service-account", "list"), "in use", "enabled")
	key := regexp.MustCompile(`[0-9a-f]{8}-\S+`).FindString(d.want("auth", "service-account", "keys", "list", "nightly-sync"))
	wantText(t, d.want("auth", "service-account", "keys", "disable", "nightly-sync", key), "Disabled key")
	d.fails("does not accept the service account's key", "keys add", "auth", "whoami")
	wantText(t, d.want("auth", "service-account", "keys", "enable", "nightly-sync", key), "Enabled key")
	d.want("auth", "whoami")
	d.off = 10 * time.Minute // this machine's clock is fast
	wantText(t, d.want("auth", "whoami"), "clock is 10m0s fast", "nightly-sync@")
	d.off = 0
	out := filepath.Join(t.TempDir(), "key.pem")
	wantText(t, d.want("auth", "service-account", "keys", "add", "nightly-sync", "--out", out), "APS_SERVICE_ACCOUNT_KEY_FILE="+out)
	d.fails("cannot write the key", "not there yet", "auth", "service-account", "keys", "add", "nightly-sync", "--out", out)
	d.want("auth", "service-account", "keys", "remove", "nightly-sync", key)
	d.fails("the service account in use has no key here", "keys add", "auth", "whoami")
	wantText(t, d.want("auth", "service-account", "use", "--none"), "uses no service account")
	d.fails("needs a person who is signed in", "service-account use", "auth", "whoami")
	d.fails("has no service account \"nightly-sink\"", "nightly-sync", "auth", "service-account", "delete", "nightly-sink")
	d.want("auth", "service-account", "delete", "nightly-sync")
	d.fails("takes a service account", "--help", "auth", "service-account", "keys", "list")
	d.leaks()
}

// TestServiceAccountRun: a playbook runs with nobody there, wherever ACC wants a person as the service account.
func TestServiceAccountRun(t *testing.T) {
	d := newDesk(t)
	d.browse = func(string) error { t.Error("a browser was opened"); return nil }
	book := filepath.Join(d.home, "nightly.star")
	d.write(book, `
def main():
    me = acc.user_profile.get()
    print("running as " + me.email)
    acc.project_users.ensure("24-018", email = "new.hire@harbourline.example", roles = ["Foreman"], access = "member")
`)
	d.fails("it needs a person who is signed in", "accstar auth service-account use --profile acme", "preview", book)
	serviceAccountOf(d)
	var plan struct{ Tokens, Scopes []string }
	_, asJSON, _ := d.run("preview", book, "--json")
	if err := json.Unmarshal([]byte(asJSON), &plan); err != nil {
		t.Fatalf("%v\n%s", err, asJSON)
	}
	email := "nightly-sync@" + practice.DemoApp().ClientID + ".adskserviceaccount.autodesk.com"
	if !slices.Equal(plan.Tokens, []string{"2-legged", "3-legged as service account " + email}) || !slices.Equal(plan.Scopes, []string{"account:read", "account:write", "user-profile:read"}) {
		t.Errorf("got tokens %q, scopes %q", plan.Tokens, plan.Scopes)
	}
	out := d.want("run", book, "--yes")
	wantText(t, out, "running as nightly-sync@")
	d.mu.Lock()
	as := ""
	for _, e := range d.log {
		if e.Op == "project_users.create" {
			as = e.UserID
		}
	}
	d.mu.Unlock()
	if !strings.HasPrefix(as, "SA") {
		t.Errorf("the change was made as %q", as)
	}
	d.leaks()
}

// TestTenExpiries: a long playbook goes on across ten expiries of each kind of token.
func TestTenExpiries(t *testing.T) {
	for _, kind := range []string{"app", "person", "service account"} {
		t.Run(kind, func(t *testing.T) {
			d := newDeskWith(t, time.Hour)
			op := "acc.projects.list()"
			switch kind {
			case "person":
				d.want("auth", "login")
				op = "acc.user_profile.get()"
			case "service account":
				serviceAccountOf(d)
				op = "acc.user_profile.get()"
			}
			book := filepath.Join(d.home, "long.star")
			d.write(book, "def main():\n    for i in range(11):\n        "+op+"\n        time.sleep(time.hour)\n    acc.project_users.ensure(\"24-018\", email = \"new.hire@harbourline.example\", access = \"member\")\n")
			before := d.count("authentication.token")
			d.want("run", book, "--yes")
			if n := d.count("authentication.token") - before; n < 11 || n > 20 {
				t.Errorf("%d tokens were asked for", n)
			}
			d.leaks()
		})
	}
}

// TestProfiles: adding, checking, choosing, showing and removing profiles.
func TestProfiles(t *testing.T) {
	d := newDesk(t)
	app, demo := practice.DemoApp(), tenant.DemoAccount()
	secretFile := filepath.Join(t.TempDir(), "secret.txt")
	d.write(secretFile, app.Secret+"\n")
	config := filepath.Join(d.home, "config", "config.toml")
	d.write(config, "# our accounts\n\n[profiles.old] # the one of before\naccount_id = \"x\"\nclient_id = \"y\"\npublic = true\n")
	add := []string{"profile", "add", "acme", "--account-id", "b." + demo.ID, "--client-id", app.ClientID, "--client-secret-file", secretFile, "--base-url", d.server.URL}
	with := func(more ...string) []string { return append(slices.Clone(add), more...) }
	said := d.want(with("--admin-email", demo.AdminEmail, "--callback", "http://localhost:9/callback", "--use")...)
	wantText(t, said, "ok  client ID and secret", "ok  access to account", "ok  account admin "+demo.AdminEmail, "ok  callback", "it is used when none is named")
	data, err := os.ReadFile(config)
	if err != nil || strings.Contains(string(data), app.Secret) {
		t.Errorf("%v: the config file holds the secret, or cannot be read:\n%s", err, data)
	}
	wantText(t, string(data), "default = \"acme\"", "# our accounts", "[profiles.old] # the one of before", "[profiles.acme]\naccount_id = \""+demo.ID)
	wantText(t, d.want("profile", "list"), "*  acme", "old", "practice")
	wantText(t, d.want("profile", "show"), "acme (default)", demo.ID, "2-legged+user")
	wantText(t, d.want("profile", "check"), "ok  account admin")
	wantText(t, d.want("profile", "use", "old"), "Profile old is used")
	wantText(t, d.want("profile", "use", "practice"), "practice")
	d.want("auth", "login", "--profile", "acme", "--callback", "http://localhost:"+freePort(t)+"/callback")
	wantText(t, d.want("profile", "remove", "acme"), "Removed profile acme")
	if d.count("authentication.revoke") == 0 {
		t.Error("the sign-in was not revoked")
	}
	data, err = os.ReadFile(config)
	if err != nil || strings.Contains(string(data), "acme") || !strings.Contains(string(data), "# our accounts") {
		t.Errorf("%v:\n%s", err, data)
	}

	d.fails("has a meaning of its own", "another name", "profile", "add", "practice", "--client-id", "x")
	d.fails("want letters, digits", "such as acme", "profile", "add", "a b")
	d.fails("there is a profile old already", "remove old", "profile", "add", "old")
	d.fails("there is no profile \"odl\"", "old", "profile", "use", "odl")
	d.fails("is always there", "logout", "profile", "remove", "practice")
	d.fails("incomplete", "", "profile", "add", "acme", "--client-id", "x")
	d.leaks()
}

// TestProfileChecks: each step that goes wrong is named, with what mends it, and the profile is not added.
func TestProfileChecks(t *testing.T) {
	app, demo := practice.DemoApp(), tenant.DemoAccount()
	refuse := func(path string, status int, body string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, r *http.Request) bool {
			if !strings.Contains(r.URL.Path, path) {
				return false
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			fmt.Fprint(w, body)
			return true
		}
	}
	for _, c := range []struct {
		name, secret, admin, callback string
		answer                        func(http.ResponseWriter, *http.Request) bool
		wants                         []string
	}{
		{name: "wrong secret", secret: "not-the-secret", wants: []string{"!!  client ID and secret", "does not accept the secret", "myapps"}},
		{name: "not in custom integrations", answer: refuse("/projects", 403, `{"message":"Forbidden"}`), wants: []string{"!!  access to account", "Custom Integrations"}},
		{name: "no API access", answer: refuse("/token", 403, `{"errorCode":"AUTH-001","developerMessage":"The client_id specified does not have access to the api product"}`),
			wants: []string{"!!  client ID and secret", "may not use this API", "Give the app the APIs"}},
		{name: "no account admin", admin: "nobody@harbourline.example", wants: []string{"!!  account admin nobody", "is not in the account"}},
		{name: "wrong callback", callback: "http://localhost:8080/elsewhere", wants: []string{"!!  callback http://localhost:8080/elsewhere", "Add exactly this callback URL"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.answer = c.answer
			file := filepath.Join(t.TempDir(), "secret.txt")
			d.write(file, firstSet(c.secret, app.Secret))
			code, out, errs := d.run("profile", "add", "new", "--account-id", demo.ID, "--client-id", app.ClientID, "--client-secret-file", file, "--base-url", d.server.URL,
				"--admin-email", firstSet(c.admin, demo.AdminEmail), "--callback", firstSet(c.callback, "http://localhost:8080/api/auth/callback"))
			if code == ExitDone {
				t.Errorf("it was added:\n%s%s", out, errs)
			}
			wantText(t, errs, append(c.wants, "was not added", "--no-check")...)
			d.fails("there is no profile \"new\"", "", "profile", "show", "new")
			d.leaks()
		})
	}
}

// TestGuidedProfile: in a terminal, what no flag says is asked for.
func TestGuidedProfile(t *testing.T) {
	d := newDesk(t)
	d.tty = true
	d.env["TERM"] = "dumb"
	app, demo := practice.DemoApp(), tenant.DemoAccount()
	d.stdin = app.ClientID + "\n" + app.Secret + "\nb." + demo.ID + "\n" + demo.AdminEmail + "\n"
	wantText(t, d.want("profile", "add", "asked", "--base-url", d.server.URL), "Client ID of the app", "not shown", "ok  account admin", "Added profile asked.")
	wantText(t, d.want("profile", "show", "asked"), demo.ID, "2-legged+user")

	d.stdin = app.ClientID + "\nwrong-secret-of-mine\n" + demo.ID + "\n\nno\n"
	d.fails("profile other was not added", "--no-check", "profile", "add", "other", "--base-url", d.server.URL)
	d.stdin = app.ClientID + "\nwrong-secret-of-mine\n" + demo.ID + "\n\nyes\n"
	wantText(t, d.want("profile", "add", "other", "--base-url", d.server.URL), "!!  client ID and secret", "Added profile other.")

	d.stdin = practice.DemoPublicApp().ClientID + "\n\n" + demo.ID + "\n"
	wantText(t, d.want("profile", "add", "public", "--base-url", d.server.URL, "--callback", "http://localhost:"+freePort(t)+"/callback"), "Sign in next: accstar auth login --profile public")
	wantText(t, d.want("auth", "login", "--profile", "public"), "Signed in as Morgan Reyes")
	wantText(t, d.want("auth", "status", "--profile", "public"), "a public app", "tokens     3-legged")
	d.fails("needs the app's own credentials", "client secret", "auth", "service-account", "list", "--profile", "public")
	d.secret("wrong-secret-of-mine")
	d.leaks()
}

// TestNoTokenForChanges: all that no token serves is named in the preview, and nothing is sent.
func TestNoTokenForChanges(t *testing.T) {
	d := newDesk(t)
	book := filepath.Join(d.home, "issues.star")
	d.write(book, "def main():\n    acc.companies.ensure(\"New Firm\", trade = \"Concrete\")\n"+
		"    acc.project_users.ensure(\"24-018\", email = \"new.hire@harbourline.example\", access = \"member\")\n")
	config := filepath.Join(d.home, "config", "config.toml")
	data, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	d.write(config, regexp.MustCompile(`(?m)^admin_email.*\n`).ReplaceAllString(string(data), ""))
	d.fails("it is done in a person's name, and the profile names nobody", "accstar auth login --profile acme", "run", book, "--yes")
	for _, e := range d.log {
		if e.Changes && !strings.HasPrefix(e.Op, "authentication.") {
			t.Errorf("%s was sent", e.Op)
		}
	}
	d.want("auth", "login")
	d.want("run", book, "--yes")
	d.fails("there is no region \"EU\"", "Europe is EMEA", "auth", "whoami", "--region", "EU", "--profile", "acme")
	d.leaks()
}

// TestScopesOfRuns: a run asks for no scope that its playbook does not need.
func TestScopesOfRuns(t *testing.T) {
	d := newDesk(t)
	var mu sync.Mutex
	scopes := map[string]bool{}
	d.answer = func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/authentication/v2/token" {
			body, _ := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(body))
			form, _ := url.ParseQuery(string(body))
			mu.Lock()
			defer mu.Unlock()
			for _, s := range strings.Fields(form.Get("scope")) {
				scopes[s] = true
			}
		}
		return false
	}
	book := filepath.Join(d.home, "read.star")
	d.write(book, "def main():\n    print(len(acc.projects.list()))\n")
	d.want("run", book)
	if len(scopes) != 1 || !scopes["account:read"] {
		t.Errorf("got %v, want account:read alone", scopes)
	}
}
