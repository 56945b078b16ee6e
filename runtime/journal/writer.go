package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// File is what a journal writes to: an *os.File opened for appending.
type File interface {
	Write(p []byte) (int, error)
	// Sync returns once all that was written is on disk.
	Sync() error
	Close() error
}

// ReadBodies says whether what was read is kept.
type ReadBodies int

// What is kept of reads.
const (
	KeepBodies ReadBodies = iota // hash and body, so that the run can be resumed
	KeepHashes                   // the hash alone
)

// Options are what a journal needs from its surroundings.
type Options struct {
	Now        func() time.Time // the clock; required
	ReadBodies ReadBodies
	// Open opens a file for appending, and creates it if it is missing. Nil means a file on disk that only its owner can
	// read; tests put in disks that fail.
	Open func(path string) (File, error)
}

// flushFrom is how much may gather in memory before it is handed to the operating system, if nobody asks for it to be on disk.
const flushFrom = 256 << 10

// Writer appends to the journal of one run. It is safe for concurrent use.
type Writer struct {
	dir   string
	runID string
	now   func() time.Time
	keep  ReadBodies
	lock  *flock.Flock
	packer

	mu      sync.Mutex
	written sync.Cond // a write to disk has ended
	writing bool      // one goroutine is writing for all, without holding mu
	journal stream
	reads   stream
	bodies  map[string]bool // hashes of what reads holds
	n       int64           // number of the last record
	synced  int64           // number of the last record that is on disk
	sum     string          // of the last record
	err     error           // what ended writing: after a failed write nobody knows what is on disk
	closed  bool
}

// stream is a file and what is to be appended to it next.
type stream struct {
	file    File
	pending []byte
	spare   []byte // the buffer written before, to be filled again
	dirty   bool   // something was written and not synced
}

// Create begins the journal of a new run in its folder dir, which is made if need be, and puts meta on disk. It wraps [ErrExists]
// if the folder holds a journal, and [ErrRunning] if another process is about to make one.
func Create(dir string, meta Meta, o Options) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of run %s: %w", meta.RunID, err)
	}
	w := newWriter(dir, meta.RunID, o)
	if err := w.takeLock(); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(filepath.Join(dir, JournalFile)); err == nil {
		w.lock.Close()
		return nil, fmt.Errorf("%s: %w", dir, ErrExists)
	}
	meta.Format, meta.Started = Format, o.Now()
	if err := w.begin(o, &Record{Kind: Run, Meta: &meta}); err != nil {
		discard(dir)
		return nil, err
	}
	return w, nil
}

// discard removes what little there is of a run that could not begin. Whatever else is in the folder stays.
func discard(dir string) {
	for _, name := range []string{JournalFile, ReadsFile, lastFile, lockFile, ""} {
		os.Remove(filepath.Join(dir, name))
	}
}

func newWriter(dir, runID string, o Options) *Writer {
	w := &Writer{
		dir: dir, runID: runID, now: o.Now, keep: o.ReadBodies, bodies: map[string]bool{},
		lock: flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600)),
	}
	w.written.L = &w.mu
	return w
}

// takeLock makes sure that no other process writes the journal.
func (w *Writer) takeLock() error {
	ok, err := w.lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock the folder of run %s: %w", w.runID, err)
	}
	if !ok {
		return fmt.Errorf("run %s: %w", w.runID, ErrRunning)
	}
	return nil
}

// begin opens the files and puts the first record of this writer on disk, with the files' names.
func (w *Writer) begin(o Options, first *Record) (err error) {
	open := o.Open
	if open == nil {
		open = openFile
	}
	defer func() {
		if err != nil {
			w.release()
		}
	}()
	if w.journal.file, err = open(filepath.Join(w.dir, JournalFile)); err != nil {
		return w.failure(err)
	}
	if w.keep == KeepBodies {
		if w.reads.file, err = open(filepath.Join(w.dir, ReadsFile)); err != nil {
			return w.failure(err)
		}
	}
	if err := w.record(first); err != nil {
		return err
	}
	for _, dir := range []string{w.dir, filepath.Dir(w.dir)} {
		if err := syncDir(dir); err != nil {
			return w.failure(err)
		}
	}
	return nil
}

// Dir is the run's folder.
func (w *Writer) Dir() string { return w.dir }

// RunID is the run's ID.
func (w *Writer) RunID() string { return w.runID }

// Append adds a record, in order with all others, and returns its number. The record is not on disk yet; see [Writer.Sync]. The
// error is a [*WriteError].
func (w *Writer) Append(r *Record) (int64, error) {
	return w.append(r, nil)
}

// append adds a record and, before it, the body it refers to.
func (w *Writer) append(r *Record, read *Content) (int64, error) {
	middle, err := encodeMiddle(r)
	if err != nil {
		return 0, err
	}
	var body []byte
	if read != nil && w.wants(read.Hash) {
		if body, err = encode(read); err != nil {
			return 0, fmt.Errorf("encode what was read: %w", err)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.err != nil:
		return 0, w.err
	case w.closed:
		return 0, w.failure(errors.New("it is closed"))
	}
	if body != nil && !w.bodies[read.Hash] {
		w.bodies[read.Hash] = true
		w.reads.pending = append(append(w.reads.pending, body...), '\n')
	}
	w.add(middle)
	if len(w.journal.pending)+len(w.reads.pending) >= flushFrom && !w.writing {
		w.flush(false)
	}
	if w.err != nil {
		return 0, w.err
	}
	return w.n, nil
}

// add seals a record onto what is to be written. It is called with mu held.
func (w *Writer) add(middle []byte) {
	w.n++
	w.journal.pending, w.sum = seal(w.journal.pending, middle, w.n, w.now(), w.synced, w.sum)
}

// wants reports whether the body with that hash is to be kept and is not yet.
func (w *Writer) wants(hash string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.keep == KeepBodies && !w.bodies[hash]
}

// Sync returns once the record with that number is on disk, and all before it. Those who wait at the same time share one write.
func (w *Writer) Sync(n int64) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.synced < n && w.err == nil {
		if w.writing {
			w.written.Wait()
		} else {
			w.flush(true)
		}
	}
	if w.synced >= n {
		return nil
	}
	return w.err
}

// record appends a record and waits until it is on disk.
func (w *Writer) record(r *Record) error {
	n, err := w.Append(r)
	if err != nil {
		return err
	}
	return w.Sync(n)
}

// flush writes what has gathered, and syncs it if asked. It is called with mu held and nobody writing, and gives mu up while it
// writes. Bodies go first: a record on disk never refers to a body that is not.
func (w *Writer) flush(sync bool) {
	w.writing = true
	upTo := w.n
	reads, lines := w.reads.take(), w.journal.take()
	w.mu.Unlock()
	err := w.reads.put(reads, sync)
	if err == nil {
		err = w.journal.put(lines, sync)
	}
	w.mu.Lock()
	w.writing = false
	w.reads.spare, w.journal.spare = reads, lines
	switch {
	case err != nil:
		w.err = w.failure(err)
	case sync:
		w.synced = upTo
	}
	w.written.Broadcast()
}

func (s *stream) take() []byte {
	pending := s.pending
	s.pending = s.spare[:0]
	return pending
}

func (s *stream) put(data []byte, sync bool) error {
	if len(data) > 0 {
		s.dirty = true
		if _, err := s.file.Write(data); err != nil {
			return err
		}
	}
	if !sync || !s.dirty {
		return nil
	}
	if err := s.file.Sync(); err != nil {
		return err
	}
	s.dirty = false
	return nil
}

// Close records how the run ended, waits until that is on disk, and lets go of the files. The bodies of what was read are
// dropped if the run is done. A second Close does nothing.
func (w *Writer) Close(end End) error {
	middle, err := encodeMiddle(&Record{Kind: Ended, End: &end})
	if err != nil {
		return err
	}
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.closed = true
	w.add(middle)
	last, sum := w.n, w.sum
	w.mu.Unlock()
	if err = w.Sync(last); err == nil {
		err = noteLast(w.dir, last, sum)
	}
	if closing := w.release(); err == nil && closing != nil {
		err = w.failure(closing)
	}
	if err == nil && end.State == Done {
		err = DropReads(w.dir)
	}
	return err
}

// DropReads removes from a run's folder what was read of the account.
func DropReads(dir string) error {
	return errors.Join(removeIfThere(filepath.Join(dir, ReadsFile)), removeIfThere(filepath.Join(dir, SeenFile)))
}

// release closes what is open.
func (w *Writer) release() error {
	var errs []error
	for _, s := range []*stream{&w.journal, &w.reads} {
		if s.file != nil {
			errs = append(errs, s.file.Close())
		}
	}
	return errors.Join(append(errs, w.lock.Close())...)
}

func (w *Writer) failure(err error) *WriteError { return &WriteError{RunID: w.runID, Err: err} }
