package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"accstar/acc"
)

// Answered reports whether an answer was recorded, be it one in doubt.
func (r Recorded) Answered() bool { return r.answer != nil }

// Refusal is the refusal that came back, or nil.
func (r Recorded) Refusal() *Refusal {
	if r.answer == nil {
		return nil
	}
	return r.answer.Error
}

// Redacted reports whether a secret was taken out of the answer, so that it is not the one that came back.
func (r Recorded) Redacted() bool {
	return r.answer != nil && r.answer.Body != nil && r.answer.Body.Redacted
}

// Outcome is what came back, as the call's [acc.Doer] had returned it: the result, or an [*acc.Error]. The result counts no
// requests, as none is made now. The error wraps [ErrNoBody] if only the hash of the answer was kept.
func (r Recorded) Outcome() (*acc.Result, error) {
	a := r.answer
	if a == nil {
		return nil, fmt.Errorf("%s: no answer was recorded", r.Op)
	}
	if e := a.Error; e != nil {
		return nil, &acc.Error{
			Kind: e.Kind, Op: r.Op, Status: e.Status, Code: e.Code, Message: e.Message, About: e.About, Hint: e.Hint,
			InDoubt: e.InDoubt, Origin: r.Origin,
		}
	}
	res := &acc.Result{Status: a.Status}
	if a.Body == nil {
		return res, nil
	}
	body, err := r.log.Body(a.Body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Op, err)
	}
	res.Body = body
	return res, nil
}

// Body returns the bytes of a recorded body. It wraps [ErrNoBody] if only the hash was kept.
func (l *Log) Body(c *Content) ([]byte, error) {
	if c.held() {
		return c.bytes()
	}
	l.bodiesOnce.Do(func() { l.bodies, l.bodiesErr = indexBodies(filepath.Join(l.Dir, ReadsFile)) })
	if l.bodiesErr != nil {
		return nil, l.bodiesErr
	}
	at, ok := l.bodies[c.Hash]
	if !ok {
		return nil, ErrNoBody
	}
	held, err := at.read(filepath.Join(l.Dir, ReadsFile))
	if err != nil {
		return nil, err
	}
	return held.bytes()
}

// place is where a line is in a file.
type place struct{ offset, length int64 }

func (p place) read(path string) (*Content, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read what the run has read: %w", err)
	}
	defer f.Close()
	line := make([]byte, p.length)
	if _, err := f.ReadAt(line, p.offset); err != nil {
		return nil, fmt.Errorf("read what the run has read: %w", err)
	}
	var c Content
	if err := json.Unmarshal(line, &c); err != nil {
		return nil, fmt.Errorf("read what the run has read: %w", err)
	}
	return &c, nil
}

// indexBodies finds the bodies in reads.jsonl by their hash. Lines that are damaged or torn count as missing; a missing file,
// as empty.
func indexBodies(path string) (map[string]place, error) {
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read what the run has read: %w", err)
	}
	index := map[string]place{}
	offset := int64(0)
	for len(data) > 0 {
		line, after, whole := bytes.Cut(data, []byte("\n"))
		var c Content
		if whole && json.Unmarshal(line, &c) == nil {
			if _, err := c.bytes(); err == nil {
				index[c.Hash] = place{offset, int64(len(line))}
			}
		}
		offset += int64(len(line)) + 1
		data = after
	}
	return index, nil
}

// CheckReads reports a body in reads.jsonl that is not as it was written, and one that is missing although the run can be resumed. A torn
// last line is no harm. There is nothing to check once a run's bodies have been dropped.
func (l *Log) CheckReads() error {
	path := filepath.Join(l.Dir, ReadsFile)
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) && l.End != nil && l.End.State != Interrupted {
		return nil
	}
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("read what the run has read: %w", err)
	}
	have := map[string]bool{}
	for n := int64(1); len(data) > 0; n++ {
		line, after, whole := bytes.Cut(data, []byte("\n"))
		var c Content
		err := json.Unmarshal(line, &c)
		if err == nil {
			_, err = c.bytes()
		}
		if err != nil && whole {
			return &DamagedError{Path: path, Line: n, Err: err}
		}
		have[c.Hash] = err == nil
		data = after
	}
	for _, r := range l.Records {
		if r.Kind == Read && r.Body != nil && !have[r.Body.Hash] {
			return &DamagedError{Path: path, Line: 1, Err: fmt.Errorf("the answer that record %d was given is missing", r.N)}
		}
	}
	return nil
}

// Continue takes the journal in a run's folder up again, after a crash or an interrupt: it cuts off a torn tail and appends
// from there. The first record says who goes on, and where: by is a [Meta] as for [Create]. The log holds what was there
// before. The error wraps [ErrRunning] if the run is still going on.
func Continue(dir string, by Meta, o Options) (*Writer, *Log, error) {
	if _, err := os.Stat(filepath.Join(dir, JournalFile)); err != nil {
		return nil, nil, fmt.Errorf("read the journal: %w", err)
	}
	w := newWriter(dir, filepath.Base(dir), o)
	if err := w.takeLock(); err != nil {
		return nil, nil, err
	}
	l, err := w.takeUp()
	if err != nil {
		w.lock.Close()
		return nil, nil, err
	}
	by.Format, by.RunID, by.Started = Format, w.runID, o.Now()
	if err := w.begin(o, &Record{Kind: Resume, Meta: &by}); err != nil {
		return nil, nil, err
	}
	return w, l, nil
}

// takeUp reads what there is, cuts off what is torn, and sets the writer to go on after it.
func (w *Writer) takeUp() (*Log, error) {
	l, err := Open(w.dir)
	if err != nil {
		return nil, err
	}
	if err := os.Truncate(filepath.Join(w.dir, JournalFile), l.size); err != nil {
		return nil, fmt.Errorf("cut off the torn end of the journal: %w", err)
	}
	reads := filepath.Join(w.dir, ReadsFile)
	if err := cutTornLine(reads); err != nil {
		return nil, err
	}
	index, err := indexBodies(reads)
	if err != nil {
		return nil, err
	}
	for hash := range index {
		w.bodies[hash] = true
	}
	last := l.Records[len(l.Records)-1]
	// The next sync covers the whole file, and with it the records that the crash had left unsynced.
	w.runID, w.n, w.synced, w.sum = l.Meta.RunID, last.N, last.Synced, last.Sum
	return l, nil
}

// cutTornLine shortens a file to its last whole line. A missing file is left missing.
func cutTornLine(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("cut off the torn end of %s: %w", ReadsFile, err)
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	end, err := lastLineEnd(f, size)
	if err == nil && end < size {
		err = errors.Join(f.Truncate(end), f.Sync())
	}
	if err != nil {
		return fmt.Errorf("cut off the torn end of %s: %w", ReadsFile, err)
	}
	return nil
}

// lastLineEnd is the offset after the last newline, looked for from the end.
func lastLineEnd(f io.ReaderAt, size int64) (int64, error) {
	buf := make([]byte, 64<<10)
	for end := size; end > 0; {
		start := max(0, end-int64(len(buf)))
		n, err := f.ReadAt(buf[:end-start], start)
		if err != nil && n < int(end-start) {
			return 0, err
		}
		if i := bytes.LastIndexByte(buf[:n], '\n'); i >= 0 {
			return start + int64(i) + 1, nil
		}
		end = start
	}
	return 0, nil
}
