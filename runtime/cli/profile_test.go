package cli

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"accstar/acc/practice"
	"accstar/acc/tenant"
)

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
	d.write(secretFile, "wrong-secret-of-mine")
	d.secret("wrong-secret-of-mine")
	d.fails("the secret was not kept: Autodesk does not accept the secret", "--no-check", "profile", "secret", "acme", "--client-secret-file", secretFile)
	d.want("profile", "check", "acme")
	d.want("profile", "secret", "acme", "--client-secret-file", secretFile, "--no-check")
	d.fails("", "", "profile", "check", "acme")
	d.write(secretFile, app.Secret)
	wantText(t, d.want("profile", "secret", "acme", "--client-secret-file", secretFile), "Profile acme has a new client secret.")
	d.want("profile", "check", "acme")
	d.fails("no client secret is given", "--client-secret-file", "profile", "secret", "acme")
	d.fails("there is no profile", "acme", "profile", "secret", "acne")
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
