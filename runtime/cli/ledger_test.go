package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

func TestLedger(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state", "pace")
	now := time.Now()
	l := newLedger(dir, func() time.Time { return now })
	update := func(l *ledger, key string, put string) string {
		t.Helper()
		var had string
		if err := l.Update(t.Context(), key, func(kept []byte) []byte { had = string(kept); return []byte(put) }); err != nil {
			t.Fatal(err)
		}
		return had
	}
	if had := update(l, "a", "1"); had != "" {
		t.Errorf("got %q from nothing", had)
	}
	other := newLedger(dir, func() time.Time { return now.Add(25 * time.Hour) }) // as another process, a day later
	if had := update(other, "a", "2"); had != "1" {
		t.Errorf("got %q, want what the other has written", had)
	}
	must(os.WriteFile(filepath.Join(dir, "a.json.00.part"), nil, 0o600))
	if had := update(other, "b", "3"); had != "" {
		t.Errorf("got %q", had)
	}
	entries, err := os.ReadDir(dir)
	must(err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != "b.json lock" {
		t.Errorf("got files %s, want the old ones to be swept away", got)
	}
	if info, err := os.Stat(filepath.Join(dir, "b.json")); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v, want a file that others cannot read", info, err)
	}
}

// TestLedgerInTheWay: what stands in the way of the ledger is an error that leaves all as it was, and comes within patience.
func TestLedgerInTheWay(t *testing.T) {
	dir := t.TempDir()
	must(os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	for _, in := range []string{filepath.Join(dir, "file", "pace"), filepath.Join(dir, "file")} {
		called := false
		err := newLedger(in, time.Now).Update(t.Context(), "a", func([]byte) []byte { called = true; return nil })
		if err == nil || called {
			t.Errorf("%s: got %v, called %v", in, err, called)
		}
	}
	one, two := newLedger(filepath.Join(dir, "pace"), time.Now), newLedger(filepath.Join(dir, "pace"), time.Now)
	inside, leave := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		_ = one.Update(t.Context(), "a", func([]byte) []byte { close(inside); <-leave; return nil })
	})
	<-inside
	if err := two.Update(t.Context(), "a", func([]byte) []byte { return []byte("x") }); err == nil {
		t.Error("two are inside at a time")
	}
	close(leave)
	all.Wait()
	if err := two.Update(t.Context(), "a", func([]byte) []byte { return []byte("x") }); err != nil {
		t.Error(err)
	}
}

// TestLedgerWhole: many at once, through many handles, lose nothing.
func TestLedgerWhole(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		l := newLedger(dir, time.Now)
		for range 2 {
			all.Go(func() {
				for range 25 {
					err := l.Update(t.Context(), "n", func(kept []byte) []byte {
						n := 0
						_, _ = fmt.Sscan(string(kept), &n)
						return fmt.Append(nil, n+1)
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	all.Wait()
	if got, err := os.ReadFile(filepath.Join(dir, "n.json")); err != nil || string(got) != "200" {
		t.Errorf("got %s, %v, want 200", got, err)
	}
}

// TestTwoProcessesKeepToALimit: two accstar processes at a time read more than the limit allows, from an account served by a third. They meet
// no refusal, but for one where a busy machine held a request up on its way, and wait no longer than the limit has them.
func TestTwoProcessesKeepToALimit(t *testing.T) {
	const window = 2 * time.Second
	dir := t.TempDir()
	must(os.WriteFile(filepath.Join(dir, "look.star"), []byte(`
def main():
    found = [u for i in range(180) for u in acc.account_users.search(email = "nobody%d@example.com" % i)]
    print("found", len(found))
`), 0o600))
	env := append(os.Environ(), "ACCSTAR_STATE_DIR="+filepath.Join(dir, "state"), "ACCSTAR_CONFIG_DIR="+filepath.Join(dir, "config"),
		"ACCSTAR_KEYRING=off", "ACCSTAR_TEST_HASTE=", limitWindowVariable+"="+window.String())
	server := exec.Command("accstar", "practice", "serve", "--json", "--log", "--limit-window", window.String())
	server.Env = env
	var log bytes.Buffer
	server.Stderr = &log
	out, err := server.StdoutPipe()
	must(err)
	must(server.Start())
	var s served
	must(json.NewDecoder(bufio.NewReader(out)).Decode(&s))
	env = append(env, "APS_BASE_URL="+s.BaseURL, "APS_CLIENT_ID="+s.ClientID, "APS_CLIENT_SECRET="+s.ClientSecret, "APS_ACCOUNT_ID="+s.AccountID,
		"APS_ADMIN_EMAIL="+s.AdminEmail)
	began := time.Now()
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			cmd := exec.Command("accstar", "preview", filepath.Join(dir, "look.star"))
			cmd.Env = env
			if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "found 0") {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	must(server.Process.Signal(os.Interrupt))
	_, _ = io.Copy(io.Discard, out)
	var exit *exec.ExitError
	if err := server.Wait(); err != nil && !errors.As(err, &exit) {
		t.Error(err)
	}
	hq, refused := 0, 0
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, " account_users.") {
			hq++
		}
		if strings.Contains(line, " 429 ") {
			refused++
		}
	}
	if hq < 360 || refused*100 > hq {
		t.Errorf("got %d requests and %d refusals, want 360 and more, and one in a hundred:\n%.2000s", hq, refused, log.String())
	}
	if bound := time.Duration(hq/100) * window; took < bound-window/2 {
		t.Errorf("%d requests took %v, which the limit does not allow", hq, took)
	}
	t.Logf("%d requests in %v, %d refused", hq, took, refused)
}

func TestLimitWindow(t *testing.T) {
	for _, test := range []struct {
		url, text, want string
		window          time.Duration
		off             bool
	}{
		{url: "http://127.0.0.1:80", text: "10s", window: 10 * time.Second},
		{url: "http://127.0.0.1:80", text: "off", off: true},
		{url: "http://127.0.0.1:80", text: ""},
		{url: "http://127.0.0.1:80", text: "fast", want: `got "fast"`},
		{url: "http://127.0.0.1:80", text: "1ms", want: "1s to 1h"},
		{url: "", text: "10s", want: "ACC keeps to the limits"},
		{url: "https://acc.example", text: "off", want: "https://acc.example keeps to the limits"},
	} {
		a := &App{Env: func(string) string { return test.text }}
		c := &connection{BaseURL: test.url}
		err := a.pacing(c)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) || c.LimitWindow != test.window || c.Unpaced != test.off {
			t.Errorf("%+v: got %v, %+v", test, err, c)
		}
	}
}

// steppingClock goes on by a step whenever it is looked at.
type steppingClock struct {
	base  time.Time
	step  time.Duration
	looks atomic.Int64
}

func (c *steppingClock) Now() time.Time { return c.base.Add(time.Duration(c.looks.Add(1)) * c.step) }

func (c *steppingClock) Sleep(_ context.Context, d time.Duration) error {
	c.looks.Add(int64(d/c.step) + 1)
	return nil
}

// BenchmarkLedger is what pacing costs a request that is kept together with other processes in a file: one by one at the rate of a limit of
// 600 a minute, which makes the largest file and takes a token at a time; and in a burst of eight workers, who take several.
func BenchmarkLedger(b *testing.B) {
	op := &catalog.Operation{Service: "x", Name: "y", Limit: "x"}
	for _, shape := range []struct {
		name           string
		workers, limit int
		step           time.Duration
	}{{"steady", 1, 600, 102 * time.Millisecond}, {"burst", 8, 1 << 19, time.Nanosecond}} {
		limit := &catalog.Limit{Name: "x", PerMinute: shape.limit, Scope: catalog.PerClient}
		for _, processes := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/processes=%d", shape.name, processes), func(b *testing.B) {
				dir, clock := b.TempDir(), &steppingClock{base: time.Now(), step: shape.step}
				var all sync.WaitGroup
				for range processes {
					p := acc.NewPacer(acc.PacerConfig{Limit: func(string) *catalog.Limit { return limit }, Clock: clock, Ledger: newLedger(dir, time.Now)})
					for range shape.workers {
						all.Go(func() {
							for range max(1, b.N/shape.workers/processes) {
								if err := p.Wait(b.Context(), op, "", nil); err != nil {
									b.Error(err)
								}
							}
						})
					}
				}
				all.Wait()
			})
		}
	}
}
