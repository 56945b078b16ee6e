//go:build unix

package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// The law of durable runs: killed at any instant and resumed, a run ends in the same state and with the same report as one that was
// not disturbed, and no change is made twice.
//
// Playbooks run in processes of their own against accstar practice serve in another. The processes are killed, at every write of
// their journals in turn and at moments drawn at random, and resumed, killed again, and resumed. Meanwhile connections are cut
// before and after the account has acted, answers turn into errors after it has, and answers take their time; disks fill up, and
// the ends of journals are torn off. In the end the account, the changes it has carried out, the report and the files written are
// compared with those of an undisturbed run.

var (
	tortureKills = flag.Int("torture.kills", 100, "how many processes TestTorture kills at least")
	tortureSeed  = flag.Uint64("torture.seed", 1, "what TestTorture draws by")
	tortureHands = flag.Int("torture.hands", 3, "how many runs TestTorture tortures at a time")
)

// tortureHaste is how many times as fast as the real clock all clocks run.
const tortureHaste = 200

// victim is a playbook to be tortured.
type victim struct {
	name   string
	source string // "" for an example
	args   []string
	silent bool // the account loses what is imported
	fused  bool // its changes travel together, or alone where it is not known what came of them: the requests are not compared
}

func victims() []victim {
	return []victim{
		{name: "onboard.star", args: []string{"--hires", "new_hires.xlsx"}},
		{name: "create_projects.star", args: []string{"--jobs", "erp_jobs.csv"}},
		{name: "mixed.star", source: mixedPlaybook},
		{name: "imports.star", source: importPlaybook},
		{name: "lost_imports.star", source: importPlaybook, silent: true},
		{name: "fused.star", source: fusedPlaybook, args: []string{"--ahead"}, fused: true},
	}
}

// racks are the accounts of a torture, by how much goes wrong in them.
func racks(t *testing.T) map[bool][]*rack {
	const silent = "silent-import:project_users.import_users"
	some := "drop-before:changes:3%,drop-after:changes:4%,500-after:changes:3%,slow=6s:changes:5%,drop-before:reads:1%,drop-after:reads:1%,slow=6s:reads:1%"
	many := "drop-before:changes:8%,drop-after:changes:12%,500-after:changes:10%,slow=6s:changes:5%,drop-before:reads:3%,drop-after:reads:3%," +
		"503:reads:2%,slow=6s:reads:1%,drop-after:authentication.token:5%"
	clock := hastyClock{time.Now(), tortureHaste}
	out := map[bool][]*rack{}
	for _, faults := range []string{"", some, many} {
		out[false] = append(out[false], newRack(t, clock, faults))
	}
	for _, faults := range []string{silent, silent + "," + some} {
		out[true] = append(out[true], newRack(t, clock, faults))
	}
	return out
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

const fusedPlaybook = `"""A plain loop whose additions travel together, and rows that do."""
def main():
    projects = acc.projects.list(status = "active")[:3]
    for p in projects:
        for i in range(9):
            acc.project_users.ensure(p, "f%d@harbourline.example" % i, company = "Harbourline Construction", roles = "Architect")
    print([len(acc.project_users.list(p)) for p in projects])
    def more(i):
        for p in projects:
            acc.project_users.ensure(p, "g%d@harbourline.example" % i)
    each(range(6), more)
    report.table("Members", [{"Project": p.name, "Members": len(acc.project_users.list(p))} for p in projects])
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

// tortureOutcome is what a run came to, as it compares.
type tortureOutcome struct {
	code    int
	changes []string // that the server has carried out
	state   *lawState
	report  string
	files   map[string]string
	writes  int // to the journal
}

// tortureTally is what TestTorture reports.
type tortureTally struct {
	mu                                         sync.Mutex
	cases, kills, resumes, reruns, afterEnd    int
	made, notMade, cannotTell, torn, fullDisks int
	hows                                       map[string]int
	places                                     map[string]bool // where in which victim's journal the first kill was
}

func (t *tortureTally) count(what func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	what()
}

func TestTorture(t *testing.T) {
	examples, err := filepath.Abs(filepath.Join("..", "..", "scripts", "examples"))
	must(err)
	racks := racks(t)
	tally := &tortureTally{hows: map[string]int{}, places: map[string]bool{}}
	var want []*tortureOutcome
	writes := 0
	for _, v := range victims() {
		r := racks[v.silent][0]
		r.renew()
		want = append(want, newTortureCase(t, r, v, examples).undisturbed())
		writes += want[len(want)-1].writes
	}
	began := time.Now()
	var next atomic.Uint64
	var hands sync.WaitGroup
	for range *tortureHands {
		hands.Go(func() {
			for !t.Failed() {
				number := next.Add(1) - 1
				done := false
				tally.count(func() { done = tally.kills >= *tortureKills })
				if done {
					return
				}
				n := int(number) % len(want)
				v := victims()[n]
				r := racks[v.silent][int(number)%len(racks[v.silent])]
				r.turn.Lock()
				r.renew()
				newTortureCase(t, r, v, examples).torture(number, want[n], tally)
				r.turn.Unlock()
			}
		})
	}
	hands.Wait()
	t.Logf("%d runs, %d processes killed, resumed %d times, begun again %d times (nothing was sent before), %d killed after their end, %d torn tails, %d full disks, in %s",
		tally.cases, tally.kills, tally.resumes, tally.reruns, tally.afterEnd, tally.torn, tally.fullDisks, time.Since(began).Round(time.Second))
	t.Logf("in doubt: %d changes; a look found %d made and %d not made, %d could not be told", tally.made+tally.notMade+tally.cannotTell, tally.made, tally.notMade, tally.cannotTell)
	t.Logf("killed: %v; a run's first kill was at %d of %d journal writes", tally.hows, len(tally.places), writes)
}

type tortureCase struct {
	t      *testing.T
	rack   *rack
	victim victim
	dir    string
}

func newTortureCase(t *testing.T, r *rack, v victim, examples string) *tortureCase {
	c := &tortureCase{t: t, rack: r, victim: v, dir: t.TempDir()}
	for _, name := range slices.Concat([]string{v.name}, v.args) {
		if data, err := os.ReadFile(filepath.Join(examples, name)); err == nil {
			must(os.WriteFile(filepath.Join(c.dir, name), data, 0o600))
		}
	}
	if v.source != "" {
		must(os.WriteFile(filepath.Join(c.dir, v.name), []byte(v.source), 0o600))
	}
	return c
}

// start runs accstar to its end, and reports whether it was killed.
func (c *tortureCase) start(how torments, args ...string) (out string, errs string, code int, killed bool) {
	cmd := exec.Command("accstar", args...)
	cmd.Dir = c.dir
	cmd.Env = append(append(os.Environ(), c.rack.environment()...), c.rack.clock.env(how), "ACCSTAR_STATE_DIR="+filepath.Join(c.dir, ".state"),
		"ACCSTAR_CONFIG_DIR="+filepath.Join(c.dir, ".config"), "TZ=UTC", "ACCSTAR_TEST_HASTE=", "GOGC=off", "GOMEMLIMIT=512MiB")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	must(cmd.Start())
	if how.How == "outside" {
		killer := time.AfterFunc(how.KillAfter, func() { _ = cmd.Process.Kill() })
		defer killer.Stop()
	}
	err := cmd.Wait()
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
	o := &tortureOutcome{code: code, changes: c.rack.made(), state: stateOf(c.rack.account()), report: tortureReport(out), files: map[string]string{}}
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

var someWhile = regexp.MustCompile(`after \d+m?\d*s`)

// tortureReport is a report without what may differ: times, IDs, requests.
func tortureReport(out string) string {
	var r preview.Result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		return "no report: " + out
	}
	return reportItems(&r) + anyID.ReplaceAllString(fmt.Sprintln(r.Rows, r.ByHand, r.Tables, r.Files), "*")
}

// reportItems is the part of a report that is about changes.
func reportItems(r *preview.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %v\n", r.State, r.Title, r.Error, r.Params)
	for _, i := range r.Items {
		fmt.Fprintf(&b, "%s %s %s %s %s %s\n", i.State, i.Change.Op, i.Change.Group, i.Change.Subject, i.Change.Text, someWhile.ReplaceAllString(i.Error, "after a while"))
	}
	return anyID.ReplaceAllString(b.String(), "*")
}

var tortureHows = []string{"before", "half", "after", "synced", "power", "moment", "outside"}

// nth goes through the numbers from 1 to n, each once, far from the one before.
func nth(round, n int) int {
	step := max(1, n*5/8)
	for a, b := step, n; ; a, b = step, n {
		for b != 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return 1 + round*step%n
		}
		step++
	}
}

// torture kills and resumes a run until it has come to its end, and compares.
func (c *tortureCase) torture(number uint64, want *tortureOutcome, tally *tortureTally) {
	rnd := rand.New(rand.NewPCG(*tortureSeed, number))
	round := int(number) / len(victims())
	next := torments{Seed: number, Kill: nth(round, want.writes), How: tortureHows[(round/want.writes+round)%5]}
	tally.count(func() { tally.cases++; tally.places[fmt.Sprint(c.victim.name, next.Kill)] = true })
	args := c.runArgs()
	most := 2 + rnd.IntN(5)
	for part := 1; ; part++ {
		switch {
		case part > most:
			next = torments{}
		case part > 1:
			next = c.drawTorments(rnd, want.writes)
		}
		out, errs, code, killed := c.start(next, args...)
		switch {
		case killed:
			torn := c.tearTail(rnd)
			tally.count(func() {
				tally.kills++
				tally.hows[next.How]++
				if torn {
					tally.torn++
				}
			})
		case next.How == "full" && code == ExitFailed && strings.Contains(out+errs, "no space left"):
			tally.count(func() { tally.fullDisks++ })
		case strings.Contains(out+errs, "before anything was sent") || strings.Contains(out+errs, "no run was interrupted"):
			if got := c.ended(want); got != nil {
				tally.count(func() { tally.afterEnd++ })
				c.compare(number, want, got, errs, tally)
				return
			}
			if sent := c.rack.made(); len(sent) > 0 {
				c.t.Errorf("case %d: %s says that nothing was sent, and %d changes were\n%s", number, args[0], len(sent), errs)
				return
			}
			must(os.RemoveAll(filepath.Join(c.dir, ".state")))
			tally.count(func() { tally.reruns++ })
			args = c.runArgs()
			continue
		default:
			c.compare(number, want, c.outcome(out, code), errs, tally)
			return
		}
		if part > 30 {
			c.t.Errorf("case %d does not come to an end", number)
			return
		}
		tally.count(func() { tally.resumes++ })
		args = []string{"resume", "--json"}
	}
}

// drawTorments draws what happens to a part of a run.
func (c *tortureCase) drawTorments(rnd *rand.Rand, writes int) torments {
	next := torments{Seed: rnd.Uint64(), Kill: 1 + rnd.IntN(writes*2/3), How: tortureHows[rnd.IntN(len(tortureHows))]}
	switch {
	case next.How == "moment" || next.How == "outside":
		next.KillAfter, next.Kill = time.Duration(1+rnd.IntN(400))*time.Millisecond, 0
	case rnd.IntN(12) == 0:
		next.Full, next.Kill, next.How = next.Kill, 0, "full"
	}
	return next
}

// ended is the outcome of a run that was killed after it had come to its end, and before it could show its report; nil if there is
// none. The report is what history has of it.
func (c *tortureCase) ended(want *tortureOutcome) *tortureOutcome {
	app := &App{StateDir: filepath.Join(c.dir, ".state"), Now: c.rack.clock.Now}
	ids, err := journal.Runs(app.runsDir())
	must(err)
	if len(ids) == 0 {
		return nil
	}
	r := app.readRun(ids[0])
	if r.log == nil || r.log.End == nil {
		return nil
	}
	got := c.outcome("", want.code)
	got.report = reportItems(r.result())
	if strings.HasPrefix(want.report, got.report) {
		got.report = want.report
	}
	return got
}

func (c *tortureCase) compare(number uint64, want, got *tortureOutcome, errs string, tally *tortureTally) {
	c.t.Helper()
	fail := func(what, want, got string) {
		c.t.Errorf("case %d (%s, faults %q): %s differ\n--- undisturbed\n%s\n--- tortured\n%s\n%s\nkept in %s", number, c.victim.name, c.rack.faults, what, want, got, errs, c.keep())
	}
	if want.code != got.code || want.report != got.report {
		fail("reports", fmt.Sprint(want.code, "\n", want.report), fmt.Sprint(got.code, "\n", got.report))
	}
	if missing, extra := less(want.changes, got.changes), less(got.changes, want.changes); len(missing)+len(extra) > 0 && !c.victim.fused {
		fail("changes", strings.Join(missing, "\n"), strings.Join(extra, "\n"))
	}
	if diff := want.state.diff(got.state); diff != "" {
		fail("accounts", "", diff)
	}
	if !maps.Equal(want.files, got.files) {
		fail("files", fmt.Sprint(want.files), fmt.Sprint(got.files))
	}
	ids, err := journal.Runs(filepath.Join(c.dir, ".state", "runs"))
	must(err)
	for _, id := range ids {
		log, err := journal.Open(filepath.Join(c.dir, ".state", "runs", id))
		if err != nil {
			continue
		}
		for _, rec := range log.Records {
			if rec.Kind == journal.Settled {
				tally.count(func() { tally.settled(rec.Made) })
			}
		}
	}
}

// less is what a has and b has not, as often as that.
func less(a, b []string) []string {
	have := map[string]int{}
	for _, x := range b {
		have[x]++
	}
	var out []string
	for _, x := range a {
		if have[x]--; have[x] < 0 {
			out = append(out, x)
		}
	}
	return out
}

// settled counts what a look has shown.
func (t *tortureTally) settled(made *bool) {
	switch {
	case made == nil:
		t.cannotTell++
	case *made:
		t.made++
	default:
		t.notMade++
	}
}

// keep copies a case that failed to where it can be looked at.
func (c *tortureCase) keep() string {
	dir, err := os.MkdirTemp("", "torture-")
	must(err)
	must(os.CopyFS(dir, os.DirFS(c.dir)))
	return dir
}

// tearTail does to the end of the journal what a crash of the machine can do, now and then: it leaves half a line or nonsense
// after the last, or takes away what came after the last intent: that was on disk before its change left. What a part of the run has
// ended with stays as well.
func (c *tortureCase) tearTail(rnd *rand.Rand) bool {
	ids, err := journal.Runs(filepath.Join(c.dir, ".state", "runs"))
	must(err)
	what := rnd.IntN(8)
	if len(ids) == 0 || what > 2 {
		return false
	}
	path := filepath.Join(c.dir, ".state", "runs", ids[0], journal.JournalFile)
	data, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	switch what {
	case 0:
		data = append(data, `{"n":99,"at":"20`...)
	case 1:
		data = append(data, make([]byte, 40)...)
	default:
		last := max(bytes.LastIndex(data, []byte(`"kind":"intent"`)), bytes.LastIndex(data, []byte(`"kind":"end"`)))
		end := bytes.IndexByte(data[max(last, 0):], '\n')
		if last < 0 || end < 0 {
			return false
		}
		keep := last + end + 1
		data = data[:keep+rnd.IntN(len(data)-keep+1)]
	}
	must(os.WriteFile(path, data, 0o600))
	return true
}
