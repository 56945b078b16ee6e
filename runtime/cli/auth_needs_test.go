package cli

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"accstar/acc/practice"
)

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
	d.fails("it is done in a person's name, and no account admin is named", "accstar auth login --profile acme", "run", book, "--yes")
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

// TestScopesOfRuns: a playbook that only reads never holds a token that allows more, whoever it runs as; of one that changes
// something, the tokens that it reads with do not.
func TestScopesOfRuns(t *testing.T) {
	for _, c := range []struct {
		name    string
		prepare func(*desk)
		read    string
		reading []string // all scopes that reading takes
		user    bool     // the tokens are a user's
	}{
		{"app", func(*desk) {}, "acc.projects.list()", []string{"account:read"}, false},
		{"person", func(d *desk) {
			d.publicApp()
			d.want("auth", "login")
		}, "acc.projects.list()\n    acc.user_profile.get()", []string{"account:read", "user-profile:read"}, true},
		{"service account", serviceAccountOf, "acc.user_profile.get()", []string{"user-profile:read"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.prepare(d)
			book := filepath.Join(d.home, "book.star")
			d.write(book, "def main():\n    "+c.read+"\n")
			d.issued = nil
			d.want("preview", book)
			d.want("run", book)
			held := map[string]bool{}
			for _, token := range d.issued {
				for _, scope := range token.Scopes {
					held[scope] = true
				}
				if (token.UserID != "") != c.user {
					t.Errorf("a token of user %q", token.UserID)
				}
			}
			if got := slices.Sorted(maps.Keys(held)); !slices.Equal(got, c.reading) {
				t.Errorf("reading, it held %v, want %v", got, c.reading)
			}

			d.write(book, "def main():\n    "+c.read+"\n    acc.project_users.remove(\"24-018\", \"aiko.prescott@aldervoss.example\")\n")
			d.issued = nil
			d.want("preview", book)
			for _, token := range d.issued {
				if slices.Contains(token.Scopes, "account:write") {
					t.Errorf("a preview held %v", token.Scopes)
				}
			}
			d.want("run", book, "--yes")
			writing := 0
			for _, token := range d.issued {
				if slices.Contains(token.Scopes, "account:write") {
					writing++
				}
			}
			if writing != 1 {
				t.Errorf("%d tokens allowed to write, want 1 of %d", writing, len(d.issued))
			}
			d.leaks()
		})
	}
}

// publicApp makes the profile one of an app without a secret.
func (d *desk) publicApp() {
	d.t.Helper()
	config := filepath.Join(d.home, "config", "config.toml")
	data, err := os.ReadFile(config)
	if err != nil {
		d.t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^(client_secret|admin_email).*\n`).ReplaceAllString(string(data), "")
	d.write(config, regexp.MustCompile(`client_id = .*`).ReplaceAllString(text, `client_id = "`+practice.DemoPublicApp().ClientID+`"`)+"public = true\n")
}

// TestForeseen: what no token serves is said before the first request, with what mends all of it; what a playbook may never come
// to is only noted.
func TestForeseen(t *testing.T) {
	const both = "    p = acc.projects.get(\"x\")\n    acc.issues.list(p)\n    print(acc.user_profile.get())\n"
	for _, c := range []struct {
		name       string
		prepare    func(*desk)
		body       string
		want, hint string
	}{
		{"nobody signed in", func(*desk) {}, both,
			"no token of profile acme serves all that the playbook does; nothing was sent - acc.issues.list (book.star:3) and acc.user_profile.get (book.star:4): " +
				"it needs a person who is signed in, and the profile has an app's credentials only",
			"accstar auth login --profile acme; or, to run without anyone, use a service account: accstar auth service-account use --profile acme"},
		{"and what may come to it", func(*desk) {}, both + "    if p.name:\n        acc.rfis.list(p)\n",
			"- should it come to that, acc.rfis.list (book.star:6): it needs a person", "accstar auth login --profile acme"},
		{"scopes of a sign-in", func(d *desk) { d.want("auth", "login", "--scopes", "openid") }, both + "    if p.name:\n        acc.issues.create(p, title = \"x\")\n",
			"- acc.issues.list (book.star:3) and acc.user_profile.get (book.star:4): the sign-in of 6Q8DXRZFN36Q does not cover data:read user-profile:read - should it come to that, acc.issues.create (book.star:6): the sign-in of 6Q8DXRZFN36Q does not cover data:write",
			"accstar auth login --profile acme --scopes data:read,data:write,openid,user-profile:read"},
		{"a public app", func(d *desk) {
			d.publicApp()
			d.want("auth", "login")
		}, "    acc.account_users.find(\"ada@harbourline.example\")\n    acc.companies.create(name = \"X\", trade = \"Concrete\")\n",
			"- acc.account_users.find (book.star:2) and acc.companies.create (book.star:3): it needs the app's own credentials, and the profile has no client secret", "client secret"},
		{"a sign-in that has ended", func(d *desk) {
			d.want("auth", "login")
			must(d.clock.Sleep(context.Background(), 16*24*time.Hour))
		}, both, "the sign-in of morgan.reyes@harbourline.example has ended", "Sign in again: accstar auth login --profile acme"},
		{"a sign-in that cannot be read", func(d *desk) {
			d.want("auth", "login")
			must(os.Truncate(filepath.Join(d.home, "state", "signins", "profile-acme.age"), 90))
		}, both, "is damaged", "accstar auth logout --forget --profile acme"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.prepare(d)
			book := filepath.Join(d.home, "book.star")
			d.write(book, "def main():\n"+c.body)
			d.sent()
			d.issued = nil
			d.fails(c.want, c.hint, "preview", book)
			d.fails(c.want, c.hint, "run", book, "--yes")
			if sent := d.sent(); sent != nil || d.issued != nil {
				t.Errorf("%v was sent, and %d tokens were asked for", sent, len(d.issued))
			}
			var said struct{ Error struct{ Summary string } }
			if _, out, _ := d.run("preview", book, "--json"); json.Unmarshal([]byte(out), &said) != nil || !strings.HasPrefix(said.Error.Summary, "no token of profile acme") {
				t.Errorf("got %s", out)
			}
			d.leaks()
		})
	}
}

// TestForeseenPerhaps: what a playbook does not come to does not keep it from running.
func TestForeseenPerhaps(t *testing.T) {
	d := newDesk(t)
	book := filepath.Join(d.home, "book.star")
	d.write(book, "def main(deep = None):\n    p = acc.projects.find(job_number = \"24-018\")\n    if deep:\n        acc.issues.list(p)\n    print(p.name)\n")
	note := "note: no token of profile acme serves acc.issues.list (book.star:4), should the playbook come to that: it needs a person who is signed in"
	said := strings.Join(strings.Fields(d.want("run", book)), " ")
	wantText(t, said, note, "accstar auth login --profile acme", "Beaverton Transit Plaza")
	if n := strings.Count(said, "note: no token"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, said)
	}
	d.fails("acc.issues.list", "accstar auth login --profile acme", "run", book, "--deep", "yes")
	d.want("auth", "login")
	if said := d.want("run", book); strings.Contains(said, "no token") {
		t.Errorf("got %s", said)
	}
	d.leaks()
}

// TestPublicAppAddsSomebodyNew: an app without a secret cannot look into the account's directory, and can add people to projects all
// the same: what the directory would tell is then left open.
func TestPublicAppAddsSomebodyNew(t *testing.T) {
	d := newDesk(t)
	d.publicApp()
	d.want("auth", "login")
	book := filepath.Join(d.home, "book.star")
	d.write(book, "def main():\n    acc.project_users.ensure(\"24-018\", email = \"new.hire@harbourline.example\", access = \"member\")\n")
	wantText(t, d.want("preview", book), "Tokens    3-legged as morgan", "+ new.hire@harbourline.example")
	wantText(t, d.want("run", book, "--yes"), "Done: 1 change made")
	wantText(t, d.want("run", book, "--yes"), "Done: everything was right already")
	d.leaks()
}
