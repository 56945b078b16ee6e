package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/acc/tenant"

	"github.com/google/go-cmp/cmp"
)

// folder is a state's folder that a test opens again and again.
type folder struct {
	t     *testing.T
	dir   string
	clock *testClock
}

func newFolder(t *testing.T) *folder {
	return &folder{t: t, dir: filepath.Join(t.TempDir(), "practice"), clock: newTestClock()}
}

func (f *folder) options() Options {
	cat := testCatalogue()
	return Options{Catalogue: cat, Now: f.clock.Now, Begin: func() (*tenant.Memory, error) { return testMemory(cat, f.clock), nil }}
}

func (f *folder) open() *State {
	f.t.Helper()
	st, err := Open(f.dir, f.options())
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { st.disk.file.Close() }) // tests leave states as a killed process does
	if st.auth.Key == "" {
		err := st.changeAuth(func(*authRecords) (*authChanges, error) { return &authChanges{Key: testKey()}, nil })
		if err != nil {
			f.t.Fatal(err)
		}
	}
	return st
}

// serve starts a server on the folder, as a command does.
func (f *folder) serve() *bench {
	f.t.Helper()
	return startState(f.t, f.open(), f.clock, func(c *Config) { c.RateLimits.Off = true })
}

// snapshot is the account as JSON.
func snapshot(t *testing.T, st *State) string {
	t.Helper()
	data, err := st.Account().Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestKill uses a state, leaves it without closing, and finds everything again: the account, what is still to happen, tokens.
func TestKill(t *testing.T) {
	f := newFolder(t)
	b := f.serve()
	token := b.token
	refresh := b.signIn(adaUID, "account:read").at("refresh_token").(string)
	b.want(201, "POST", northPath+"/users", hire("carl@example.com"), "User-Id", adaID)
	south := b.want(202, "POST", projectsPath, map[string]any{"name": "South Tower", "type": "Office"}, "User-Id", adaID).at("id").(string)
	b.want(409, "POST", projectsPath, map[string]any{"name": "South Tower", "type": "Office"}, "User-Id", adaID)
	before := snapshot(t, b.state)

	b = f.serve()
	if diff := cmp.Diff(before, snapshot(t, b.state)); diff != "" {
		t.Fatalf("the account came back otherwise (-before +after):\n%s", diff)
	}
	b.token = token
	b.want(409, "POST", northPath+"/users", hire("carl@example.com"), "User-Id", adaID)
	f.clock.advance(10 * time.Minute)
	if got := b.want(200, "GET", "/construction/admin/v1/projects/"+south, nil).at("status"); got != "active" {
		t.Errorf("what was to happen later did not: status %v", got)
	}
	b.want(200, "POST", "/authentication/v2/token", url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {refresh}, "client_id": {DemoApp().ClientID}, "client_secret": {DemoApp().Secret},
	}, "Authorization", "")
	after := snapshot(t, b.state)

	b = f.serve()
	if diff := cmp.Diff(after, snapshot(t, b.state)); diff != "" {
		t.Errorf("the account came back otherwise (-before +after):\n%s", diff)
	}
	if r := b.want(202, "POST", projectsPath, map[string]any{"name": "East Tower", "type": "Office"}, "User-Id", adaID); r.at("id") == south {
		t.Error("an ID was given twice")
	}
}

// TestClose folds a long log into the snapshot, and finds everything again.
func TestClose(t *testing.T) {
	f := newFolder(t)
	b := f.serve()
	for i := 0; b.state.disk.size <= closeMax; i++ {
		b.want(202, "POST", projectsPath, map[string]any{"name": fmt.Sprintf("Project %d", i), "type": "Office"}, "User-Id", adaID)
	}
	before := snapshot(t, b.state)
	if err := b.state.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(f.dir, logFile)); err != nil || info.Size() != headerLen {
		t.Errorf("the log is %v, %v; want it empty", info.Size(), err)
	}
	if diff := cmp.Diff(before, snapshot(t, f.open())); diff != "" {
		t.Errorf("the account came back otherwise (-before +after):\n%s", diff)
	}
	for _, name := range []string{snapshotFile, logFile} {
		info, err := os.Stat(filepath.Join(f.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode != 0o600 {
			t.Errorf("%s: got mode %o, want 600", name, mode)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(f.dir, "*.json.*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// TestCutShort cuts the log at every byte of its last entry: whatever is not whole was never acknowledged, and is gone; what
// came before stays, and the next change goes on from there.
func TestCutShort(t *testing.T) {
	f := newFolder(t)
	b := f.serve()
	b.want(201, "POST", northPath+"/users", hire("carl@example.com"), "User-Id", adaID)
	before := snapshot(t, b.state)
	whole := b.state.disk.size
	b.want(201, "POST", northPath+"/users", hire("dora@example.com"), "User-Id", adaID)
	log, err := os.ReadFile(filepath.Join(f.dir, logFile))
	if err != nil {
		t.Fatal(err)
	}
	for cut := whole; cut < int64(len(log)); cut += 97 {
		if err := os.WriteFile(filepath.Join(f.dir, logFile), log[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		st := f.open()
		if got := snapshot(t, st); got != before {
			t.Fatalf("cut at byte %d of %d: the account came back otherwise", cut, len(log))
		}
		if err := st.changeAuth(func(*authRecords) (*authChanges, error) {
			return &authChanges{Revoke: map[string]int64{"a token": 1 << 40}}, nil
		}); err != nil {
			t.Fatal(err)
		}
		if !f.open().revoked("a token") {
			t.Fatalf("cut at byte %d of %d: the next change was lost", cut, len(log))
		}
	}
}

// TestOldLog is a crash between the two halves of folding: the snapshot is new and the log has not been emptied yet.
func TestOldLog(t *testing.T) {
	f := newFolder(t)
	b := f.serve()
	b.want(202, "POST", projectsPath, map[string]any{"name": "South Tower", "type": "Office"}, "User-Id", adaID)
	log, err := os.ReadFile(filepath.Join(f.dir, logFile))
	if err != nil {
		t.Fatal(err)
	}
	b.state.mu.Lock()
	err = b.state.fold()
	b.state.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, b.state)
	if err := os.WriteFile(filepath.Join(f.dir, logFile), log, 0o600); err != nil {
		t.Fatal(err)
	}
	b = f.serve()
	if diff := cmp.Diff(before, snapshot(t, b.state)); diff != "" {
		t.Fatalf("the account came back otherwise (-before +after):\n%s", diff)
	}
	b.want(201, "POST", northPath+"/users", hire("dora@example.com"), "User-Id", adaID)
	if diff := cmp.Diff(snapshot(t, b.state), snapshot(t, f.open())); diff != "" {
		t.Errorf("the next change was lost (-before +after):\n%s", diff)
	}
}

func TestDamage(t *testing.T) {
	for name, text := range map[string]string{
		snapshotFile: "{",
		logFile:      "",
	} {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t)
			b := f.serve()
			b.want(201, "POST", northPath+"/users", hire("carl@example.com"), "User-Id", adaID)
			file := filepath.Join(f.dir, name)
			if name == logFile {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				text = string(data) + "{nonsense}\n"
			}
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Open(f.dir, f.options())
			if err == nil || !strings.Contains(err.Error(), name+" is damaged") {
				t.Errorf("got %v, want an error that says %s is damaged", err, name)
			}
			o := f.options()
			o.Fresh = true
			st, err := Open(f.dir, o)
			if err != nil {
				t.Fatalf("beginning anew: %v", err)
			}
			defer st.Close()
			if got := snapshot(t, st); got != snapshot(t, NewState(testMemory(testCatalogue(), f.clock))) {
				t.Error("beginning anew did not give the account to begin with")
			}
		})
	}
}

func TestReset(t *testing.T) {
	f := newFolder(t)
	b := f.serve()
	fresh := snapshot(t, b.state)
	other := f.serve() // another command that has the folder open
	b.want(201, "POST", northPath+"/users", hire("carl@example.com"), "User-Id", adaID)
	if err := b.state.Reset(f.options().Begin); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]*bench{"the one that reset": b, "another one": other} {
		if r := b.want(200, "GET", northPath+"/users", nil); r.at("pagination.totalResults") != int64(1) {
			t.Errorf("%s: got %v members, want 1", name, r.at("pagination.totalResults"))
		}
	}
	if diff := cmp.Diff(fresh, snapshot(t, f.open())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	failing := errors.New("no such seed")
	err := b.state.Reset(func() (*tenant.Memory, error) { return nil, failing })
	if !errors.Is(err, failing) {
		t.Errorf("got %v, want %v", err, failing)
	}
	b.want(200, "GET", northPath, nil)
}

// TestTwoProcesses has two servers change the same folder at once, one of them folding the log now and then: nothing is lost,
// nobody is added twice, and both see the same in the end.
func TestTwoProcesses(t *testing.T) {
	f := newFolder(t)
	one, two := f.serve(), f.serve()
	const people = 60
	var wg sync.WaitGroup
	var mu sync.Mutex
	byStatus := map[int]int{}
	for n, b := range []*bench{one, two, one, two} {
		wg.Go(func() {
			for i := range people {
				r, err := b.do("POST", northPath+"/users", hire(fmt.Sprintf("p%02d@example.com", i)), "User-Id", adaID)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				byStatus[r.status]++
				mu.Unlock()
				if n == 0 && i%20 == 10 {
					if err := b.foldNow(); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	if diff := cmp.Diff(map[int]int{201: people, 409: 3 * people}, byStatus); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, b := range []*bench{one, two} {
		if r := b.want(200, "GET", northPath+"/users?limit=1", nil); r.at("pagination.totalResults") != int64(people+1) {
			t.Errorf("got %v members, want %d", r.at("pagination.totalResults"), people+1)
		}
	}
	if a, b := snapshot(t, one.state), snapshot(t, f.open()); a != b {
		t.Errorf("the account came back otherwise:\n%s", cmp.Diff(a, b))
	}
}

func (b *bench) foldNow() error {
	b.state.mu.Lock()
	defer b.state.mu.Unlock()
	release, err := b.state.turn()
	if err != nil {
		return err
	}
	defer release()
	return b.state.fold()
}

// Whole numbers and fractions come back from the log as what they were.
func TestExactNumbers(t *testing.T) {
	e := entry{Made: 7, Changes: []change{{ID: "x", After: exact{"whole": int64(1 << 60), "part": 1.5, "list": []any{int64(2)}}}}}
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var got entry
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func BenchmarkWrites(b *testing.B) {
	cat, clock := testCatalogue(), newTestClock()
	st, err := Open(b.TempDir(), Options{Catalogue: cat, Now: clock.Now, Begin: func() (*tenant.Memory, error) { return testMemory(cat, clock), nil }})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	n := 0
	for b.Loop() {
		n++
		rec := exact{"id": fmt.Sprint(n), "email": fmt.Sprintf("p%d@example.com", n), "name": "Somebody", "status": "active"}
		err := st.change(func() (*entry, error) {
			return &entry{At: clock.Now(), Made: uint64(n), Changes: []change{{
				Collection: tenant.Collection{Entity: "member", Parent: northTower}, ID: fmt.Sprint(n), After: rec,
			}}}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// A seed is what Seed writes, and what lies in a state's folder.
func TestSeed(t *testing.T) {
	f := newFolder(t)
	st := f.open()
	want := snapshot(t, st)
	written, err := st.Seed()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(filepath.Join(f.dir, snapshotFile))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"written": written, "kept": kept} {
		m, err := ReadSeed(testCatalogue(), f.clock.Now, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, snapshot(t, NewState(m))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if _, err := ReadSeed(testCatalogue(), f.clock.Now, []byte(`{"projects": []}`)); err == nil {
		t.Error("something else was taken for a seed")
	}
}
