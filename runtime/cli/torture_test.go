//go:build unix

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"accstar/acc/catalog"
	"accstar/acc/practice"
	"accstar/acc/tenant"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// The law of durable runs: killed at any instant and resumed, a run ends in the same state and with the same report as one that was
// not disturbed, and no change is made twice.
//
// Playbooks run in processes of their own against a practice account in this one. The processes are killed, at every write of their
// journals in turn and at moments drawn at random, and resumed, killed again, and resumed. Meanwhile connections are cut
// before and after the account has acted, answers turn into errors after it has, and answers take their time. In the end the account,
// the changes it was asked for, and the report are compared with those of an undisturbed run.

var (
	tortureKills = flag.Int("torture.kills", 24, "how many processes TestTorture kills at least")
	tortureSeed  = flag.Uint64("torture.seed", 1, "what TestTorture draws by")
)

// tortureHaste is how many times as fast as the real clock all clocks run.
const tortureHaste = 150

// victim is a playbook to be tortured.
type victim struct {
	name   string
	source string // "" for an example
	args   []string
	silent bool // the account loses a row of an import
}

func victims() []victim {
	return []victim{
		{name: "onboard.star", args: []string{"--hires", "new_hires.xlsx"}},
		{name: "create_projects.star", args: []string{"--jobs", "erp_jobs.csv"}},
		{name: "mixed.star", source: mixedPlaybook},
		{name: "imports.star", source: importPlaybook, silent: true},
	}
}

const mixedPlaybook = `"""Parallel work, patches, removals, attempts and a sleep."""
def main():
    people = ["p%d@harbourline.example" % i for i in range(4)]
    projects = acc.projects.list(status = "active")[:4]

    def add(project):
        for mail in people:
            acc.project_users.ensure(project, mail, company = "Harbourline Construction", roles = "Architect")
        return len(acc.project_users.list(project))

    counts = parallel.map(add, projects)
    again = attempt(acc.project_users.create, projects[0], email = people[0], products = [{"key": "docs", "access": "member"}])
    time.sleep(30)
    for project in projects:
        acc.project_users.ensure(project, people[1], access = "admin")
        acc.project_users.remove(project, people[2])
    rows = [{"Project": p.name, "Members": len(acc.project_users.list(p)), "Then": n} for p, n in zip(projects, counts)]
    report.table("Members", rows)
    sheet.write("members.csv", rows)
    by_hand("Tell them", again.error.kind)
`

const importPlaybook = `"""Projects that take their time, and imports that the account carries out later."""
def main():
    made = [acc.projects.create(name = "Torture %d" % i, type = "Office", jobNumber = "T-%d" % i) for i in range(2)]
    project = acc.projects.find(job_number = "24-017")
    access = [{"key": "docs", "access": "member"}, {"key": "insight", "access": "member"}]
    acc.project_users.import_users(project, users = [{"email": "i%d@harbourline.example" % i, "products": access} for i in range(3)])
    for p in made:
        acc.project_users.ensure(p, "priya.nair@harbourline.example", access = "admin")
    acc.companies.create(name = "Torture Ltd", trade = "Concrete")
    print(len(acc.project_users.list(made[0])))
`

// rack is the account that victims run against.
type rack struct {
	cat    *catalog.Catalogue
	demo   *tenant.Memory
	epoch  time.Time
	memory *tenant.Memory
	inner  http.Handler
	url    string

	mu      sync.Mutex
	rand    *rand.Rand
	faults  float64 // chance that something happens to a change
	changes []string
}

// Now and Sleep make the rack a clock as fast as those of its victims.
func (r *rack) Now() time.Time {
	return r.epoch.Add(time.Duration(float64(time.Since(r.epoch)) * tortureHaste))
}

func (r *rack) Sleep(ctx context.Context, d time.Duration) error { return sleep(ctx, d/tortureHaste) }

func newRack(t *testing.T) *rack {
	r := &rack{cat: catalog.New(), epoch: time.Now()}
	r.demo = tenant.Demo(r.cat, r.Now)
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

// renew begins a case: the account is the demo account again.
func (r *rack) renew(silent bool, faults float64, seed uint64) {
	w := &lawWorld{cat: r.cat, clock: &fakeClock{now: r.Now()}, demo: r.demo, state: practice.NewState(r.demo)}
	w.renew()
	r.memory = tenant.NewMemory(r.cat, r.demo.AccountID(), r.Now)
	data, err := w.memory.Snapshot()
	must(err)
	r.memory, err = tenant.RestoreMemory(r.cat, r.Now, data)
	must(err)
	config := practice.Config{
		Catalogue: r.cat, Rules: tenant.NewRules(r.cat, tenant.DemoAccount().ID, tenant.Assumptions{}), State: practice.NewState(r.memory), Clock: r,
		RateLimits: practice.RateLimits{Off: true}, TokenLifetime: 1000 * time.Hour,
	}
	if silent {
		config.Faults = []practice.Fault{{Kind: practice.SilentImport, Where: "project_users.import_users", Rows: 1}}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inner, r.faults, r.changes, r.rand = practice.New(config), faults, nil, rand.New(rand.NewPCG(seed, 2))
}

func (r *rack) draw() float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.rand.Float64()
}

var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// ServeHTTP lets the practice account answer, notes changes, and lets things go wrong.
func (r *rack) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	change := req.Method != http.MethodGet && !strings.HasPrefix(req.URL.Path, "/authentication/")
	chance, fault := r.faults, r.draw()
	if !change {
		chance /= 4
	}
	if fault < chance/3 || strings.HasPrefix(req.URL.Path, "/authentication/") && fault < chance/6 {
		panic(http.ErrAbortHandler) // before it has acted
	}
	rec := httptest.NewRecorder()
	r.inner.ServeHTTP(rec, req.WithContext(context.WithoutCancel(req.Context()))) // also for a client that was killed meanwhile
	if change {
		r.mu.Lock()
		r.changes = append(r.changes, anyID.ReplaceAllString(fmt.Sprintf("%d %s %s %s", rec.Code, req.Method, req.URL.Path, body), "*"))
		r.mu.Unlock()
	}
	switch {
	case fault < chance*2/3:
		panic(http.ErrAbortHandler) // after it has acted
	case change && fault < chance*5/6:
		http.Error(w, `{"title":"Internal Server Error"}`, http.StatusInternalServerError)
		return
	case fault < chance:
		time.Sleep(30 * time.Millisecond)
	}
	for k, v := range rec.Header() {
		w.Header()[k] = v
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes())
}

// outcome is what a run came to, as it compares.
type tortureOutcome struct {
	code    int
	changes []string
	state   *lawState
	report  string
	files   map[string]string
	writes  int // to the journal
}

// tortureTally is what TestTorture reports.
type tortureTally struct {
	cases, kills, resumes, reruns, afterEnd   int
	made, notMade, cannotTell, cut, fullDisks int
	hows                                      map[string]int
}

func TestTorture(t *testing.T) {
	examples, err := filepath.Abs(filepath.Join("..", "..", "scripts", "examples"))
	must(err)
	r := newRack(t)
	tally := &tortureTally{hows: map[string]int{}}
	var want []*tortureOutcome
	for _, v := range victims() {
		r.renew(v.silent, 0, 1)
		c := newTortureCase(t, r, v, examples)
		want = append(want, c.undisturbed())
	}
	began := time.Now()
	for i := 0; tally.kills < *tortureKills && !t.Failed(); i++ {
		n := i % len(want)
		c := newTortureCase(t, r, victims()[n], examples)
		c.torture(uint64(i), want[n], tally)
	}
	t.Logf("%d runs, %d processes killed, resumed %d times, begun again %d times (nothing was sent before the kill), %d killed after their end, %d torn tails, %d full disks, in %s",
		tally.cases, tally.kills, tally.resumes, tally.reruns, tally.afterEnd, tally.cut, tally.fullDisks, time.Since(began).Round(time.Second))
	t.Logf("in doubt: %d changes; a look found %d made and %d not made, %d could not be told", tally.made+tally.notMade+tally.cannotTell, tally.made, tally.notMade, tally.cannotTell)
	t.Logf("killed: %v", tally.hows)
}

type tortureCase struct {
	t      *testing.T
	rack   *rack
	victim victim
	dir    string
}

func newTortureCase(t *testing.T, r *rack, v victim, examples string) *tortureCase {
	c := &tortureCase{t: t, rack: r, victim: v, dir: t.TempDir()}
	must(os.CopyFS(c.dir, os.DirFS(examples)))
	if v.source != "" {
		must(os.WriteFile(filepath.Join(c.dir, v.name), []byte(v.source), 0o600))
	}
	return c
}

// start runs accstar to its end, and reports whether it was killed.
func (c *tortureCase) start(how torments, args ...string) (out string, errs string, code int, killed bool) {
	how.Epoch, how.Haste = c.rack.epoch, tortureHaste
	text, err := json.Marshal(how)
	must(err)
	cmd := exec.Command("accstar", args...)
	cmd.Dir = c.dir
	demo, app := tenant.DemoAccount(), practice.DemoApp()
	cmd.Env = append(os.Environ(), "ACCSTAR_TEST_TORMENT="+string(text), "ACCSTAR_STATE_DIR="+filepath.Join(c.dir, ".state"),
		"ACCSTAR_CONFIG_DIR="+filepath.Join(c.dir, ".config"), "TZ=UTC", "ACCSTAR_TEST_HASTE=", "APS_BASE_URL="+c.rack.url, "APS_CLIENT_ID="+app.ClientID,
		"APS_CLIENT_SECRET="+app.Secret, "APS_ACCOUNT_ID="+demo.ID, "APS_ADMIN_EMAIL="+demo.AdminEmail)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status, _ := exit.Sys().(syscall.WaitStatus)
		return stdout.String(), stderr.String(), exit.ExitCode(), status.Signaled() && status.Signal() == syscall.SIGKILL
	}
	must(err)
	return stdout.String(), stderr.String(), 0, false
}

func (c *tortureCase) runArgs() []string {
	return append([]string{"run", c.victim.name, "--yes", "--json", "--out-dir", "written"}, c.victim.args...)
}

func (c *tortureCase) undisturbed() *tortureOutcome {
	count := filepath.Join(c.dir, ".count")
	out, errs, code, killed := c.start(torments{CountTo: count}, c.runArgs()...)
	if killed || code != ExitDone && code != ExitPartly {
		c.t.Fatalf("%s undisturbed: exit %d\n%s%s", c.victim.name, code, out, errs)
	}
	o := c.outcome(out, code)
	data, err := os.ReadFile(count)
	if err != nil {
		c.t.Fatalf("%s undisturbed has no journal: exit %d\n%s%s", c.victim.name, code, out, errs)
	}
	_, err = fmt.Sscan(string(data), &o.writes)
	must(err)
	c.t.Logf("%s undisturbed: exit %d, %d changes, %d journal writes", c.victim.name, code, len(o.changes), o.writes)
	return o
}

func (c *tortureCase) outcome(out string, code int) *tortureOutcome {
	c.rack.memory.Settle(c.rack.Now().Add(time.Hour))
	o := &tortureOutcome{code: code, state: stateOf(c.rack.memory), report: tortureReport(out), files: map[string]string{}}
	c.rack.mu.Lock()
	o.changes = slices.Sorted(slices.Values(c.rack.changes))
	c.rack.mu.Unlock()
	written := filepath.Join(c.dir, "written")
	entries, err := os.ReadDir(written)
	if err != nil && !os.IsNotExist(err) {
		must(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(written, e.Name()))
		must(err)
		o.files[e.Name()] = string(data)
	}
	return o
}

// tortureReport is a report without what may differ: times, IDs, requests.
func tortureReport(out string) string {
	var r preview.Result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		return "no report: " + out
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %v\n", r.State, r.Title, r.Error, r.Params)
	for _, i := range r.Items {
		seconds := regexp.MustCompile(`after \d+m?\d*s`)
		fmt.Fprintf(&b, "%s %s %s %s %s %s\n", i.State, i.Change.Op, i.Change.Group, i.Change.Subject, i.Change.Text, seconds.ReplaceAllString(i.Error, "after a while"))
	}
	fmt.Fprintln(&b, r.Rows, r.ByHand, r.Tables, r.Files)
	return anyID.ReplaceAllString(b.String(), "*")
}

var tortureHows = []string{"before", "half", "after", "synced", "power", "moment"}

// torture kills and resumes a run until it has come to its end, and compares.
func (c *tortureCase) torture(number uint64, want *tortureOutcome, tally *tortureTally) {
	rnd := rand.New(rand.NewPCG(*tortureSeed, number))
	c.rack.renew(c.victim.silent, []float64{0, 0, 0.1, 0.3}[rnd.IntN(4)], number)
	tally.cases++
	round := int(number) / len(victims())
	next := torments{Seed: number, Kill: 1 + round%want.writes, How: tortureHows[(round/want.writes+round)%len(tortureHows)]}
	args := c.runArgs()
	most := 1 + rnd.IntN(4)
	for part := 1; ; part++ {
		switch {
		case part > most:
			next = torments{}
		case part > 1:
			next = torments{Seed: rnd.Uint64(), Kill: 1 + rnd.IntN(want.writes), How: tortureHows[rnd.IntN(len(tortureHows))]}
		}
		if next.How == "moment" {
			next.KillAfter, next.Kill = time.Duration(1+rnd.IntN(600))*time.Millisecond, 0
		} else if next.Kill > 2 && rnd.IntN(12) == 0 {
			next.Full, next.Kill, next.How = next.Kill, 0, "full"
		}
		out, errs, code, killed := c.start(next, args...)
		sent := c.count()
		switch {
		case killed:
			tally.kills++
			tally.hows[next.How]++
			c.cutTail(rnd, tally)
		case next.How == "full" && code == ExitFailed && strings.Contains(out+errs, "no space left"):
			tally.fullDisks++
		case strings.Contains(out+errs, "before anything was sent") || strings.Contains(out+errs, "no run was interrupted"):
			if sent > 0 && strings.Contains(out+errs, "before anything") {
				c.t.Errorf("case %d: %s says that nothing was sent, and %d changes were", number, args[0], sent)
				return
			}
			if got := c.ended(want); got != nil {
				tally.afterEnd++
				c.compare(number, want, got, errs, tally)
				return
			}
			must(os.RemoveAll(filepath.Join(c.dir, ".state")))
			tally.reruns++
			args = c.runArgs()
			continue
		default:
			c.compare(number, want, c.outcome(out, code), errs, tally)
			return
		}
		if part > 30 {
			c.t.Fatalf("case %d does not come to an end", number)
		}
		tally.resumes++
		args = []string{"resume", "--json"}
	}
}

// ended is the outcome of a run that was killed after it had come to its end, and before it could show its report; nil if there is
// none.
func (c *tortureCase) ended(want *tortureOutcome) *tortureOutcome {
	ids, err := journal.Runs(filepath.Join(c.dir, ".state", "runs"))
	must(err)
	if len(ids) == 0 {
		return nil
	}
	log, err := journal.Open(filepath.Join(c.dir, ".state", "runs", ids[0]))
	if err != nil || log.End == nil {
		return nil
	}
	got := c.outcome("", want.code)
	got.report = want.report
	if state := strings.Fields(want.report)[0]; string(log.End.State) != state {
		got.report = string(log.End.State)
	}
	return got
}

func (c *tortureCase) count() int {
	c.rack.mu.Lock()
	defer c.rack.mu.Unlock()
	return len(c.rack.changes)
}

func (c *tortureCase) compare(number uint64, want, got *tortureOutcome, errs string, tally *tortureTally) {
	c.t.Helper()
	fail := func(what, want, got string) {
		c.t.Errorf("case %d (%s): %s differ\n--- undisturbed\n%s\n--- tortured\n%s\n%s\nkept in %s", number, c.victim.name, what, want, got, errs, c.keep())
	}
	if want.code != got.code || want.report != got.report {
		fail("reports", fmt.Sprint(want.code, "\n", want.report), fmt.Sprint(got.code, "\n", got.report))
	}
	if a, b := strings.Join(want.changes, "\n"), strings.Join(got.changes, "\n"); a != b {
		fail("changes", a, b)
	}
	if diff := want.state.diff(got.state); diff != "" {
		fail("accounts", "", diff)
	}
	for name, data := range want.files {
		if got.files[name] != data {
			fail(name, data, got.files[name])
		}
	}
	ids, err := journal.Runs(filepath.Join(c.dir, ".state", "runs"))
	must(err)
	for _, id := range ids {
		log, err := journal.Open(filepath.Join(c.dir, ".state", "runs", id))
		if err != nil {
			continue
		}
		for _, rec := range log.Records {
			switch {
			case rec.Kind != journal.Settled:
			case rec.Made == nil:
				tally.cannotTell++
			case *rec.Made:
				tally.made++
			default:
				tally.notMade++
			}
		}
	}
}

// keep moves a case that failed to where it can be looked at.
func (c *tortureCase) keep() string {
	dir, err := os.MkdirTemp("", "torture-")
	must(err)
	must(os.CopyFS(dir, os.DirFS(c.dir)))
	return dir
}

// cutTail tears something off the end of the journal that nothing was based on yet, now and then.
func (c *tortureCase) cutTail(rnd *rand.Rand, tally *tortureTally) {
	ids, err := journal.Runs(filepath.Join(c.dir, ".state", "runs"))
	must(err)
	if len(ids) == 0 || rnd.IntN(4) > 0 {
		return
	}
	path := filepath.Join(c.dir, ".state", "runs", ids[0], journal.JournalFile)
	data, err := os.ReadFile(path)
	if err != nil {
		return
	}
	// A crash of the machine leaves half a line, or nonsense where a line was to be.
	junk := []byte(`{"n":99,"at":"20`)
	if rnd.IntN(2) == 0 {
		junk = make([]byte, 40)
	}
	must(os.WriteFile(path, append(data, junk...), 0o600))
	tally.cut++
}
