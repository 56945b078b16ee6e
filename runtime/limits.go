package runtime

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"time"

	"go.starlark.net/starlark"
)

// Limits bound what a playbook may use. The zero value means the defaults; there is no unlimited.
//
// They protect from mistakes, not from malice: the interpreter cannot be interrupted within one operation, and [0] * n makes
// up to 2^30 items in one.
type Limits struct {
	// Steps is how many steps of the interpreter all threads may take together; 0 means [DefaultSteps]. A simple
	// statement is a handful of steps.
	Steps uint64
	// Wall is how long a load or a run may take by the clock on the wall; 0 means as long as it likes.
	Wall time.Duration
	// Memory is how many bytes may be in use on the heap; 0 means [DefaultMemory].
	Memory uint64
}

// The defaults of [Limits].
const (
	DefaultSteps  uint64 = 1_000_000_000
	DefaultMemory uint64 = 2 << 30
)

func (l Limits) withDefaults() Limits {
	if l.Steps == 0 {
		l.Steps = DefaultSteps
	}
	if l.Memory == 0 {
		l.Memory = DefaultMemory
	}
	return l
}

// LimitError ends a run that has used up one of its [Limits]. No playbook can catch it.
type LimitError struct {
	What  string // "steps", "time", "memory"
	Limit string // the limit as a person reads it: "1,000,000,000 steps"
	Flag  string // the flag that lifts it: "--max-steps"
}

// Error says which limit was reached.
func (e *LimitError) Error() string {
	switch e.What {
	case "steps":
		return "the playbook took more than " + e.Limit
	case "time":
		return "the playbook ran longer than " + e.Limit
	}
	return "the playbook used more than " + e.Limit + " of memory"
}

// Fatal implements [Stopper].
func (e *LimitError) Fatal() bool { return true }

// Hints implements [Hinter].
func (e *LimitError) Hints() []string {
	hint := "if it needs that much, allow it more with " + e.Flag
	switch e.What {
	case "steps":
		return []string{"look for a loop that goes round too often; " + hint}
	case "memory":
		return []string{"look for a list that grows without need; " + hint}
	}
	return []string{hint}
}

// Stopper is an error that can end a run for good, so that attempt() must pass it on.
type Stopper interface {
	error
	Fatal() bool
}

// cancelledPrefix begins the message with which the interpreter ends a cancelled thread.
const cancelledPrefix = "Starlark computation cancelled: "

// Fatal reports whether the error must end the run and may not be caught by a playbook: a limit, an interrupt, or an
// error in its chain that says so by implementing [Stopper].
func Fatal(err error) bool {
	if err == nil {
		return false
	}
	if errors.Is(err, context.Canceled) {
		return true
	}
	fatal := false
	walkErrors(err, func(e error) bool {
		switch e := e.(type) {
		case Stopper:
			fatal = fatal || e.Fatal()
		case *starlark.EvalError:
			fatal = fatal || strings.HasPrefix(e.Msg, cancelledPrefix)
		}
		return !fatal
	})
	return fatal
}

// walkErrors visits err and all it wraps, outermost first, until visit returns false.
func walkErrors(err error, visit func(error) bool) bool {
	for err != nil {
		if !visit(err) {
			return false
		}
		switch e := err.(type) {
		case interface{ Unwrap() error }:
			err = e.Unwrap()
		case interface{ Unwrap() []error }:
			for _, inner := range e.Unwrap() {
				if !walkErrors(inner, visit) {
					return false
				}
			}
			return true
		default:
			return true
		}
	}
	return true
}

// budget is the steps that the threads of one execution have left. The interpreter counts by thread, so each thread draws
// a chunk at a time and gives back what it has not used.
type budget struct {
	limit uint64
	chunk uint64
	left  atomic.Int64
}

func newBudget(limit uint64) *budget {
	limit = min(limit, 1<<62)
	b := &budget{limit: limit, chunk: min(max(limit/256, 1), 100_000)}
	b.left.Store(int64(limit))
	return b
}

// draw takes up to a chunk of steps; 0 means that none are left.
func (b *budget) draw() uint64 {
	for {
		left := b.left.Load()
		if left <= 0 {
			return 0
		}
		n := min(int64(b.chunk), left)
		if b.left.CompareAndSwap(left, left-n) {
			return uint64(n)
		}
	}
}

// meter makes the thread draw its steps from the shared budget. The function it returns gives back what is left over.
func (x *execution) meter(thread *starlark.Thread) func() {
	var drawn uint64
	more := func(thread *starlark.Thread) {
		n := x.budget.draw()
		if n == 0 {
			err := &LimitError{What: "steps", Limit: grouped(x.budget.limit) + " steps", Flag: "--max-steps"}
			x.cancel(err)
			thread.Cancel(err.Error())
			return
		}
		drawn += n
		thread.SetMaxExecutionSteps(drawn)
	}
	thread.OnMaxSteps = more
	more(thread)
	return func() {
		if used := thread.ExecutionSteps(); used < drawn {
			x.budget.left.Add(int64(drawn - used))
		}
	}
}

// halt tells loops inside Go code whether the playbook they belong to has been stopped; see longRange. A playbook's values
// outlive its executions, of which there is one at a time.
type halt struct{ exec atomic.Pointer[execution] }

// stopped reports whether the execution now under way has been stopped. All its threads are cancelled by then, so that
// nothing is done with what a loop leaves unfinished.
func (h *halt) stopped() bool {
	x := h.exec.Load()
	return x != nil && x.halted.Load()
}

// begin starts an execution under limits. The function it returns ends it: nothing of it is left running.
func begin(ctx context.Context, limits Limits, halt *halt) (*execution, func()) {
	limits = limits.withDefaults()
	ctx, cancel := context.WithCancelCause(ctx)
	x := &execution{ctx: ctx, cancel: cancel, budget: newBudget(limits.Steps), halt: halt, threads: map[*starlark.Thread]bool{}}
	halt.exec.Store(x)
	calm := context.AfterFunc(ctx, x.cancelThreads)
	var timer *time.Timer
	if limits.Wall > 0 {
		timer = time.AfterFunc(limits.Wall, func() {
			cancel(&LimitError{What: "time", Limit: limits.Wall.String(), Flag: "--timeout"})
		})
	}
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		x.watchMemory(limits.Memory)
	}()
	return x, func() {
		calm()
		halt.exec.Store(nil)
		if timer != nil {
			timer.Stop()
		}
		cancel(errDone)
		<-watched
	}
}

// errDone is the cause of the context of an execution that has ended by itself.
var errDone = errors.New("the run is over")

// memoryInterval is how often the heap is looked at.
const memoryInterval = 100 * time.Millisecond

// watchMemory stops the execution once more than limit bytes are in use. Interpreter and builtins count no allocations,
// so all that can be done is to look at the heap as a whole from time to time.
func (x *execution) watchMemory(limit uint64) {
	ticker := time.NewTicker(memoryInterval)
	defer ticker.Stop()
	for {
		select {
		case <-x.ctx.Done():
			return
		case <-ticker.C:
		}
		if metric(heapObjects) <= limit {
			continue
		}
		// Part of it may be garbage. A collection finds out, but takes for live what is allocated while it goes on.
		before := metric(heapAllocated)
		runtime.GC()
		if meanwhile := metric(heapAllocated) - before; metric(heapLive) <= limit+meanwhile {
			continue
		}
		x.cancel(&LimitError{What: "memory", Limit: byteSize(limit), Flag: "--max-memory"})
		return
	}
}

const (
	heapObjects   = "/memory/classes/heap/objects:bytes" // all objects, garbage that has not been swept included
	heapLive      = "/gc/heap/live:bytes"                // what the last collection found in use
	heapAllocated = "/gc/heap/allocs:bytes"              // all that was ever allocated
)

func metric(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}

// grouped writes a number with thousands separators: 1,000,000.
func grouped(n uint64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// byteSize writes a size as people give it: 2 GiB, 512 MiB, 100 bytes.
func byteSize(n uint64) string {
	for _, unit := range []struct {
		size uint64
		name string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.size {
			return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/float64(unit.size)), ".0") + " " + unit.name
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
