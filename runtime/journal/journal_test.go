package journal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

const runID = "20261120-231402-k3f9"

var (
	opList   = &catalog.Operation{Service: "projects", Name: "list", Effect: catalog.Read}
	opCreate = &catalog.Operation{Service: "project_users", Name: "create", Effect: catalog.Create}
)

// ticking is a clock that gains a millisecond with each look.
func ticking() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2026, 11, 20, 23, 14, 2, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Millisecond)
		return now
	}
}

// begin makes a journal in a fresh folder. It is let go of when the test ends, if not before.
func begin(t testing.TB, o Options) *Writer {
	t.Helper()
	if o.Now == nil {
		o.Now = ticking()
	}
	w, err := Create(filepath.Join(t.TempDir(), runID), Meta{RunID: runID, Playbook: "onboard.star", Profile: "practice"}, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close(End{State: Interrupted}) })
	return w
}

// crashed copies the files of a run as they are on disk now, as a crash would leave them.
func crashed(t testing.TB, w *Writer) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), runID)
	if err := os.CopyFS(dir, os.DirFS(w.Dir())); err != nil {
		t.Fatal(err)
	}
	return dir
}

func mustOpen(t testing.TB, dir string) *Log {
	t.Helper()
	l, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func read(n int) *acc.Call {
	return &acc.Call{Op: opList, Key: acc.Key{Call: n}, Query: []acc.Param{{Name: "filter[status]", Value: "active"}}, Max: 5}
}

func change(call, n int) *acc.Call {
	return &acc.Call{
		Op: opCreate, Key: acc.Key{Task: "2.0", Call: call, Change: n}, Path: map[string]string{"project_id": "p1"},
		Body:   map[string]any{"email": "ada@example.com", "n": int64(n)},
		Origin: acc.Origin{File: "onboard.star", Line: 12, Sheet: "hires.xlsx [Hires]", Row: 4},
	}
}

func answering(status int, body string, err error) acc.Doer {
	return acc.DoerFunc(func(context.Context, *acc.Call) (*acc.Result, error) {
		if err != nil {
			return nil, err
		}
		return &acc.Result{Status: status, Body: json.RawMessage(body), Requests: 1}, nil
	})
}

func do(t testing.TB, w *Writer, call *acc.Call, next acc.Doer) {
	t.Helper()
	if _, err := Doer(next, w).Do(t.Context(), call); err != nil {
		if e := (*acc.Error)(nil); !errors.As(err, &e) {
			t.Fatal(err)
		}
	}
}

func TestWhatIsRecordedComesBack(t *testing.T) {
	w := begin(t, Options{})
	refused := &acc.Error{
		Kind: acc.Exists, Op: "project_users.create", Status: 409, Code: "ADM-7", Message: "already a member", About: "ada",
		Hint: "use ensure", Origin: change(3, 2).Origin,
	}
	do(t, w, read(1), answering(200, "[\n {\"id\": \"p1\", \"name\": \"A<B & C\"}\n]", nil))
	do(t, w, change(2, 1), answering(201, `{"id":"u1"}`, nil))
	do(t, w, change(3, 2), answering(0, "", refused))
	do(t, w, change(4, 3), answering(204, "", nil))
	slept := time.Date(2026, 11, 20, 23, 15, 0, 0, time.UTC)
	if _, err := w.Append(&Record{Kind: Clock, Key: &acc.Key{Call: 9}, Time: &slept}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(End{State: Partly, Error: "one was refused", Requests: 4}); err != nil {
		t.Fatal(err)
	}

	l := mustOpen(t, w.Dir())
	if l.Torn != 0 || l.Meta.RunID != runID || l.Meta.Format != Format || l.Meta.Playbook != "onboard.star" || l.Meta.Started.IsZero() {
		t.Errorf("got torn %d, meta %+v", l.Torn, l.Meta)
	}
	if l.End == nil || *l.End != (End{State: Partly, Error: "one was refused", Requests: 4}) {
		t.Errorf("got end %+v", l.End)
	}
	for _, tt := range []struct {
		call   *acc.Call
		status int
		body   string
		err    error
	}{
		{read(1), 200, `[{"id":"p1","name":"A<B & C"}]`, nil},
		{change(2, 1), 201, `{"id":"u1"}`, nil},
		{change(3, 2), 0, "", refused},
		{change(4, 3), 204, "", nil},
	} {
		r, ok := l.Answer(tt.call.Key)
		if !ok {
			t.Fatalf("%v: no answer", tt.call.Key)
		}
		if hash, err := HashCall(tt.call); err != nil || r.Hash != hash || r.Op != tt.call.Op.ID() || r.Origin != tt.call.Origin {
			t.Errorf("%v: got %+v, %v", tt.call.Key, r, err)
		}
		res, err := r.Outcome()
		if tt.err != nil {
			if e := (*acc.Error)(nil); !errors.As(err, &e) || *e != *refused {
				t.Errorf("%v: got error %v, want %v", tt.call.Key, err, tt.err)
			}
			continue
		}
		if err != nil || res.Status != tt.status || string(res.Body) != tt.body {
			t.Errorf("%v: got %+v, %v", tt.call.Key, res, err)
		}
	}
	if at, ok := l.Clock(acc.Key{Call: 9}); !ok || !at.Equal(slept) {
		t.Errorf("clock: got %v, %v", at, ok)
	}
	if got := len(l.Changes()); got != 3 {
		t.Errorf("got %d changes, want 3", got)
	}
	if _, ok := l.Answer(acc.Key{Call: 77}); ok {
		t.Error("a call that was never made has an answer")
	}
}

func TestIntentIsOnDiskBeforeTheChangeLeaves(t *testing.T) {
	disk := &fakeDisk{}
	w := begin(t, Options{Open: disk.open})
	seen := false
	next := acc.DoerFunc(func(_ context.Context, call *acc.Call) (*acc.Result, error) {
		seen = true
		synced := disk.synced(JournalFile)
		if !strings.Contains(synced, `"kind":"intent"`) || !strings.Contains(synced, "ada@example.com") {
			t.Errorf("on disk when the change left:\n%s", synced)
		}
		return &acc.Result{Status: 201, Body: json.RawMessage(`{"id":"u1"}`)}, nil
	})
	do(t, w, change(1, 1), next)
	if !seen {
		t.Fatal("the change was not passed on")
	}
	if synced := disk.synced(JournalFile); !strings.Contains(synced, `"kind":"answer"`) {
		t.Errorf("on disk when the answer was handed back:\n%s", synced)
	}
}

func TestReadsAreOnDiskBeforeAChangeLeaves(t *testing.T) {
	disk := &fakeDisk{}
	w := begin(t, Options{Open: disk.open})
	do(t, w, read(1), answering(200, `[{"id":"p1"}]`, nil))
	do(t, w, change(2, 1), acc.DoerFunc(func(context.Context, *acc.Call) (*acc.Result, error) {
		if !strings.Contains(disk.synced(ReadsFile), `{"id":"p1"}`) || !strings.Contains(disk.synced(JournalFile), `"kind":"read"`) {
			t.Error("what was read before the change is not on disk")
		}
		return &acc.Result{Status: 201}, nil
	}))
}

func TestUnsettledChanges(t *testing.T) {
	doubt := &acc.Error{Kind: acc.Unavailable, Op: "project_users.create", Message: "the connection broke", InDoubt: true}
	yes, no := true, false
	tests := []struct {
		name      string
		next      acc.Doer
		settled   *Record
		unsettled bool
		answer    bool
	}{
		{"answered", answering(201, `{"id":"u1"}`, nil), nil, false, true},
		{"in doubt", answering(0, "", doubt), nil, true, false},
		{"an interrupt", answering(0, "", context.Canceled), nil, true, false},
		{"a link ended the run", answering(0, "", errors.Join(acc.ErrStop, doubt)), nil, true, false},
		{"a look shows it was made", answering(0, "", doubt), &Record{Kind: Settled, Made: &yes}, false, true},
		{"a look shows it was not made", answering(0, "", doubt), &Record{Kind: Settled, Made: &no}, false, false},
		{"a look shows neither", answering(0, "", doubt), &Record{Kind: Settled}, true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := begin(t, Options{})
			call := change(1, 1)
			Doer(tt.next, w).Do(t.Context(), call)
			if tt.settled != nil {
				tt.settled.Key = &call.Key
				if err := w.record(tt.settled); err != nil {
					t.Fatal(err)
				}
			}
			l := mustOpen(t, crashed(t, w))
			if got := len(l.Unsettled()) == 1; got != tt.unsettled {
				t.Errorf("unsettled: got %v, want %v", got, tt.unsettled)
			}
			if _, got := l.Answer(call.Key); got != tt.answer {
				t.Errorf("has an answer: got %v, want %v", got, tt.answer)
			}
			if r, ok := l.Intent(call.Key); !ok || r.Request.Path["project_id"] != "p1" {
				t.Errorf("intent: got %+v, %v", r, ok)
			}
		})
	}
}

func TestAChangeTriedAgainReplacesTheFirst(t *testing.T) {
	w := begin(t, Options{})
	do(t, w, change(1, 1), answering(0, "", &acc.Error{Kind: acc.Forbidden, Status: 403, Message: "no"}))
	do(t, w, change(1, 1), answering(201, `{"id":"u1"}`, nil))
	l := mustOpen(t, crashed(t, w))
	r, ok := l.Answer(change(1, 1).Key)
	if !ok || r.Refusal() != nil || len(l.Changes()) != 1 {
		t.Errorf("got %+v, %v, %d changes", r, ok, len(l.Changes()))
	}
	// A change is known by its number among the changes: polling may have made more calls before it.
	if _, ok := l.Answer(change(5, 1).Key); !ok {
		t.Error("not found after more reads")
	}
}

func TestAnInterruptedCallIsNotAnswered(t *testing.T) {
	w := begin(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	next := acc.DoerFunc(func(context.Context, *acc.Call) (*acc.Result, error) {
		cancel()
		return nil, &acc.Error{Kind: acc.Unavailable, Message: "context canceled", Err: context.Canceled}
	})
	Doer(next, w).Do(ctx, read(1))
	if _, err := Doer(answering(201, "", nil), w).Do(ctx, change(2, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the interrupt", err)
	}
	if l := mustOpen(t, crashed(t, w)); len(l.Records) != 1 {
		t.Errorf("got %d records, want the first alone", len(l.Records))
	}
}

func TestSecretsAreNotRecorded(t *testing.T) {
	w := begin(t, Options{})
	call := change(2, 1)
	call.Body = map[string]any{"token": "hunter2", "name": "hook"}
	call.Query = []acc.Param{{Name: "access_token", Value: "hunter2"}, {Name: "region", Value: "EMEA"}}
	call.Header = []acc.Param{{Name: "Authorization", Value: "Bearer hunter2"}}
	do(t, w, call, answering(200, `{"clientSecret":"hunter2","id":"h1"}`, nil))
	do(t, w, read(3), answering(200, `[{"url":"https://s3.example.com/x?X-Amz-Signature=hunter2"}]`, nil))
	if _, err := w.Append(&Record{Kind: Note, Text: "end"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(End{State: Failed}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{JournalFile, ReadsFile} {
		data, err := os.ReadFile(filepath.Join(w.Dir(), name))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte("hunter2")) {
			t.Errorf("%s holds the secret:\n%s", name, data)
		}
		if !bytes.Contains(data, []byte(acc.Redacted)) {
			t.Errorf("%s does not show that a secret was taken out", name)
		}
	}
	l := mustOpen(t, w.Dir())
	r, ok := l.Answer(read(3).Key)
	if !ok || !r.Redacted() {
		t.Error("the answer does not say that it is not the one that came back")
	}
	if call.Body.(map[string]any)["token"] != "hunter2" {
		t.Error("the call that is sent was changed")
	}
}

func TestBodies(t *testing.T) {
	large := `[` + strings.Repeat(`{"email":"ada@example.com","access":"member"},`, 5000) + `null]`
	for name, body := range map[string]string{
		"null": `null`, "text": `"x"`, "html": `{"a":"<b> & </b>\u2028"}`, "large": large, "not JSON": "%PDF-1.7 \x00\xff",
		"spaced": "{ \"a\" : 1 }",
	} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, Options{})
			do(t, w, read(1), answering(200, body, nil))
			do(t, w, read(2), answering(200, body, nil))
			do(t, w, change(3, 1), answering(200, body, nil))
			dir := crashed(t, w)
			l := mustOpen(t, dir)
			want := body
			if name == "spaced" {
				want = `{"a":1}`
			}
			for _, key := range []acc.Key{read(1).Key, read(2).Key, change(3, 1).Key} {
				r, ok := l.Answer(key)
				if !ok {
					t.Fatal("no answer")
				}
				if res, err := r.Outcome(); err != nil || string(res.Body) != want {
					t.Errorf("got %.50v, %v", res, err)
				}
			}
			reads, err := os.ReadFile(filepath.Join(dir, ReadsFile))
			if err != nil || bytes.Count(reads, []byte("\n")) != 1 {
				t.Errorf("a body read twice is not kept once: %v", err)
			}
			if len(reads) > 20_000 {
				t.Errorf("%d bytes for a body of %d", len(reads), len(body))
			}
		})
	}
}

func TestWhatIsKeptOfReads(t *testing.T) {
	tests := []struct {
		name string
		keep ReadBodies
		end  State
		held bool
	}{
		{"failed", KeepBodies, Failed, true},
		{"partly", KeepBodies, Partly, true},
		{"done", KeepBodies, Done, false},
		{"hashes", KeepHashes, Failed, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := begin(t, Options{ReadBodies: tt.keep})
			do(t, w, read(1), answering(200, `[1]`, nil))
			if err := w.Close(End{State: tt.end}); err != nil {
				t.Fatal(err)
			}
			r, ok := mustOpen(t, w.Dir()).Answer(read(1).Key)
			if !ok {
				t.Fatal("no answer")
			}
			if _, err := r.Outcome(); (err == nil) != tt.held || !tt.held && !errors.Is(err, ErrNoBody) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestOnlyOneWriter(t *testing.T) {
	w := begin(t, Options{})
	if _, err := Create(w.Dir(), Meta{RunID: runID}, Options{Now: ticking()}); !errors.Is(err, ErrRunning) {
		t.Errorf("create while it runs: got %v", err)
	}
	if _, _, err := Continue(w.Dir(), Meta{}, Options{Now: ticking()}); !errors.Is(err, ErrRunning) {
		t.Errorf("continue while it runs: got %v", err)
	}
	if on, err := Running(w.Dir()); err != nil || !on {
		t.Errorf("running: got %v, %v", on, err)
	}
	if err := w.Close(End{State: Failed}); err != nil {
		t.Fatal(err)
	}
	if on, err := Running(w.Dir()); err != nil || on {
		t.Errorf("running after the end: got %v, %v", on, err)
	}
	if _, err := Create(w.Dir(), Meta{RunID: runID}, Options{Now: ticking()}); !errors.Is(err, ErrExists) {
		t.Errorf("create over another run: got %v", err)
	}
	if _, err := w.Append(&Record{Kind: Note}); !errors.Is(err, acc.ErrStop) {
		t.Errorf("append after the end: got %v", err)
	}
	if err := w.Close(End{State: Done}); err != nil {
		t.Errorf("a second close: got %v", err)
	}
	if l := mustOpen(t, w.Dir()); l.End == nil || l.End.State != Failed {
		t.Errorf("got end %+v", l.End)
	}
}

func TestOnlyTheOwnerCanRead(t *testing.T) {
	w := begin(t, Options{})
	if err := w.Close(End{State: Partly}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", JournalFile, ReadsFile, lockFile, lastFile} {
		info, err := os.Stat(filepath.Join(w.Dir(), name))
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%q has mode %v", name, info.Mode())
		}
	}
}

func TestOpenWithoutAJournal(t *testing.T) {
	if _, err := Open(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if _, _, err := Continue(t.TempDir(), Meta{}, Options{Now: ticking()}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if on, err := Running(t.TempDir()); err != nil || on {
		t.Errorf("got %v, %v", on, err)
	}
}

func TestANewerFormatIsRefused(t *testing.T) {
	dir := t.TempDir()
	middle, err := encodeMiddle(&Record{Kind: Run, Meta: &Meta{Format: Format + 1, Version: "9.0.0"}})
	if err != nil {
		t.Fatal(err)
	}
	line, _ := seal(nil, middle, 1, time.Now(), 0, "")
	if err := os.WriteFile(filepath.Join(dir, JournalFile), line, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "written by accstar 9.0.0") {
		t.Errorf("got %v", err)
	}
}

func TestRunID(t *testing.T) {
	at := time.Date(2026, 11, 21, 0, 14, 2, 600_000_000, time.FixedZone("CET", 3600))
	id, err := NewRunID(at, bytes.NewReader([]byte{0xff, 9 + 32}))
	if err != nil || id != "20261120-231402-k6z9" {
		t.Errorf("got %q, %v", id, err)
	}
	if _, err := NewRunID(at, bytes.NewReader(nil)); err == nil {
		t.Error("no error without randomness")
	}
	if soon, _ := NewRunID(at.Add(2*time.Millisecond), bytes.NewReader([]byte{0, 0})); soon <= id {
		t.Errorf("%s, given later, sorts before %s", soon, id)
	}
	if last, _ := NewRunID(at.Add(399_999_999), bytes.NewReader([]byte{0, 0})); last != "20261120-231402-zz00" {
		t.Errorf("got %s at the end of the second", last)
	}
	for text, want := range map[string]bool{
		id: true, "": false, "..": false, "20261120-231402-k3f": false, id + "/..": false, "20261120-231402-kilo": false,
	} {
		if IsRunID(text) != want {
			t.Errorf("IsRunID(%q): want %v", text, want)
		}
	}
	for _, c := range runIDLetters {
		if !IsRunID("20261120-231402-000" + string(c)) {
			t.Errorf("the letter %c is not taken", c)
		}
	}
}

func TestRuns(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"20261120-231402-aaaa", "20261121-000000-bbbb", "notes"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Runs(dir)
	if err != nil || strings.Join(got, " ") != "20261121-000000-bbbb 20261120-231402-aaaa" {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := Runs(filepath.Join(dir, "none")); err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}
