package preview

import (
	"context"
	"errors"
	"fmt"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
)

// Memory is what is written down of a run's changes. A journal is one.
type Memory interface {
	// Recall returns what an earlier part of the run came to know of a change; nil if it is to be made. The call has real IDs.
	Recall(call *acc.Call) (*Recalled, error)
	// Settle writes down what a look at the account has shown about a change in doubt: made, with the answer the playbook is
	// given; not made; or, with made nil, that it cannot be told.
	Settle(call *acc.Call, made *bool, res *acc.Result) error
	// Unseen writes down that a record accepted by the account had not appeared in time, and WasUnseen returns what was written.
	Unseen(key acc.Key, id, text string) error
	WasUnseen(key acc.Key, id string) (text string, ok bool)
}

// Recalled is what is known of a change from an earlier part of its run.
type Recalled struct {
	Sent, Answered time.Time
	// Settled is false if it is not known whether the change was made.
	Settled bool
	Result  *acc.Result
	Err     error // what ACC refused it with
}

// Choice is what is done about a change of which it cannot be told whether it was made.
type Choice int

// The choices.
const (
	StopInDoubt  Choice = iota // end the run, to be resumed
	SkipInDoubt                // leave it and go on: for the playbook it failed
	RetryInDoubt               // send it again
	TakeAsMade                 // somebody has looked, and it was made
)

// durable is what makes a run one that can be taken up again.
type durable struct {
	held   *Held
	memory Memory
	decide func(ctx context.Context, c Change, why string) (Choice, error)
}

// Remember makes the overlay that of a run: changes that the memory knows are not made again, and what became of one whose answer
// was lost is found out by looking. Decide is asked where looking does not help. It is called once, before the run starts.
func (o *Overlay) Remember(h *Held, m Memory, decide func(ctx context.Context, c Change, why string) (Choice, error)) {
	h.Bind(o)
	o.durable = &durable{held: h, memory: m, decide: decide}
}

// DoubtError ends a run because it cannot be told whether a change was made.
type DoubtError struct {
	Change Change
	Why    string
}

func (e *DoubtError) Error() string {
	return fmt.Sprintf("it cannot be told whether %s (%s in %s) was made: %s", e.Change.Op, e.Change.Subject, e.Change.Group, e.Why)
}

// Hints says what to do next.
func (e *DoubtError) Hints() []string {
	return []string{"look at it in ACC, then resume the run with --in-doubt retry to send it again, or --in-doubt skip to leave it"}
}

// Fatal reports that no playbook may catch the error.
func (e *DoubtError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop].
func (e *DoubtError) Unwrap() error { return acc.ErrStop }

// remembered gives a change the outcome it had in an earlier part of the run. The second result is false if it had none and is
// to be made.
func (o *Overlay) remembered(ctx context.Context, call *acc.Call) (*acc.Result, bool, error) {
	d := o.durable
	if d == nil {
		return nil, false, nil
	}
	sent := d.held.resolved(call)
	past, err := d.memory.Recall(sent)
	if past == nil || err != nil {
		return nil, err != nil, err
	}
	i, want, ok := d.held.find(call.Key)
	if !ok {
		return nil, true, &NotPlannedError{Change: Change{Op: call.Op.ID(), Subject: "sent before", Group: "the journal"}}
	}
	p := o.asPlanned(want, call.Op.Status)
	p.At = past.Answered
	if !past.Settled {
		p.At = past.Sent
		res, made, err := o.settleDoubt(ctx, sent, p, past.Sent)
		if err != nil {
			d.held.doubt(i, want, err)
			return nil, true, placed(err, call)
		}
		if !made {
			return nil, false, nil
		}
		past = &Recalled{Result: res}
		p.At = o.now() // what is to follow from it has its time from now on: nobody knows when it was made
	}
	d.held.end(i, want, past.Result, past.Err)
	if past.Err != nil {
		return nil, true, placed(past.Err, call)
	}
	o.assume(p.Outcome)
	o.changing.Lock()
	o.enterAt(p.Outcome.Changes, p.At)
	for _, l := range p.Outcome.Later {
		o.enterAt([]tenant.Change{l.Change}, p.At)
	}
	o.changing.Unlock()
	return past.Result, true, o.absorb(call, p, past.Result)
}

// asPlanned is a prediction made of a planned change, with the real IDs that are known by now.
func (o *Overlay) asPlanned(want Change, status int) *Predicted {
	out := &tenant.Outcome{Status: status}
	for _, ch := range want.Records {
		out.Changes = append(out.Changes, o.withRealIDs(ch))
	}
	for _, ch := range want.Later {
		out.Later = append(out.Later, tenant.Later{Change: o.withRealIDs(ch)})
	}
	return &Predicted{Change: want, Outcome: out}
}

func (o *Overlay) withRealIDs(ch tenant.Change) tenant.Change {
	record := func(r tenant.Record) tenant.Record {
		if r == nil {
			return nil
		}
		out, _ := resolve(map[string]any(r), o.Real).(map[string]any)
		return out
	}
	ch.Collection.Parent = resolveText(ch.Collection.Parent, o.Real)
	ch.ID = resolveText(ch.ID, o.Real)
	ch.Before, ch.After = record(ch.Before), record(ch.After)
	return ch
}

// assume marks what the account still owes in the collections that an outcome touches. It was waited for before the change was sent;
// should it be gone by now, that is later changes' doing.
func (o *Overlay) assume(out *tenant.Outcome) {
	touched := map[tenant.Collection]bool{}
	owners := map[string]bool{}
	for _, ch := range out.Changes {
		touched[ch.Collection], owners[ch.Collection.Parent] = true, true
	}
	for _, l := range out.Later {
		touched[l.Change.Collection], owners[l.Change.Collection.Parent] = true, true
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for name, c := range o.colls {
		c.mu.Lock()
		for i := range c.unsettled {
			x := &c.unsettled[i]
			x.assumed = x.assumed || touched[name] || owners[x.change.ID]
		}
		c.mu.Unlock()
	}
}

// How often a change is sent that is not made: with an error for an answer, and with none at all. Between two sends lies the time
// that the change may take to show.
const (
	mostErrors  = 4
	mostSilence = 10
)

// SilenceError ends a run because a change gets no answer, however often it is sent, and is not made.
type SilenceError struct {
	Change Change
	Sends  int
	Err    error
}

func (e *SilenceError) Error() string {
	return fmt.Sprintf("%s (%s in %s) was sent %d times, got no answer, and was not made: %v", e.Change.Op, e.Change.Subject, e.Change.Group, e.Sends, e.Err)
}

// Hints says what to do next.
func (e *SilenceError) Hints() []string { return []string{"see that the network is there"} }

// Fatal reports that no playbook may catch the error.
func (e *SilenceError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop]. Why there was no answer is not part of it: that error is of a change in doubt, this one is not.
func (e *SilenceError) Unwrap() error { return acc.ErrStop }

// make has a change made. Where its answer is lost, it finds out whether it was made, and sends it again only if not.
func (o *Overlay) make(ctx context.Context, call *acc.Call, p *Predicted) (*acc.Result, error) {
	for sends := 1; ; sends++ {
		since := o.now()
		res, err := o.maker.Make(ctx, call, p)
		if err == nil || o.durable == nil || ctx.Err() != nil || !inDoubt(err) {
			return res, err
		}
		d := o.durable
		i, want, _ := d.held.find(call.Key)
		res, made, settleErr := o.settleDoubt(ctx, d.held.resolved(call), p, since)
		switch {
		case settleErr != nil:
			d.held.doubt(i, want, settleErr)
			return nil, placed(settleErr, call)
		case made:
			d.held.end(i, want, res, nil)
			return res, nil
		case sends >= mostSilence:
			silence := &SilenceError{Change: want, Sends: sends, Err: err}
			d.held.end(i, want, nil, silence)
			return nil, silence
		case sends >= mostErrors && statusOf(err) != 0:
			failed := &acc.Error{Kind: acc.Unavailable, Op: call.Op.ID(), Status: statusOf(err), Origin: call.Origin, Err: err,
				Message: fmt.Sprintf("was sent %d times, each time got an error, and was not made", sends), Hint: "try again later: accstar retry sends what failed"}
			d.held.end(i, want, nil, failed)
			return nil, failed
		}
	}
}

func inDoubt(err error) bool {
	var e *acc.Error
	return errors.As(err, &e) && e.InDoubt && !errors.Is(err, acc.ErrStop)
}

func statusOf(err error) int {
	var e *acc.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Status
}

// settleDoubt finds out what became of a change that was sent and not answered, and writes it down: by looking, and where that does
// not tell, by asking. The call has real IDs. The result is the playbook's answer if it was made.
func (o *Overlay) settleDoubt(ctx context.Context, call *acc.Call, p *Predicted, since time.Time) (*acc.Result, bool, error) {
	d := o.durable
	if call.Op.Composed != nil { // it finds by itself what of it was done before, and goes on from there
		return nil, false, d.memory.Settle(call, yes(false), nil)
	}
	seen, err := o.lookFor(ctx, call, p, since)
	if err != nil {
		return nil, false, err
	}
	switch seen.verdict {
	case shows:
		res := o.answerFor(call, seen)
		return res, true, d.memory.Settle(call, yes(true), res)
	case showsNot:
		return nil, false, d.memory.Settle(call, yes(false), nil)
	}
	choice, err := d.decide(ctx, p.Change, seen.why)
	if err != nil {
		return nil, false, err
	}
	switch choice {
	case TakeAsMade:
		res := o.answerFor(call, seen)
		return res, true, d.memory.Settle(call, yes(true), res)
	case RetryInDoubt:
		return nil, false, d.memory.Settle(call, yes(false), nil)
	}
	if err := d.memory.Settle(call, nil, nil); err != nil {
		return nil, false, err
	}
	if choice == SkipInDoubt {
		// It is settled as far as the playbook goes, which may go on after it: a row fails, attempt catches it.
		return nil, false, &acc.Error{Kind: acc.Unavailable, Op: call.Op.ID(), Origin: call.Origin,
			Message: "it cannot be told whether it was made: " + seen.why, Hint: "look at it in ACC"}
	}
	return nil, false, &DoubtError{Change: p.Change, Why: seen.why}
}

func yes(b bool) *bool { return &b }
