package cli

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLoginFails covers what can go wrong while signing in. None of it leaves anything behind.
func TestLoginFails(t *testing.T) {
	bogus := func(state string) url.Values { return url.Values{"code": {"bogus-code-1234567"}, "state": {state}} }
	for _, c := range []struct {
		name       string
		before     func(*desk)
		args       []string
		want, hint string
	}{
		{"consent refused", func(d *desk) { d.browse = d.signIn(false) }, nil, "declined", "Sign in again: accstar auth login --profile acme"},
		{"state mismatch", func(d *desk) {
			d.browse = d.comeBack(func(string) url.Values { return url.Values{"code": {"x"}, "state": {"forged"}} })
		}, nil, "belongs to another sign-in", "Close old sign-in pages"},
		{"code unknown or used", func(d *desk) { d.browse = d.comeBack(bogus) }, nil, "has been used already", "Sign in again: accstar auth login --profile acme"},
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
			if d.page != "" && !strings.Contains(d.page, "You are not signed in") {
				t.Errorf("the browser shows\n%s", d.page)
			}
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
		{"it is too old", nil, func(d *desk) { must(d.clock.Sleep(context.Background(), 16*24*time.Hour)) }, "the sign-in of morgan.reyes@harbourline.example has ended", "Sign in again: accstar auth login --profile acme"},
		{"a scope not granted", []string{"--scopes", "data:read"}, func(*desk) {}, "does not cover user-profile:read", "accstar auth login --profile acme --scopes data:read,user-profile:read"},
		{"the file cut short", nil, func(d *desk) { must(os.Truncate(kept(d), 100)) }, "damaged", "accstar auth logout --forget"},
		{"the file open to others", nil, func(d *desk) { must(os.Chmod(kept(d), 0o644)) }, "others can read", "chmod 600"},
		{"the key gone", nil, func(d *desk) { must(os.Remove(filepath.Join(filepath.Dir(kept(d)), "key.txt"))) }, "is gone", "Put it back; or forget it and sign in again: accstar auth logout --forget --profile acme"},
		{"the key open to others", nil, func(d *desk) { must(os.Chmod(filepath.Join(filepath.Dir(kept(d)), "key.txt"), 0o644)) }, "others can read", "chmod 600"},
		{"the key damaged", nil, func(d *desk) { d.write(filepath.Join(filepath.Dir(kept(d)), "key.txt"), "rubbish") }, "the key to the sign-ins is damaged", "Restore it, or move it away; or forget it and sign in again: accstar auth logout --forget --profile acme"},
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
			if strings.HasPrefix(c.name, "the key ") {
				must(os.RemoveAll(filepath.Join(filepath.Dir(kept(d)), "key.txt")))
			}
			d.want("auth", "login") // mends it
			d.want("auth", "whoami")
			d.leaks()
		})
	}
}
