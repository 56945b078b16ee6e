package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"accstar/runtime"
	"accstar/runtime/runtimetest"

	"go.starlark.net/starlark"
)

// blocking is a universe with wait(), which waits until its context ends, as a request does.
func blocking(started chan<- struct{}) starlark.StringDict {
	return starlark.StringDict{"wait": runtime.Builtin("wait", func(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		ctx := runtime.ContextOf(thread)
		if started != nil {
			started <- struct{}{}
		}
		<-ctx.Done()
		return nil, fmt.Errorf("acc.projects.list: %w", ctx.Err())
	}), "parallel": universeParallel()}
}

func universeParallel() starlark.Value {
	return module("parallel", runtime.Builtin("parallel.map", parallelMap))
}

func TestLimits(t *testing.T) {
	const endless = "def main():\n    for i in range(1 << 30):\n        pass\n"
	for _, test := range []struct {
		name   string
		src    string
		limits runtime.Limits
		want   runtime.LimitError
		text   string
	}{
		{"an endless loop", endless, runtime.Limits{Steps: 20_000},
			runtime.LimitError{What: "steps", Limit: "20,000 steps", Flag: "--max-steps"}, "the playbook took more than 20,000 steps"},
		{"an endless loop at the top level", "for i in range(1 << 30):\n    pass\ndef main(): pass\n", runtime.Limits{Steps: 20_000},
			runtime.LimitError{What: "steps", Limit: "20,000 steps", Flag: "--max-steps"}, "the playbook took more than 20,000 steps"},
		{"endless loops in workers", "def w(i):\n    for i in range(1 << 30):\n        pass\ndef main():\n    parallel.map(w, range(8))\n", runtime.Limits{Steps: 20_000},
			runtime.LimitError{What: "steps", Limit: "20,000 steps", Flag: "--max-steps"}, "the playbook took more than 20,000 steps"},
		{"a loop against the clock", endless, runtime.Limits{Wall: 30 * time.Millisecond},
			runtime.LimitError{What: "time", Limit: "30ms", Flag: "--timeout"}, "the playbook ran longer than 30ms"},
		{"a wait against the clock", "def main():\n    wait()\n", runtime.Limits{Wall: 30 * time.Millisecond},
			runtime.LimitError{What: "time", Limit: "30ms", Flag: "--timeout"}, "the playbook ran longer than 30ms"},
		{"a builtin against the clock", "def main():\n    for _ in range(100):\n        max(range(1 << 30))\n", runtime.Limits{Wall: 30 * time.Millisecond},
			runtime.LimitError{What: "time", Limit: "30ms", Flag: "--timeout"}, "the playbook ran longer than 30ms"},
		{"a memory bomb within a builtin", "def main():\n    sorted(range(1 << 30))\n", runtime.Limits{Memory: 24 << 20},
			runtime.LimitError{What: "memory", Limit: "24 MiB", Flag: "--max-memory"}, "the playbook used more than 24 MiB of memory"},
		{"a memory bomb made at the top level", "r = range(1 << 30)\ndef main():\n    x = []\n    x.extend(r)\n", runtime.Limits{Memory: 24 << 20},
			runtime.LimitError{What: "memory", Limit: "24 MiB", Flag: "--max-memory"}, "the playbook used more than 24 MiB of memory"},
		{"a list that grows", "def main():\n    x = []\n    for i in range(1 << 30):\n        x.append('%d' % i)\n", runtime.Limits{Memory: 24 << 20},
			runtime.LimitError{What: "memory", Limit: "24 MiB", Flag: "--max-memory"}, "the playbook used more than 24 MiB of memory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := runtimetest.New(t, blocking(nil)).File("x.star", test.src)
			f.Options.Limits = test.limits
			got := f.Run("x.star", nil)
			var limit *runtime.LimitError
			if !errors.As(got.Err, &limit) || *limit != test.want {
				t.Fatalf("got error %v, want %v", got.Err, test.want)
			}
			if !runtime.Fatal(got.Err) {
				t.Error("a playbook could catch it")
			}
			d := runtime.Diagnose(got.Err, nil)
			if d.Kind != runtime.KindLimit || d.Summary != test.text || len(d.Hints) != 1 || !strings.Contains(d.Hints[0], test.want.Flag) || d.Line == 0 {
				t.Errorf("got diagnostic %+v", d)
			}
		})
	}
}

// Steps are those of the load, or of one run: a second run has as many as the first.
func TestStepsAreCountedByRun(t *testing.T) {
	f := runtimetest.New(t, universe(t)).File("x.star", "def w(i):\n    for i in range(1000): pass\ndef main():\n    parallel.map(w, range(10))\n")
	f.Options.Limits.Steps = 100_000
	book := f.Run("x.star", nil).Ok(t).Playbook
	for range 3 {
		if err := book.Run(t.Context(), nil, runtime.Locals{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.Run(t.Context(), nil, runtime.Locals{Limits: &runtime.Limits{Steps: 5000}}); !errors.As(err, new(*runtime.LimitError)) {
		t.Errorf("got %v, want the limit of the run", err)
	}
}

// Garbage is not in use: a loop that makes much of it runs on.
func TestGarbageDoesNotCount(t *testing.T) {
	f := runtimetest.New(t, nil).File("x.star", "def main():\n    kept = ['x'] * 2000000\n    for i in range(600000):\n        y = ['y'] * 20\n")
	f.Options.Limits.Memory = 48 << 20
	f.Run("x.star", nil).Ok(t)
}

func TestCancel(t *testing.T) {
	for _, test := range []struct {
		name, src string
		cause     error
		want      string
	}{
		{"in a loop", "def main():\n    wait_a_bit()\n    for i in range(1 << 30): pass\n", nil, "interrupted"},
		{"in a builtin", "def main():\n    wait()\n", nil, "interrupted"},
		{"in workers", "def main():\n    parallel.map(lambda i: wait(), [1])\n", nil, "interrupted"},
		{"with a cause", "def main():\n    wait()\n", errors.New("stopped by Ctrl-C"), "stopped by Ctrl-C"},
	} {
		t.Run(test.name, func(t *testing.T) {
			started := make(chan struct{}, 1)
			u := blocking(started)
			u["wait_a_bit"] = runtime.Builtin("wait_a_bit", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
				started <- struct{}{}
				return starlark.None, nil
			})
			f := runtimetest.New(t, u).File("x.star", test.src)
			book, err := runtime.Load(t.Context(), f.Path("x.star"), f.Options)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancelCause(t.Context())
			go func() {
				<-started
				cancel(test.cause)
			}()
			err = book.Run(ctx, nil, runtime.Locals{})
			var stop *runtime.StopError
			if !errors.As(err, &stop) || !runtime.Fatal(err) {
				t.Fatalf("got %v, want a stop", err)
			}
			d := runtime.Diagnose(err, nil)
			if d.Kind != runtime.KindInterrupted || d.Summary != test.want || d.Line == 0 {
				t.Errorf("got diagnostic %+v", d)
			}
		})
	}
}

func TestCancelledBeforeItBegins(t *testing.T) {
	f := runtimetest.New(t, nil).File("x.star", "def main():\n    print('ran')\n")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := runtime.Load(ctx, f.Path("x.star"), f.Options); !runtime.Fatal(err) {
		t.Errorf("got %v, want an interrupt", err)
	}
}

type guard struct{ fatal bool }

func (g guard) Error() string { return "guard" }
func (g guard) Fatal() bool   { return g.fatal }

func TestFatal(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		want bool
	}{
		{"no error", nil, false},
		{"a plain error", errors.New("no"), false},
		{"a limit", fmt.Errorf("row 3: %w", &runtime.LimitError{}), true},
		{"an interrupt", fmt.Errorf("acc.projects.list: %w", context.Canceled), true},
		{"a request that took too long", fmt.Errorf("acc.projects.list: %w", context.DeadlineExceeded), false},
		{"an error that says so", fmt.Errorf("plan: %w", guard{true}), true},
		{"an error that says not", fmt.Errorf("plan: %w", guard{false}), false},
		{"one of several", errors.Join(errors.New("a"), guard{true}), true},
		{"a panic", &runtime.InternalError{Panic: "x"}, true},
		{"a failed item", &runtime.WorkerError{Err: errors.New("no"), Item: starlark.None}, false},
		{"a cancelled thread", &starlark.EvalError{Msg: "Starlark computation cancelled: out of time"}, true},
	} {
		if got := runtime.Fatal(test.err); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

func TestLongRange(t *testing.T) {
	runtimetest.Eval(t, `
r = range((1 << 20) + 1)
assert.eq(type(r), "long range")
assert.eq(str(r), "range(1048577)")
assert.true(r)
assert.true(1048576 in r)
assert.true(1048577 not in r)
assert.eq(r, range(1048577))
assert.ne(r, range(1, 1048578))
assert.ne(r, range(1, 1048577))
assert.ne(range(3), r)
assert.fails(lambda: len(r), "a range this long has no length")
assert.fails(lambda: {r: 1}, "unhashable")
assert.eq(max(r), 1048576)
for i in range(1 << 30, 0, -1):
    assert.eq(i, 1 << 30)
    break

# A short one is Starlark's own.
s = range(10)
assert.eq(len(s), 10)
assert.eq(s[2:4], range(2, 4))
assert.fails(lambda: range(0, 1, 0), "range: step argument must not be zero")
assert.fails(lambda: range("a"), "range: for parameter 1: got string, want int")
`, nil, nil)
}
