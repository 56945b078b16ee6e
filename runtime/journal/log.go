package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"accstar/acc"
)

// Log is a journal as it was read. It is safe for concurrent use.
type Log struct {
	Dir     string
	Meta    Meta
	Records []*Record // all whole records, in order
	// End is how the run ended; nil while it goes on, or when it crashed. A run that was resumed has the end of its last part.
	End *End
	// Torn counts the bytes at the end of the file that are no whole record: a crash cut them off, or the run is
	// writing them now. Nothing depended on them yet.
	Torn int64

	size   int64            // bytes of the whole records
	calls  map[string]*call // by callKey
	order  []*call          // as first met
	clocks map[string]time.Time
	shared map[string][]*call // look-ups shared by all tasks, by callKey, as often as they were made
	unseen []*Record

	bodiesOnce sync.Once
	bodies     map[string]place // in reads.jsonl, by hash
	bodiesErr  error
}

// call gathers what a journal says about one call.
type call struct {
	asked  *Record // the last Intent, or the Read
	answer *Record // the Answer, Settled or Read after it; nil if none
}

// Recorded is one call that a journal holds.
type Recorded struct {
	Key     acc.Key
	Op      string // "project_users.create"
	Hash    string // of operation and arguments; see HashCall
	Origin  acc.Origin
	Request Request

	// SentAt is when the call was about to leave, or, of a read, was answered. AnsweredAt is when its answer was recorded; zero if none
	// was.
	SentAt, AnsweredAt time.Time
	Derived            bool // see [Record]

	log    *Log
	answer *Record
}

// Open reads the journal in a run's folder, changing nothing. A torn tail is left out. With a [*DamagedError], the log holds
// what comes before the damage; it is nil with any other error.
func Open(dir string) (*Log, error) {
	path := filepath.Join(dir, JournalFile)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	l, err := load(dir, path, data)
	if err != nil {
		return l, err
	}
	if err := l.checkLast(path); err != nil {
		if damaged := (*DamagedError)(nil); errors.As(err, &damaged) {
			return l, err
		}
		return nil, err
	}
	return l, nil
}

// load takes in what a journal's file holds.
func load(dir, path string, data []byte) (*Log, error) {
	l := &Log{Dir: dir, calls: map[string]*call{}, clocks: map[string]time.Time{}, shared: map[string][]*call{}}
	rest, sum := data, ""
	for len(rest) > 0 {
		line, after, whole := bytes.Cut(rest, []byte("\n"))
		r, err := l.next(line, whole, sum)
		if err != nil {
			n := int64(len(l.Records)) + 1
			if dependedOn(rest, n) {
				return l, &DamagedError{Path: path, Line: n, Err: err}
			}
			break
		}
		l.add(r)
		rest, sum = after, r.Sum
	}
	l.Torn = int64(len(rest))
	l.size = int64(len(data)) - l.Torn
	if err := l.checkStart(path); err != nil {
		return nil, err
	}
	return l, nil
}

// next decodes a line and checks that it is the one that follows.
func (l *Log) next(line []byte, whole bool, prev string) (*Record, error) {
	if !whole {
		return nil, errors.New("the line has no end")
	}
	r, err := parse(line)
	if err != nil {
		return nil, err
	}
	if want := int64(len(l.Records)) + 1; r.N != want {
		return nil, fmt.Errorf("got record %d, want %d", r.N, want)
	}
	if r.Prev != prev {
		return nil, errors.New("it does not follow the line before")
	}
	return r, nil
}

// dependedOn reports whether data holds a whole record that was written when record n was on disk already. Then n was not torn
// off by a crash: it has been altered since. Without one, n belongs to the last batch, whose parts may reach the disk in any
// order. A record may stand in the middle of a line if it is the end of the line before that was altered.
func dependedOn(data []byte, n int64) bool {
	start := []byte(`{"n":`)
	for at := bytes.Index(data, start); at >= 0; at = bytes.Index(data, start) {
		line, _, _ := bytes.Cut(data[at:], []byte("\n"))
		if r, err := parse(line); err == nil && r.Synced >= n {
			return true
		}
		data = data[at+len(start):]
	}
	return false
}

func (l *Log) checkStart(path string) error {
	if len(l.Records) == 0 {
		return fmt.Errorf("%s holds no record: the run ended before it had begun, and nothing was sent", path)
	}
	first := l.Records[0]
	if first.Kind != Run || first.Meta == nil {
		return &DamagedError{Path: path, Line: 1, Err: fmt.Errorf("got a record of kind %q, want %q", first.Kind, Run)}
	}
	l.Meta = *first.Meta
	if l.Meta.Format > Format {
		return fmt.Errorf("%s has format %d, written by accstar %s; this accstar knows formats up to %d: update accstar",
			path, l.Meta.Format, l.Meta.Version, Format)
	}
	return nil
}

// add takes a record in.
func (l *Log) add(r *Record) {
	l.Records = append(l.Records, r)
	switch r.Kind {
	case Ended:
		l.End = r.End
	case Resume:
		l.End = nil
	}
	if r.Key == nil {
		return
	}
	switch c := l.calls[callKey(*r.Key)]; {
	case r.Kind == Clock && r.Time != nil:
		l.clocks[callKey(*r.Key)] = *r.Time
	case r.Kind == Look:
	case r.Kind == Unseen:
		l.unseen = append(l.unseen, r)
	case r.Kind == Read && strings.HasPrefix(r.Key.Task, "@"):
		l.shared[callKey(*r.Key)] = append(l.shared[callKey(*r.Key)], &call{asked: r, answer: r})
		l.ask(&call{asked: r, answer: r})
	case r.Kind == Read:
		l.ask(&call{asked: r, answer: r})
	case r.Kind == Intent:
		l.ask(&call{asked: r})
	case c == nil:
	case r.Kind == Answer, r.Kind == Settled:
		c.answer = r
	}
}

// ask enters a call, in the place of an earlier one with its key: a change that was refused may be tried again.
func (l *Log) ask(c *call) {
	key := callKey(*c.asked.Key)
	if old := l.calls[key]; old != nil {
		*old = *c
		return
	}
	l.calls[key] = c
	l.order = append(l.order, c)
}

// callKey is what a call is found by: a change by its number among its task's changes, which stays the same however often the
// playbook has polled before it; anything else by its number among all calls.
func callKey(k acc.Key) string {
	if k.Change > 0 {
		return k.ChangeKey()
	}
	return k.CallKey()
}

// Clock returns what the playbook was told when it asked for the time with that key.
func (l *Log) Clock(key acc.Key) (time.Time, bool) {
	t, ok := l.clocks[callKey(key)]
	return t, ok
}

// Answer returns the call with that key and what came back, if the journal holds an answer that settles it. A change in doubt
// has none; see [Log.Unsettled].
func (l *Log) Answer(key acc.Key) (Recorded, bool) {
	c := l.calls[callKey(key)]
	if c == nil || !c.settled() || c.unmade() {
		return Recorded{}, false
	}
	return l.recorded(c), true
}

// Intent returns the change with that key if it was about to be sent, answered or not.
func (l *Log) Intent(key acc.Key) (Recorded, bool) {
	c := l.calls[callKey(key)]
	if c == nil || c.asked.Kind != Intent {
		return Recorded{}, false
	}
	return l.recorded(c), true
}

// Changes returns every change that was about to be sent, answered or not, in order.
func (l *Log) Changes() []Recorded {
	return l.pick(func(c *call) bool { return c.asked.Kind == Intent })
}

// Unsettled returns the changes of which it is not known whether they were made, in order: those without an answer, and those
// whose answer was in doubt.
func (l *Log) Unsettled() []Recorded {
	return l.pick(func(c *call) bool { return !c.settled() })
}

func (l *Log) pick(want func(*call) bool) []Recorded {
	var out []Recorded
	for _, c := range l.order {
		if want(c) {
			out = append(out, l.recorded(c))
		}
	}
	return out
}

func (l *Log) recorded(c *call) Recorded {
	r := Recorded{Key: *c.asked.Key, Op: c.asked.Op, Hash: c.asked.Hash, SentAt: c.asked.At, log: l, answer: c.answer}
	if c.answer != nil {
		r.AnsweredAt, r.Derived = c.answer.At, c.answer.Derived
	}
	if c.asked.Origin != nil {
		r.Origin = *c.asked.Origin
	}
	if c.asked.Request != nil {
		r.Request = *c.asked.Request
	}
	return r
}

// settled reports whether it is known what became of the call.
func (c *call) settled() bool {
	switch {
	case c.answer == nil:
		return false
	case c.answer.Kind == Settled:
		return c.answer.Made != nil
	}
	return c.answer.Error == nil || !c.answer.Error.InDoubt
}

// unmade reports whether a look has shown that the change was not made.
func (c *call) unmade() bool {
	return c.answer != nil && c.answer.Kind == Settled && c.answer.Made != nil && !*c.answer.Made
}

// Unseen returns the records of what the account did not show in time, in order.
func (l *Log) Unseen() []*Record { return l.unseen }
