package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

// typed gives a line for each time that it is asked.
type typed struct{ lines []string }

func (r *typed) Read(p []byte) (int, error) {
	if len(r.lines) == 0 {
		return 0, io.EOF
	}
	line := r.lines[0]
	r.lines = r.lines[1:]
	return copy(p, line+"\n"), nil
}

const blindPlaybook = `"""Blind."""
def main():
    acc.companies.create(name = "Seen One", trade = "Glazing")
    acc.request("POST", "/hq/v1/accounts/%s/companies", body = {"name": "Blind One", "trade": "Glazing"})
    print("looking")
    for c in acc.companies.list():
        if c.name == "Blind One":
            acc.companies.create(name = "After Blind", trade = "Glazing")
    acc.companies.create(name = "Seen Two", trade = "Glazing")
`

func TestAllowIncomplete(t *testing.T) {
	for _, c := range []struct {
		name           string
		typed          []string
		yes            bool
		made, asked    int
		errored, wants string
	}{
		{"agreed", []string{"y", "y"}, false, 4, 2, "", "Done: 4 changes made"},
		{"refused at the second question", []string{"y", "n"}, false, 2, 2, "exit", "Interrupted"},
		{"refused at once", []string{"n"}, false, 0, 1, "exit", ""},
		{"--yes", nil, true, 2, 0, "is not what was planned", "Interrupted: 2 of 3 changes made"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newLawWorld(t, tenant.Assumptions{})
			w.renew()
			dir := t.TempDir()
			path := filepath.Join(dir, "blind.star")
			if err := os.WriteFile(path, fmt.Appendf(nil, blindPlaybook, tenant.DemoAccount().ID), 0o600); err != nil {
				t.Fatal(err)
			}
			s := w.session(dir, path)
			var out, errs bytes.Buffer
			s.app.In, s.app.Out, s.app.Err, s.app.InTTY, s.app.ErrTTY = &typed{c.typed}, &out, &errs, true, true
			s.app.Env = func(name string) string { return map[string]string{"TERM": "dumb"}[name] }
			s.options.allowIncomplete, s.options.yes = true, c.yes
			err := s.app.runHeld(context.Background(), s)
			if (err == nil) != (c.errored == "") || err != nil && !strings.Contains(err.Error(), c.errored) {
				t.Errorf("got error %v, want %q", err, c.errored)
			}
			made, refused := w.changes()
			if len(made) != c.made || refused != nil {
				t.Errorf("made %v, refused %v, want %d made", made, refused, c.made)
			}
			if n := strings.Count(errs.String(), "[y/N]"); n != c.asked {
				t.Errorf("asked %d times, want %d", n, c.asked)
			}
			if !strings.Contains(out.String(), c.wants) {
				t.Errorf("want %q in\n%s", c.wants, &out)
			}
			if done := strings.Contains(out.String(), "Done: 4"); done && strings.Contains(out.String(), "Not everything is done") {
				t.Errorf("a run that is done is said not to be in\n%s", &out)
			}
			if n := strings.Count(out.String(), "looking"); n > 1 {
				t.Errorf("what the playbook prints is shown %d times", n)
			}
		})
	}
}

// TestCurrent checks plans that are too old, of the future, or of another catalogue.
func TestCurrent(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	hash, err := catalog.New().Hash()
	if err != nil {
		t.Fatal(err)
	}
	app := &App{Now: func() time.Time { return now }}
	for _, c := range []struct {
		name string
		plan preview.Plan
		want string
	}{
		{"fresh", preview.Plan{Made: now.Add(-23 * time.Hour), Catalogue: hash}, ""},
		{"stale", preview.Plan{Made: now.Add(-25 * time.Hour), Catalogue: hash}, "the plan is 25 hours old; plans are good for a day"},
		{"very stale", preview.Plan{Made: now.Add(-96 * time.Hour), Catalogue: hash}, "the plan is 4 days old"},
		{"to come", preview.Plan{Made: now.Add(3 * time.Hour), Catalogue: hash}, "which is still to come"},
		{"other catalogue", preview.Plan{Made: now, Catalogue: "sha256:0", Settings: preview.Settings{Program: "9.9"}}, "made by accstar 9.9"},
		{"failed", preview.Plan{Made: now, Catalogue: hash, Error: "no"}, "ended in an error"},
		{"missing file", preview.Plan{Made: now, Catalogue: hash, Inputs: map[string]string{"nowhere.star": "sha256:0"}}, "nowhere.star cannot be read"},
	} {
		err := app.current(&c.plan, &playOptions{})
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestSecretParams(t *testing.T) {
	plan := &preview.Plan{Params: []preview.Param{{Name: "client_secret", Value: "hunter2"}, {Name: "job", Value: "24-017"}}}
	plan.Redact()
	app := &App{}
	if _, err := app.sessionOf(plan, playOptions{}); err == nil || !strings.Contains(err.Error(), "client_secret is a secret and not kept") {
		t.Errorf("got %v", err)
	}
	s, err := app.sessionOf(plan, playOptions{params: []string{"client-secret=hunter2"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"client_secret": "hunter2", "job": "24-017"}, s.given); diff != "" {
		t.Error(diff)
	}
	var usage *usageError
	if _, err := app.sessionOf(plan, playOptions{params: []string{"client_secret=x", "job=24-018"}}); !errors.As(err, &usage) {
		t.Errorf("got %v", err)
	}
}
