package journal

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"accstar/acc"
)

// Replay gives a playbook that is run again what an earlier part of the run was given, and records what is new.
type Replay struct {
	w   *Writer
	log *Log // nil for a run that has no earlier part
	// reopen makes refusals count as unanswered. From the first call made anew, so are reads that no recorded change of their task
	// came after: what they had been answered came from an account without that call's change. Those that one came after led to
	// it, and have to be as they were.
	reopen     bool
	anew       atomic.Bool
	lastChange map[string]int64 // the last record of a change by a task or those within it, by the task's path

	mu     sync.Mutex
	shared map[string]int // how many of a shared look-up's answers have been given
}

// NewReplay returns a replay of what the log holds; a nil log holds nothing. Reopen has refused calls made again.
func NewReplay(l *Log, w *Writer, reopen bool) *Replay {
	r := &Replay{w: w, log: l, reopen: reopen, shared: map[string]int{}, lastChange: map[string]int64{}}
	if l == nil {
		return r
	}
	for _, rec := range l.Records {
		if rec.Kind != Intent {
			continue
		}
		for task := rec.Key.Task; ; task = task[:max(strings.LastIndexByte(task, '/'), 0)] {
			r.lastChange[task] = rec.N
			if task == "" {
				break
			}
		}
	}
	return r
}

// MismatchError is a call whose key the journal holds for another call: the playbook does not do what it did before.
type MismatchError struct {
	Now, Then string // the operations
	Origin    acc.Origin
}

func (e *MismatchError) Error() string {
	if e.Now == e.Then {
		return fmt.Sprintf("%s has other arguments than when the run began; nothing was sent for it", e.Now)
	}
	return fmt.Sprintf("the playbook asks for %s where it had asked for %s when the run began; nothing was sent for it", e.Now, e.Then)
}

// Hints says what to do next.
func (e *MismatchError) Hints() []string {
	return []string{"the run cannot be taken up again; preview the playbook afresh and run what is left"}
}

// Fatal reports that no playbook may catch the error.
func (e *MismatchError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop].
func (e *MismatchError) Unwrap() error { return acc.ErrStop }

// Above is the outermost link of a chain: reads that the log has an answer for get that one, others go on to next and are recorded.
// Changes go on to next.
func (r *Replay) Above(next acc.Doer) acc.Doer {
	return acc.DoerFunc(func(ctx context.Context, call *acc.Call) (*acc.Result, error) {
		if call.Op.Effect.Changes() {
			return next.Do(ctx, call)
		}
		rec, ok, err := r.answered(call)
		if err != nil {
			return nil, err
		}
		if ok {
			res, err := rec.Again()
			if !errors.Is(err, ErrNoBody) { // that one is read once more
				return res, err
			}
		}
		return r.w.read(ctx, next, call)
	})
}

// answered finds the answer to a read.
func (r *Replay) answered(call *acc.Call) (Recorded, bool, error) {
	if r.log == nil {
		return Recorded{}, false, nil
	}
	rec, ok := r.find(call.Key)
	if !ok || rec.Redacted() {
		return Recorded{}, false, nil
	}
	if r.anew.Load() && !strings.HasPrefix(call.Key.Task, "@") && rec.answer.N > r.lastChange[call.Key.Task] {
		return Recorded{}, false, nil
	}
	if r.reopen && rec.Refusal() != nil {
		r.anew.Store(true)
		return Recorded{}, false, nil
	}
	return rec, true, rec.check(call)
}

// find returns the recorded read with that key; of a shared look-up the next one in order.
func (r *Replay) find(key acc.Key) (Recorded, bool) {
	id := callKey(key)
	all := r.log.shared[id]
	if all == nil {
		return r.log.Answer(key)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.shared[id]
	if n >= len(all) {
		return Recorded{}, false
	}
	r.shared[id]++
	return r.log.recorded(all[n]), true
}

// Change returns what the log holds about a change: its answer, or, if it was sent and not answered, that it was sent (see
// [Recorded.Unsettled]). The second result is false if it is to be sent.
func (r *Replay) Change(call *acc.Call) (Recorded, bool, error) {
	if r.log == nil {
		return Recorded{}, false, nil
	}
	rec, sent := r.log.Intent(call.Key)
	if !sent || rec.answer != nil && rec.answer.Kind == Settled && rec.answer.Made != nil && !*rec.answer.Made {
		r.anew.CompareAndSwap(false, r.reopen)
		return Recorded{}, false, nil
	}
	if r.reopen && rec.Refusal() != nil && !rec.Unsettled() {
		r.anew.Store(true)
		return Recorded{}, false, nil
	}
	return rec, true, rec.check(call)
}

// check reports a call that is another than the recorded one.
func (r Recorded) check(call *acc.Call) error {
	hash, err := HashCall(call)
	if err != nil {
		return err
	}
	if hash != r.Hash {
		return &MismatchError{Now: call.Op.ID(), Then: r.Op, Origin: call.Origin}
	}
	return nil
}

// Unsettled reports whether it is not known what became of a change that was sent.
func (r Recorded) Unsettled() bool { return !(&call{answer: r.answer}).settled() }

// Again is the outcome as the playbook was given it: an answer that had been worked out is a value again.
func (r Recorded) Again() (*acc.Result, error) {
	res, err := r.Outcome()
	if err != nil || !r.Derived {
		return res, err
	}
	v, err := acc.DecodeJSON(res.Body)
	if err == nil {
		v, err = acc.Restore(v)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: decode a recorded answer: %w", r.Op, err)
	}
	return &acc.Result{Status: res.Status, Value: v}, nil
}

// Slept reports whether the sleep with that key was over in an earlier part of the run.
func (r *Replay) Slept(key acc.Key) bool {
	if r.log == nil || r.anew.Load() {
		return false
	}
	_, ok := r.log.Clock(key)
	return ok
}

// Sleep records that a sleep is over.
func (r *Replay) Sleep(key acc.Key) error {
	now := r.w.now().UTC()
	_, err := r.w.Append(&Record{Kind: Clock, Key: &key, Time: &now})
	return err
}

// Settle records what a look at the account showed about a change in doubt: that it was made, with the answer the playbook is
// given for it, that it was not made, or, with made nil, that it cannot be told.
func (r *Replay) Settle(call *acc.Call, made *bool, res *acc.Result) error {
	rec, body, err := r.w.describe(Settled, call, res, nil)
	if err != nil {
		return err
	}
	rec.Made, rec.Body, rec.Request, rec.Derived = made, body, nil, res != nil && res.Value != nil
	return r.w.record(rec)
}

// Unseen records that the account did not show in time what it had accepted. ID is the record as the plan knows it.
func (r *Replay) Unseen(key acc.Key, id, text string) error {
	_, err := r.w.Append(&Record{Kind: Unseen, Key: &key, ID: id, Text: text})
	return err
}

// WasUnseen returns the text that was recorded with [Replay.Unseen].
func (r *Replay) WasUnseen(key acc.Key, id string) (string, bool) {
	if r.log == nil {
		return "", false
	}
	for _, u := range r.log.unseen {
		if u.ID == id && callKey(*u.Key) == callKey(key) {
			return u.Text, true
		}
	}
	return "", false
}

// Unmade reports whether a look has shown that the change was not made.
func (r Recorded) Unmade() bool { return (&call{answer: r.answer}).unmade() }
