// Command bench measures accstar as its users meet it: whole processes, against a practice account that is served by another. It builds
// accstar itself and keeps what it makes in a temporary folder. docs/performance.md says what the figures mean.
//
//	go run ./scripts/bench [-projects 1000] [-members 200] [-latency 80ms] [-starts 20]
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

type options struct {
	projects, members, starts int
	latency                   time.Duration
}

func main() {
	var o options
	flag.IntVar(&o.projects, "projects", 1000, "projects of the account that is audited")
	flag.IntVar(&o.members, "members", 200, "members of each of them")
	flag.DurationVar(&o.latency, "latency", 80*time.Millisecond, "time added to every answer")
	flag.IntVar(&o.starts, "starts", 20, "how often each command is started")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, out io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "accstar-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	b := &bench{dir: dir, program: filepath.Join(dir, "accstar"+exe())}
	build := exec.CommandContext(ctx, "go", "build", "-o", b.program, "accstar")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build: %w", err)
	}
	fmt.Fprintf(out, "%s/%s, %d processors, %s\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	if err := b.startUp(ctx, o.starts, out); err != nil {
		return err
	}
	return b.audit(ctx, o, out)
}

func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

type bench struct {
	dir, program string
}

// command is accstar with state and configuration of its own.
func (b *bench) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, b.program, args...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "ACCSTAR_STATE_DIR="+filepath.Join(b.dir, "state"), "ACCSTAR_CONFIG_DIR="+filepath.Join(b.dir, "config"),
		"ACCSTAR_KEYRING=off", "ACCSTAR_PROFILE=", "APS_BASE_URL=", "APS_CLIENT_ID=", "APS_CLIENT_SECRET=", "APS_ACCOUNT_ID=", "APS_ADMIN_EMAIL=")
	return cmd
}

// startUp times whole processes that have next to nothing to do.
func (b *bench) startUp(ctx context.Context, times int, out io.Writer) error {
	trivial := filepath.Join(b.dir, "trivial.star")
	if err := os.WriteFile(trivial, []byte("def main():\n    print(\"hello\")\n"), 0o600); err != nil {
		return err
	}
	for _, args := range [][]string{{"version"}, {"preview", trivial}} {
		var took []time.Duration
		for range times + 1 {
			began := time.Now()
			if text, err := b.command(ctx, args...).CombinedOutput(); err != nil {
				return fmt.Errorf("accstar %s: %w\n%s", args[0], err, text)
			}
			took = append(took, time.Since(began))
		}
		took = took[1:] // the first one finds nothing in the system's cache
		slices.Sort(took)
		fmt.Fprintf(out, "start-up  accstar %-8s  median %v, fastest %v, of %d\n", args[0], ms(took[len(took)/2]), ms(took[0]), times)
	}
	return nil
}

func ms(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }

const auditPlaybook = `"""Counts who is in which project."""

def main():
    people = {}
    members = 0
    for project in acc.projects.list():
        for member in acc.project_users.list(project):
            people[member.email] = True
            members += 1
    print("found", len(people), "people in", members, "memberships")
`

// served is what practice serve --json says.
type served struct {
	BaseURL      string `json:"base_url"`
	AccountID    string `json:"account_id"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	AdminEmail   string `json:"admin_email"`
}

// audit lists the members of all projects of a large account.
func (b *bench) audit(ctx context.Context, o options, out io.Writer) error {
	seed := filepath.Join(b.dir, "seed.json")
	if err := b.seed(ctx, seed, o); err != nil {
		return err
	}
	playbook := filepath.Join(b.dir, "audit.star")
	if err := os.WriteFile(playbook, []byte(auditPlaybook), 0o600); err != nil {
		return err
	}
	s, stop, err := b.serve(ctx, "--seed", seed, "--latency", o.latency.String(), "--rate-limits", "off")
	if err != nil {
		return err
	}
	defer stop()
	cmd := b.command(ctx, "preview", "--json", playbook)
	cmd.Env = append(cmd.Env, "APS_BASE_URL="+s.BaseURL, "APS_CLIENT_ID="+s.ClientID, "APS_CLIENT_SECRET="+s.ClientSecret, "APS_ACCOUNT_ID="+s.AccountID,
		"APS_ADMIN_EMAIL="+s.AdminEmail, "ACCSTAR_LIMIT_WINDOW=off")
	cmd.Stderr = os.Stderr
	began := time.Now()
	text, err := cmd.Output()
	took := time.Since(began)
	if err != nil {
		return fmt.Errorf("the audit: %w\n%s", err, text)
	}
	var plan struct {
		Cost struct {
			Reads int `json:"reads"`
		} `json:"cost"`
	}
	if err := json.Unmarshal(text, &plan); err != nil {
		return fmt.Errorf("the audit's plan: %w", err)
	}
	fmt.Fprintf(out, "audit     %d projects × %d members, answers after %v: %d requests, %v", o.projects, o.members, o.latency, plan.Cost.Reads, ms(took))
	if bound := time.Duration(plan.Cost.Reads) * o.latency; bound > 0 {
		fmt.Fprintf(out, ", %.2f times the latency of its requests one by one", float64(took)/float64(bound))
	}
	if peak := peakMemory(cmd.ProcessState); peak > 0 {
		fmt.Fprintf(out, ", %.0f MB at most", float64(peak)/1e6)
	}
	fmt.Fprintln(out)
	return nil
}

// serve starts a practice account, and returns how to reach it and what ends it.
func (b *bench) serve(ctx context.Context, args ...string) (*served, func(), error) {
	cmd := b.command(ctx, append([]string{"practice", "serve", "--json"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, err
	}
	stop := func() {
		_ = cmd.Process.Kill() // it keeps nothing that is wanted
		_ = cmd.Wait()
	}
	s := &served{}
	if err := json.NewDecoder(bufio.NewReader(out)).Decode(s); err != nil {
		stop()
		return nil, nil, fmt.Errorf("accstar practice serve: %w", err)
	}
	return s, stop, nil
}
