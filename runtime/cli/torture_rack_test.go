//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"accstar/acc/catalog"
	"accstar/acc/practice"
	"accstar/acc/tenant"
)

// rack is the account that victims run against: accstar practice serve, in a process of its own, with its state in a folder. What
// goes wrong between it and its clients is what --faults asks for.
type rack struct {
	cat    *catalog.Catalogue
	clock  hastyClock
	faults string
	dir    string          // its state folder
	state  *practice.State // the folder again, to begin the account anew
	known  map[string]bool // IDs that the demo account has
	served served
	turn   sync.Mutex // cases take turns
}

// hastyClock is the clock of all processes of a torture: it runs haste times as fast as the real one.
type hastyClock struct {
	epoch time.Time
	haste float64
}

func (c hastyClock) Now() time.Time {
	return c.epoch.Add(time.Duration(float64(time.Since(c.epoch)) * c.haste))
}

func (c hastyClock) Sleep(ctx context.Context, d time.Duration) error {
	return sleep(ctx, time.Duration(float64(d)/c.haste))
}

// newRack starts an account.
func newRack(t *testing.T, clock hastyClock, faults string) *rack {
	r := &rack{cat: catalog.New(), clock: clock, faults: faults, dir: t.TempDir(), known: map[string]bool{}}
	demo, err := tenant.Demo(r.cat, clock.Now).Snapshot()
	must(err)
	for _, id := range anyID.FindAllString(string(demo), -1) {
		r.known[id] = true
	}
	r.state, err = practice.Open(filepath.Join(r.dir, "practice"), practice.Options{Catalogue: r.cat, Now: r.clock.Now, Begin: r.begin})
	must(err)
	t.Cleanup(func() { _ = r.state.Close() })
	r.serve(t)
	return r
}

// tortureJobs are the projects of the demo account that victims work on.
var tortureJobs = []string{"24-001", "24-017", "24-018", "25-001", "25-013", "26-001", "26-002", "26-004"}

// begin makes the account that every case begins with: the demo account with no other projects than victims work on, for speed.
func (r *rack) begin() (*tenant.Memory, error) {
	ctx, m := context.Background(), tenant.Demo(r.cat, r.clock.Now)
	projects, err := m.List(ctx, tenant.Collection{Entity: "project", Parent: m.AccountID()})
	if err != nil {
		return nil, err
	}
	drop := map[string]bool{}
	for _, p := range projects {
		drop[text(p["id"])] = p["jobNumber"] != nil && p["jobNumber"] != "" && !slices.Contains(tortureJobs, text(p["jobNumber"]))
	}
	for _, c := range m.Collections() {
		all, err := m.List(ctx, c)
		if err != nil {
			return nil, err
		}
		for _, rec := range all {
			if id := text(rec["id"]); drop[c.Parent] || drop[id] {
				m.Apply([]tenant.Change{{Collection: c, ID: id, Before: rec}})
			}
		}
	}
	return m, nil
}

// serve starts the process, which ends with the test.
func (r *rack) serve(t *testing.T) {
	cmd := exec.Command("accstar", "practice", "serve", "--json", "--rate-limits", "off", "--token-lifetime", "10000h", "--faults", r.faults)
	cmd.Env = append(os.Environ(), "ACCSTAR_STATE_DIR="+r.dir, "ACCSTAR_TEST_HASTE=", "GOGC=400", r.clock.env(torments{}))
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	must(err)
	must(cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_, _ = io.Copy(io.Discard, out)
		if err := cmd.Wait(); err != nil {
			t.Errorf("practice serve: %v\n%s", err, errs.String())
		}
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &r.served)
	}
	if err != nil {
		t.Fatalf("practice serve: %v\n%s%s", err, line, errs.String())
	}
}

// env hands a process its clock and its torments.
func (c hastyClock) env(how torments) string {
	how.Epoch, how.Haste = c.epoch, c.haste
	text, err := json.Marshal(how)
	must(err)
	return "ACCSTAR_TEST_TORMENT=" + string(text)
}

// environment is what a client of the account needs to know.
func (r *rack) environment() []string {
	return []string{"APS_BASE_URL=" + r.served.BaseURL, "APS_CLIENT_ID=" + r.served.ClientID, "APS_CLIENT_SECRET=" + r.served.ClientSecret,
		"APS_ACCOUNT_ID=" + r.served.AccountID, "APS_ADMIN_EMAIL=" + r.served.AdminEmail}
}

// renew begins a case: the account is the demo account again.
func (r *rack) renew() { must(r.state.Reset(r.begin)) }

// account is the account as it stands once everything has come to pass.
func (r *rack) account() *tenant.Memory {
	look := practice.New(practice.Config{Catalogue: r.cat, Rules: tenant.NewRules(r.cat, r.served.AccountID, tenant.Assumptions{}), State: r.state, Clock: r.clock})
	look.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil)) // whatever is asked for, the state is read first
	m := r.state.Account()
	m.Settle(r.clock.Now().Add(time.Hour))
	return m
}

var (
	anyID   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anyTime = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z`)
)

// made lists the changes that the server has carried out since the case began, one entry a request, from the server's own log,
// where it puts each before it answers. What ACC does by itself besides is left out, and what differs from run to run is masked:
// times, and IDs that were given since. An import that was lost has changed nothing: whoever looks for it finds it was not made, and
// sends it again.
func (r *rack) made() []string {
	data, err := os.ReadFile(filepath.Join(r.dir, "practice", "account.log"))
	must(err)
	lines := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	var out []string
	for _, line := range lines[1:] { // the first is its header
		var e struct {
			Settled bool
			Auth    json.RawMessage
			Changes []tenant.Change
			Later   []tenant.Later
		}
		must(json.Unmarshal(line, &e))
		if e.Settled || e.Auth != nil || len(e.Changes)+len(e.Later) == 0 {
			continue
		}
		for _, l := range e.Later {
			e.Changes = append(e.Changes, l.Change)
		}
		out = append(out, r.masked(e.Changes))
	}
	slices.Sort(out)
	return out
}

// masked is what a request has changed, as it compares.
func (r *rack) masked(changes []tenant.Change) string {
	text := "changed"
	for _, c := range changes {
		if c.Auto {
			continue
		}
		text += fmt.Sprintf(" %s %s/%s", c.Collection.Entity, c.Collection.Parent, c.ID)
		for _, field := range append(compared(c.Collection.Entity), "status") {
			text += fmt.Sprintf(" %s=%v", field, c.After[field])
		}
	}
	text = anyID.ReplaceAllStringFunc(text, func(id string) string {
		if r.known[id] {
			return id
		}
		return "*"
	})
	return anyTime.ReplaceAllString(text, "TIME")
}
