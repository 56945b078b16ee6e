package runtime

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"go.starlark.net/starlark"
)

// DefaultWorkers is how many items [Parallel] works on at a time when it is not told.
const DefaultWorkers = 8

// Parallel calls fn for every item, on up to workers threads at a time (0 means [DefaultWorkers]), and returns the results
// in the order of the items. Each item has a thread and a [Task] of its own, and draws on the run's one budget.
//
// What threads share must not change: fn, what it can reach, the globals of its module, and the items are frozen first, the
// results before they are handed back.
//
// An item that fails ends those behind it: no further item is begun, and the context of those under way is cancelled. Those before it
// are finished, so that what is done in the end does not hang on which thread was faster. The error is a [*WorkerError] of the failed
// item that comes first in the input.
//
// Call does one item; nil calls fn with the item as its only argument.
func Parallel(thread *starlark.Thread, fn starlark.Callable, items []starlark.Value, workers int,
	call func(child *starlark.Thread, i int) (starlark.Value, error)) ([]starlark.Value, error) {
	parent := localOf(thread)
	if parent == nil {
		return nil, fmt.Errorf("parallel work needs a playbook that is running")
	}
	freeze(fn)
	for _, item := range items {
		freeze(item)
	}
	if call == nil {
		call = func(child *starlark.Thread, i int) (starlark.Value, error) {
			return starlark.Call(child, fn, starlark.Tuple{items[i]}, nil)
		}
	}
	switch {
	case parent.exec.sequential:
		workers = 1
	case workers <= 0:
		workers = DefaultWorkers
	}
	p := &parallel{
		parent: parent, fork: parent.task.Fork(), from: Where(thread), failed: len(items), under: map[int]context.CancelCauseFunc{},
		name: thread.Name, call: call, items: items, results: make([]starlark.Value, len(items)), errs: make([]error, len(items)),
	}
	var group sync.WaitGroup
	for range min(workers, len(items)) {
		group.Go(p.work)
	}
	group.Wait()
	if err := p.firstError(); err != nil {
		return nil, err
	}
	return p.results, nil
}

// freeze makes a value safe to share. Freezing a function leaves the globals of its module alone, which it can reach too.
func freeze(v starlark.Value) {
	v.Freeze()
	switch v := v.(type) {
	case *starlark.Function:
		v.Globals().Freeze()
	case *starlark.Builtin:
		if recv := v.Receiver(); recv != nil {
			freeze(recv)
		}
	}
}

// errSibling is why a worker's context was cancelled when another one failed.
var errSibling = errors.New("another item failed")

// parallel is one call of Parallel.
type parallel struct {
	parent *local
	fork   *Fork
	from   Position
	name   string
	call   func(*starlark.Thread, int) (starlark.Value, error)
	items  []starlark.Value
	next   atomic.Int64

	mu     sync.Mutex
	failed int                             // the first item that has failed so far; as many as there are if none has
	under  map[int]context.CancelCauseFunc // of the items under way

	results []starlark.Value // by item; each written by one worker
	errs    []error
}

// work takes items until there are no more, or one before them has failed.
func (p *parallel) work() {
	for p.parent.ctx.Err() == nil {
		i := int(p.next.Add(1)) - 1
		ctx, ok := p.begin(i)
		if !ok {
			return
		}
		p.results[i], p.errs[i] = p.one(ctx, i)
		p.end(i, p.errs[i] != nil)
	}
}

// begin returns the context of an item; false if it is not to be begun any more.
func (p *parallel) begin(i int) (context.Context, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if i >= p.failed {
		return nil, false
	}
	ctx, cancel := context.WithCancelCause(p.parent.ctx)
	p.under[i] = cancel
	return ctx, true
}

// end notes that an item is done with; one that has failed ends those behind it.
func (p *parallel) end(i int, failed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.under[i](nil)
	delete(p.under, i)
	if !failed || i > p.failed {
		return
	}
	p.failed = i
	for j, cancel := range p.under {
		if j > i {
			cancel(errSibling)
		}
	}
}

func (p *parallel) one(ctx context.Context, i int) (v starlark.Value, err error) {
	info := &local{ctx: ctx, task: p.fork.Child(i), main: p.parent.main, file: p.parent.file, from: p.from}
	thread, release := p.parent.exec.thread(fmt.Sprintf("%s[%d]", p.name, i), info)
	defer release()
	err = protect(func() error {
		if v, err = p.call(thread, i); err == nil {
			v.Freeze()
		}
		return err
	})
	return v, err
}

// firstError is the error of the first item that failed by itself, rather than because another one had.
func (p *parallel) firstError() error {
	var echo error
	for i, err := range p.errs {
		if err == nil {
			continue
		}
		failure := &WorkerError{Index: i, Item: p.items[i], Err: err}
		if !isEcho(err) {
			return failure
		}
		if echo == nil {
			echo = failure
		}
	}
	if echo == nil {
		return context.Cause(p.parent.ctx) // stopped between two items
	}
	return echo
}

// isEcho reports whether an error only says that the work was cancelled.
func isEcho(err error) bool {
	var eval *starlark.EvalError
	if errors.As(err, &eval) && strings.HasPrefix(eval.Msg, cancelledPrefix) {
		return true
	}
	return errors.Is(err, errSibling) || errors.Is(err, context.Canceled)
}

// WorkerError is the failure of one item of [Parallel].
type WorkerError struct {
	Index int // of the item, from 0
	Item  starlark.Value
	Err   error
}

// Error is the failure itself; which item it was is for [Diagnose] to show.
func (e *WorkerError) Error() string { return e.Err.Error() }

// Unwrap returns the failure.
func (e *WorkerError) Unwrap() error { return e.Err }
