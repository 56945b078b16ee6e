package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

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

// TestPasteAgain: on a terminal, what cannot be it may be pasted anew; the end of the input ends the sign-in.
func TestPasteAgain(t *testing.T) {
	d := newDesk(t)
	d.tty = true
	d.env["TERM"] = "dumb"
	d.stdin = "what is this\nhttp://localhost/callback?code=abc&state=old\n\n"
	d.fails("Try again. Paste that address here, or the code in it: the answer belongs to another sign-in (its state is not the one that was sent); nobody was signed in. Try again. "+
		"Paste that address here, or the code in it: error: nothing was pasted", "Sign in again: accstar auth login --profile acme --no-browser", "auth", "login", "--no-browser")
	d.tty, d.stdin = false, ""
	_, _, said := d.run("auth", "login", "--no-browser")
	wantText(t, said, "the code in it: \nerror: nothing was pasted; nobody was signed in\n")
	d.leaks()
}

// syncBuffer is a buffer that can be read while it is written.
type syncBuffer struct{ lockedBuffer }
