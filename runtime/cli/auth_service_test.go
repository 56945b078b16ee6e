package cli

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"accstar/acc/practice"
)

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
