package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"accstar/acc/practice"
	"accstar/acc/tenant"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// aheadCase is a playbook run in an account, with what came of it.
type aheadCase struct {
	world  *lawWorld
	plan   *preview.Plan
	result *preview.Result
	err    error
	log    *journal.Log
	before *lawState
	out    string // what the playbook printed
}

// aheadWorld is a served demo account, with projects that have nobody in them.
func aheadWorld(t *testing.T, projects int, faults ...practice.Fault) *aheadAccount {
	t.Helper()
	w := &aheadAccount{lawWorld: newLawWorld(t, tenant.Assumptions{})}
	inner := practice.New(practice.Config{
		Catalogue: w.cat, Rules: tenant.NewRules(w.cat, tenant.DemoAccount().ID, tenant.Assumptions{}), State: w.state, Clock: w.clock,
		RateLimits: practice.RateLimits{Off: true}, Faults: faults,
		Log: func(e practice.Entry) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.log = append(w.log, e)
		},
	})
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		must(err)
		req.Body = io.NopCloser(bytes.NewReader(body))
		for _, mail := range w.unwanted {
			if req.Method == http.MethodPost && bytes.Contains(body, []byte(mail)) {
				rw.Header().Set("Content-Type", "application/json")
				rw.WriteHeader(http.StatusBadRequest)
				fmt.Fprintf(rw, `{"title":"Bad Request","detail":"%s is on the list of those who are not wanted"}`, mail)
				return
			}
		}
		inner.ServeHTTP(rw, req)
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	w.renew()
	var changes []tenant.Change
	all, err := w.memory.List(t.Context(), tenant.Collection{Entity: "project", Parent: w.demo.AccountID()})
	must(err)
	like := all[slices.IndexFunc(all, func(r tenant.Record) bool { return r["jobNumber"] == "24-017" })]
	for i := range projects {
		rec := tenant.Clone(like).(tenant.Record)
		rec["id"], rec["name"], rec["jobNumber"], rec["status"] = projectID(i), fmt.Sprintf("Tower %d", i), fmt.Sprintf("99-%03d", i), "active"
		delete(rec, "templateId")
		changes = append(changes, tenant.Change{Collection: tenant.Collection{Entity: "project", Parent: w.demo.AccountID()}, ID: projectID(i), After: rec})
	}
	w.memory.Apply(changes)
	return w
}

// aheadAccount is an account that refuses people without showing beforehand that it will.
type aheadAccount struct {
	*lawWorld
	unwanted []string
}

// run previews and runs a playbook.
func (w *aheadAccount) run(t *testing.T, src string, set func(*session)) *aheadCase {
	return w.runWith(t, src, set, nil)
}

// runWith does something between preview and run.
func (w *aheadAccount) runWith(t *testing.T, src string, set func(*session), between func()) *aheadCase {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "case.star")
	must(os.WriteFile(path, []byte(src), 0o600))
	s := w.session(dir, path)
	s.options.pace.ahead = true
	if set != nil {
		set(s)
	}
	c := &aheadCase{world: w.lawWorld, before: stateOf(w.memory)}
	said := &heldBack{}
	if c.plan, c.err = s.preview(t.Context(), said.print); c.err != nil {
		t.Fatalf("the preview failed: %v", c.err)
	}
	if between != nil {
		between()
	}
	said = &heldBack{}
	c.result, c.err = s.held(t.Context(), c.plan, said.print)
	c.out = strings.Join(said.texts, "\n")
	var err error
	c.log, err = journal.Open(filepath.Join(s.app.runsDir(), c.result.RunID))
	must(err)
	return c
}

// asPlanned fails the test if the run did not do just what its plan says.
func (c *aheadCase) asPlanned(t *testing.T) {
	t.Helper()
	if c.err != nil || c.result.State != preview.RunDone {
		t.Fatalf("%s: %v\n%s", c.result.State, c.err, itemsNotDone(c.result))
	}
	if diff := c.before.after(c.plan).diff(stateOf(c.world.memory)); diff != "" {
		t.Errorf("the account ends up otherwise than planned:\n%s", diff)
	}
	answered := 0
	for _, change := range c.log.Changes() {
		if change.Answered() && change.Refusal() == nil {
			answered++
		}
	}
	if answered != len(c.plan.Changes) {
		t.Errorf("the journal holds %d changes with an answer, want %d", answered, len(c.plan.Changes))
	}
}

// sent counts the changes that the account received, by operation.
func (w *lawWorld) sent() map[string]int {
	out := map[string]int{}
	made, refused := w.changes()
	for _, op := range append(made, refused...) {
		out[op]++
	}
	return out
}

func nested(people, projects int) string {
	return fmt.Sprintf(`"""Everybody everywhere."""
def main():
    for p in acc.projects.list(status = "active"):
        if p.jobNumber.startswith("99-") and int(p.jobNumber[3:]) < %d:
            for i in range(%d):
                got = acc.project_users.ensure(p, "hire%%d@harbourline.example" %% i, company = "Harbourline Construction", roles = "Architect")
                print(got.email, got.id)
`, projects, people)
}

// A plain loop in a playbook costs as many requests as a batch.
func TestPlainLoopTravelsTogether(t *testing.T) {
	const people, projects = 50, 40
	fused := aheadWorld(t, projects).run(t, nested(people, projects), nil)
	fused.asPlanned(t)
	sent := fused.world.sent()
	if len(fused.plan.Changes) != people*projects || sent["project_users.import_users"] > 45 || len(sent) != 1 {
		t.Errorf("%d changes were sent as %v, want %d in at most 45 requests", len(fused.plan.Changes), sent, people*projects)
	}
	if strings.Contains(fused.out, "acc0ffff") || strings.Count(fused.out, "hire1@harbourline.example") != projects {
		t.Errorf("the playbook was not told what ACC answers:\n%s", fused.out)
	}
}

// Whether additions travel together or one by one, the account ends up the same.
func TestTogetherAsOneByOne(t *testing.T) {
	const people, projects = 20, 8
	fused := aheadWorld(t, projects).run(t, nested(people, projects), nil)
	fused.asPlanned(t)
	single := aheadWorld(t, projects).run(t, nested(people, projects), func(s *session) { s.options.pace.noFuse = true })
	single.asPlanned(t)
	if sent := single.world.sent(); sent["project_users.create"] != people*projects || len(sent) != 1 {
		t.Errorf("with --no-fuse %v was sent, want %d additions", sent, people*projects)
	}
	if diff := stateOf(fused.world.memory).diff(stateOf(single.world.memory)); diff != "" {
		t.Errorf("the accounts differ:\n%s", diff)
	}
}

// A playbook is told what it would be told one by one, whatever has been made ahead of it.
func TestPlaybookSeesItsOwnOrder(t *testing.T) {
	const src = `"""Counts as it goes."""
def main():
    seen = []
    made = acc.projects.create(name = "Ahead One", type = "Office", jobNumber = "A-1")
    for i in range(8):
        acc.project_users.create(made, email = "priya%d@harbourline.example" % i, products = [{"key": "docs", "access": "member"}])
        seen.append(str(len(acc.project_users.list(made))))
    again = attempt(acc.project_users.create, made, email = "priya1@harbourline.example", products = [{"key": "docs", "access": "member"}])
    for i in range(8):
        acc.project_users.remove(made, "priya%d@harbourline.example" % i)
        seen.append(str(len(acc.project_users.list(made))))
    print(" ".join(seen), again.error.kind, made.id in [p.id for p in acc.projects.list(name = "Ahead One")])
`
	ahead := aheadWorld(t, 0).run(t, src, nil)
	ahead.asPlanned(t)
	inOrder := aheadWorld(t, 0).run(t, src, func(s *session) { s.options.pace.ahead = false })
	inOrder.asPlanned(t)
	const want = "1 2 3 4 5 6 7 8 7 6 5 4 3 2 1 0 exists True"
	if ahead.out != want || inOrder.out != want {
		t.Errorf("ahead it printed %q, in order %q, want %q", ahead.out, inOrder.out, want)
	}
}

const rowsPlaybook = `"""Rows of which some fail."""
def main():
    projects = [p for p in acc.projects.list(status = "active") if p.jobNumber.startswith("99-")]
    def add(i):
        for p in projects:
            acc.project_users.create(p, email = "row%d@harbourline.example" % i, products = [{"key": "docs", "access": "member"}])
        return i
    print(each(range(12), add))
`

// A change that ACC refuses ends its row, and no other.
func TestRefusedRowsAhead(t *testing.T) {
	refusing := func(set func(*session)) *aheadCase {
		w := aheadWorld(t, 3)
		return w.runWith(t, rowsPlaybook, set, func() {
			// Between preview and run the account comes to refuse two of the people, in a way that no listing shows.
			w.unwanted = []string{"row3@harbourline.example", "row7@harbourline.example"}
		})
	}
	want := refusing(func(s *session) { s.options.pace.ahead = false })
	for name, set := range map[string]func(*session){
		"ahead":            nil,
		"ahead, not fused": func(s *session) { s.options.pace.noFuse = true },
	} {
		got := refusing(set)
		if a, b := reportOf(want), reportOf(got); a != b {
			t.Errorf("%s: the reports differ\n--- in order\n%s\n--- ahead\n%s", name, a, b)
		}
		if diff := stateOf(want.world.memory).diff(stateOf(got.world.memory)); diff != "" {
			t.Errorf("%s: the accounts differ:\n%s", name, diff)
		}
	}
	if want.result.State != preview.RunPartly {
		t.Errorf("the run ended %s: %v\n%s", want.result.State, want.err, reportOf(want))
	}
}

func reportOf(c *aheadCase) string {
	var b strings.Builder
	fmt.Fprintln(&b, c.result.State, c.result.Error, c.out)
	for _, i := range c.result.Items {
		fmt.Fprintln(&b, i.State, i.Change.Op, i.Change.Subject, i.Change.Group, i.Error)
	}
	for _, r := range c.result.Rows {
		fmt.Fprintln(&b, r)
	}
	return b.String()
}

// An import that loses rows without a word, or is refused for one of them, comes out as the additions one by one do.
func TestFusedImportGoesWrong(t *testing.T) {
	t.Run("a third is lost", func(t *testing.T) {
		w := aheadWorld(t, 2, practice.Fault{Kind: practice.SilentImport, Where: "project_users.import_users", Rows: 14})
		c := w.run(t, nested(20, 2), nil)
		c.asPlanned(t)
		if sent := w.sent(); sent["project_users.create"] != 14 || sent["project_users.import_users"] != 2 {
			t.Errorf("%v was sent, want 2 imports and the 14 that they lost", sent)
		}
	})
	t.Run("the whole is refused for one", func(t *testing.T) {
		w := aheadWorld(t, 1)
		c := w.runWith(t, rowsPlaybook, nil, func() { w.unwanted = []string{"row3@harbourline.example"} })
		made := 0
		for _, i := range c.result.Items {
			switch {
			case i.State == preview.ItemDone:
				made++
			case i.Change.Subject != "row3@harbourline.example" || i.State != preview.ItemRefused || !strings.Contains(i.Error, "is on the list"):
				t.Errorf("%s: %s %s", i.Change.Subject, i.State, i.Error)
			}
		}
		if made != 11 {
			t.Errorf("%d were made, want 11", made)
		}
	})
	t.Run("the answer is lost", func(t *testing.T) {
		w := aheadWorld(t, 1, practice.Fault{Kind: practice.DropAfter, Where: "project_users.import_users", Last: 1})
		c := w.run(t, nested(20, 1), nil)
		c.asPlanned(t)
		if sent := w.sent(); sent["project_users.create"] != 0 {
			t.Errorf("%v was sent, want nothing a second time", sent)
		}
	})
}

// What was made ahead of a playbook that then does not ask for it ends the run, which names it and says how to take it back.
func TestMadeAheadAndNotAskedFor(t *testing.T) {
	const src = `"""Goes on only as long as nothing has failed."""
def main():
    p = acc.projects.find(job_number = "99-000")
    made = []
    def add(i):
        if len(made) == i:
            acc.project_users.create(p, email = "row%d@harbourline.example" % i, products = [{"key": "docs", "access": "member"}])
            made.append(i)
    each(range(3), add)
`
	w := aheadWorld(t, 1)
	c := w.runWith(t, src, nil, func() { w.unwanted = []string{"row0@harbourline.example"} })
	var unasked *preview.UnaskedError
	if !errors.As(c.err, &unasked) || len(unasked.Changes) != 2 || c.result.State != preview.RunFailed {
		t.Fatalf("the run ended %s: %v", c.result.State, c.err)
	}
	if text := unasked.Error(); !strings.Contains(text, "row1@harbourline.example") || !strings.Contains(text, "nor for 1 more") {
		t.Errorf("the error does not name what was made: %s", text)
	}
	if !strings.Contains(c.result.Hint, "accstar undo "+c.result.RunID) {
		t.Errorf("the hint does not say how to take it back: %s", c.result.Hint)
	}
}

// Nothing is made ahead of an attempt or of a wait that the playbook has not come to.
func TestNothingBeyondABarrier(t *testing.T) {
	const src = `"""Waits for what it has begun."""
def main():
    p = acc.projects.find(job_number = "99-000")
    acc.project_users.create(p, email = "row0@harbourline.example", products = [{"key": "docs", "access": "member"}])
    got = attempt(acc.project_users.create, p, email = "row1@harbourline.example", products = [{"key": "docs", "access": "member"}])
    if got.ok:
        acc.project_users.create(p, email = "row2@harbourline.example", products = [{"key": "docs", "access": "member"}])
    time.sleep(60)
    if len(acc.project_users.list(p)) == 3:
        acc.project_users.create(p, email = "row3@harbourline.example", products = [{"key": "docs", "access": "member"}])
`
	c := aheadWorld(t, 1).run(t, src, nil)
	c.asPlanned(t)
	w := aheadWorld(t, 1)
	c = w.runWith(t, src, nil, func() { w.unwanted = []string{"row1@harbourline.example"} })
	var states []string
	for _, i := range c.result.Items {
		states = append(states, string(i.State))
	}
	if got := strings.Join(states, " "); got != "done refused not attempted not attempted" {
		t.Errorf("got %s: %v", got, c.err)
	}
	if sent := w.sent(); sent["project_users.create"] > 2 {
		t.Errorf("%v was sent, want one addition and one that is refused", sent)
	}
}
