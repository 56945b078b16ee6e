package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/acc/catalog"
	"accstar/acc/practice"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

// The law: for any playbook and any account, the plan lists exactly the changes that the run then makes, with the same before
// and after, in the same number; and where ACC would refuse, the plan says so first.
//
// Cases are generated: an account that others have worked on, and a playbook of creates, patches, removals, imports, helpers,
// loops, branches on reads, duplicates, missing targets, attempts and parallel work. Each is previewed, run for real, and
// compared with the requests the account received and with how it ends up.

var lawCases = flag.Int("law.cases", 150, "how many generated cases TestLaw runs")

// lawWorld is one account, served, with a clock that only moves when somebody waits.
type lawWorld struct {
	cat    *catalog.Catalogue
	clock  *fakeClock
	demo   *tenant.Memory
	state  *practice.State
	memory *tenant.Memory
	url    string
	link   *link // shared by all sessions, so that tokens are asked for once
	mu     sync.Mutex
	log    []practice.Entry
}

type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return context.Cause(ctx)
}

func newLawWorld(t testing.TB, flipped tenant.Assumptions) *lawWorld {
	cat := catalog.New()
	w := &lawWorld{cat: cat, clock: &fakeClock{now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}}
	w.demo = tenant.Demo(cat, w.clock.Now)
	w.state = practice.NewState(w.demo)
	server := httptest.NewServer(practice.New(practice.Config{
		Catalogue: cat, Rules: tenant.NewRules(cat, tenant.DemoAccount().ID, flipped), State: w.state, Clock: w.clock,
		RateLimits: practice.RateLimits{Off: true},
		Log: func(e practice.Entry) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.log = append(w.log, e)
		},
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

// renew begins a case: the account is the demo account again.
func (w *lawWorld) renew() {
	w.memory = tenant.NewMemory(w.cat, w.demo.AccountID(), w.clock.Now)
	for _, c := range w.demo.Collections() {
		recs, err := w.demo.List(context.Background(), c)
		must(err)
		changes := make([]tenant.Change, len(recs))
		for i, r := range recs {
			changes[i] = tenant.Change{Collection: c, ID: fmt.Sprint(r["id"]), After: r}
		}
		w.memory.Apply(changes)
	}
	w.memory.SetMade(w.demo.Made())
	must(w.state.Reset(func() (*tenant.Memory, error) { return w.memory, nil }))
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log = nil
}

// changes are the changes the account has received, by operation, refused ones apart.
func (w *lawWorld) changes() (made, refused []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.log {
		switch {
		case !e.Changes || e.Op == "" || strings.HasPrefix(e.Op, "auth."):
		case e.Status < 300:
			made = append(made, e.Op)
		default:
			refused = append(refused, fmt.Sprintf("%s %d", e.Op, e.Status))
		}
	}
	return made, refused
}

func (w *lawWorld) session(dir, path string) *session {
	app := &App{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Width: 100, Env: func(string) string { return "" },
		Now: w.clock.Now, Sleep: w.clock.Sleep, Rand: &countingRand{}, ConfigDir: dir, StateDir: dir}
	demo, client := tenant.DemoAccount(), practice.DemoApp()
	s := &session{app: app, cat: w.cat, path: path, rules: tenant.NewRules(w.cat, demo.ID, tenant.Assumptions{}), progress: newProgress(app),
		options: playOptions{maxChanges: -1, maxDeletes: -1}, account: preview.Account{ID: demo.ID},
		conn: &connection{Profile: "test", AccountID: demo.ID, AdminEmail: demo.AdminEmail, ClientID: client.ClientID, ClientSecret: auth.Secret(client.Secret), BaseURL: w.url}}
	if w.link == nil {
		w.link = s.newLink()
	}
	s.link = w.link
	return s
}

// countingRand gives random bytes that differ from call to call.
type countingRand struct{ n byte }

func (r *countingRand) Read(p []byte) (int, error) {
	for i := range p {
		r.n++
		p[i] = r.n * 37
	}
	return len(p), nil
}

// TestLaw holds generated playbooks to the law.
func TestLaw(t *testing.T) {
	w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
	tally := &lawTally{}
	playbooks := rapid.Custom(genPlaybook)
	for i := range *lawCases {
		lawCase(t, i, playbooks.Example(i), w, dir, tally)
	}
	t.Logf("%d cases: %d planned %d changes and made them, %d had nothing to change, %d ended in an error in the preview (%d of these had planned changes)",
		tally.cases, tally.ran, tally.changes, tally.nothing, tally.failed, tally.failedWithChanges)
	if tally.ran < tally.cases/4 {
		t.Errorf("only %d of %d cases came to a run: the generator no longer tests much", tally.ran, tally.cases)
	}
}

// TestLawUnderFlippedAssumptions flips each named assumption in the account alone: the run must then stop or say what differs, or
// come out as planned, and never report success over another end state.
func TestLawUnderFlippedAssumptions(t *testing.T) {
	for _, a := range tenant.AllAssumptions() {
		t.Run(a.Name, func(t *testing.T) {
			flipped, err := tenant.Flip(a.Name)
			if err != nil {
				t.Fatal(err)
			}
			w, dir := newLawWorld(t, flipped), t.TempDir()
			tally := &lawTally{flipped: true}
			playbooks := rapid.Custom(genPlaybook)
			for i := range max(*lawCases/25, 6) {
				lawCase(t, i, playbooks.Example(i), w, dir, tally)
			}
			t.Logf("%d cases: %d as planned, %d noticed", tally.cases, tally.ran+tally.nothing, tally.noticed)
		})
	}
}

type lawTally struct {
	cases, ran, changes, nothing, failed, failedWithChanges, noticed int
	flipped                                                          bool // the account does not keep to the assumptions
}

// lawCase holds one playbook to the law.
func lawCase(t *testing.T, number int, src string, w *lawWorld, dir string, tally *lawTally) {
	t.Helper()
	tally.cases++
	w.renew()
	path := filepath.Join(dir, "case.star")
	must(os.WriteFile(path, []byte(src), 0o600))
	s := w.session(filepath.Join(dir, fmt.Sprint(tally.cases)), path)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf("case %d: %s\n--- playbook\n%s", number, fmt.Sprintf(format, args...), src)
	}
	before := stateOf(w.memory)

	plan, previewErr := s.preview(context.Background(), nil)
	if made, refused := w.changes(); len(made)+len(refused) > 0 {
		fail("the preview sent changes: %v %v", made, refused)
	}
	if plan == nil {
		fail("the preview gave no plan: %v", previewErr)
		return
	}
	if previewErr != nil {
		tally.failed++
		if len(plan.Changes) > 0 {
			tally.failedWithChanges++
		}
		return
	}
	if len(plan.Incomplete) > 0 {
		fail("the plan is incomplete: %v", plan.Incomplete)
		return
	}
	result, runErr := s.held(context.Background(), plan, nil)
	made, refused := w.changes()
	if runErr != nil || result.Count(preview.ItemDone) < len(result.Items) || len(result.Rows) != len(plan.Rows) {
		if tally.flipped {
			tally.noticed++
			return
		}
		fail("the run did not make its plan: %v, %s: %s\n%s", runErr, result.State, result.Error, itemsNotDone(result))
		return
	}
	if len(refused) > 0 && !tally.flipped {
		fail("the account refused what was planned: %v", refused)
	}
	var planned []string
	for _, c := range plan.Changes {
		planned = append(planned, c.Op)
	}
	slices.Sort(planned)
	slices.Sort(made)
	if !slices.Equal(planned, made) {
		fail("planned %v\nmade    %v", planned, made)
	}
	w.memory.Settle(w.clock.Now().Add(time.Hour))
	want := before.after(plan)
	if diff := want.diff(stateOf(w.memory)); diff != "" {
		fail("the account ends up otherwise than planned:\n%s", diff)
	}
	if len(planned) == 0 {
		tally.nothing++
	} else {
		tally.ran++
		tally.changes += len(planned)
	}
}

func itemsNotDone(r *preview.Result) string {
	var b strings.Builder
	for _, i := range r.Items {
		if i.State != preview.ItemDone {
			fmt.Fprintf(&b, "  %s %s in %s: %s %s\n", i.Change.Op, i.Change.Subject, i.Change.Group, i.State, i.Error)
		}
	}
	return b.String()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

var _ acc.Doer = (*acc.Client)(nil)
