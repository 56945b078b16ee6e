package journal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"accstar/acc"
)

// fakeDisk keeps files in memory, knows what of them was synced, and may be full.
type fakeDisk struct {
	mu       sync.Mutex
	files    map[string]*fakeFile
	room     int           // bytes that still fit, if full is set
	full     bool          //
	syncErr  error         // what Sync answers
	syncTime time.Duration // how long a Sync takes
	syncs    int
}

type fakeFile struct {
	disk    *fakeDisk
	written []byte
	synced  int
}

func (d *fakeDisk) open(path string) (File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.files == nil {
		d.files = map[string]*fakeFile{}
	}
	f := &fakeFile{disk: d}
	d.files[filepath.Base(path)] = f
	return f, nil
}

// fill leaves room for so many bytes more.
func (d *fakeDisk) fill(room int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.full, d.room = true, room
}

func (d *fakeDisk) synced(name string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.files[name]
	return string(f.written[:f.synced])
}

func (f *fakeFile) Write(p []byte) (int, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	n := len(p)
	if f.disk.full {
		n = min(n, f.disk.room)
		f.disk.room -= n
	}
	f.written = append(f.written, p[:n]...)
	if n < len(p) {
		return n, syscall.ENOSPC
	}
	return n, nil
}

func (f *fakeFile) Sync() error {
	f.disk.mu.Lock()
	upTo := len(f.written)
	f.disk.syncs++
	err := f.disk.syncErr
	f.disk.mu.Unlock()
	time.Sleep(f.disk.syncTime)
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if err == nil {
		f.synced = upTo
	}
	return err
}

func (f *fakeFile) Close() error { return nil }

// sample is a journal of a few reads and changes, in two files.
func sample(t testing.TB) (journal, reads []byte) {
	t.Helper()
	w := begin(t, Options{})
	do(t, w, read(1), answering(200, `[{"id":"p1"}]`, nil))
	do(t, w, change(2, 1), answering(201, `{"id":"u1"}`, nil))
	do(t, w, read(3), answering(200, `[{"id":"p1"},{"id":"p2"}]`, nil))
	do(t, w, change(4, 2), answering(0, "", &acc.Error{Kind: acc.Invalid, Status: 400, Message: "bad role"}))
	do(t, w, change(5, 3), answering(201, `{"id":"u3"}`, nil))
	journal, err := os.ReadFile(filepath.Join(w.Dir(), JournalFile))
	if err != nil {
		t.Fatal(err)
	}
	reads, err = os.ReadFile(filepath.Join(w.Dir(), ReadsFile))
	if err != nil {
		t.Fatal(err)
	}
	return journal, reads
}

// put writes the files of a run into dir.
func put(t testing.TB, dir string, journal, reads []byte) {
	t.Helper()
	for name, data := range map[string][]byte{JournalFile: journal, ReadsFile: reads} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A crash may cut the file anywhere: the whole records before the cut are kept, and nothing else.
func TestTornAtEveryByte(t *testing.T) {
	journal, _ := sample(t)
	for cut := range len(journal) {
		whole := bytes.Count(journal[:cut], []byte("\n"))
		l, err := load("", JournalFile, journal[:cut])
		if whole == 0 {
			if err == nil || !strings.Contains(err.Error(), "holds no record") {
				t.Fatalf("cut at %d: got %v", cut, err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		end := bytes.LastIndexByte(journal[:cut], '\n') + 1
		if len(l.Records) != whole || l.Torn != int64(cut-end) {
			t.Fatalf("cut at %d: got %d records and %d bytes torn, want %d and %d", cut, len(l.Records), l.Torn, whole, cut-end)
		}
	}
}

// After a crash the journal goes on from its last whole record, as if the torn one had never been.
func TestContinueAfterACrash(t *testing.T) {
	journal, reads := sample(t)
	lastLine := bytes.LastIndexByte(journal[:len(journal)-1], '\n') + 1
	for cut := lastLine; cut < len(journal); cut++ {
		if cut > lastLine+3 && cut < len(journal)-2 && cut%37 != 0 {
			continue
		}
		dir := t.TempDir()
		put(t, dir, journal[:cut], reads[:len(reads)-5])
		w, l, err := Continue(dir, Meta{Machine: "laptop"}, Options{Now: ticking()})
		if err != nil {
			t.Fatal(err)
		}
		if len(l.Unsettled()) != 1 || w.RunID() != runID {
			t.Fatalf("cut at %d: got %d unsettled, run %s", cut, len(l.Unsettled()), w.RunID())
		}
		do(t, w, change(5, 3), answering(201, `{"id":"u3"}`, nil))
		do(t, w, read(6), answering(200, `[{"id":"p1"}]`, nil))             // kept before the crash
		do(t, w, read(7), answering(200, `[{"id":"p1"},{"id":"p2"}]`, nil)) // its body was torn
		if err := w.Close(End{State: Failed}); err != nil {
			t.Fatal(err)
		}
		l = mustOpen(t, dir)
		if l.Torn != 0 || len(l.Unsettled()) != 0 || l.End == nil || l.Records[8].Kind != Resume || l.Records[8].Meta.Machine != "laptop" {
			t.Fatalf("cut at %d: got %+v", cut, l)
		}
		for _, n := range []int{1, 3, 6, 7} {
			r, _ := l.Answer(read(n).Key)
			if _, err := r.Outcome(); err != nil {
				t.Errorf("cut at %d, read %d: %v", cut, n, err)
			}
		}
	}
}

// An altered byte is found: as damage, or, in what nothing yet depended on, as a torn tail.
func TestAnAlteredByteIsFound(t *testing.T) {
	journal, _ := sample(t)
	l, err := load("", JournalFile, journal)
	if err != nil {
		t.Fatal(err)
	}
	relied := 0 // bytes that the last record says are on disk
	for range l.Records[len(l.Records)-1].Synced {
		relied += bytes.IndexByte(journal[relied:], '\n') + 1
	}
	for i, b := range journal {
		if i%5 != 0 && b != '\n' && b != '{' && b != '"' {
			continue // these few are enough, and five times as fast
		}
		changed := bytes.Clone(journal)
		changed[i] ^= 0x11
		l, err := load("", JournalFile, changed)
		damage := (*DamagedError)(nil)
		switch {
		case i < relied && errors.As(err, &damage):
			if want := int64(bytes.Count(journal[:i], []byte("\n"))) + 1; damage.Line != want {
				t.Fatalf("byte %d: got line %d, want %d", i, damage.Line, want)
			}
			if len(l.Records) != int(damage.Line)-1 {
				t.Fatalf("byte %d: got %d records before line %d", i, len(l.Records), damage.Line)
			}
		case i >= relied && err == nil && l.Torn > 0:
		default:
			t.Fatalf("byte %d of %d: got %v, %+v", i, relied, err, l)
		}
	}
}

func TestLostAndSwappedLinesAreFound(t *testing.T) {
	journal, reads := sample(t)
	lines := bytes.SplitAfter(journal, []byte("\n"))
	without := func(n int) []byte {
		return bytes.Join(append(append([][]byte{}, lines[:n]...), lines[n+1:]...), nil)
	}
	swapped := append([][]byte{}, lines...)
	swapped[2], swapped[3] = swapped[3], swapped[2]
	for name, data := range map[string][]byte{
		"the first is gone": without(0), "one is gone": without(3), "two are swapped": bytes.Join(swapped, nil),
		"one is there twice": bytes.Join(append(append([][]byte{}, lines[:3]...), lines[2:]...), nil),
	} {
		dir := t.TempDir()
		put(t, dir, data, reads)
		damage := (*DamagedError)(nil)
		if _, err := Open(dir); !errors.As(err, &damage) || len(damage.Hints()) == 0 {
			t.Errorf("%s: got %v", name, err)
		}
		if _, _, err := Continue(dir, Meta{}, Options{Now: ticking()}); !errors.As(err, &damage) {
			t.Errorf("%s: continue: got %v", name, err)
		}
		if after, err := os.ReadFile(filepath.Join(dir, JournalFile)); err != nil || !bytes.Equal(after, data) {
			t.Errorf("%s: the damaged file was changed", name)
		}
	}
}

// The parts of one batch may reach the disk in any order: a hole in it is a torn tail, although whole records follow.
func TestAHoleInTheLastBatchIsATornTail(t *testing.T) {
	w := begin(t, Options{})
	for i := range 3 {
		if _, err := w.Append(&Record{Kind: Note, Text: fmt.Sprint("note ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Sync(4); err != nil {
		t.Fatal(err)
	}
	journal, err := os.ReadFile(filepath.Join(w.Dir(), JournalFile))
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(journal, []byte("note 0"))
	copy(journal[at-40:], make([]byte, 60))
	dir := t.TempDir()
	put(t, dir, journal, nil)
	l := mustOpen(t, dir)
	if len(l.Records) != 1 || l.Torn == 0 {
		t.Errorf("got %d records, %d bytes torn", len(l.Records), l.Torn)
	}
}

func TestWritersInParallelShareSyncs(t *testing.T) {
	const writers, each = 64, 10
	disk := &fakeDisk{syncTime: time.Millisecond}
	w := begin(t, Options{Open: disk.open})
	doer := Doer(answering(201, `{"id":"u1"}`, nil), w)
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			for j := range each {
				call := change(j+1, j+1)
				call.Key.Task = fmt.Sprint("1.", i)
				if _, err := doer.Do(t.Context(), call); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	const records = 1 + 2*writers*each
	if disk.syncs > records/4 {
		t.Errorf("got %d syncs for %d records", disk.syncs, records)
	}
	dir := t.TempDir()
	put(t, dir, []byte(disk.synced(JournalFile)), nil)
	l := mustOpen(t, dir)
	if len(l.Records) != records || len(l.Changes()) != writers*each || len(l.Unsettled()) != 0 || l.Torn != 0 {
		t.Errorf("got %d records, %d changes, %d unsettled", len(l.Records), len(l.Changes()), len(l.Unsettled()))
	}
}

func TestAFullDiskBeforeAChangeLeaves(t *testing.T) {
	for _, room := range []int{0, 1, 200} {
		disk := &fakeDisk{}
		w := begin(t, Options{Open: disk.open})
		disk.fill(room)
		sent := false
		_, err := Doer(acc.DoerFunc(func(context.Context, *acc.Call) (*acc.Result, error) {
			sent = true
			return &acc.Result{Status: 201}, nil
		}), w).Do(t.Context(), change(1, 1))
		if sent {
			t.Fatal("the change was sent although its intent is not on disk")
		}
		failure := (*WriteError)(nil)
		if !errors.As(err, &failure) || failure.Sent || !errors.Is(err, acc.ErrStop) || !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("got %v", err)
		}
		want := "project_users.create was not sent: the journal of run " + runID + " cannot be written: no space left on device"
		if err.Error() != want || !strings.Contains(failure.Hints()[0], "accstar resume "+runID) {
			t.Errorf("got %q, want %q", err, want)
		}
		// From then on nothing goes through, be there room or not.
		disk.fill(1 << 20)
		if _, err := Doer(answering(201, "", nil), w).Do(t.Context(), change(2, 2)); !errors.As(err, &failure) || failure.Sent {
			t.Errorf("the next change: got %v", err)
		}
		if err := w.Close(End{State: Failed}); !errors.Is(err, acc.ErrStop) {
			t.Errorf("close: got %v", err)
		}
	}
}

func TestAFullDiskAfterAChangeWasSent(t *testing.T) {
	disk := &fakeDisk{}
	w := begin(t, Options{Open: disk.open})
	next := acc.DoerFunc(func(context.Context, *acc.Call) (*acc.Result, error) {
		disk.fill(10)
		return &acc.Result{Status: 201, Body: json.RawMessage(`{"id":"u1"}`)}, nil
	})
	_, err := Doer(next, w).Do(t.Context(), change(1, 1))
	failure := (*WriteError)(nil)
	if !errors.As(err, &failure) || !failure.Sent || failure.Result == nil || failure.Result.Status != 201 {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(err.Error(), "ACC answered, but the answer could not be recorded") {
		t.Errorf("got %q", err)
	}
	dir := t.TempDir()
	put(t, dir, disk.files[JournalFile].written, nil)
	if l := mustOpen(t, dir); len(l.Unsettled()) != 1 || l.Torn != 10 {
		t.Errorf("got %d unsettled, %d torn", len(l.Unsettled()), l.Torn)
	}
}

func TestAFailedSyncIsAFailedWrite(t *testing.T) {
	disk := &fakeDisk{}
	w := begin(t, Options{Open: disk.open})
	disk.syncErr = syscall.EIO
	_, err := Doer(answering(201, "", nil), w).Do(t.Context(), change(1, 1))
	if failure := (*WriteError)(nil); !errors.As(err, &failure) || failure.Sent || !errors.Is(err, syscall.EIO) {
		t.Errorf("got %v", err)
	}
}

func TestAReadThatCannotBeRecordedEndsTheRun(t *testing.T) {
	disk := &fakeDisk{}
	w := begin(t, Options{Open: disk.open})
	disk.fill(0)
	noise := rand.New(rand.NewPCG(1, 2)) // does not compress
	var err error
	for i := 0; err == nil && i < 10; i++ {
		body := make([]byte, 100_000)
		for j := range body {
			body[j] = byte(noise.Uint32())
		}
		_, err = Doer(answering(200, string(body), nil), w).Do(t.Context(), read(i+1))
	}
	if !errors.Is(err, acc.ErrStop) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v", err)
	}
}

func TestNothingIsLeftOfARunThatCannotBegin(t *testing.T) {
	disk := &fakeDisk{}
	disk.fill(20)
	dir := filepath.Join(t.TempDir(), runID)
	_, err := Create(dir, Meta{RunID: runID}, Options{Now: ticking(), Open: disk.open})
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the journal of run "+runID) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}

// FuzzOpen holds Open to what it promises for any file: no panic, and records that follow one another.
func FuzzOpen(f *testing.F) {
	journal, _ := sample(f)
	f.Add(journal, 0, byte(0))
	f.Add(journal, 300, byte('{'))
	f.Add([]byte("\n\n"), 1, byte('\n'))
	f.Fuzz(func(t *testing.T, data []byte, at int, b byte) {
		if len(data) > 0 {
			data = bytes.Clone(data)
			data[uint(at)%uint(len(data))] = b
		}
		l, err := load("", JournalFile, data)
		if err == nil && len(l.Records) == 0 {
			t.Error("an empty journal was opened without an error")
		}
		if l == nil {
			return
		}
		for i, r := range l.Records {
			if r.N != int64(i)+1 {
				t.Errorf("record %d has number %d", i+1, r.N)
			}
		}
	})
}

// A run that has come to its end and whose last records were taken away, or put in place of by others with sums of their own, is damaged;
// a run that was taken up again after that end is not.
func TestALostEndIsFound(t *testing.T) {
	w := begin(t, Options{})
	do(t, w, change(1, 1), answering(201, `{"id":"u1"}`, nil))
	before, err := os.ReadFile(filepath.Join(w.Dir(), JournalFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(End{State: Interrupted}); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(w.Dir(), JournalFile))
	if err != nil {
		t.Fatal(err)
	}
	log := mustOpen(t, w.Dir())
	middle, err := encodeMiddle(&Record{Kind: Ended, End: &End{State: Done}})
	if err != nil {
		t.Fatal(err)
	}
	other, _ := seal(bytes.Clone(before), middle, int64(len(log.Records)), time.Now(), 0, log.Records[len(log.Records)-2].Sum)
	for name, data := range map[string][]byte{"cut": before, "half": whole[:len(whole)-20], "another": other} {
		if err := os.WriteFile(filepath.Join(w.Dir(), JournalFile), data, 0o600); err != nil {
			t.Fatal(err)
		}
		var damaged *DamagedError
		if l, err := Open(w.Dir()); !errors.As(err, &damaged) || l == nil || damaged.Line != int64(len(log.Records)) {
			t.Errorf("%s: got %v", name, err)
		}
		if _, _, err := Continue(w.Dir(), Meta{}, Options{Now: ticking()}); !errors.As(err, &damaged) {
			t.Errorf("%s: continue: got %v", name, err)
		}
	}
	if err := os.WriteFile(filepath.Join(w.Dir(), JournalFile), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	again, _, err := Continue(w.Dir(), Meta{}, Options{Now: ticking()})
	if err != nil {
		t.Fatal(err)
	}
	do(t, again, change(2, 2), answering(201, `{"id":"u2"}`, nil))
	if l := mustOpen(t, crashed(t, again)); l.End != nil {
		t.Errorf("got end %+v", l.End)
	}
	if err := again.Close(End{State: Done}); err != nil {
		t.Fatal(err)
	}
}
